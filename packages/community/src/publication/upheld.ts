// What stood on the board when an objection to it was upheld (异议成立), and whether a draft says the same again (decision 0465).
//
// Not ours: what that was (workflows/six-order/upheld.ts, from the journal), the refusal (the machine).
// U1: compared as it is read: spaces, punctuation and width make no other text. U2: fails closed: what cannot be read is the same.
import type { Json, OrderId, SealedValue } from '@six-order/engine';
import { publicFields } from './fields.ts';
import type { PreparedPhoto } from './photo.ts';
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

const wordsOf = (value: Json | undefined): string =>
  typeof value === 'string'
    ? value
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '')
    : '';

const isSame = (a: PreparedPhoto['areas'][number], b: PreparedPhoto['areas'][number]): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** Nothing of it is covered that was not covered before. */
const isUnchanged = (before: PreparedPhoto, { photo, areas }: PreparedPhoto): boolean =>
  photo === before.photo && areas.every((area) => before.areas.some((one) => isSame(one, area)));

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
  const said = ({ parts }: ShownDraft): string => parts.map(({ sealed }) => wordsOf(texts[sealed])).join('\n');
  return alike.some((one) => said(one) === said(draft));
}

/** The draft of an order, if it has one, as it would be seen. */
export const draftShown = (context: { readonly [key: string]: Json }, fields?: readonly string[]): ShownDraft | null =>
  context['proposal'] ? shownOf(context['proposal'] as unknown as Draft, fields) : null;
