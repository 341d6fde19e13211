// What came and was finished in a fortnight, as a line and in numbers; which kinds come on which weekday, as a table of heat.
import { useQuery } from '@tanstack/react-query';
import { get, type Reply } from '../shared/api/client.ts';
import { named } from '../shared/boot.ts';
import { dayOf } from '../shared/time.ts';
import { inLanguage, w } from '../shared/words.ts';

const s = inLanguage(
  {
    received: '新来',
    finished: '办结',
    numbers: '看数字',
    day: '日期',
    heat: '哪天来得多（近 28 天）',
    kind: '类别',
    weekdays: '一,二,三,四,五,六,日',
    none: '近 28 天没有新单。',
    line: (received: number, finished: number) => `14 天共新来 ${received} 件，办结 ${finished} 件`,
  },
  {
    received: 'came',
    finished: 'finished',
    numbers: 'The numbers',
    day: 'Day',
    heat: 'On which weekday (28 days)',
    kind: 'Kind',
    weekdays: 'Mo,Tu,We,Th,Fr,Sa,Su',
    none: 'Nothing came within 28 days.',
    line: (received, finished) => `${received} came and ${finished} were finished in 14 days`,
  },
);

type Read = Reply<'readPulse'>;

export const usePulse = (unit: string | null, interval?: number): Read | undefined =>
  useQuery({
    queryKey: ['pulse', unit],
    queryFn: () => get<'readPulse'>(`/api/v1/metrics/pulse${unit === null ? '' : `?unit=${encodeURIComponent(unit)}`}`),
    ...(interval !== undefined && { refetchInterval: interval, refetchIntervalInBackground: true }),
  }).data;

export function Pulse({ unit }: { readonly unit: string }) {
  const data = usePulse(unit);
  if (!data) return <p role="status">{w.loading}</p>;
  return (
    <>
      <Days days={data.days} />
      <details>
        <summary>{s.numbers}</summary>
        <table>
          <thead>
            <tr>
              {[s.day, s.received, s.finished].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.days.map(({ day, received, finished }) => (
              <tr key={day}>
                <td>{dayOf(day)}</td>
                <td>{received}</td>
                <td>{finished}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <h2>{s.heat}</h2>
      <Heat heat={data.heat} />
    </>
  );
}

const sumOf = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

/** Two columns a day, each as high as its number; the words below say what is meant, the table has the numbers. */
export function Days({ days }: Pick<Read, 'days'>) {
  const most = Math.max(1, ...days.flatMap(({ received, finished }) => [received, finished]));
  const said = s.line(sumOf(days.map(({ received }) => received)), sumOf(days.map(({ finished }) => finished)));
  return (
    <figure className="days">
      <div role="img" aria-label={said}>
        {days.map(({ day, received, finished }) => (
          <div key={day}>
            <svg viewBox="0 0 20 100" preserveAspectRatio="none" aria-hidden="true">
              <rect className="received" x="2" width="7" y={100 - (received / most) * 100} height={(received / most) * 100} />
              <rect className="finished" x="11" width="7" y={100 - (finished / most) * 100} height={(finished / most) * 100} />
            </svg>
            <small>{Number(day.slice(8))}</small>
          </div>
        ))}
      </div>
      <figcaption>
        <span className="key received">{s.received}</span> <span className="key finished">{s.finished}</span>{' '}
        <span className="soft">{said}</span>
      </figcaption>
    </figure>
  );
}

const SHADES = 4;

/** The number stands in each field: the shade only helps the eye. */
export function Heat({ heat }: Pick<Read, 'heat'>) {
  const most = Math.max(1, ...heat.flatMap(({ weekdays }) => weekdays));
  if (heat.length === 0) return <p className="soft">{s.none}</p>;
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={s.heat}>
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">{s.kind}</th>
            {s.weekdays.split(',').map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {heat.map(({ group, name, weekdays }) => (
            <tr key={group}>
              <th scope="row">{named(name)}</th>
              {weekdays.map((n, at) => (
                <td key={at} className={n === 0 ? undefined : `shade-${Math.ceil((n / most) * SHADES)}`}>
                  {n === 0 ? '' : n}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
