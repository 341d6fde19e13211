// 重算在办时限: running clocks counted anew by calendar and limits as they stand, page by page, until there is none left.
import { useState } from 'react';
import { messageOf, post } from '../../shared/api/client.ts';
import { inLanguage, w } from '../../shared/words.ts';

const s = inLanguage(
  {
    title: '重算在办时限',
    lead: '导入通知、改了期限以后点一次：在办的单按新的日历和期限重新计算，不会变的不动。中断了再点，接着算。',
    start: '开始重算',
    going: (looked: number) => `正在重算，已看 ${looked} 件…`,
    done: (looked: number, moved: number) => `看了 ${looked} 件在办的单，${moved} 件的期限有变。`,
    left: (n: number) => `${n} 件版本较早，期限不变。`,
  },
  {
    title: 'Count running clocks anew',
    lead: 'Once after a notice came or limits changed: open orders are counted by the new calendar and limits, those that come out the same stay. If it is cut off, start it again: it goes on.',
    start: 'Count anew',
    going: (looked) => `Counting, ${looked} looked at …`,
    done: (looked, moved) => `${looked} open orders were looked at, ${moved} have other due dates.`,
    left: (n) => `${n} are of an earlier version and keep theirs.`,
  },
);

export function Recount() {
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async () => {
    const sum = { looked: 0, moved: 0, left: 0 };
    for (let cursor: string | undefined; ;) {
      const { next, ...page } = await post<'recountClocks'>('/api/v1/calendar/recount', cursor === undefined ? {} : { cursor });
      for (const name of ['looked', 'moved', 'left'] as const) sum[name] += page[name];
      if (next === null) break;
      cursor = next;
      setSaid(s.going(sum.looked));
    }
    setSaid([s.done(sum.looked, sum.moved), sum.left > 0 ? s.left(sum.left) : ''].join(''));
  };
  const start = () => {
    if (busy) return;
    setBusy(true);
    setFailure('');
    setSaid(s.going(0));
    run()
      .catch((error: unknown) => {
        setSaid('');
        setFailure(messageOf(error));
      })
      .finally(() => setBusy(false));
  };
  return (
    <section className="card stack">
      <h2>{s.title}</h2>
      <p className="soft">{s.lead}</p>
      {failure && (
        <p className="notice alarm" role="alert">
          {failure}
        </p>
      )}
      <p role="status" className={said ? 'notice' : 'hidden'}>
        {said}
      </p>
      <button type="button" className="button" aria-disabled={busy} onClick={start}>
        {busy ? w.sending : s.start}
      </button>
    </section>
  );
}
