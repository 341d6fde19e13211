// What a dispute, a visit, a topic or a task can be begun with.
import { Router } from 'express';
import { sendersOf } from '@six-order/community/authority/acts';
import { forumsFor } from '@six-order/community/deliberation/forums';
import { isApart } from '@six-order/community/mediation/apart';
import { defaultTasks } from '@six-order/community/tasks/policy';
import { visitorsFor } from '@six-order/community/visits/visitors';
import { personsOf, unitsOf } from '@six-order/workflows/mediation/context';
import { contextOf } from '@six-order/workflows/mediation/face';
import { allowedNow } from '../allowed.ts';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';
import { unitRef } from '../unit-ref.ts';
import { visibleOrder } from '../visible-order.ts';

/** Roles that settle disputes. */
const mediates: ReadonlySet<string> = new Set(sendersOf('mediation', 'take'));

export function matterRoutes(api: Api): Router {
  const { directory, rules, clock } = api;
  const router = Router();

  serve(router, api, contract.listForums, ({ query, session: { actor }, res }) => {
    const forums = forumsFor(api, unitOf(api, actor, query.unit), clock.now());
    sendJson(res, 200, {
      forums: forums.flatMap(({ forum: { code, zh, en, parties, orders }, convener: { id } }) => {
        const convener = unitRef(directory, id);
        return convener ? [{ code, zh, en, convener, parties: parties.map((one) => ({ zh: one.zh, en: one.en })), orders }] : [];
      }),
    });
  });

  serve(router, api, contract.listTaskForms, ({ query, session: { actor }, res }) => {
    const { tenant, path } = unitOf(api, actor, query.unit);
    const { value = defaultTasks } = rules.find('tasks', '', { tenant, path, at: clock.now() }) ?? {};
    sendJson(res, 200, { forms: value.forms, askedWithinDays: value.askedWithinDays });
  });

  serve(router, api, contract.listVisitors, ({ query, session: { actor }, res }) => {
    const posts = visitorsFor(directory, readerOf(api, actor), unitOf(api, actor, query.unit));
    if (!posts) throw new Refusal('forbidden');
    const each = new Map(posts.toReversed().map((post) => [post.person, post]));
    sendJson(res, 200, {
      visitors: [...each.values()].toReversed().flatMap(({ person, role, unit }) => {
        const at = unitRef(directory, unit);
        return at ? [{ id: person, name: directory.personName(person) ?? '', role, unit: at }] : [];
      }),
    });
  });

  serve(router, api, contract.listMediators, async ({ params, session: { actor }, res }) => {
    const order = await visibleOrder(api, readerOf(api, actor), params.id);
    const may = order.workflow === 'mediation' && allowedNow(api.engine, order, actor).some(({ type }) => type === 'handOver');
    if (!may) throw new Refusal('forbidden');
    const { holder, mediator, excluded, parties } = contextOf(order.snapshot);
    const concerned = { persons: personsOf({ parties }), units: unitsOf({ parties }) };
    // What the command would refuse is not offered.
    const posts = directory
      .postsIn(holder.id)
      .filter(({ role, person }) => mediates.has(role) && person !== mediator && !excluded.includes(person))
      .filter(({ person }) => isApart(directory, person, concerned));
    sendJson(res, 200, {
      mediators: [...new Map(posts.map((post) => [post.person, post])).values()].map(({ person, role }) => ({
        id: person,
        name: directory.personName(person) ?? '',
        role,
      })),
    });
  });

  return router;
}
