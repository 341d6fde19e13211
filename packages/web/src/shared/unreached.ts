// 没打通: when the resident was called and not reached, in one sentence, for whoever reads the order.
import type { Order } from './api/client.ts';
import { when } from './time.ts';
import { w } from './words.ts';

export function unreachedSaid({ work }: Order): string | undefined {
  const calls = work?.unreachedAt ?? [];
  return calls.length > 0 ? w.unreached(calls.map(when)) : undefined;
}
