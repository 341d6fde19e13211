// Whom an order could be dispatched to. Read by those who may dispatch it; nothing is dispatched by itself.
import { Router } from 'express';
import { sendersOf } from '@six-order/community/authority/acts';
import { readerOf, type Api } from '../api.ts';
import { candidatesFor, type Candidate } from '../candidates.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

/** Counted up to here: beyond it nobody can take more anyway. */
const MOST_LOAD = 100;
/** Counts in flight at once, so that one question never takes the whole pool. */
const AT_ONCE = 4;

export function candidateRoutes(api: Api): Router {
  const { engine, directory } = api;
  const router = Router();

  serve(router, api, contract.listCandidates, async ({ params, session: { actor }, res }) => {
    const order = await visibleOrder(api, readerOf(api, actor), params.id);
    if (!sendersOf(order.workflow, 'dispatch').some((role) => role === actor.role)) throw new Refusal('forbidden');
    const candidates = candidatesFor(directory, order);
    const loads = await loadsOf(candidates);
    sendJson(res, 200, {
      candidates: candidates
        .map(({ nearness, unit, ...candidate }) => ({
          ...candidate,
          unit: { id: unit.id, code: unit.code, name: unit.name },
          load: loads.get(candidate.id) ?? 0,
          nearness,
        }))
        .sort((a, b) => a.conflicts.length - b.conflicts.length || b.nearness - a.nearness || a.load - b.load)
        .map(({ nearness: _, ...candidate }) => candidate),
    });

    async function loadsOf(all: readonly Candidate[]): Promise<Map<string, number>> {
      const loads = new Map<string, number>();
      const ids = [...new Set(all.map(({ id }) => id))];
      const count = async (): Promise<void> => {
        for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
          const filter = { all: [{ open: true }, { stage: ['dispatched', 'accepted', 'working'] }, { people: [id] }] };
          loads.set(id, await engine.count({ tenant: actor.tenant, filter, limit: MOST_LOAD }));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, count));
      return loads;
    }
  });

  return router;
}
