// The effect `board`: the order's place on the public board is drawn anew from the order as it stands.
//
// Keeps: I8, I12. B1: what was erased while it was drawn leaves nothing behind: it is looked at once more.
import { drawItem } from '@six-order/community/publication/item-store';
import { openProposal } from '@six-order/community/publication/proposal';
import type { OrderId } from '@six-order/engine';
import { publicItemOf } from '@six-order/workflows/six-order/public-item';
import type { Handler, HandlerTools } from '../delivery.ts';

export const board: Handler = async (tools, rows) => {
  await tools.directory.refresh();
  for (const order of new Set(rows.map((row) => row.order))) await draw(tools, order);
  return rows.map(() => null);
};

/** Draws one order's place; also for building the board anew. */
export async function draw({ db, engine, directory }: Pick<HandlerTools, 'db' | 'engine' | 'directory'>, id: OrderId) {
  for (const again of [false, true]) {
    const order = await engine.get(id);
    if (!order || order.workflow !== 'six-order') return;
    const unit = directory.unitById(order.face.data['unit'] as string);
    const proposal = await openProposal(engine.unseal, order);
    const showing = publicItemOf(order, unit ? directory.lineOf(unit) : [], proposal);
    if (!showing) return;
    const { tenant, revision } = order;
    await drawItem(db, { tenant, order: id, revision, category: order.face.data['category'] as string, ...showing });
    if (again || typeof showing.item === 'string') return;
  }
}
