// What an import did and saw, counted as it goes: memory grows with what is wrong with a file, not with the file.
import type { StoredOrder } from '@six-order/engine';
import { latenessOf } from './lateness.ts';
import type { ImportedCase } from './row.ts';
import type { RefusedRow } from './rows.ts';

/** A record about whose lateness we and the source differ. Times are epoch ms. */
export interface Disagreement {
  readonly line: number;
  readonly ours: 'late' | 'in time';
  readonly theirs: 'late' | 'in time';
  readonly dueAt: number;
  readonly finishedAt: number | null;
}

export interface Tally {
  imported: number;
  alreadyThere: number;
  /** Rows that are still open in the file, of an import that brings in what has ended. */
  leftOut: number;
  /** Of the imported: begun by an earlier run that was cut short. */
  resumed: number;
  /** Lines of the resumed in whose past another process fired a clock meanwhile, with its own date. */
  readonly disturbed: number[];
  /** Lines of records that were imported while they were open and are closed in this file: their orders stay as they are. */
  readonly closedSince: number[];
  readonly refused: RefusedRow[];
  readonly categories: Map<string, number>;
  readonly endings: { open: number; finished: number; refused: number };
  readonly agreement: { compared: number; agree: number; withoutTarget: number; withoutVerdict: number };
  readonly disagreements: Disagreement[];
  /** By column, then by the value that the profile does not know. */
  readonly fellBack: Map<string, Map<string, number>>;
  /** Lines of texts that were cut, by column. */
  readonly shortened: Map<string, number[]>;
}

export const newTally = (): Tally => ({
  imported: 0,
  alreadyThere: 0,
  leftOut: 0,
  resumed: 0,
  disturbed: [],
  closedSince: [],
  refused: [],
  categories: new Map(),
  endings: { open: 0, finished: 0, refused: 0 },
  agreement: { compared: 0, agree: 0, withoutTarget: 0, withoutVerdict: 0 },
  disagreements: [],
  fellBack: new Map(),
  shortened: new Map(),
});

/** Lists by line, in which the windows of an import do not keep it. */
export function inOrder(tally: Tally): Tally {
  const byLine = (a: { readonly line: number }, b: { readonly line: number }) => a.line - b.line;
  tally.refused.sort(byLine);
  tally.disagreements.sort(byLine);
  for (const lines of [tally.disturbed, tally.closedSince, ...tally.shortened.values()]) lines.sort((a, b) => a - b);
  return tally;
}

export const rowsDone = ({ imported, alreadyThere, leftOut, refused }: Tally): number =>
  imported + alreadyThere + leftOut + refused.length;

/** A record whose order is there. `end`: where the file's history ends (epoch ms). */
export function count(tally: Tally, record: ImportedCase, order: StoredOrder, end: number): void {
  tally.categories.set(record.category, (tally.categories.get(record.category) ?? 0) + 1);
  tally.endings[record.ending.kind] += 1;
  for (const remark of record.remarks) {
    if (remark.kind === 'shortened') {
      tally.shortened.set(remark.column, [...(tally.shortened.get(remark.column) ?? []), record.line]);
    } else {
      const values = tally.fellBack.get(remark.column) ?? new Map<string, number>();
      values.set(remark.value, (values.get(remark.value) ?? 0) + 1);
      tally.fellBack.set(remark.column, values);
    }
  }
  compare(tally, record, order, end);
}

function compare({ agreement, disagreements }: Tally, record: ImportedCase, order: StoredOrder, end: number): void {
  if (record.targetAt === null) {
    agreement.withoutTarget += 1;
    return;
  }
  if (record.late === null) {
    agreement.withoutVerdict += 1;
    return;
  }
  agreement.compared += 1;
  const ours = latenessOf(order, end);
  if (ours === null) throw new Error(`line ${record.line}: the order ${order.id} has a target and no whole clock`);
  if (ours.late === record.late) {
    agreement.agree += 1;
    return;
  }
  const { dueAt, finishedAt } = ours;
  disagreements.push({ line: record.line, ours: said(ours.late), theirs: said(record.late), dueAt, finishedAt });
}

const said = (late: boolean): 'late' | 'in time' => (late ? 'late' : 'in time');
