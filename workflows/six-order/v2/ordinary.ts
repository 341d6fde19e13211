// Whether an order's work is ordinary: it stands still while its area is in an emergency (domain research 6).
import { standsStill } from '@six-order/community/emergency/standing';
import type { Context } from './context.ts';

export const isOrdinary = ({ category, urgency }: Pick<Context, 'category' | 'urgency'>): boolean =>
  standsStill(category, urgency);
