// What happens next to an order and by when, in a sentence.
import type { OrderSummary } from '../shared/api/client.ts';
import { now } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { nearest } from '../shared/ui/timeline.tsx';
import { w, wordOf } from '../shared/words.ts';
import { t } from './words.ts';

/** Which clock a resident waits for, where it is not the one due first. */
const awaited: Readonly<Record<string, string>> = {
  placed: 'intake',
  admitted: 'dispatch',
  dispatched: 'accept',
  accepted: 'contact',
  working: 'whole',
  reworking: 'rework',
  finished: 'evaluate',
  calling: 'callRequest',
  pooled: 'claim',
  objecting: 'objectionReview',
};

export interface Promised {
  readonly sentence: string;
  readonly late: boolean;
}

export function promiseOf({ state, clocks }: Pick<OrderSummary, 'state' | 'clocks'>): Promised {
  const clock = clocks.find(({ name, light }) => name === awaited[state.handling] && light !== 'done') ?? nearest(clocks);
  const say = (t.promise as Readonly<Record<string, unknown>>)[state.handling];
  const due = clock ? when(clock.dueAt) : '';
  if (typeof say !== 'function') return { sentence: wordOf(w.handling, state.handling), late: false };
  return {
    sentence: (say as (due: string) => string)(due),
    late:
      clock !== null &&
      state.handling !== 'finished' &&
      Date.parse(clock.dueAt) < now() &&
      clock.light !== 'paused' &&
      state.handling in awaited,
  };
}
