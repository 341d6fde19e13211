// Duties (履行职责事项清单): for each category who leads, who assists, and to whom it does not belong.
//
// Owns: the table's shape and what a row means. Not ours: whether a dispatch keeps it (../dispatching).
// Source: domain research 1, rows 17–19 and 23.
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** 基本履职, 配合履职, 上级收回: the three lists that every township and street has had since 2024. */
export const DutyKind = z.enum(['basic', 'assisting', 'reclaimed']);
export type DutyKind = z.infer<typeof DutyKind>;

/**
 * Who can have a part in a matter: a level of the tree (`grid`, `community`, `street`), `member` (Party members and
 * volunteers), `team`, `property`, `facility`, any `department`, or one kind of department: `department:housing`.
 */
export const Party = z
  .string()
  .regex(/^(grid|community|street|member|team|property|facility|department(:[a-z]+(-[a-z]+)*)?)$/, '没有这一方 / no such party')
  .brand<'Party'>();
export type Party = z.infer<typeof Party>;

const flagNames = {
  /** 赋权: may be delegated to a street, which then leads while the delegation is in force (power.ts). */
  赋权: 'delegable',
  /** 需执法: only an enforcement unit may lead. */
  需执法: 'enforcement',
  /** 社区不作主责: neither a community nor its grids may be made the main handler. */
  社区不作主责: 'community-not-main',
} as const;
export type DutyFlag = (typeof flagNames)[keyof typeof flagNames];
const DutyFlag = z.enum(['delegable', 'enforcement', 'community-not-main']);

const fields = {
  kind: DutyKind,
  /** The most fitting first. */
  main: z.array(Party).min(1),
  assisting: z.array(Party),
  /** Never led by these. */
  notMine: z.array(Party),
  flags: z.array(DutyFlag),
  /** What whoever does it had best know: words of unit and person flags. */
  skills: z.array(z.string().min(1)),
};

/** What a county says of one category in place of the default: only what differs. */
export const DutyChange = z.strictObject(fields).partial();

export interface Duty extends z.infer<z.ZodObject<typeof fields>> {
  readonly category: string;
  /** What the row follows: a document, or a design default. */
  readonly source: string;
}

/** Words parted by spaces or by the Chinese comma; empty is none. */
const words = z.string().transform((text) => text.split(/[\s、]+/).filter((part) => part !== ''));
const parties = words.pipe(z.array(Party));

const kindNames: Readonly<Record<string, DutyKind>> = { 基本: 'basic', 配合: 'assisting', 上级收回: 'reclaimed' };

const Row = z
  .strictObject({
    category: z.string().regex(/^\d{4}$/),
    kind: z
      .string()
      .transform((name) => kindNames[name])
      .pipe(DutyKind),
    main: words.pipe(z.array(Party).min(1)),
    assisting: parties,
    not_mine: parties,
    flags: words.pipe(z.array(z.enum(Object.keys(flagNames) as (keyof typeof flagNames)[]))),
    skills: words,
    source: z.string().min(1),
  })
  .refine(
    ({ main, not_mine }) => !main.some((party) => not_mine.includes(party)),
    '同一方既主责又不主责 / a party leads and does not',
  )
  .transform(({ not_mine, flags, ...row }): Duty => ({ ...row, notMine: not_mine, flags: flags.map((flag) => flagNames[flag]) }));

const Rows = z
  .array(Row)
  .refine(
    (rows) => new Set(rows.map(({ category }) => category)).size === rows.length,
    '同一类别写了两次 / a category stands twice',
  );

/** Reads a table of duties (CSV with a header, in the words of the field). Throws ZodError naming row and column. */
export const parseDuties = (csv: string): readonly Duty[] => Rows.parse(parse(csv, { columns: true, bom: true, trim: true }));

/** Whether a party is meant by a word of the table: `department` means every kind of department. */
export const isMeant = (party: Party, by: readonly Party[]): boolean =>
  by.some((meant) => party === meant || party.startsWith(`${meant}:`));
