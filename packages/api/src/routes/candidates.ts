// Whom an order could be dispatched to. Read by those who may dispatch it; nothing is dispatched by itself.
import { Router } from 'express';
import { sendersOf } from '@six-order/community/authority/acts';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { dutyOf } from '@six-order/community/catalogue/duties';
import { Urgency } from '@six-order/community/catalogue/category';
import { breachesOf, type DispatchAsk } from '@six-order/community/dispatching/breaches';
import { inHand } from '@six-order/community/dispatching/in-hand';
import { limitsAt } from '@six-order/community/dispatching/limits';
import { compareRanks, groupOf, rankOf, reasonsOf, type Standing } from '@six-order/community/dispatching/reasons';
import { dispatchRules } from '@six-order/community/dispatching/rules';
import type { Actor, StoredOrder } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { candidatesFor, type Candidate } from '../candidates.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { refTo } from '../unit-ref.ts';
import { visibleOrder } from '../visible-order.ts';

/** Counted up to here: beyond it nobody can take more anyway. */
const MOST = 100;
/** Of so many, the first by duty, skills and nearness, it is told what they finished before. */
const MOST_REMEMBERED = 20;

export function candidateRoutes(api: Api): Router {
  const { engine, directory, rules, clock } = api;
  const router = Router();

  serve(router, api, contract.listCandidates, async ({ params, session: { actor }, res }) => {
    const order = await visibleOrder(api, readerOf(api, actor), params.id);
    if (!sendersOf(order.workflow, 'dispatch').some((role) => role === actor.role)) throw new Refusal('forbidden');
    const ask = askOf(order, actor);
    if (!ask) return sendJson(res, 200, { candidates: [] });

    const candidates = candidatesFor(directory, order);
    const first = candidates
      .map((candidate) => ({ id: candidate.target.id, rank: rankOf(standingOf(candidate, ask, 0).standing) }))
      .sort((a, b) => compareRanks(a.rank, b.rank))
      .slice(0, MOST_REMEMBERED)
      .map(({ id }) => id);
    const settled = { all: [{ label: `cat:${ask.category.code}` }, { stage: ['finished', 'evaluated', 'unanswered'] }] };
    const [loads = [], done = []] = await engine.countHeld({
      tenant: actor.tenant,
      asks: [
        { ...inHand, people: candidates.map(({ target }) => target.id) },
        { filter: settled, people: first },
      ],
      limit: MOST,
    });
    const finished = new Map(first.map((id, n) => [id, done[n] ?? 0]));
    const ranked = candidates
      .map((candidate, n) => standingOf(candidate, ask, loads[n] ?? 0))
      .sort((a, b) => Number(a.refused) - Number(b.refused) || compareRanks(a.rank, b.rank));
    sendJson(res, 200, {
      candidates: ranked.map(({ candidate: { target, name, role, unit }, standing, refused, conflicts }) => ({
        group: refused ? ('refused' as const) : groupOf(standing),
        kind: target.kind,
        id: target.id,
        name,
        role,
        unit: refTo(directory, unit),
        load: standing.load,
        reasons: [...reasonsOf(standing, finished.get(target.id) ?? null)],
        conflicts,
      })),
    });
  });

  return router;

  /** What the command itself would ask, but for the target. */
  function askOf(order: StoredOrder, actor: Actor): Omit<DispatchAsk, 'target' | 'load'> | null {
    const { path, data } = order.face;
    const at = clock.now();
    const where = { tenant: order.tenant, path, at };
    const category = typeof data['category'] === 'string' ? categoryByCode(data['category']) : undefined;
    const duty = category && dutyOf(rules, category.code, where);
    if (!category || !duty) return null;
    return {
      ...where,
      rules,
      limits: limitsAt(rules, where),
      category,
      duty,
      urgency: Urgency.safeParse(data['urgency']).data ?? category.urgency,
      resident: typeof data['resident'] === 'string' ? data['resident'] : null,
      by: { person: actor.person, role: actor.role, path: actor.path },
      how: 'assign',
      part: 'lead',
      away: (person) => directory.awayAt(person, at) !== undefined,
    };
  }
}

function standingOf(candidate: Candidate, ask: Omit<DispatchAsk, 'target' | 'load'>, load: number) {
  const { target, place, nearness, skills, remarks } = candidate;
  const standing: Standing = { target, duty: ask.duty, place, limits: ask.limits, nearness, load, skills };
  const broken = breachesOf({ ...ask, target, load });
  return {
    candidate,
    standing,
    rank: rankOf(standing),
    refused: broken.length > 0,
    conflicts: [
      ...broken.map((rule) => ({ zh: dispatchRules[rule].zh, en: dispatchRules[rule].en, rule: rule as string | null })),
      ...remarks.map((remark) => ({ ...remark, rule: null })),
    ],
  };
}
