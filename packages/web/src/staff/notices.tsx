// What the reader was told: what is new to him, and folded behind it what he has read.
//
// N1: what was new when the page was opened stands there until it is left, though it counts as read as soon as it was shown and in
// sight. Elsewhere it is read once it was opened.
// N2: how many are new comes with the shell, and is counted again after news of an order and each minute in sight (decision 0518).
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { get, messageOf, post, type Reply } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { useVisible } from '../shared/visible.ts';
import { w } from '../shared/words.ts';
import { t } from './words.ts';

type Read = Reply<'listNotices'>;
type One = Read['notices'][number];

const KEY = ['orders', 'notices'];

/** Of the newest fifty. */
export const UNREAD = { key: ['unread'], path: '/api/v1/notices/unread' } as const;

const IN_SIGHT_MS = 60_000;
/** So long after a change whoever is told of it has been told. */
const A_WHILE_MS = 5_000;

let later: ReturnType<typeof setTimeout> | undefined;

/** After news of an order: what is told of it comes to the box a moment later. */
export function refreshNotices(queries: QueryClient): void {
  later ??= setTimeout(() => {
    later = undefined;
    readAnew(queries);
  }, A_WHILE_MS);
}

function readAnew(queries: QueryClient): void {
  for (const queryKey of [KEY, UNREAD.key]) void queries.invalidateQueries({ queryKey, exact: true });
}

export const useUnread = () =>
  useQuery({ queryKey: UNREAD.key, queryFn: () => get<'countNotices'>(UNREAD.path), refetchInterval: IN_SIGHT_MS }).data?.unread;

/** The last hundred. */
export const useNotices = () => useQuery({ queryKey: KEY, queryFn: () => get<'listNotices'>('/api/v1/notices?limit=100') });

export const unreadOf = (data: Read | undefined): readonly One[] => data?.notices.filter(({ readAt }) => readAt === null) ?? [];

function useRead() {
  const queries = useQueryClient();
  return useCallback(
    (ids: readonly string[]): void =>
      void post<'readNotices'>('/api/v1/notices/read', { ids: [...ids] }).then(
        () => readAnew(queries),
        // They stay new: the next time they are shown is soon enough.
        () => undefined,
      ),
    [queries],
  );
}

export function Notices() {
  const { data, error } = useNotices();
  const read = useRead();
  const [shown, show] = useState<ReadonlySet<string>>(new Set());
  const visible = useVisible();
  useEffect(() => {
    document.title = `${t.notices} · ${w.product}`;
  }, []);
  useEffect(() => {
    if (!visible) return;
    const unread = unreadOf(data).flatMap(({ id }) => (shown.has(id) ? [] : [id]));
    if (unread.length === 0) return;
    show(new Set([...shown, ...unread]));
    read(unread);
  }, [data, shown, read, visible]);
  const isNew = ({ id, readAt }: One): boolean => readAt === null || shown.has(id);
  const [fresh, old] = [data?.notices.filter(isNew) ?? [], data?.notices.filter((one) => !isNew(one)) ?? []];
  return (
    <div className="stack">
      <h1>{t.notices}</h1>
      {error && <p role="alert">{messageOf(error)}</p>}
      {!data && !error && <p role="status">{w.loading}</p>}
      {data && fresh.length === 0 && <p className="soft">{old.length === 0 ? t.noNotices : t.noNewNotices}</p>}
      <List notices={fresh} />
      {old.length > 0 && (
        <details>
          <summary>{t.readNotices(old.length)}</summary>
          <List notices={old} />
        </details>
      )}
    </div>
  );
}

const List = ({ notices }: { readonly notices: readonly One[] }) => (
  <ul className="stack">
    {notices.map((notice) => (
      <Notice key={notice.id} notice={notice} />
    ))}
  </ul>
);

export function Notice({ notice }: { readonly notice: One }) {
  const read = useRead();
  return (
    <li>
      <Link className="card row" href={pageOf(notice)} onClick={() => notice.readAt === null && read([notice.id])}>
        <span>{inWords(notice.text)}</span>
        <span className="small soft">{when(notice.at)}</span>
      </Link>
    </li>
  );
}

/** What it is about: the order, or what is read elsewhere: requests to open it, activities that one has joined. */
const pageOf = ({ template, order }: One): string =>
  template.startsWith('sealed-opening-') ? '/staff/privacy/openings' : order === null ? '/activities' : `/staff/orders/${order}`;
