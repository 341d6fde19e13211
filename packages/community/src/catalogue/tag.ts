// Tag sets and campaigns (三网、四安、五个体系、一圈两场三改、一老一小), and brands: words that counties sort orders and reports by.
//
// A tag never changes what happens to an order. Source: domain research 1, rows 43, 50, 51, 64, 65, 84 and 85.
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** `declared`: a resident may say it of himself and never must; a report gets it from the category only. */
export const tagSets = {
  'three-nets': { zh: '三网融合', en: 'three nets' },
  'four-peace': { zh: '四安家园', en: 'four peaces' },
  'five-systems': { zh: '易地搬迁后续扶持五个体系', en: 'five systems after resettlement' },
  campaigns: { zh: '一圈两场三改', en: 'campaigns' },
  groups: { zh: '一老一小等重点群体', en: 'groups of people' },
} as const;
export const TagSet = z.enum(Object.keys(tagSets) as [keyof typeof tagSets, ...(keyof typeof tagSets)[]]);
export type TagSet = z.infer<typeof TagSet>;

/** A category's code, or the two digits of a whole group. */
const Reach = z.string().regex(/^\d{2}(\d{2})?$/);

/** What a county makes of a tag of its own, or of one that stands: an empty `categories` is a tag set by hand. */
export const TagChange = z.strictObject({ zh: z.string().min(1), en: z.string().min(1), categories: z.array(Reach) });

/** The name that a county, street or community does this under (一社区一特色). */
export const Brand = z.strictObject({ zh: z.string().min(1), en: z.string().min(1), theme: z.string().min(1).optional() });

export interface Tag extends z.infer<typeof TagChange> {
  readonly set: TagSet;
  readonly tag: string;
}

const Rows = z.array(
  z.strictObject({
    set: TagSet,
    tag: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    zh: z.string().min(1),
    en: z.string().min(1),
    categories: z
      .string()
      .transform((text) => text.split(/\s+/).filter((code) => code !== ''))
      .pipe(z.array(Reach)),
  }),
);

/** Reads a table of tags (CSV with a header). Throws ZodError naming row and column. */
export const parseTags = (csv: string): readonly Tag[] => Rows.parse(parse(csv, { columns: true, bom: true, trim: true }));

/** Whether a tag is on orders of a category by itself. */
export const isTagged = ({ categories }: Pick<Tag, 'categories'>, category: string): boolean =>
  categories.some((reach) => category.startsWith(reach));
