// Whether the page is in sight: what a tab behind others shows nobody has seen yet.
import { useEffect, useState } from 'react';

const isVisible = (): boolean => document.visibilityState === 'visible';

export function useVisible(): boolean {
  const [visible, see] = useState(isVisible);
  useEffect(() => {
    const look = (): void => see(isVisible());
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}
