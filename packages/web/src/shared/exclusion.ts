// 不计入考核: in one sentence, for whoever reads the order.
import type { Order } from './api/client.ts';
import { when } from './time.ts';
import { inLanguage, wordOf } from './words.ts';

const s = inLanguage(
  {
    ground: { untrue: '反映的情况不属实', 'force-majeure': '不可抗力' },
    waits: (ground: string, until: string) => `有人以“${ground}”为由提请这一单不计入考核，${until} 前可以陈述意见`,
    contested: '不计入考核的认定正在复核，复核前照常计入',
    out: (ground: string) => `经认定（${ground}），这一单不计入考核；办理和评价不受影响`,
    counts: '经认定，这一单照常计入考核',
  },
  {
    ground: { untrue: 'what it says is not so', 'force-majeure': 'force majeure' },
    waits: (ground, until) =>
      `It is proposed not to count this order in the figures (${ground}); you may speak about it until ${until}`,
    contested: 'The decision whether it counts is contested; until it is judged the order counts',
    out: (ground) => `It was decided (${ground}) that this order counts in no figure; the work and the evaluation stand`,
    counts: 'It was decided that this order counts in the figures',
  },
);

export function exclusionSaid({ work }: Order): string | undefined {
  const exclusion = work?.exclusion;
  if (!exclusion) return undefined;
  const ground = wordOf(s.ground, exclusion.ground);
  if (exclusion.excluded === null) return s.waits(ground, when(exclusion.hearBy));
  if (exclusion.contestedAt !== null && exclusion.judgedAt === null) return s.contested;
  return exclusion.counts ? s.counts : s.out(ground);
}
