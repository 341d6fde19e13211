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
/** So many orders are looked at in a county at once, and so many pages show one; beyond it the oldest go. */
const MOST_ORDERS = 5_000;
const MOST_PAGES = 100;

interface Look {
  readonly person: string;
  readonly role: string;
  /** A page that was left stays known as left: what it had asked before may arrive after it. */
  readonly left: boolean;
  readonly until: number;
}

export function presenceRoutes(api: Api): Router {
  const router = Router();
  /** By order, by person and page: who shows it twice and closes one is still there. */
  const looks = new Map<string, Map<string, Look>>();

  serve(router, api, contract.lookAt, async ({ params: { id }, body: { page, leaving }, session: { actor }, req, res }) => {
    const reader = readerOf(api, actor);
    await visibleOrder(api, reader, id);
    if (!isOfficial(actor.role)) throw new Refusal('forbidden');
    const now = api.clock.wall();
    const here = new Map([...(looks.get(id) ?? [])].filter(([, { until }]) => until > now));
    const { person, role } = actor;
    const key = `${person} ${page ?? ''}`;
    // Pages without a name are one to us: whichever was left, another may look again, and what it says last counts.
    if (page === undefined || here.get(key)?.left !== true) {
      here.delete(key);
      here.set(key, { person, role, left: leaving, until: now + SEEN_MS });
      dropOldest(here, MOST_PAGES);
    }
    looks.delete(id);
    looks.set(id, here);
    dropOldest(looks, MOST_ORDERS);
    const there = new Map(
      [...here.values()].flatMap((look) => (look.left || look.person === person ? [] : [[look.person, look.role]])),
    );
    const others = [...there].flatMap(([other, as]) => {
      const name = officialName({ directory: api.directory, reader, language: languageOf(req) }, other);
      return name === null ? [] : [{ name, role: as }];
    });
    sendJson(res, 200, { others });
  });

  return router;
}

function dropOldest(of: Map<string, unknown>, most: number): void {
  const [oldest] = of.keys();
  if (of.size > most && oldest !== undefined) of.delete(oldest);
}
