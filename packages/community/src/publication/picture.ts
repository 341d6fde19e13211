// Makes the public copy of a photograph: smaller, encoded anew, and with the publisher's areas made unreadable for good.
//
// P1: of an area no more is left than a few colours: it is averaged down to so few cells that nobody can be told by them. A blur
// could be calculated back. P2: nothing but pixels is written: no metadata, no profile. P3: areas are covered one after the
// other, so that one that lies upon another covers what is covered.
import sharp from 'sharp';
import { inTurn } from '../attachments/photo.ts';
import type { Area } from './photo.ts';

const MAX_SIDE = 1_280;
/** Cells along the longer side of an area. */
const CELLS = 5;
/** A cell is never smaller than this (pixels): a small area becomes one colour. */
const CELL_PIXELS = 12;

export interface Picture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** `bytes`: as attachments are kept (WebP). */
export function pictureOf(bytes: Uint8Array, areas: readonly Area[]): Promise<Picture> {
  return inTurn(async () => {
    const { data, info } = await sharp(bytes)
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    for (const area of areas) cover({ data, width, height, channels }, area);
    return { bytes: await sharp(data, { raw: { width, height, channels } }).webp({ quality: 80 }).toBuffer(), width, height };
  });
}

interface Raw {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

function cover(raw: Raw, area: Area): void {
  // Outwards to whole pixels: what was drawn is covered to its edge.
  const left = Math.floor((area.x * raw.width) / 1_000);
  const right = Math.ceil(((area.x + area.width) * raw.width) / 1_000);
  const top = Math.floor((area.y * raw.height) / 1_000);
  const bottom = Math.ceil(((area.y + area.height) * raw.height) / 1_000);
  const cell = Math.ceil(Math.max(CELL_PIXELS, Math.max(right - left, bottom - top) / CELLS));
  for (let y = top; y < bottom; y += cell)
    for (let x = left; x < right; x += cell) average(raw, x, Math.min(x + cell, right), y, Math.min(y + cell, bottom));
}

/** One colour for all pixels from `left` and `top` to before `right` and `bottom`. */
function average({ data, width, channels }: Raw, left: number, right: number, top: number, bottom: number): void {
  const pixels = (right - left) * (bottom - top);
  for (let channel = 0; channel < channels; channel += 1) {
    let sum = 0;
    for (let y = top; y < bottom; y += 1)
      for (let x = left; x < right; x += 1) sum += data[(y * width + x) * channels + channel] as number;
    const mean = Math.round(sum / pixels);
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) data[(y * width + x) * channels + channel] = mean;
  }
}
