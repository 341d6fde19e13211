// 导入: in one sentence, for whoever looks at an order that was brought in from elsewhere.
import type { OrderSummary } from './api/client.ts';
import { when } from './time.ts';
import { inLanguage } from './words.ts';

const s = inLanguage(
  {
    from: (source: string, number: string) => `导入自 ${source}，原编号 ${number}`,
    file: (name: string) => `，文件 ${name}`,
    until: (at: string) => `。${at} 及以前的经过来自那里，不是在本平台办的`,
  },
  {
    from: (source, number) => `Brought in from ${source}, where its number is ${number}`,
    file: (name) => `, file ${name}`,
    until: (at) => `. What happened up to ${at} comes from there and was not done here`,
  },
);

type Order = Pick<OrderSummary, 'broughtIn'>;

/** Where it comes from; undefined of what was placed here. */
export const sourceSaid = ({ broughtIn }: Order): string | undefined => broughtIn && s.from(broughtIn.source, broughtIn.number);

/** The same with its file, and how far its history is that file's. */
export function broughtInSaid({ broughtIn }: Order): string | undefined {
  if (!broughtIn) return undefined;
  const { source, number, file, until } = broughtIn;
  return `${s.from(source, number)}${file === null ? '' : s.file(file)}${until === null ? '' : s.until(when(until))}`;
}
