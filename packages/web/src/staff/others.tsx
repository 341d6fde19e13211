// Who else has this order open: said before two do the same.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { post } from '../shared/api/client.ts';
import { w, wordOf } from '../shared/words.ts';
import { t } from './words.ts';

const AGAIN_MS = 20_000;

export function Others({ id }: { readonly id: string }) {
  const path = `/api/v1/orders/${id}/look`;
  const { data } = useQuery({
    queryKey: ['look', id],
    queryFn: () => post<'lookAt'>(path, {}).then(({ others }) => others),
    refetchInterval: AGAIN_MS,
    staleTime: 0,
    retry: false,
  });
  useEffect(() => () => void post<'lookAt'>(path, { leaving: true }).catch(() => undefined), [path]);
  if (!data || data.length === 0) return null;
  return (
    <p className="notice" role="status">
      {t.others(data.map(({ name, role }) => `${wordOf(w.role, role)} ${name}`).join('、'))}
    </p>
  );
}
