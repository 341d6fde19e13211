import { maySee } from '@six-order/community/authority/authority';
import type { Reader } from '@six-order/community/authority/reader';
import { OrderId, type StoredOrder } from '@six-order/engine';
import type { Api } from './api.ts';
import { Refusal } from './refusal.ts';

/** The order, if this reader may know of it; else the same refusal as for one that does not exist (I11). */
export async function visibleOrder({ engine }: Pick<Api, 'engine'>, reader: Reader, id: string): Promise<StoredOrder> {
  const order = await engine.get(OrderId.parse(id));
  if (!order || !maySee(reader, order)) throw new Refusal('not-found');
  return order;
}
