// The keyboard: what a key does here.
import { useEffect, useRef } from 'react';

/** An Enter that did something and is still down: held, it presses nothing of what came under it. */
let isHeld = false;

/** Not while somebody types, and not on top of a browser's own shortcut. A button or link keeps its Enter. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.repeat && event.key === 'Enter' && isHeld) return event.preventDefault();
      const target = event.target as HTMLElement;
      if (target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [role=dialog], [role=menu]')) return;
      if (event.key === 'Enter' && target.closest('a, button, summary, input, [role=menuitem]')) return;
      if (event.key === 'Enter' && event.repeat) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      isHeld = event.key === 'Enter';
      act();
    };
    const release = (event: KeyboardEvent) => {
      if (event.key === 'Enter') isHeld = false;
    };
    addEventListener('keydown', press);
    addEventListener('keyup', release);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener('keyup', release);
    };
  }, []);
}
