// The keyboard: what a key does here.
import { useEffect, useRef } from 'react';

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
