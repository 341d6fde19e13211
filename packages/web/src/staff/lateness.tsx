// What a list says of an order's time: the step whose turn it is where that is late, how late it is as a whole, then another step.
import { awaited, nearest } from '@six-order/api/promised';
import type { OrderSummary } from '../shared/api/client.ts';
import { now } from '../shared/boot.ts';
import { timeLeft } from '../shared/time.ts';
import { ClockChip, Light } from '../shared/ui/timeline.tsx';
import { stageWord, w, wordOf } from '../shared/words.ts';

type Clock = OrderSummary['clocks'][number];

interface Shown {
  readonly clock: Clock;
  /** Whether its name has to be said, for it could be taken for another's. */
  readonly named: boolean;
}

/** Of an order's whole handling, or of a rework's. */
const wholes: ReadonlySet<string> = new Set(['whole', 'rework']);

/** What a kind of order asks for before the work, as the first measure of a danger: late, it comes before every other step. */
const firstMeasures: ReadonlySet<string> = new Set(['report', 'police', 'cordon', 'refer']);

/** What is late, and how late, is counted until an order stands still. */
const countedUntil = ({ suspendedAt }: OrderSummary): number => (suspendedAt === undefined ? now() : Date.parse(suspendedAt));

/** How late a clock of it is, in words; null where it is not late, or stands still. */
export function lateBy(order: OrderSummary, { light, dueAt }: Clock): string | null {
  const at = countedUntil(order);
  return light !== 'paused' && Date.parse(dueAt) < at ? timeLeft(dueAt, at) : null;
}

/**
 * One to three: where its stage waits for a step that is late, that one first, then the weightier. `calls`: on a desk of those who call,
 * whose clock is nobody else's.
 */
export function shownClocks(order: OrderSummary, calls = false): readonly Shown[] {
  const {
    clocks,
    state: { handling },
  } = order;
  const at = countedUntil(order);
  const isLate = ({ dueAt }: Clock): boolean => Date.parse(dueAt) < at;
  const own = calls ? clocks : clocks.filter(({ name }) => name !== 'callback');
  const stuck = own.find((clock) => clock.name === awaited[handling] && clock.light !== 'done' && isLate(clock));
  const lateMeasure = nearest(own.filter((clock) => firstMeasures.has(clock.name) && isLate(clock)));
  const next = lateMeasure ?? nearest(own);
  if (next === null) return [];
  const whole = nearest(own.filter(({ name }) => wholes.has(name)));
  const step = lateMeasure ?? nearest(own.filter(({ name }) => !wholes.has(name)));
  if (stuck && stuck !== whole) {
    const besides = [whole, lateMeasure].filter((clock) => clock !== null);
    return [stuck, ...besides].map((clock) => ({ clock, named: true }));
  }
  if (whole && isLate(whole)) {
    return [{ clock: whole, named: true }, ...(step && isLate(step) ? [{ clock: step, named: true }] : [])];
  }
  if (next !== whole && isLate(next) && whole) {
    return [
      { clock: next, named: true },
      { clock: whole, named: true },
    ];
  }
  // Beside its stage the stage's own limit needs no name; another would be taken for it.
  const isOther = awaited[handling] !== undefined && awaited[handling] !== next.name;
  return [{ clock: next, named: handling === 'finished' || isOther || (next !== whole && isLate(next)) }];
}

/** What it is called where it stands: that it stands still says more than at which stage. */
export const standing = (order: OrderSummary): string => (order.suspendedAt ? wordOf(w.handling, 'suspended') : stageWord(order));

interface Props {
  readonly order: OrderSummary;
  readonly calls?: boolean;
  /** The list says itself which clock comes first. */
  readonly told?: boolean;
}

/** A row's chips; its stage where none of its clocks runs. */
export function Lateness({ order, calls = false, told = false }: Props) {
  const clocks = shownClocks(order, calls);
  if (clocks.length === 0) return <Light light={order.suspendedAt ? 'paused' : 'done'}>{standing(order)}</Light>;
  return (
    <span className="chips">
      {clocks.map(({ clock, named }, index) => (
        <ClockChip key={clock.name} clock={clock} named={named && !(told && index === 0)} suspendedAt={order.suspendedAt} />
      ))}
    </span>
  );
}

/** Whether a row says a time, so that its stage has to be said beside it. */
export const saysTime = (order: OrderSummary, calls = false): boolean => shownClocks(order, calls).length > 0;
