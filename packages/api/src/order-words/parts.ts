// What of a sentence stays in one piece, and what of it is called at a press: dates, and the numbers for who is in danger.

const DANGER = /110、119、120|110, 119 or 120/;
const marked = new RegExp(
  `((?:\\d{4}年)?\\d{1,2}月\\d{1,2}日(?:周.)? \\d\\d:\\d\\d(?: 前)?|[昨今明](?:天|晚|天凌晨) \\d\\d:\\d\\d(?: 前)?|${DANGER.source})`,
);

export interface Part {
  readonly kind: 'text' | 'date' | 'call';
  readonly text: string;
}

/** A day of the calendar may end a line, and its time begin the next: both in one are half a line of large type. */
function dated(text: string): readonly Part[] {
  const gap = text.includes('日') ? text.indexOf(' ') : -1;
  if (gap < 0) return [{ kind: 'date', text }];
  return [
    { kind: 'date', text: text.slice(0, gap) },
    { kind: 'text', text: ' ' },
    { kind: 'date', text: text.slice(gap + 1) },
  ];
}

/** A sentence in its parts, in order; together they are the whole of it. */
export const partsOf = (sentence: string): readonly Part[] =>
  sentence
    .split(marked)
    .flatMap((text, n): readonly Part[] => {
      if (n % 2 === 0) return [{ kind: 'text', text }];
      if (!DANGER.test(text)) return dated(text);
      return text.split(/(\d+)/).map((one, at) => ({ kind: at % 2 === 0 ? 'text' : 'call', text: one }));
    })
    .filter(({ text }) => text !== '');
