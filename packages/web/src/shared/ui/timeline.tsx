// The six stations of an order, and its clocks with how they were counted.
import { stationClock, stationSaid, stationTime, takenDownAt } from '@six-order/api/station-said';
import { useEffect, useState } from 'react';
import { boot, inWords, now } from '../boot.ts';
import { get, type Order, type OrderSummary, type Reply } from '../api/client.ts';
import { timeLeft, when } from '../time.ts';
import { inLanguage, w, wordOf } from '../words.ts';

const s = inLanguage(
  { otherClocks: (n: number) => `其他时限 ${n} 条` },
  { otherClocks: (n) => (n === 1 ? '1 other time limit' : `${n} other time limits`) },
);

interface TimelineProps {
  readonly order: Pick<
    Order,
    'stations' | 'redone' | 'state' | 'clocks' | 'suspendedAt' | 'publishConsent' | 'sealed' | 'publication'
  >;
  /** To residents it is only said in general who did it. */
  readonly viewer: 'resident' | 'office';
  /** What the order's state is called. */
  readonly said: string;
}

export function Timeline({ order, viewer, said }: TimelineProps) {
  const { stations, redone, state, publishConsent, sealed } = order;
  const standing = { ...state, said, publishConsent, sealed, viewer, takenDown: takenDownAt(order, when) };
  return (
    <>
      {redone && <p>{w.redone(redone.time, when(redone.since))}</p>}
      <ol className="timeline">
        {stations.map(({ station, title, status, by, ...entered }, index) => (
          <li key={station} className={status} aria-current={status === 'now' ? 'step' : undefined}>
            <span className="mark" aria-hidden="true">
              {/* Chinese names begin with what the station is: 点 派 接 督 晒 评. */}
              {boot.language === 'zh' ? title.zh.slice(0, 1) : index + 1}
            </span>
            <div className="name">
              {inWords(title)}
              <span className="soft small">
                {stationSaid({ station, status, falselyDone: entered.falselyDone }, standing, w)}
              </span>
            </div>
            {status !== 'todo' && status !== 'skipped' && entered.enteredAt && (
              <div className="when">
                {[
                  stationTime({ station, status, ...entered }, stationClock(station, order), { when, now: now() }, w),
                  viewer === 'office' && by,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

type Clock = OrderSummary['clocks'][number];

/** Colour, shape and word say the same. */
export const Light = ({ light, children }: { readonly light: Clock['light']; readonly children: string }) => (
  <span className={`light ${light}`}>{children}</span>
);

interface ChipProps {
  readonly clock: Clock;
  /** By its name, where it is of somebody else's step than the work. */
  readonly named?: boolean;
  /** Since when its order stands still, late or not: no time is counted from then on. */
  readonly suspendedAt: string | undefined;
}

export const ClockChip = ({ clock, named = false, suspendedAt }: ChipProps) => {
  const left = isRunning(clock)
    ? timeLeft(clock.dueAt, suspendedAt === undefined ? undefined : Date.parse(suspendedAt))
    : w.light[clock.light];
  return <Light light={clock.light}>{named ? `${wordOf(w.clock, clock.name)} · ${left}` : left}</Light>;
};

const isRunning = ({ light }: Clock): boolean => light !== 'done' && light !== 'paused';

interface ClocksProps extends Pick<OrderSummary, 'clocks'> {
  readonly suspendedAt: string | undefined;
  /** Whose journal says how those that have ended were counted; without a session there is none to be read. */
  readonly order: string;
}

export function Clocks({ clocks, order, suspendedAt }: ClocksProps) {
  const [counted, setCounted] = useState<Reply<'readJournal'>['counted']>([]);
  const running = clocks.filter(({ finishedAt }) => finishedAt === null);
  const ended = clocks.filter(({ finishedAt }) => finishedAt !== null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open || !boot.me || ended.length === 0) return;
    // Without it each still says when it was due and how it ended.
    get<'readJournal'>(`/api/v1/orders/${order}/journal`).then(
      (reply) => setCounted(reply.counted),
      () => undefined,
    );
  }, [open, order, ended.length]);
  if (clocks.length === 0) return null;
  const listed = (some: readonly Clock[]) => (
    <ul className="stack">
      {some.map((clock) => {
        const before = counted.find(({ name, startedAt }) => name === clock.name && startedAt === clock.startedAt);
        return (
          <li key={clock.name}>
            <strong>{wordOf(w.clock, clock.name)}</strong> <ClockChip clock={clock} suspendedAt={suspendedAt} />
            <p className="small">{clock.finishedAt ? w.finishedAt(when(clock.finishedAt)) : w.due(when(clock.dueAt))}</p>
            {before && <p className="small soft">{inWords(before.explanation)}</p>}
            <p className="small soft">{inWords(clock.explanation)}</p>
          </li>
        );
      })}
    </ul>
  );
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w.clocks}</summary>
      {running.length === 0 ? (
        listed(ended)
      ) : (
        <>
          {listed(running)}
          {ended.length > 0 && (
            <details>
              <summary>{s.otherClocks(ended.length)}</summary>
              {listed(ended)}
            </details>
          )}
        </>
      )}
    </details>
  );
}
