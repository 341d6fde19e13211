// Pages of desks: what a role works from. Nothing personal is opened for a list.
import { Router } from 'express';
import { deskNames } from '@six-order/community/desks/desk-name';
import { deskOf } from '@six-order/community/desks/desks';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { languageOf } from '../problem-handler.ts';
import { presentSummary } from '../present-order.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';

/** A desk with more than this is full, however many there are. */
const MOST_COUNTED = 99;

export function deskRoutes(api: Api): Router {
  const { engine, directory, rules, clock } = api;
  const router = Router();

  serve(router, api, contract.listOrders, async ({ query, session: { actor }, req, res }) => {
    const { desk, unit, cursor, limit } = query;
    const reader = readerOf(api, actor);
    const now = clock.now();
    const { filter, sort } = deskOf(desk, reader, now, unit === undefined ? undefined : unitOf(api, actor, unit).path);
    const page = await engine.find({ tenant: actor.tenant, filter, sort, limit, ...(cursor !== undefined && { cursor }) });
    const presenting = { directory, rules, reader, now, language: languageOf(req) };
    sendJson(res, 200, { orders: page.orders.map((order) => presentSummary(order, presenting)), next: page.next });
  });

  serve(router, api, contract.countDesks, async ({ session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const now = clock.now();
    const filters = deskNames.map((desk) => deskOf(desk, reader, now).filter);
    const counts = await engine.counts({ tenant: actor.tenant, filters, limit: MOST_COUNTED + 1 });
    const desks = deskNames.map((desk, n) => {
      const found = counts[n] ?? 0;
      return { desk, count: Math.min(found, MOST_COUNTED), more: found > MOST_COUNTED };
    });
    sendJson(res, 200, { desks });
  });

  return router;
}
