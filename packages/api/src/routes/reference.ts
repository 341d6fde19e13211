// Reference data: units, categories, people to dispatch to.
import { Router } from 'express';
import { categories } from '@six-order/community/catalogue/catalogue';
import { isShown, mayListPeople } from '@six-order/community/authority/reference-acts';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { purposesOf } from '@six-order/community/privacy/purposes';
import { takesOrders } from '@six-order/community/supervision/manned';
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
  consents: purposesOf(code),
}));

export function referenceRoutes(api: Api): Router {
  const { directory, clock } = api;
  const router = Router();

  serve(router, api, contract.listCategories, ({ res }) => sendJson(res, 200, { categories: shownCategories }));

  serve(router, api, contract.listUnits, ({ query, session: { actor }, res }) => {
    const above = query.parent === undefined ? undefined : unitOf(api, actor, query.parent);
    const root = query.within === undefined ? above : unitOf(api, actor, query.within);
    const units = directory
      .unitsWithin(root?.path ?? '')
      .filter(
        ({ tenant, kind, parent }) =>
          tenant === actor.tenant && (!above || parent === above.id) && (query.kind === undefined || kind === query.kind),
      )
      .filter((unit) => query.orders === undefined || takesOrders(directory, unit));
    sendJson(res, 200, { units: units.map(({ id, code, name, kind, parent }) => ({ id, code, name, kind, parent })) });
  });

  serve(router, api, contract.listPeople, ({ query, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    if (!mayListPeople(reader)) throw new Refusal('forbidden');
    const county = actor.path.split('.')[0] as string;
    const root = query.unit === undefined ? county : unitOf(api, actor, query.unit).path;
    const [own] = directory.unitsWithin(actor.path);
    const line = new Set(own ? directory.lineOf(own).map(({ id }) => id) : []);
    const posts = directory.holdersWithin(root).filter((post) => {
      const unit = directory.unitById(post.unit);
      return unit !== undefined && (query.role === undefined || post.role === query.role) && isShown(reader, post, unit, line);
    });
    const now = clock.now();
    const people = Map.groupBy(posts, ({ person }) => person);
    sendJson(res, 200, {
      people: [...people].map(([id, held]) => {
        const absence = directory.awayAt(id, now);
        return {
          id,
          name: directory.personName(id) ?? '',
          posts: postRefs(directory, held),
          away: absence ? new Date(absence.endsAt).toISOString() : null,
        };
      }),
    });
  });

  return router;
}
