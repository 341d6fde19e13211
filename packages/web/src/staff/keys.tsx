// The keyboard: j, k, Enter, Escape, and ? for the list of them.
import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useRef } from 'react';
import { w } from '../shared/words.ts';
import { t } from './words.ts';

/** Not while somebody types, and not on top of a browser's own shortcut. A button or link keeps its Enter. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const target = event.target as HTMLElement;
      if (target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [role=dialog], [role=menu]')) return;
      if (event.key === 'Enter' && target.closest('a, button, summary, input, [role=menuitem]')) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

interface KeysProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export const Keys = ({ open, onOpenChange }: KeysProps) => (
  <Dialog.Root open={open} onOpenChange={onOpenChange}>
    <Dialog.Portal>
      <Dialog.Backdrop className="backdrop" />
      <Dialog.Popup className="dialog stack">
        <Dialog.Title>{t.keys}</Dialog.Title>
        <dl className="key-list">
          {(
            [
              ['j', t.keyList.j],
              ['k', t.keyList.k],
              ['Enter', t.keyList.enter],
              ['Esc', t.keyList.escape],
              ['x', t.keyList.x],
              ['?', t.keyList.question],
            ] as const
          ).map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <Dialog.Close className="button">{w.close}</Dialog.Close>
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
