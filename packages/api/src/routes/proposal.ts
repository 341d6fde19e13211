// A proposal as the public will see it: for whoever may publish it, and nobody else.
//
// Keeps: I11, I12. P1: the preview of a photograph is made as its public copy will be, of the same original and areas.
import type { Request } from 'express';
import { Router } from 'express';
import { discloseAttachment } from '@six-order/community/privacy/disclose-attachment';
import { draftOf } from '@six-order/community/publication/draft';
import type { PreparedPhoto } from '@six-order/community/publication/photo';
import { openProposal } from '@six-order/community/publication/proposal';
import type { Actor, StoredOrder } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/six-order/face';
import { previewOf } from '@six-order/workflows/six-order/public-item';
import { readerOf, type Api } from '../api.ts';
import { presentItem } from '../board/present-item.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

export function proposalRoutes(api: Api): Router {
  const { accessLog, directory, engine, keyring, clock, newId, tables: db } = api;
  const router = Router();
  const originOf = (req: Request): string => api.origin ?? `${req.protocol}://${req.get('host') ?? ''}`;

  serve(router, api, contract.previewProposal, async ({ params, session: { actor }, req, res }) => {
    const order = await proposed(params.id, actor);
    const unit = directory.unitById(order.face.data['unit'] as string);
    const text = await openProposal(engine.unseal, order);
    const showing = previewOf(order, unit ? directory.lineOf(unit) : [], text, clock.now());
    if (!showing || typeof showing.item === 'string') throw new Refusal('not-found');
    const {
      alias: _alias,
      url: _url,
      photos: _photos,
      publishedOn: _on,
      ...item
    } = presentItem(showing.item, directory, originOf(req));
    const { proposal } = contextOf(order.snapshot);
    if (!proposal) throw new Refusal('not-found');
    sendJson(res, 200, {
      draft: draftOf(proposal),
      item,
      photos: showing.photos.map(({ photo, side, areas }) => ({
        photo,
        side,
        areas,
        url: `/api/v1/orders/${order.id}/proposal/photos/${photo}`,
      })),
    });
  });

  serve(router, api, contract.previewPhoto, async ({ params, session: { actor }, res }) => {
    const order = await proposed(params.id, actor);
    const prepared = photosOf(order).find(({ photo }) => photo === params.photo);
    if (!prepared) throw new Refusal('not-found');
    const reader = readerOf(api, actor);
    const opened = await discloseAttachment(
      { accessLog, db, engine, keyring, reader, order, now: clock.now(), newId },
      prepared.photo,
    );
    if (!opened) throw new Refusal('not-found');
    const { pictureOf } = await import('@six-order/community/publication/picture');
    const parts: Uint8Array[] = [];
    for await (const part of opened.parts) parts.push(part);
    const { bytes } = await pictureOf(Buffer.concat(parts), prepared.areas);
    res
      .set('content-type', 'image/webp')
      .set('cache-control', 'private, no-store')
      .set('x-content-type-options', 'nosniff')
      .end(bytes);
  });

  return router;

  /** The order, if this actor may now say what goes to the board of it. */
  async function proposed(id: string, actor: Actor): Promise<StoredOrder> {
    const order = await visibleOrder(api, readerOf(api, actor), id);
    if (!engine.allowed(order, actor).includes('clearFinding')) throw new Refusal('forbidden');
    return order;
  }
}

const photosOf = ({ snapshot }: StoredOrder): readonly PreparedPhoto[] => contextOf(snapshot).proposal?.photos ?? [];
