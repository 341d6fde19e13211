// 导入: of an order that was brought in from elsewhere, what it was and how far its history is not ours.
import type { Reader } from '@six-order/community/authority/reader';
import type { BroughtIn } from '@six-order/community/imports/brought-in-store';
import { isoOrNull } from './iso-instant.ts';

const forThemselves: ReadonlySet<string> = new Set(['resident', 'relative']);

/** Nothing of an order that was placed here. A file may be named after a person or a case: its name is for those in a post. */
export const presentBroughtIn = (one: BroughtIn | undefined, { role }: Reader) =>
  one && {
    broughtIn: {
      source: one.source,
      number: one.number,
      file: forThemselves.has(role) ? null : one.file,
      until: isoOrNull(one.until),
    },
  };
