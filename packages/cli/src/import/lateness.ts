// Our view of an order's lateness beside the source's verdict.
//
// L2: late is what was finished after the due instant, or was still open at it when the file's history ended. An order that
// is open and late must show as overdue: its clock has fired.
import type { StoredOrder } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/six-order/face';

export interface Lateness {
  readonly late: boolean;
  /** Epoch ms. */
  readonly dueAt: number;
  /** Null while the work goes on. */
  readonly finishedAt: number | null;
}

/** Null when the whole clock never ran: the order was refused. `end`: where the file's history ends (epoch ms). */
export function latenessOf(order: StoredOrder, end: number): Lateness | null {
  const whole = contextOf(order.snapshot).clocks.whole;
  if (!whole) return null;
  const { dueAt, finishedAt } = whole;
  const late = finishedAt === null ? dueAt <= end && order.face.labels.includes('overdue') : finishedAt > dueAt;
  return { late, dueAt, finishedAt };
}
