// 晒单提纲: what a publisher begins from: sentences for the kind of order, with a gap for each thing that he has to say himself.
//
// O1: not a word of it is the resident's or the handler's, of which nobody knows what it tells of whom (I12). O2: a gap that was not filled
// is not sent. O3: one gap in each field, so that whoever comes to it by the keyboard writes in its place.
// O4: none begins with what the board writes above it.
import type { Order } from '../../shared/api/client.ts';
import { inWords } from '../../shared/boot.ts';
import type { Draft } from '../../shared/ui/json-schema.ts';
import { inLanguage } from '../../shared/words.ts';

interface Outline {
  readonly title: string;
  readonly text: string;
  /** `who`: what whoever did it works as; nothing of a unit or a team, which the board names itself. */
  readonly after: (who: string) => string;
}

const s = inLanguage(
  {
    who: '',
    left: (gap: string) => `这里还没有写：${gap}`,
    repair: {
      title: '【什么设施、什么问题】，已处理',
      text: '【什么问题、有什么影响，一句话；不写谁、哪一户】。',
      after: (who: string) => `${who}【做了什么，现在怎么样】。`,
    },
    help: {
      title: '【帮居民办成了什么】',
      text: '【要办哪一类事，一句话；不写谁、家里的情况】。',
      after: (who: string) => `${who}【怎么办的，结果怎么样】。`,
    },
    dispute: {
      title: '【哪一类烦心事，怎么样了】',
      text: '【哪一类事，一句话；不写双方是谁、住哪里】。',
      after: (who: string) => `${who}【怎么协调的，商定了什么】。`,
    },
    advice: {
      title: '【什么建议或问题】，已答复',
      text: '【什么建议或问题，一句话】。',
      after: (who: string) => `${who}答复：【采纳了什么，或为什么不能办】。`,
    },
  },
  {
    who: 'Done',
    left: (gap) => `Not written yet: ${gap}`,
    repair: {
      title: '[what was broken, and what about it]: dealt with',
      text: '[what was wrong and what came of it, in a sentence; not who, not which home].',
      after: (who) => `${who}: [what was done, and how it is now].`,
    },
    help: {
      title: '[what was done for a resident]',
      text: '[which kind of thing, in a sentence; not who, nothing of the family].',
      after: (who) => `${who}: [how it was done, and what came of it].`,
    },
    dispute: {
      title: '[which kind of trouble, and what came of it]',
      text: '[which kind of thing, in a sentence; not who they are, not where they live].',
      after: (who) => `${who}: [how it was brought about, and what was agreed].`,
    },
    advice: {
      title: '[which proposal or question]: answered',
      text: '[which proposal or question, in a sentence].',
      after: (who) => `${who}: [what was taken up, or why it cannot be].`,
    },
  },
);

/** By the first two digits of a category. */
const byGroup: Readonly<Record<string, Outline>> = {
  '05': s.dispute,
  '06': s.help,
  '07': s.help,
  '08': s.help,
  '09': s.help,
  '10': s.help,
};
/** 政策咨询, 意见建议 */
const answered: ReadonlySet<string> = new Set(['1001', '1003']);

const fields = ['title', 'text', 'after'] as const;

export function outlineOf({ category, holder }: Order): Draft {
  const code = category ?? '';
  const { title, text, after } = answered.has(code) ? s.advice : (byGroup[code.slice(0, 2)] ?? s.repair);
  return { title, text, after: after(holder?.as ? inWords(holder.as.role) : s.who) };
}

const gapOf = (text: unknown): string => /【[^】]*】|\[[^\]]*\]/.exec(String(text))?.[0] ?? '';

/** The gaps that stand in what is to be sent as the outline had them: where each is, and what to say of it. */
export function gapsIn(
  order: Order,
  input: Readonly<Record<string, unknown>>,
): readonly { readonly path: string; readonly message: string }[] {
  const outline = outlineOf(order);
  return fields
    .filter((one) => {
      const text = input[one];
      return typeof text === 'string' && text.includes(gapOf(outline[one]));
    })
    .map((path) => ({ path: `input.${path}`, message: s.left(gapOf(outline[path])) }));
}

/** Whoever writes a whole sentence into a gap ends it himself, before the stop that the outline has there: one is sent. */
export const stoppedOnce = (input: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).map(([path, value]) => [
      path,
      typeof value === 'string' ? value.replace(/(?<![。.！？!?])([。.！？!?])[。.]$/, '$1') : value,
    ]),
  );

/** Whoever comes to a field with a gap writes in its place. */
export function selectGap(order: Order, field: EventTarget): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  const gap = Object.values(outlineOf(order))
    .map(gapOf)
    .find((one) => field.value.includes(one));
  if (gap === undefined) return;
  const at = field.value.indexOf(gap);
  field.setSelectionRange(at, at + gap.length);
}
