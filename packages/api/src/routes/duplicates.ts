// Which orders look like the same matter as this one. Read by those who may dispatch it; nothing is merged by itself.
import { Router } from 'express';
import { sendersOf } from '@six-order/community/authority/acts';
import { visibleTo } from '@six-order/community/authority/authority';
import { duplicatesOf, type Matter } from '@six-order/community/duplicates/find';
import { duplicateLimitsAt, duplicateRules } from '@six-order/community/duplicates/rules';
import { searchCopiesOf } from '@six-order/community/privacy/search-copy-store';
import type { StoredOrder } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { unitRef } from '../unit-ref.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

/** Of one category and community: more within a month are no longer looked through. */
const MOST = 200;

export function duplicateRoutes(api: Api): Router {
  const { engine, directory, rules } = api;
  const router = Router();

  serve(router, api, contract.listDuplicates, async ({ params, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    if (!sendersOf(order.workflow, 'dispatch').some((role) => role === actor.role)) throw new Refusal('forbidden');
    const { path, openedAt, data } = order.face;
    const community = path.split('.').slice(0, 3).join('.');
    const { orders } = await engine.find({
      tenant: actor.tenant,
      filter: {
        all: [
          { workflow: order.workflow },
          { label: `cat:${typeof data['category'] === 'string' ? data['category'] : ''}` },
          { within: community },
          visibleTo(reader),
        ],
      },
      sort: 'newest',
      limit: MOST,
    });
    const limits = duplicateLimitsAt(rules, { tenant: order.tenant, path, at: openedAt });
    const days = Math.max(limits.sameResidentDays, limits.manyResidentsDays);
    const near = orders.filter(({ face }) => Math.abs(face.openedAt - openedAt) <= days * DAY);
    const copies = await searchCopiesOf({ db: api.tables, engine }, [order, ...near]);
    const matter = (one: StoredOrder) => matterOf(one, copies.get(one.id) ?? null);
    const { duplicates, parent, answered } = duplicatesOf(matter(order), near.map(matter), limits);
    const byId = new Map<string, StoredOrder>(near.map((one) => [one.id, one]));
    sendJson(res, 200, {
      duplicates: duplicates.flatMap(({ id, rule, similarity, samePlace }) => {
        const other = byId.get(id);
        return other ? [{ order: shown(other), rule, reason: reasonOf(rule), similarity: round(similarity), samePlace }] : [];
      }),
      parent,
      answered,
    });
  });

  return router;

  function shown({ id, face }: StoredOrder) {
    const { unit, endedAt } = face.data;
    return {
      id,
      number: face.number,
      unit: typeof unit === 'string' ? unitRef(directory, unit) : null,
      openedAt: new Date(face.openedAt).toISOString(),
      endedAt: typeof endedAt === 'number' ? new Date(endedAt).toISOString() : null,
    };
  }
}

const DAY = 86_400_000;
const round = (similarity: number | null): number | null => (similarity === null ? null : Math.round(similarity * 100) / 100);

/** In words for whoever decides: the papers of the design are for whoever builds the system. */
function reasonOf(rule: 'same-resident' | 'many-residents') {
  const { zh, en } = duplicateRules[rule];
  return { zh, en };
}

function matterOf({ id, face, snapshot }: StoredOrder, text: string | null): Matter {
  const { category, resident, endedAt } = face.data;
  const building = (snapshot.context as { readonly building?: unknown }).building;
  return {
    id,
    category: typeof category === 'string' ? category : '',
    path: face.path,
    building: typeof building === 'string' ? building : null,
    resident: typeof resident === 'string' ? resident : null,
    openedAt: face.openedAt,
    endedAt: typeof endedAt === 'number' ? endedAt : null,
    text,
  };
}
