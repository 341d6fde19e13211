// 没打通: when the resident was called and not reached, in one sentence, for whoever reads the order.
import type { Order } from './api/client.ts';
import { when } from './time.ts';
import { inLanguage } from './words.ts';

const s = inLanguage(
  {
    unreached: (calls: readonly string[]) => `承办人打过电话，没有打通：${calls.join('、')}`,
  },
  {
    unreached: (calls) => `The handler called and did not get through: ${calls.join(', ')}`,
  },
);

export function unreachedSaid({ work }: Order): string | undefined {
  const calls = work?.unreachedAt ?? [];
  return calls.length > 0 ? s.unreached(calls.map(when)) : undefined;
}
