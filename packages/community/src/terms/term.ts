// A term: a clock whose limit the policy of a workflow gives (mediation, visits, tasks …) and not the table of an order's stages.
//
// Owns: the engine's shape of such a clock, and its words. Not ours: the limits (each subject's policy), the counting
// (../deadlines/fold.ts). Keeps: I4. T1: a cap cuts a term, unless it has passed already.
import type { Clock, Json } from '@six-order/engine';
import { z } from 'zod';
import type { Calendar } from '../calendar/calendar.ts';
import { DAY_MS } from '../calendar/day.ts';
import { dayRanges } from '../deadlines/clock.ts';
import { isWorking, parseDuration, sayDuration, type Duration } from '../deadlines/duration.ts';
import { instant, sayDays } from '../deadlines/explain.ts';
import { addDuration, decidingDays, graveAt, rungs } from '../deadlines/fold.ts';
import { traceOf, type SaidTrace } from '../deadlines/trace.ts';
import type { Words } from '../rules/rule.ts';

/** A limit as a policy writes it: "2 wd", "30 d". */
export const Limit = z.string().refine((text) => {
  try {
    parseDuration(text);
    return true;
  } catch {
    return false;
  }
}, 'write a number and one of min, h, wmin, wh, wd, d, such as "2 wd"');

interface Said {
  /** What it limits, in the middle of a sentence. */
  readonly words: Words;
  /** The county's rule that gave it, or `default`. */
  readonly policy: string;
}

export interface TermAsk extends Said {
  readonly limit: Duration;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms: it ends by then. */
  readonly cap?: number | undefined;
}

export function termOf(calendar: Calendar, { limit, from, cap, words, policy }: TermAsk): Clock {
  const counted = addDuration(calendar, from, limit);
  const dueAt = cap !== undefined && cap > from ? Math.min(cap, counted) : counted;
  const long = sayDuration(limit);
  const [start, due] = [instant(from, null), instant(dueAt, from)];
  const cut = dueAt < counted;
  // What a cap ends is decided by it, and not by the days on which it would have ended.
  const deciding = cut && !isWorking(limit) ? null : decidingDays(calendar, { limit, due: dueAt }, from);
  const days = sayDays(deciding ? dayRanges(calendar, deciding) : [], from, isWorking(limit));
  const on = { zh: days.zh === '' ? '，' : `：${days.zh}；`, en: days.en === '' ? ', ' : `: ${days.en}; ` };
  return {
    ...shape(calendar, limit, from, dueAt),
    trace: {
      said: {
        zh: `${words.zh}时限 ${long.zh}，自 ${start.zh} 起${on.zh}${due.zh} 到期（北京时间）。${cut ? cutWords.zh : ''}`,
        en: `${capital(words.en)}: ${long.en} from ${start.en}${on.en}due ${due.en} (Beijing time).${cut ? ` ${cutWords.en}` : ''}`,
      },
      term: { limit, words, ...(cap !== undefined && { cap }) },
    } satisfies SaidTrace as unknown as Json,
    policy,
  };
}

const cutWords = { zh: '整件事的时限先到，以其为限。', en: 'The limit of the whole ends earlier, and that holds.' };

/** The term by another calendar; null for what is no term, ends on a day that somebody named, or comes out as it is. */
export function recountTerm(calendar: Calendar, clock: Clock): Clock | null {
  const trace = traceOf(clock);
  const term = 'said' in trace ? trace.term : undefined;
  if (!term) return null;
  const anew = termOf(calendar, { ...term, from: clock.startedAt, policy: clock.policy });
  return anew.dueAt === clock.dueAt && anew.halfAt === clock.halfAt && anew.overAt === clock.overAt ? null : anew;
}

/** A term that ends on a day that somebody named. `until` in epoch ms, after `from`. */
export const datedTerm = (
  calendar: Calendar,
  { from, until, words, policy }: Said & { readonly from: number; readonly until: number },
): Clock => ({
  ...shape(calendar, { amount: 1, unit: 'd' }, from, until),
  trace: {
    said: {
      zh: `${words.zh}：${instant(until, null).zh} 到期（北京时间）。`,
      en: `${capital(words.en)}: due ${instant(until, null).en} (Beijing time).`,
    },
  } as unknown as Json,
  policy,
});

const shape = (calendar: Calendar, limit: Duration, from: number, dueAt: number): Omit<Clock, 'trace' | 'policy'> => ({
  startedAt: from,
  ...rungs(calendar, limit, [[from, dueAt]]),
  dueAt,
  overAt: Math.max(dueAt + 60_000, graveAt(calendar, limit, dueAt)),
  everyMs: DAY_MS,
  limitMinutes: Math.round((dueAt - from) / 60_000),
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
