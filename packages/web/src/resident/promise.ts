// What happens next to an order and by when, in a sentence.
import { promised } from '@six-order/api/promised';
import type { OrderSummary } from '../shared/api/client.ts';
import { now } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { w, wordOf } from '../shared/words.ts';
import { t } from './words.ts';

export interface Promised {
  readonly sentence: string;
  readonly late: boolean;
}

export function promiseOf(order: Pick<OrderSummary, 'state' | 'clocks'>): Promised {
  const { handling } = order.state;
  const say = (t.promise as Readonly<Record<string, unknown>>)[handling];
  if (typeof say !== 'function') return { sentence: wordOf(w.handling, handling), late: false };
  const { clock, late } = promised(order, now());
  return { sentence: (say as (due: string) => string)(clock ? when(clock.dueAt) : ''), late };
}
