// “我也一样”: open orders about public facilities, and published ones, near a place. No id, no text, no person: a resident with the
// same trouble places an order of his own, which may join one of them (joinable-orders.ts).
import { Router } from 'express';
import { joinable } from '@six-order/community/duplicates/me-too';
import { aliasOf } from '@six-order/community/publication/alias';
import { readItem } from '@six-order/community/publication/item-store';
import type { StoredOrder } from '@six-order/engine';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import type { MeToo } from '../contract/me-too.ts';
import { joinableOrders, joinTokenOf } from '../joinable-orders.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';

/** As its reader can tell it from others. */
const nameOf = ({ unit, day, published }: z.infer<typeof MeToo>['offers'][number]): string =>
  [unit.id, day, published?.alias].join(' ');

/** More than this nobody reads before he says his own. */
const SHOWN = 5;

export function meTooRoutes(api: Api): Router {
  const { directory, keyring, tables, clock } = api;
  const router = Router();

  serve(router, api, contract.meToo, async ({ query, session: { actor }, res }) => {
    const found = await joinableOrders(api, actor, { category: query.category, unit: unitOf(api, actor, query.unit) });
    const offers = (found?.orders ?? []).map(async (order) => {
      const { unit: id } = order.face.data;
      const at = typeof id === 'string' ? directory.unitById(id) : undefined;
      const unit = (at && directory.lineOf(at).find(({ kind }) => kind === 'grid')) ?? found?.community;
      if (!unit) return [];
      const { day } = joinable({ category: query.category, unit: unit.code, openedAt: order.face.openedAt });
      return [
        {
          category: query.category,
          unit: { id: unit.id, code: unit.code, name: unit.name },
          day,
          join: joinTokenOf(keyring, actor.person, order.id),
          published: await publishedOf(order),
        },
      ];
    });
    // Of what looks the same, the first: that is what the others are merged into. The newest come first, so the last one stays.
    const told = new Map((await Promise.all(offers)).flat().map((one) => [nameOf(one), one]));
    sendJson(res, 200, { offers: [...told.values()].slice(0, SHOWN) });
  });

  return router;

  async function publishedOf({ id, face }: StoredOrder) {
    if (!face.labels.includes('publication:published')) return null;
    const alias = aliasOf((purpose, text) => keyring.digest(purpose, text), id);
    const shown = await readItem(tables, alias, clock.now());
    return shown === null || shown === 'gone' ? null : { alias, title: shown.item.title };
  }
}
