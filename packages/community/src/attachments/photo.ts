// Photographs made fit to keep: decoded under a limit and encoded anew, so that nothing hidden goes on with them: where and
// when they were taken (EXIF, XMP, IPTC), thumbnails, colour profiles, what hangs behind their end.
//
// P1: what a picture would take when decoded is known before it is. P2: one at a time for each core that we are given; those
// that wait are held as they came.
import sharp from 'sharp';
import type { Fit, Unfit } from './attachment.ts';
import { refuse } from './sniff.ts';

/** 50 megapixels decoded take 200 MB: more than any telephone's camera gives, and no more than a small machine has. */
const MAX_PIXELS = 50_000_000;
/** Kept so large that a number on a meter can be read. */
const MAX_SIDE = 2_048;
const SECONDS = 20;
const AT_ONCE = 2;

sharp.cache(false);
sharp.concurrency(1);
// Of libvips' many readers only those of the formats that we take.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer', 'VipsForeignLoadHeifBuffer'],
});

let running = 0;
const waiting: (() => void)[] = [];

/** Of the formats that `sniff` calls pictures. */
export const fitPhoto = (bytes: Uint8Array): Promise<Fit | Unfit> => inTurn(() => encode(bytes));

/** Work on pictures, a few at a time (P2). */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function encode(bytes: Uint8Array): Promise<Fit | Unfit> {
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 } as const;
  try {
    const { width, height } = await sharp(bytes, { ...options, limitInputPixels: false }).metadata();
    if (width * height > MAX_PIXELS)
      return refuse(
        `照片过大（${width}×${height}），最多 5000 万像素`,
        `the photograph is too large (${width}×${height}): 50 megapixels at most`,
      );
    const encoded = await sharp(bytes, options)
      .autoOrient()
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .timeout({ seconds: SECONDS })
      .toBuffer();
    return { type: 'image/webp', bytes: encoded };
  } catch {
    // What the library says of it may quote the file.
    return refuse('照片文件损坏或不完整', 'the photograph is damaged or cut off');
  }
}
