// The name of a draft (稿): what a publisher looked at, so that nothing else is published in its place.
//
// D1: another text, another photograph or another covered place is another draft; what was cleared in it leaves it the same. D2: it
// is made of ids and places, never of words (I12). It is no secret: it guards against a mistake, not against whoever writes it.
import type { PreparedPhoto } from './photo.ts';

interface Draft {
  readonly title: { readonly sealed: string };
  readonly photos?: readonly PreparedPhoto[] | undefined;
}

const PRIME = 0x100000001b3n;
const BASIS = 0xcbf29ce484222325n;

/** 16 hexadecimal digits: FNV-1a of 64 bits. The sealed title is as new as the text that it came with. */
export function draftOf({ title, photos = [] }: Draft): string {
  const parts = photos.map(({ photo, side, areas }) => [
    photo,
    side,
    areas.map(({ x, y, width, height }) => [x, y, width, height]),
  ]);
  let hash = BASIS;
  for (const byte of new TextEncoder().encode(JSON.stringify([title.sealed, parts])))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(16, '0');
}

export const DRAFT = /^[0-9a-f]{16}$/;
