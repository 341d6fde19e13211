// How far an order is at one of its steps, in a word, since when, and by when it should be done.
import { awaited } from './promised.ts';

/** Supervision and publication go on beside what the order waits for. */
const beside: ReadonlySet<string> = new Set(['supervise', 'publish']);

interface Standing {
  readonly handling: string;
  /** What its state is called. */
  readonly said: string;
  readonly publishConsent: boolean;
  /** Never published, whatever was agreed to. Whoever sees such an order sees of what kind it is, too. */
  readonly sealed?: true | undefined;
  /** Whoever asked for it, or somebody of an office. */
  readonly viewer: 'resident' | 'office';
  readonly publication?: string | null;
  /** It was on the public board and is there no more: since when, in words; empty where that is not known. */
  readonly takenDown?: string | undefined;
}

interface Words<Status extends string> {
  readonly stationStatus: Readonly<Record<Status, string>>;
  /** Of a step that waits, or is left out, for a reason that can be said. */
  readonly stationWaits: {
    readonly toAdmit: string;
    readonly noConsent: string;
    readonly sealed: string;
    readonly takenDown: (since: string) => string;
    readonly hidden: string;
    readonly lacking: string;
    readonly falselyDone: string;
  };
}

/**
 * The step that it is at says what its state is called: 接单 办理中 once somebody has accepted it. Dispatch comes after the admission,
 * which is no step of its own. An evaluation by a code or a link sends it round as well as one by somebody who is known.
 */
export function stationSaid<Status extends string>(
  {
    station,
    status,
    falselyDone,
  }: { readonly station: string; readonly status: Status; readonly falselyDone?: true | undefined },
  { handling, said, publishConsent, sealed, viewer, publication, takenDown }: Standing,
  { stationStatus, stationWaits }: Words<Status>,
): string {
  if (station === 'dispatch' && status === 'now' && handling === 'placed') return stationWaits.toAdmit;
  if (station === 'publish' && sealed) return stationWaits.sealed;
  if (station === 'publish' && publication === 'hidden') return stationWaits.hidden;
  if (station === 'publish' && takenDown !== undefined) return stationWaits.takenDown(takenDown);
  if (station === 'publish' && status === 'skipped' && !publishConsent) return stationWaits.noConsent;
  if (station === 'evaluate' && status === 'returned' && viewer === 'resident')
    return falselyDone ? stationWaits.falselyDone : stationWaits.lacking;
  return status === 'now' && !beside.has(station) ? said : stationStatus[status];
}

interface Retracted {
  readonly state: { readonly publication: string | null };
  /** ISO 8601. */
  readonly publication?: { readonly takenDownAt?: string | undefined } | undefined;
}

/**
 * Since when what was published is off the board, in words; of a consent that was taken back the day is not kept. Undefined of what was
 * not taken down. A corrected text may be at work by now.
 */
export function takenDownAt({ state, publication }: Retracted, when: (instant: string) => string) {
  if (publication?.takenDownAt !== undefined) return when(publication.takenDownAt);
  return state.publication === 'retracted' ? '' : undefined;
}

interface Times {
  readonly when: (instant: string) => string;
  readonly now: number;
}

interface TimeWords {
  readonly since: (from: string) => string;
  /** What has to be done by then, by the clock that is waited for. */
  readonly dueBy: Readonly<Record<string, (until: string) => string>>;
  readonly sinceDue: (from: string, due: string) => string;
  readonly wasDue: (due: string) => string;
  readonly lasted: (from: string, until: string) => string;
  readonly earlier: (at: string) => string;
}

interface Entered {
  readonly station: string;
  readonly status: string;
  readonly enteredAt: string | null;
  readonly doneAt?: string | undefined;
  readonly earlier?: true | undefined;
}

interface Due {
  readonly state: { readonly handling: string };
  readonly clocks: readonly { readonly name: string; readonly light: string; readonly dueAt: string }[];
  readonly suspendedAt?: string | undefined;
}

/** The clock of the step that an order is at; null where nothing is counted. */
export function stationClock(station: string, { state, clocks, suspendedAt }: Due): Due['clocks'][number] | null {
  if (beside.has(station) || suspendedAt !== undefined) return null;
  const clock = clocks.find(({ name }) => name === awaited[state.handling]);
  return clock && clock.light !== 'done' && clock.light !== 'paused' ? clock : null;
}

/** What waits at the desk once more, too. */
const goesOn = ({ station, status }: Entered): boolean => status === 'now' || (station === 'dispatch' && status === 'returned');

/**
 * When it was entered, and until when it took, or should take while it goes on (`clock`); `when`: an instant in words; `now`: epoch ms. Null
 * where it was not entered.
 */
export function stationTime(
  entered: Entered,
  clock: Pick<Due['clocks'][number], 'name' | 'dueAt'> | null,
  { when, now }: Times,
  words: TimeWords,
) {
  const { enteredAt, doneAt, earlier } = entered;
  if (enteredAt === null) return null;
  const [from, until] = [when(enteredAt), doneAt === undefined ? null : when(doneAt)];
  if (earlier) return words.earlier(from);
  if (goesOn(entered)) {
    const due = clock && words.dueBy[clock.name]?.(when(clock.dueAt));
    if (!clock || !due) return words.since(from);
    const late = Date.parse(clock.dueAt) < now;
    // Until when one may evaluate is no limit of anybody's work.
    if (late && clock.name === 'evaluate') return words.since(from);
    return words.sinceDue(from, late ? words.wasDue(due) : due);
  }
  return until === null || until === from ? from : words.lasted(from, until);
}
