// Told when something was refused because the browser acts in another post by now (../api/client.ts).
import { lazy, Suspense, useEffect, useState } from 'react';
import { OTHER_POST } from '../api/client.ts';
import { boot } from '../boot.ts';

const OtherPost = lazy(() => import('./other-post.tsx').then((file) => ({ default: file.OtherPost })));

export function WatchPost() {
  /** How often since it was put away. */
  const [refused, setRefused] = useState(0);
  useEffect(() => {
    const note = () => setRefused((times) => times + 1);
    addEventListener(OTHER_POST, note);
    return () => removeEventListener(OTHER_POST, note);
  }, []);
  return boot.me && refused > 0 ? (
    <Suspense fallback={null}>
      <OtherPost key={refused} me={boot.me} done={() => setRefused(0)} />
    </Suspense>
  ) : null;
}
