// 导入: of an order that was brought in from elsewhere, what it was and how far its history is not ours.
import type { BroughtIn } from '@six-order/community/imports/brought-in-store';
import { isoOrNull } from './iso-instant.ts';

/** Nothing of an order that was placed here. */
export const presentBroughtIn = (one: BroughtIn | undefined) =>
  one && { broughtIn: { source: one.source, number: one.number, file: one.file, until: isoOrNull(one.until) } };
