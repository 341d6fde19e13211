// What stood on the board when an objection to it was upheld (异议成立), and whether a draft says the same again, or nearly (decisions 0465, 0504).
//
// Not ours: what that was (workflows/six-order/upheld.ts, from the journal), the refusal (the machine).
// U1: compared as it is read: spaces, punctuation and width make no other text. U2: fails closed: what cannot be read, on either side,
// is the same. U3: what is covered by so little more that it could not be covered by itself makes no other photograph.
import type { Json, OrderId, SealedValue } from '@six-order/engine';
import { publicFields } from './fields.ts';
import { MIN_SIDE, type Area, type PreparedPhoto } from './photo.ts';
import type { Unseal } from './proposal.ts';

interface Draft {
  readonly title: SealedValue;
  readonly text: SealedValue;
  readonly after?: SealedValue;
  readonly photos?: readonly PreparedPhoto[];
}

/** What the public sees of a draft. */
export interface ShownDraft {
  readonly parts: readonly SealedValue[];
  readonly photos: readonly PreparedPhoto[];
}

/** What went off the board by an objection, which was made at `at` (epoch ms). */
export interface TakenDraft extends ShownDraft {
  readonly at: number;
  /** Nobody decided before the consent was taken back: what somebody says concerns him stays off the board, as where nobody ever does. */
  readonly undecided: boolean;
}

/** How much a draft is like what went off the board. */
export interface Likeness extends Pick<TakenDraft, 'at' | 'undecided'> {
  /** The same words, and every photograph that stood with them: whatever was wrong is there again. */
  readonly same: boolean;
  /** Where it is not: which words took the place of which; none where only a photograph is another. */
  readonly changes: readonly { readonly field: 'title' | 'text' | 'after'; readonly was: string; readonly is: string }[];
}

/** `fields`: those that were approved; all when absent. */
export function shownOf({ title, text, after, photos = [] }: Draft, fields: readonly string[] = publicFields): ShownDraft {
  const shows = (field: string): boolean => fields.includes(field);
  return { parts: [title, text, ...(after && shows('after') ? [after] : [])], photos: shows('photos') ? photos : [] };
}

const read = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** U1, U2. */
const isSame = (a: Json | undefined, b: Json | undefined): boolean =>
  typeof a !== 'string' || typeof b !== 'string' || read(a) === read(b);

/** Where, from `from` on, what lies over it may begin or end. */
const cuts = (from: number, length: number, edges: readonly number[]): readonly number[] => [
  from,
  ...edges.filter((edge) => edge > from && edge < from + length),
];

/** All of it lies under these together, and whichever parts it is cut into. */
function isUnder({ x, y, width, height }: Area, covers: readonly Area[]): boolean {
  const rows = cuts(
    y,
    height,
    covers.flatMap((one) => [one.y, one.y + one.height]),
  );
  const columns = cuts(
    x,
    width,
    covers.flatMap((one) => [one.x, one.x + one.width]),
  );
  const isCovered = (left: number, top: number): boolean =>
    covers.some((one) => one.x <= left && left < one.x + one.width && one.y <= top && top < one.y + one.height);
  return rows.every((top) => columns.every((left) => isCovered(left, top)));
}

/** U3. */
const EDGE = MIN_SIDE - 1;
const grown = ({ x, y, width, height }: Area): Area => ({
  x: x - EDGE,
  y: y - EDGE,
  width: width + 2 * EDGE,
  height: height + 2 * EDGE,
});

/** Nothing of it is covered that was not covered before. */
const isUnchanged = (before: PreparedPhoto, { photo, areas }: PreparedPhoto): boolean =>
  photo === before.photo &&
  areas.every((area) => isUnder(area, before.areas) || before.areas.some((one) => isUnder(area, [grown(one)])));

const fieldNames = ['title', 'text', 'after'] as const;

/** What is other between where both begin and end alike, and how much of what was said stands there again. */
function changeOf(was: string, is: string) {
  const [before, now] = [Array.from(was), Array.from(is)];
  const shorter = Math.min(before.length, now.length);
  let head = 0;
  while (head < shorter && before[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const between = (all: readonly string[]): string => all.slice(head, all.length - tail).join('');
  return { was: between(before), is: between(now), kept: head + tail, of: before.length };
}

/** Of two drafts that can be read; null where less than half of what was said is said again. */
function changesOf(before: readonly Json[], now: readonly Json[]): Likeness['changes'] | null {
  const said = (text: Json | undefined): string => (typeof text === 'string' ? text : '');
  const texts = fieldNames.map((field, part) => ({ field, was: said(before[part]), is: said(now[part]) }));
  const all = texts.map(({ field, was, is }) => ({ field, same: read(was) === read(is), ...changeOf(was, is) }));
  const sum = (of: (one: (typeof all)[number]) => number): number => all.reduce((total, one) => total + of(one), 0);
  if (2 * sum((one) => (one.same ? one.of : one.kept)) < sum((one) => one.of)) return null;
  return all.flatMap(({ field, same, was, is }) => (same ? [] : [{ field, was, is }]));
}

/** To what of it a draft is most like: the same, or else the last that most of is said again; null when it is like none. */
export async function likenessOf(
  unseal: Unseal,
  order: OrderId,
  draft: ShownDraft,
  taken: readonly TakenDraft[],
): Promise<Likeness | null> {
  if (taken.length === 0) return null;
  const texts = await unseal(order, [...new Set([draft, ...taken].flatMap(({ parts }) => parts.map(({ sealed }) => sealed)))]);
  const said = ({ parts }: ShownDraft) => parts.map(({ sealed }) => texts[sealed] as Json);
  const now = said(draft);
  const same = taken.find(
    (one) =>
      one.parts.length === draft.parts.length &&
      one.photos.every((photo) => draft.photos.some((other) => isUnchanged(photo, other))) &&
      said(one).every((words, part) => isSame(words, now[part])),
  );
  if (same) return { at: same.at, undecided: same.undecided, same: true, changes: [] };
  for (const one of taken.toReversed()) {
    const changes = changesOf(said(one), now);
    if (changes) return { at: one.at, undecided: one.undecided, same: false, changes };
  }
  return null;
}

/** The draft of an order, if it has one, as it would be seen. */
export const draftShown = (context: { readonly [key: string]: Json }, fields?: readonly string[]): ShownDraft | null =>
  context['proposal'] ? shownOf(context['proposal'] as unknown as Draft, fields) : null;
