// What stood on the board when an objection to it was upheld (异议成立), and whether a draft says the same again, or nearly (decisions 0465, 0504).
//
// Not ours: what that was (workflows/six-order/upheld.ts, from the journal), the refusal (the machine).
// U1: compared as it is read: spaces, punctuation and width make no other text. U2: fails closed: what cannot be read, on either side,
// is the same. U3: what is covered by so little more that it could not be covered by itself makes no other photograph.
import type { Json, OrderId, SealedValue } from '@six-order/engine';
import { trigramsOf } from '../duplicates/similarity.ts';
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
  /** Where it is not: which words took the place of which, as they stand; none where only a photograph is another. */
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

/** Shorter runs that happen to stand in both are no words said again: they belong to the change around them. */
const MIN_RUN = 2;
/** Of longer texts, once their common beginning and end are off, the rest is one change: it takes their product of steps. */
const MAX_STEPS = 2_000_000;

interface Change {
  readonly was: string;
  readonly is: string;
}

/** What is other, change by change, between what stands in both in the same order (a longest common subsequence), and how much that is. */
function changesIn(was: string, is: string): { readonly changes: readonly Change[]; readonly kept: number; readonly of: number } {
  const [before, now] = [was, is].map((text) => Array.from(text.normalize('NFC'))) as [string[], string[]];
  const changes: Change[] = [];
  let kept = 0;
  let [open, opened] = [0, 0];
  for (const [from, to, length] of [...runsIn(before, now), [before.length, now.length, 0] as const]) {
    const change = { was: before.slice(open, from).join(''), is: now.slice(opened, to).join('') };
    if (read(change.was) !== read(change.is)) changes.push(change);
    kept += length;
    [open, opened] = [from + length, to + length];
  }
  return { changes, kept, of: before.length };
}

type Run = readonly [from: number, to: number, length: number];

function runsIn(before: readonly string[], now: readonly string[]): readonly Run[] {
  const shorter = Math.min(before.length, now.length);
  let head = 0;
  while (head < shorter && before[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const between = runsBetween(before.slice(head, before.length - tail), now.slice(head, now.length - tail));
  return [
    [0, 0, head],
    ...between.map(([from, to, length]) => [from + head, to + head, length] as const),
    [before.length - tail, now.length - tail, tail],
  ];
}

function runsBetween(before: readonly string[], now: readonly string[]): readonly Run[] {
  if (before.length * now.length > MAX_STEPS) return [];
  const width = now.length + 1;
  /** How much of both stands in both from here on. */
  const common = new Uint16Array((before.length + 1) * width);
  const at = (from: number, to: number): number => common[from * width + to] ?? 0;
  for (let from = before.length - 1; from >= 0; from -= 1)
    for (let to = now.length - 1; to >= 0; to -= 1)
      common[from * width + to] =
        before[from] === now[to] ? at(from + 1, to + 1) + 1 : Math.max(at(from + 1, to), at(from, to + 1));
  const runs: Run[] = [];
  let [from, to] = [0, 0];
  while (at(from, to) > 0) {
    let length = 0;
    while (from + length < before.length && to + length < now.length && before[from + length] === now[to + length]) length += 1;
    if (length >= MIN_RUN) runs.push([from, to, length]);
    if (length > 0) [from, to] = [from + length, to + length];
    else if (at(from + 1, to) >= at(from, to + 1)) from += 1;
    else to += 1;
  }
  return runs;
}

/**
 * Of two drafts that can be read; null where less than half of what was said is said again: in the same order, or in runs of three
 * characters (decision 0037) wherever they stand. Of a short text one word touches most such runs, and one put elsewhere keeps them.
 */
function changesOf(before: readonly Json[], now: readonly Json[]): Likeness['changes'] | null {
  const said = (text: Json | undefined): string => (typeof text === 'string' ? text : '');
  const texts = fieldNames.map((field, part) => ({ field, was: said(before[part]), is: said(now[part]) }));
  const all = texts.map(({ field, was, is }) => ({ field, ...changesIn(was, is) }));
  const sum = (of: (one: (typeof all)[number]) => number): number => all.reduce((total, one) => total + of(one), 0);
  const [ofBefore, ofNow] = [before, now].map((parts) => trigramsOf(parts.map(said).join(''))) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];
  const again = [...ofBefore].filter((run) => ofNow.has(run)).length;
  if (2 * sum((one) => one.kept) < sum((one) => one.of) && 2 * again < ofBefore.size) return null;
  return all.flatMap(({ field, changes }) => changes.map((change) => ({ field, ...change })));
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
