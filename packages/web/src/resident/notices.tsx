// What the resident was told.
import { Link } from 'wouter';
import { inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { Loading } from './loading.tsx';
import { useLive } from './use-live.ts';
import { t } from './words.ts';

export function Notices() {
  const { data, ...state } = useLive<'listNotices'>('/api/v1/notices?limit=50', null);
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t.title.notices}</h1>
      {!data && <Loading {...state} />}
      {data?.notices.length === 0 && <p className="soft">{t.notices.none}</p>}
      <ul className="rows">
        {data?.notices.map((notice) => (
          <li key={notice.id}>
            <Link className="card order-card" href={notice.order === null ? '/activities' : `/orders/${notice.order}`}>
              <span>{inWords(notice.text)}</span>
              <span className="small soft">{when(notice.at)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Link className="button" href="/me">
        {t.notices.told}
      </Link>
    </div>
  );
}
