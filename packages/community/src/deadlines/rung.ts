// Where on its ladder a clock stands: for a chart that enters the ladder again after a pause or an extension.
import type { Clock } from '@six-order/engine';

/** The rung whose time has come last; `at` in epoch ms. */
export function rungAt(
  { halfAt, pressingAt, dueAt, overAt }: Clock,
  at: number,
): 'running' | 'half' | 'pressing' | 'due' | 'over' {
  if (at >= overAt) return 'over';
  if (at >= dueAt) return 'due';
  if (at >= pressingAt) return 'pressing';
  return at >= halfAt ? 'half' : 'running';
}
