import type { OrderId } from './core/order.ts';
import type { Engine } from './engine.ts';

/** Whether an order's chain holds and gives the snapshot that is kept beside it. */
export const isSound = async (engine: Pick<Engine, 'verify' | 'replay'>, order: OrderId): Promise<boolean> =>
  (await engine.verify(order)) &&
  // One that does not follow from its own journal is no fault of ours: it is what is to be said.
  (await engine.replay(order).catch(() => null))?.same === true;
