// How the orders of a household group stand, for its head (联户长).
//
// H1: an answer names an order by its number alone: no id, so that nothing else of it can be asked for.
import { Router } from 'express';
import { followsStatus } from '@six-order/community/authority/acts';
import { statusVisibleTo } from '@six-order/community/authority/authority';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { Role } from '@six-order/community/people/role';
import { markOf } from '@six-order/community/units/marks';
import { dataOf } from '@six-order/community/webhooks/event';
import type { Actor } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';

export function householdRoutes(api: Api): Router {
  const { engine, directory } = api;
  const router = Router();

  serve(router, api, contract.listHouseholdOrders, async ({ query: { cursor, limit }, session: { actor }, res }) => {
    if (followsStatus[actor.role as Role] !== 'households') throw new Refusal('forbidden');
    const { orders, next } = await engine.find({
      tenant: actor.tenant,
      filter: statusVisibleTo(readerOf(api, actor), buildingsOf(actor)),
      sort: 'newest',
      limit,
      ...(cursor !== undefined && { cursor }),
    });
    sendJson(res, 200, {
      orders: orders.map((order) => {
        const { number, station, light, dueAt } = dataOf(order);
        const { category } = order.face.data;
        const kind = typeof category === 'string' ? categoryByCode(category) : undefined;
        return { number, category: { zh: kind?.nameZh ?? '', en: kind?.nameEn ?? '' }, station, light, dueAt };
      }),
      next,
    });
  });

  return router;

  /** Paths of the buildings that the post's household group is named for. */
  function buildingsOf({ tenant, post: id }: Actor): readonly string[] {
    const post = id === null ? undefined : directory.post(id);
    const group = post && directory.unitById(post.unit);
    const codes = (group && markOf(group, 'buildings')) ?? [];
    return codes.flatMap((code) => directory.findUnit(tenant, code)?.path ?? []);
  }
}
