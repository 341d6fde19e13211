// Who else has this order open: said before two do the same.
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { newKey, post, Problem } from '../shared/api/client.ts';
import { w, wordOf } from '../shared/words.ts';
import { t } from './words.ts';

/** How often it is asked who is there, alone and with others: whoever leaves is not waited for long. */
const ALONE_MS = 20_000;
const TOGETHER_MS = 4_000;

const isRefused = (error: unknown): boolean => error instanceof Problem && error.status >= 400 && error.status < 500;

/** `isOver`: its reader took it out of his own sight, where nobody is told any more that he leaves. */
export function Others({ id, isOver }: { readonly id: string; readonly isOver: RefObject<boolean> }) {
  const path = `/api/v1/orders/${id}/look`;
  const [page] = useState(newKey);
  const { data } = useQuery({
    queryKey: ['look', id, page],
    queryFn: () => post<'lookAt'>(path, { page }).then(({ others }) => others),
    // Whoever may see the order no more is answered no more: there is nothing to ask for until he opens it again.
    refetchInterval: ({ state }) => (isRefused(state.error) ? false : (state.data?.length ?? 0) > 0 ? TOGETHER_MS : ALONE_MS),
    staleTime: 0,
    retry: false,
  });
  useEffect(() => {
    // A page that is closed runs nothing any more: the browser sends this for it.
    const close = () =>
      void navigator.sendBeacon(path, new Blob([JSON.stringify({ page, leaving: true })], { type: 'application/json' }));
    addEventListener('pagehide', close);
    return () => {
      removeEventListener('pagehide', close);
      if (!isOver.current) post<'lookAt'>(path, { page, leaving: true }).catch(() => undefined);
    };
  }, [path, page, isOver]);
  if (!data || data.length === 0) return null;
  return (
    <p className="notice" role="status">
      {t.others(data.map(({ name, role }) => [wordOf(w.role, role), name]))}
    </p>
  );
}
