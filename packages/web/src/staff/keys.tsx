// ?: the list of keys.
import { Dialog } from '@base-ui/react/dialog';
import { w } from '../shared/words.ts';
import { t } from './words.ts';

export const Keys = ({ close }: { readonly close: () => void }) => (
  <Dialog.Root open onOpenChange={close}>
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
              ['/', t.keyList.slash],
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
