// 本联户: how the orders of the household group stand, for its head. Numbers, kinds and words of state; nothing to open.
import { useState } from 'react';
import { get, messageOf, type Reply } from '../shared/api/client.ts';
import { when } from '../shared/time.ts';
import { inLanguage } from '../shared/words.ts';
import { named } from '../shared/boot.ts';
import { Loading } from './loading.tsx';
import { useLive } from './use-live.ts';

const s = inLanguage(
  {
    title: '本联户的事',
    lead: '只看办到哪一步，方便您提醒和帮忙；写了什么、是谁家的，这里不显示。',
    none: '本联户现在没有可以看的单。',
    more: '再看一些',
    due: (day: string) => `${day} 前`,
    stations: { place: '点单', dispatch: '派单', accept: '办理', supervise: '督单', publish: '晒单', evaluate: '评单' },
    lights: { green: '正常', blue: '蓝卡督办', yellow: '黄卡督办', red: '超期或红卡督办', done: '已结' },
  },
  {
    title: 'Orders of your household group',
    lead: 'How they are going, so that you can remind and help; what they say and whose they are is not shown here.',
    none: 'There are no orders of your group to see now.',
    more: 'Show more',
    due: (day) => `by ${day}`,
    stations: {
      place: 'placed',
      dispatch: 'dispatch',
      accept: 'work',
      supervise: 'supervision',
      publish: 'publication',
      evaluate: 'evaluation',
    },
    lights: { green: 'in time', blue: 'blue card', yellow: 'yellow card', red: 'overdue, or red card', done: 'over' },
  },
);

const PAGE = '/api/v1/households/orders?limit=30';
type Page = Reply<'listHouseholdOrders'>;

export function Households() {
  const { data, ...state } = useLive<'listHouseholdOrders'>(PAGE, null);
  const [older, setOlder] = useState<Page | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const next = older ? older.next : (data?.next ?? null);
  const more = () =>
    get<'listHouseholdOrders'>(`${PAGE}&cursor=${encodeURIComponent(next ?? '')}`).then(
      (page) => setOlder({ orders: [...(older?.orders ?? []), ...page.orders], next: page.next }),
      (error: unknown) => setFailure(messageOf(error)),
    );
  const orders = [...(data?.orders ?? []), ...(older?.orders ?? [])];
  return (
    <section className="stack">
      <h2>{s.title}</h2>
      <p className="soft">{s.lead}</p>
      {data ? (
        <>
          {orders.length === 0 && <p className="soft">{s.none}</p>}
          <ul className="rows">
            {orders.map(({ number, category, station, light, dueAt }) => (
              <li key={number} className="card">
                <strong>{named(category)}</strong> · {s.stations[station]} · {s.lights[light]}
                <br />
                <span className="small soft">{[number, dueAt && s.due(when(dueAt))].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
          {next && (
            <button type="button" className="button" onClick={() => void more()}>
              {s.more}
            </button>
          )}
          {failure && <p role="alert">{failure}</p>}
        </>
      ) : (
        <Loading {...state} />
      )}
    </section>
  );
}
