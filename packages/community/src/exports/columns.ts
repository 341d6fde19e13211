// What an export says of an order: what every list shows of it, nothing personal but the masked text where that was asked for.
//
// Keeps: I12, I13.
import type { Face } from '@six-order/engine';
import { categoryByCode } from '../catalogue/catalogue.ts';
import type { BroughtIn } from '../imports/brought-in-store.ts';
import { dataOf } from '../webhooks/event.ts';

/** Column, what it means. In this order. */
export const exportColumns = {
  number: ['单号', 'number'],
  workflow: ['流程', 'six-order 六单，card 督办卡 and others'],
  category: ['事项类别代码', 'code of the kind of order'],
  category_name: ['事项类别', 'kind of order'],
  urgency: ['紧急程度', 'U0 to U3'],
  stage: ['环节状态', 'stage, as on the desks'],
  light: ['灯色', 'green, blue, yellow, red, done'],
  overdue: ['是否超期', '1 overdue, 0 not'],
  rework: ['是否重办', '1 worked on again, 0 not'],
  unit_code: ['单元编码', 'code of the unit'],
  unit_name: ['单元', 'unit'],
  opened_at: ['点单时间', 'placed at'],
  due_at: ['最近的到期时间', 'nearest deadline; empty: none runs'],
  ended_at: ['办理结束时间', 'when the handling ended; empty: it runs'],
  source_system: ['来单系统', 'the other system it came from; empty: none'],
  source_number: ['来单系统的工单号', 'its number there'],
  text: ['诉求内容(脱敏)', 'the text, masked; only when it was asked for'],
  // After the text: who reads by position finds everything before where it was.
  imported_from: ['导入来源', 'the source that it was brought in from; empty: it was placed here'],
  imported_number: ['导入来源的原编号', 'its number there'],
  imported_until: [
    '导入经过截至',
    'what happened up to then comes from there and was not done here; empty: not known, or placed here',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type ExportColumn = keyof typeof exportColumns;
export type ExportRow = Readonly<Record<Exclude<ExportColumn, 'text'>, string | number>> & { readonly text?: string };

export const columnsOf = (withText: boolean): readonly ExportColumn[] =>
  (Object.keys(exportColumns) as ExportColumn[]).filter((column) => withText || column !== 'text');

/** Time in China, as spreadsheets read it: `2026-03-02 09:00:00`. */
const sayTime = (at: unknown): string =>
  typeof at === 'number' ? new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ') : '';

export interface Exported {
  readonly id: string;
  readonly workflow: string;
  readonly revision: number;
  readonly face: Face;
}

export function rowOf(
  order: Exported,
  unitOf: (id: string) => { readonly code: string; readonly name: string } | undefined,
  broughtIn?: BroughtIn,
): ExportRow {
  const { face, workflow } = order;
  const { category, urgency, unit, endedAt, reference } = face.data as Readonly<Record<string, unknown>>;
  const where = typeof unit === 'string' ? unitOf(unit) : undefined;
  const theirs = reference as { readonly system: string; readonly number: string } | undefined;
  return {
    number: face.number,
    workflow,
    category: typeof category === 'string' ? category : '',
    category_name: typeof category === 'string' ? (categoryByCode(category)?.nameZh ?? '') : '',
    urgency: typeof urgency === 'string' ? urgency : '',
    stage: face.stage,
    light: dataOf(order).light,
    overdue: face.labels.includes('overdue') ? 1 : 0,
    rework: face.labels.includes('rework') ? 1 : 0,
    unit_code: where?.code ?? '',
    unit_name: where?.name ?? '',
    opened_at: sayTime(face.openedAt),
    due_at: sayTime(face.dueAt),
    ended_at: sayTime(endedAt ?? face.closedAt),
    source_system: theirs?.system ?? '',
    source_number: theirs?.number ?? '',
    imported_from: broughtIn?.source ?? '',
    imported_number: broughtIn?.number ?? '',
    imported_until: sayTime(broughtIn?.until),
  };
}
