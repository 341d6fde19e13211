// Decisions that come after the month's figures were reported (定稿): they change no line by themselves, so whoever corrects figures is told.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Notice } from '../notices/notice-store.ts';
import type { Db } from '../tables.ts';
import { isDecidedOut, type OrderMeasure } from './measure.ts';

/** An order of a month that is frozen, as it was counted before its last change. */
export interface FrozenMeasure {
  readonly order: string;
  readonly tenant: string;
  readonly number: string;
  readonly category: string;
  /** YYYY-MM. */
  readonly month: string;
  readonly excluded: OrderMeasure['excluded'];
  readonly falseCompletion: boolean;
  /** What it was as it was counted so. */
  readonly revision: number;
  /** Epoch ms: of its last change. */
  readonly at: number;
}

/** Those of the orders that have changed since they were measured, and lie in a month that was reported. */
export async function readFrozenMeasures(db: Db, ids: readonly string[]): Promise<readonly FrozenMeasure[]> {
  const { rows } = await sql<FrozenMeasure>`
    select m.order_id as "order", m.tenant, o.number, m.category, m.due_month as month, m.excluded,
      m.false_completion as "falseCompletion", m.revision, (
        select (j.entry::jsonb->>'at')::float8 from journal j where j.order_id = m.order_id order by j.seq desc limit 1) as at
    from order_measures m join orders o on o.id = m.order_id
    where m.order_id = any(${ids}::uuid[]) and m.revision < o.revision
      and exists (select from monthly_figures f where f.tenant = m.tenant and f.month = m.due_month)
  `.execute(db);
  return rows;
}

/** Whether a decision changed what of it is counted: that it leaves the figures or comes back, that its completion was false. */
export const isTouched = (
  before: Pick<FrozenMeasure, 'excluded' | 'falseCompletion'>,
  after: Pick<OrderMeasure, 'excluded' | 'falseCompletion'>,
): boolean => isDecidedOut(before) !== isDecidedOut(after) || before.falseCompletion !== after.falseCompletion;

/** The same of what was counted before, whoever draws it and however far the order went meanwhile: told twice it is told once (I8). */
export function touchedNotice({ order, tenant, number, category, month, revision, at }: FrozenMeasure): Omit<Notice, 'person'> {
  const hex = createHash('sha256').update(`figures-touched ${order} ${revision}`).digest('hex');
  const outbox = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { outbox, tenant, order, content: { template: 'figures-touched', params: { number, category, month } }, at };
}
