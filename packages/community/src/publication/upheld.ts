// What stood on the board when an objection to it was upheld (异议成立), and whether a draft says the same again (decision 0465).
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

/** The same words, and every photograph that stood with them: whatever was wrong is there again. */
export async function isAsUpheld(
  unseal: Unseal,
  order: OrderId,
  draft: ShownDraft,
  upheld: readonly ShownDraft[],
): Promise<boolean> {
  const alike = upheld.filter(
    ({ parts, photos }) =>
      parts.length === draft.parts.length && photos.every((one) => draft.photos.some((other) => isUnchanged(one, other))),
  );
  if (alike.length === 0) return false;
  const texts = await unseal(order, [...new Set([draft, ...alike].flatMap(({ parts }) => parts.map(({ sealed }) => sealed)))]);
  const said = ({ parts }: ShownDraft) => parts.map(({ sealed }) => texts[sealed]);
  const now = said(draft);
  return alike.some((one) => said(one).every((words, part) => isSame(words, now[part])));
}

/** The draft of an order, if it has one, as it would be seen. */
export const draftShown = (context: { readonly [key: string]: Json }, fields?: readonly string[]): ShownDraft | null =>
  context['proposal'] ? shownOf(context['proposal'] as unknown as Draft, fields) : null;
