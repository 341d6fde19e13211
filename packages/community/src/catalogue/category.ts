// Categories: the kinds of order, as the table beside this file says them. A rule about a category is a column or a flag
// of that table, never an `if` about a code.
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { groupNames } from './group.ts';

/** U0 特急 (life, property), U1 紧急 (utilities, basic needs), U2 一般, U3 疑难. */
export const Urgency = z.enum(['U0', 'U1', 'U2', 'U3']);
export type Urgency = z.infer<typeof Urgency>;

/** How a flag is written in the table, and its name here. */
const flagNames = {
  /** Sealed: never published. */
  S: 'sealed',
  /** Refer to an emergency number first. */
  R: 'refer',
  /** Mediation ladder. */
  M: 'mediation',
  /** 部件: a thing in public space. */
  P: 'part',
  /** 事件: an event in public space. */
  E: 'event',
  /** Volunteers can do it. */
  V: 'volunteers',
  /** Statutory limits prevail. */
  L: 'statutory',
  /** The unit complained about neither sees nor handles it. */
  'bypasses the unit concerned': 'bypasses-unit',
  /** Goes to discipline inspection (纪检监察) and to nobody else. */
  '→ JJ only': 'discipline-only',
} as const;
export type Flag = (typeof flagNames)[keyof typeof flagNames];

export interface Category {
  /** Two digits of the group and two of its own. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly urgency: Urgency;
  /** The table's text, such as `5 wd` or `on site 30 min, 2 h`; read by ../deadlines. */
  readonly limit: string;
  readonly flags: readonly Flag[];
  /** Never published, and read only by those it is dispatched to. */
  readonly sealed: boolean;
  readonly group: Group;
}

export interface Group {
  /** Two digits. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Open only while the area is in an emergency. */
  readonly emergency?: true;
}

const FlagList = z.string().transform((text, context): Flag[] => {
  const marks = text.split(',').flatMap((part) => {
    const words = part.trim();
    // Letters stand together, parted by spaces; a flag in words stands for itself between commas.
    return Object.hasOwn(flagNames, words) ? [words] : words.split(' ').filter((mark) => mark !== '');
  });
  const unknown = marks.filter((mark) => !Object.hasOwn(flagNames, mark));
  for (const mark of unknown) context.addIssue(`flag ${mark} is not known`);
  return unknown.length > 0 ? z.NEVER : marks.map((mark) => flagNames[mark as keyof typeof flagNames]);
});

const Row = z
  .strictObject({
    code: z.string().regex(/^\d{4}$/),
    name_zh: z.string().min(1),
    name_en: z.string().min(1),
    urgency: Urgency,
    limit: z.string().min(1),
    flags: FlagList,
  })
  .transform(({ code, name_zh, name_en, urgency, limit, flags }, context): Category => {
    const group = groupNames[code.slice(0, 2)];
    if (!group) {
      context.addIssue(`group ${code.slice(0, 2)} has no name`);
      return z.NEVER;
    }
    return {
      code,
      nameZh: name_zh,
      nameEn: name_en,
      urgency,
      limit,
      flags,
      sealed: flags.includes('sealed'),
      group: { code: code.slice(0, 2), ...group },
    };
  });

const Rows = z
  .array(Row)
  .min(1)
  .refine((rows) => new Set(rows.map((row) => row.code)).size === rows.length, 'a code stands twice');

/** Reads a table of categories (CSV with a header). Throws ZodError naming row and column. */
export const parseCategories = (csv: string): readonly Category[] =>
  Rows.parse(parse(csv, { columns: true, bom: true, trim: true }));
