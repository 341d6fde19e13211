// When an order that its resident let publish opens for publication, and how long it is shown: a policy that a county can set
// for itself. Source: domain research 2.4, last row; 7.
import { z } from 'zod';

/** `finish`: from 办结 on, shown as waiting for its evaluation, which follows (the default: 晒 before 评). `evaluation`: after it. */
export const PublicationPolicy = z.strictObject({
  after: z.enum(['finish', 'evaluation']).default('finish'),
  /** How long an item stays on the board. */
  months: z.int().min(1).max(24).optional(),
});

export const SHOWN_MONTHS = 6;

const OFFSET_MS = 8 * 3_600_000;

/** The same day and hour in China so many months later, or the last day of that month when it has no such day. Epoch ms. */
export function monthsAfter(at: number, months: number): number {
  const day = new Date(at + OFFSET_MS);
  const date = day.getUTCDate();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + months);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(date, last));
  return day.getTime() - OFFSET_MS;
}
