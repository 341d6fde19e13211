// What the resident was told.
//
// N1: what was new when the page was opened is marked so until it is left, though it counts as read as soon as it was shown and in sight.
// N2: what came while it was being read is read once it is counted.
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { post } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { useVisible } from '../shared/visible.ts';
import { inLanguage } from '../shared/words.ts';
import { Loading } from './loading.tsx';
import { count, NEW_MESSAGES } from './unread.ts';
import { useLive } from './use-live.ts';
import { t } from './words.ts';

const s = inLanguage(
  { none: '还没有消息。', fresh: '新消息', told: '怎么通知我' },
  { none: 'No notices yet.', fresh: 'New', told: 'How I am told' },
);

export function Notices() {
  const { data, ...state } = useLive<'listNotices'>('/api/v1/notices?limit=50', null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const visible = useVisible();
  const marking = useRef(0);
  useEffect(() => {
    if (!visible) return;
    const unread = (data?.notices ?? []).flatMap(({ id, readAt }) => (readAt === null && !fresh.has(id) ? [id] : []));
    if (unread.length === 0) return;
    setFresh(new Set([...fresh, ...unread]));
    marking.current += 1;
    post<'readNotices'>('/api/v1/notices/read', { ids: unread })
      // What is not taken stays new: the next time it is shown is soon enough.
      .then(count, () => undefined)
      .finally(() => (marking.current -= 1));
  }, [data, fresh, visible]);
  const { reload } = state;
  useEffect(() => {
    if (!data) return undefined;
    // What is just being marked was counted, too, and is counted again after it.
    const read = (): void => void (marking.current === 0 && reload());
    addEventListener(NEW_MESSAGES, read);
    return () => removeEventListener(NEW_MESSAGES, read);
  }, [data, reload]);
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t.title.notices}</h1>
      {!data && <Loading {...state} />}
      {data?.notices.length === 0 && <p className="soft">{s.none}</p>}
      <ul className="rows">
        {data?.notices.map((notice) => (
          <li key={notice.id}>
            <Link className="card order-card" href={notice.order === null ? '/activities' : `/orders/${notice.order}`}>
              <span>{inWords(notice.text)}</span>
              <span className="small soft">
                {fresh.has(notice.id) && <strong>{s.fresh}</strong>} {when(notice.at)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Link className="button" href="/me">
        {s.told}
      </Link>
    </div>
  );
}
