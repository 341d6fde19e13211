// What the reader was told.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { get, messageOf, type Reply } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { w } from '../shared/words.ts';
import { t } from './words.ts';

export function Notices() {
  const { data, error } = useQuery({
    queryKey: ['orders', 'notices'],
    queryFn: () => get<'listNotices'>('/api/v1/notices?limit=100'),
  });
  useEffect(() => {
    document.title = `${t.notices} · ${w.product}`;
  }, []);
  return (
    <div className="stack">
      <h1>{t.notices}</h1>
      {error && <p role="alert">{messageOf(error)}</p>}
      {!data && !error && <p role="status">{w.loading}</p>}
      {data?.notices.length === 0 && <p className="soft">{t.noNotices}</p>}
      <ul className="stack">
        {data?.notices.map((notice) => (
          <li key={notice.id}>
            <Link className="card row" href={pageOf(notice)}>
              <span>{inWords(notice.text)}</span>
              <span className="small soft">{when(notice.at)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What it is about: the order, or what is read elsewhere: requests to open it, activities that one has joined. */
const pageOf = ({ template, order }: Reply<'listNotices'>['notices'][number]): string =>
  template.startsWith('sealed-opening-') ? '/staff/privacy/openings' : order === null ? '/activities' : `/staff/orders/${order}`;
