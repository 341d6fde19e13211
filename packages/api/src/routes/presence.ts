// Who else has an order open at a desk.
//
// Owns: a courtesy among colleagues. Not ours: two who act at once (the revision guards that). Kept in this process's memory:
// colleagues at another process are not seen, and nothing of who looked when is written anywhere.
// Keeps: I11: only official posts look and are named, and only at orders that they may see.
import { Router } from 'express';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { isOfficial, officialName } from '../present-names.ts';
import { languageOf } from '../problem-handler.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

/** A page says every 20 s that it is still there. */
const SEEN_MS = 50_000;
/** So many orders are looked at in a county at once; beyond it the oldest go. */
const MOST_ORDERS = 5_000;

interface Look {
  readonly role: string;
  readonly until: number;
}

export function presenceRoutes(api: Api): Router {
  const router = Router();
  /** By order, by person. */
  const looks = new Map<string, Map<string, Look>>();

  serve(router, api, contract.lookAt, async ({ params: { id }, body: { leaving }, session: { actor }, req, res }) => {
    const reader = readerOf(api, actor);
    await visibleOrder(api, reader, id);
    if (!isOfficial(actor.role)) throw new Refusal('forbidden');
    const now = api.clock.wall();
    const here = new Map([...(looks.get(id) ?? [])].filter(([person, { until }]) => until > now && person !== actor.person));
    const others = [...here].flatMap(([person, { role }]) => {
      const name = officialName({ directory: api.directory, reader, language: languageOf(req) }, person);
      return name === null ? [] : [{ name, role }];
    });
    if (!leaving) here.set(actor.person, { role: actor.role, until: now + SEEN_MS });
    looks.delete(id);
    if (here.size > 0) looks.set(id, here);
    const [oldest] = looks.keys();
    if (looks.size > MOST_ORDERS && oldest !== undefined) looks.delete(oldest);
    sendJson(res, 200, { others });
  });

  return router;
}
