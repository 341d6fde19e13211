import type { z } from 'zod';
import type { ShownClock } from '@six-order/workflows/shown-clock';
import type { OrderClock } from './contract/order.ts';
import { iso, isoOrNull } from './iso-instant.ts';

export const presentClock = (clock: ShownClock): z.infer<typeof OrderClock> => ({
  ...clock,
  startedAt: iso(clock.startedAt),
  dueAt: iso(clock.dueAt),
  finishedAt: isoOrNull(clock.finishedAt),
});
