// A photograph of an order as its publisher prepared it for the board: which one, for which side, which places are made
// unreadable, and that somebody looked for what must not be seen (domain research 7: faces, plates, door numbers, screens).
//
// Not ours: making the picture (picture.ts), which photographs an order has (../attachments).
import { z } from 'zod';

export const photoSides = ['before', 'after'] as const;
export type PhotoSide = (typeof photoSides)[number];

/** What nobody may read on the board. Whoever prepares a photograph says of each what became of it. */
export const looked = ['faces', 'plates', 'doors', 'screens'] as const;

/** On one item; places on one photograph. */
export const MAX_PHOTOS = 6;
export const MAX_AREAS = 40;

/** Areas are counted in thousandths of the picture's width and height, from its upper left corner. */
const WHOLE = 1_000;
/** Narrower ones cover nothing. */
export const MIN_SIDE = 10;
const start = z
  .int()
  .min(0)
  .max(WHOLE - MIN_SIDE);
const length = z.int().min(MIN_SIDE).max(WHOLE);

export const Area = z
  .strictObject({ x: start, y: start, width: length, height: length })
  .refine(({ x, y, width, height }) => x + width <= WHOLE && y + height <= WHOLE, {
    error:
      '范围须在图片之内：x + width、y + height 不超过 1000 / an area lies within the picture: x + width and y + height are 1000 at most',
  });
export type Area = z.infer<typeof Area>;

export const Looked = z
  .strictObject(
    Object.fromEntries(looked.map((part) => [part, z.enum(['none', 'covered'])])) as Record<
      (typeof looked)[number],
      z.ZodEnum<{ none: 'none'; covered: 'covered' }>
    >,
  )
  .describe('of faces, plates, door numbers and screens each: none is in the picture, or all are covered');

export interface PreparedPhoto {
  /** Id of the attachment. */
  readonly photo: string;
  readonly side: PhotoSide;
  readonly areas: readonly Area[];
  /** Epoch ms. */
  readonly at: number;
  readonly by: string | null;
}

/** A photograph of an item, beside its picture. Pixels. */
export interface PublicPhoto {
  readonly side: PhotoSide;
  readonly width: number;
  readonly height: number;
}
