// The text as the patterns read it: full-width characters narrowed, every index kept.

const wide = /[\uff01-\uff5e\u3000]/g;

/** Same length as `text`, so that an index in one is an index in the other. */
export const plainText = (text: string): string =>
  text.replace(wide, (one) => (one === '\u3000' ? ' ' : String.fromCharCode(one.charCodeAt(0) - 0xfee0)));

/** Characters that people read out or write as digits. */
export const DIGIT = '0-9零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓪①②③④⑤⑥⑦⑧⑨';

/** What may stand between the digits of one number. */
export const GAP = ' \\t\\u00a0\\u00ad\\u200b-\\u200d\\u2060\\ufeff.·•‧・_\\-\\u2010-\\u2015)\\/';

const values = new Map<string, string>(
  ['0零〇○⓪', '1一幺壹①', '2二贰②', '3三叁③', '4四肆④', '5五伍⑤', '6六陆⑥', '7七柒⑦', '8八捌⑧', '9九玖⑨'].flatMap((same, value) =>
    Array.from(same, (one): [string, string] => [one, String(value)]),
  ),
);

/** The digit that a character stands for; undefined for any other. */
export const digitOf = (character: string): string | undefined => values.get(character);
