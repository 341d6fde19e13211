// The words that both faces use. Chinese is the source; English comes only to those who read it.
import { boot } from './boot.ts';
import { zh } from './words/zh.ts';

/** The same shape with other texts in it. */
export type Words<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Words<T[K]> };

export let w: Words<typeof zh> = zh;

export async function loadWords(): Promise<void> {
  if (boot.language === 'en') w = (await import('./words/en.ts')).en;
}

/** The word for a code; the code itself where a newer server knows one that this page does not. */
export const wordOf = (words: Readonly<Record<string, string>>, code: string | null): string =>
  code === null ? '' : (words[code] ?? code);

/** What somebody who reads it aloud says: a card's number looks like an order's but for its letter. */
export const numberWord = (number: string): string => (number.startsWith('D') ? `${w.workflow.card} ${number}` : number);

/** What an order's stage is called, which may hang on its workflow. */
export function stageWord({
  workflow,
  state: { handling },
}: {
  readonly workflow: string;
  readonly state: { readonly handling: string };
}): string {
  const own: Readonly<Record<string, Readonly<Record<string, string>>>> = w.handlingIn;
  return own[workflow]?.[handling] ?? wordOf(w.handling, handling);
}

/** Words of a page that comes only when it is gone to, in both languages beside it. */
export const inLanguage = <T extends object>(zh: T, en: Words<T>): Words<T> =>
  boot.language === 'en' ? en : (zh as unknown as Words<T>);
