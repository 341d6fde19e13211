// How many messages are new: it comes with the shell, and is counted again without a stream of its own (decisions 0463, 0493).
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { firstAnswer, get } from '../shared/api/client.ts';
import { overhear } from '../shared/api/live.ts';

const PATH = '/api/v1/notices/unread';
/** Sooner it is not counted again by itself; and that long after a change whoever is told of it has been told. */
const A_WHILE_MS = 5_000;
/** So often it is counted while somebody looks at a page. */
const IN_SIGHT_MS = 60_000;

/** Some were counted: a page that shows messages may lack them. */
export const NEW_MESSAGES = 'new-messages';

let asked = 0;
let show: (unread: number) => void;

export function count(): void {
  const own = (asked = Date.now());
  get<'countNotices'>(PATH).then(
    ({ unread }) => {
      if (own !== asked) return;
      show(unread);
      if (unread) dispatchEvent(new Event(NEW_MESSAGES));
    },
    // The next occasion is soon enough.
    () => undefined,
  );
}

const countSeldom = (): void => {
  if (Date.now() - asked > A_WHILE_MS) count();
};

export function useUnread(): number | undefined {
  const [path] = useLocation();
  const [unread, setUnread] = useState(() => {
    const came = firstAnswer<'countNotices'>(PATH);
    if (came) asked = Date.now();
    return came?.unread;
  });
  show = setUnread;
  useEffect(countSeldom, [path]);
  useEffect(() => {
    setInterval(() => document.visibilityState === 'visible' && countSeldom(), IN_SIGHT_MS);
    let later: ReturnType<typeof setTimeout> | undefined;
    overhear((order) => {
      countSeldom();
      if (order === null) return;
      clearTimeout(later);
      later = setTimeout(count, A_WHILE_MS);
    });
  }, []);
  return unread;
}
