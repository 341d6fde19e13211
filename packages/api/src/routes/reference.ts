// Reference data: units, categories, people in official posts.
import { Router } from 'express';
import { categories } from '@six-order/community/catalogue/catalogue';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import { isOfficial } from '../present-names.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';
import { postRefs } from './me.ts';

const shownCategories = categories.map(({ code, nameZh, nameEn, group, urgency, limit, flags, sealed }) => ({
  code,
  name: { zh: nameZh, en: nameEn },
  group: { code: group.code, name: { zh: group.nameZh, en: group.nameEn } },
  urgency,
  limit,
  flags,
  sealed,
}));

export function referenceRoutes(api: Api): Router {
  const { directory } = api;
  const router = Router();

  serve(router, api, contract.listCategories, ({ res }) => sendJson(res, 200, { categories: shownCategories }));

  serve(router, api, contract.listUnits, ({ query, session: { actor }, res }) => {
    const above = query.parent === undefined ? undefined : unitOf(api, actor, query.parent);
    const units = directory
      .unitsWithin(above?.path ?? '')
      .filter(
        ({ tenant, kind, parent }) =>
          tenant === actor.tenant && (!above || parent === above.id) && (query.kind === undefined || kind === query.kind),
      );
    sendJson(res, 200, { units: units.map(({ id, code, name, kind, parent }) => ({ id, code, name, kind, parent })) });
  });

  // Residents are nobody's reference data: only posts of an office are listed, and only to those in one.
  serve(router, api, contract.listPeople, ({ query, session: { actor }, res }) => {
    if (!isOfficial(actor.role)) throw new Refusal('forbidden');
    const root = query.unit === undefined ? actor.path : unitOf(api, actor, query.unit).path;
    const posts = directory
      .holdersWithin(root)
      .filter(
        ({ tenant, role }) => tenant === actor.tenant && isOfficial(role) && (query.role === undefined || role === query.role),
      );
    const people = Map.groupBy(posts, ({ person }) => person);
    sendJson(res, 200, {
      people: [...people].map(([id, held]) => ({ id, name: directory.personName(id) ?? '', posts: postRefs(directory, held) })),
    });
  });

  return router;
}
