// The words of the residents' face.
import { boot } from '../shared/boot.ts';
import type { Words } from '../shared/words.ts';
import { zh } from './words/zh.ts';

export let t: Words<typeof zh> = zh;

export async function loadFaceWords(): Promise<void> {
  if (boot.language === 'en') t = (await import('./words/en.ts')).en;
}

/** Whoever is no resident here orders for somebody else. */
const forOthers = (boot.me?.post.role ?? 'resident') !== 'resident';

export const orderWords = (): string => (forOthers ? t.home.orderOther : t.home.order);
export const askedWords = (): string => (forOthers ? t.home.transcribe : t.home.evaluate);
export const mineWords = (): string => (forOthers ? t.home.mineOther : t.title.mine);
