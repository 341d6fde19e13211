// 更正类别: in one sentence, for whoever reads the order; why stands among its notes.
import type { Order } from './api/client.ts';
import { inWords } from './boot.ts';
import { when } from './time.ts';
import { w } from './words.ts';

export function correctionSaid({ work }: Order): string | undefined {
  const last = work?.corrections?.slice(-1)[0];
  return last && w.corrected(inWords(last.from), inWords(last.to), when(last.at));
}
