// The effect `board`: the order's place on the public board is drawn anew from the order as it stands.
//
// Keeps: I8, I12. B1: what was erased while it was drawn leaves nothing behind: it is looked at once more.
import { createHash } from 'node:crypto';
import { readGiven } from '@six-order/community/attachments/attachment-store';
import { drawItem, readDrawnPhotos, type DrawnPhoto } from '@six-order/community/publication/item-store';
import type { PreparedPhoto, PublicPhoto } from '@six-order/community/publication/photo';
import { openProposal } from '@six-order/community/publication/proposal';
import type { OrderId } from '@six-order/engine';
import { asShown, publicItemOf } from '@six-order/workflows/six-order/public-item';
import type { Handler, HandlerTools } from '../delivery.ts';

export const board: Handler = async (tools, rows) => {
  await tools.directory.refresh();
  for (const order of new Set(rows.map((row) => row.order))) await draw(tools, order);
  return rows.map(() => null);
};

/** Draws one order's place; also for building the board anew. */
export async function draw({ db, engine, directory }: Pick<HandlerTools, 'db' | 'engine' | 'directory'>, id: OrderId) {
  for (const again of [false, true]) {
    const stored = await engine.get(id);
    if (!stored || stored.workflow !== 'six-order') return;
    const order = asShown(stored);
    const unit = directory.unitById(order.face.data['unit'] as string);
    const proposal = await openProposal(engine.unseal, order);
    const showing = publicItemOf(order, unit ? directory.lineOf(unit) : [], proposal);
    if (!showing) return;
    const { tenant, revision } = order;
    const { photos, shown } = await drawPhotos({ db, engine }, id, showing.photos);
    const item = typeof showing.item === 'string' || shown.length === 0 ? showing.item : { ...showing.item, photos: shown };
    await drawItem(db, {
      tenant,
      order: id,
      revision,
      category: order.face.data['category'] as string,
      ...showing,
      item,
      photos,
    });
    if (again || typeof showing.item === 'string') return;
  }
}

/** Makes the pictures that are not there yet; a photograph that is gone is left out. */
async function drawPhotos(
  { db, engine }: Pick<HandlerTools, 'db' | 'engine'>,
  order: OrderId,
  prepared: readonly PreparedPhoto[],
): Promise<{ readonly photos: readonly DrawnPhoto[]; readonly shown: readonly PublicPhoto[] }> {
  const photos: DrawnPhoto[] = [];
  const shown: PublicPhoto[] = [];
  if (prepared.length === 0) return { photos, shown };
  const there = await readDrawnPhotos(db, order);
  // Loaded with the first photograph: what decodes pictures is large.
  const { pictureOf } = await import('@six-order/community/publication/picture');
  for (const { photo, side, areas } of prepared) {
    const recipe = createHash('sha256')
      .update(JSON.stringify([photos.length, photo, areas]))
      .digest('base64url');
    const size = there.get(recipe);
    const original = size ? null : await readGiven({ db, engine }, order, photo);
    if (!size && !original) continue;
    const picture = original && (await pictureOf(original, areas));
    const { width, height } = size ?? (picture as NonNullable<typeof picture>);
    photos.push({ attachment: photo, recipe, picture });
    shown.push({ side, width, height });
  }
  return { photos, shown };
}
