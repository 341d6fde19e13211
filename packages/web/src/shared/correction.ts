// 更正类别: in one sentence, for whoever reads the order; why stands among its notes.
import type { Order } from './api/client.ts';
import { inWords } from './boot.ts';
import { when } from './time.ts';
import { inLanguage } from './words.ts';

const s = inLanguage(
  {
    corrected: (from: string, to: string, at: string) =>
      `类别由“${from}”更正为“${to}”（${at}），时限按新类别重新计算，理由见“补充说明”`,
  },
  {
    corrected: (from, to, at) =>
      `Corrected on ${at} from “${from}” to “${to}”: the limits of that hold. Why stands under “Notes”`,
  },
);

export function correctionSaid({ work }: Order): string | undefined {
  const last = work?.corrections?.slice(-1)[0];
  return last && s.corrected(inWords(last.from), inWords(last.to), when(last.at));
}
