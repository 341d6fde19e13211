// “我也一样”: open orders about public facilities, and published ones, near a place. No id, no text, no person: whoever has the
// same trouble places an order of his own, and whoever dispatches is shown that they are one matter.
import { Router } from 'express';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { joinable, mayJoin } from '@six-order/community/duplicates/me-too';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';

const MOST = 20;

export function meTooRoutes(api: Api): Router {
  const { engine, directory } = api;
  const router = Router();

  serve(router, api, contract.meToo, async ({ query, session: { actor }, res }) => {
    const category = categoryByCode(query.category);
    const community = directory.lineOf(unitOf(api, actor, query.unit)).find(({ kind }) => kind === 'community');
    if (!category || !community || !mayJoin(category, true)) return sendJson(res, 200, { offers: [] });
    const published = { label: 'publication:published' };
    const { orders } = await engine.find({
      tenant: actor.tenant,
      filter: {
        all: [
          { open: true },
          { workflow: 'six-order' },
          { stage: ['placed', 'admitted', 'dispatched', 'accepted', 'working', 'finished'] },
          { label: `cat:${category.code}` },
          { within: community.path },
          ...(mayJoin(category, false) ? [] : [published]),
        ],
      },
      sort: 'newest',
      limit: MOST,
    });
    const unit = { id: community.id, code: community.code, name: community.name };
    const offers = orders
      .filter(({ face }) => face.data['resident'] !== actor.person)
      .map(({ face }) => ({ ...joinable({ category: category.code, unit: community.code, openedAt: face.openedAt }), unit }));
    sendJson(res, 200, { offers });
  });

  return router;
}
