// What happens next to an order and by when, in a sentence.
import { passedSince, promised } from '@six-order/api/promised';
import type { OrderSummary } from '../shared/api/client.ts';
import { boot, now } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { stageWord, w, wordOf } from '../shared/words.ts';
import { t } from './words.ts';

export interface Promised {
  /** What its state is called. */
  readonly state: string;
  readonly sentence: string;
  readonly late: boolean;
  /** It will stand still for an emergency of its area, as soon as it is admitted. */
  readonly besides?: string;
}

export function promiseOf(
  order: Pick<OrderSummary, 'workflow' | 'state' | 'clocks' | 'suspendedAt' | 'willStandStill'>,
): Promised {
  if (order.suspendedAt) return { state: wordOf(w.handling, 'suspended'), sentence: t.promise.suspended, late: false };
  const { handling } = order.state;
  const state = stageWord(order);
  const say = (t.promise as Readonly<Record<string, unknown>>)[handling];
  if (typeof say !== 'function') return { state, sentence: state, late: false };
  const { clock, late } = promised(order, now());
  const due = clock ? when(clock.dueAt) : '';
  const sayLate = late ? (t.overdue as Readonly<Record<string, (due: string, by: string) => string>>)[handling] : undefined;
  return {
    state,
    sentence:
      clock && sayLate ? sayLate(due, passedSince(clock.dueAt, now(), boot.language)) : (say as (due: string) => string)(due),
    late,
    ...(order.willStandStill && { besides: t.promise.willStandStill }),
  };
}
