// An order by its number and query code, as its resident reads it, and its evaluation.
//
// F2: whoever has the code reads what the resident reads but for telephones, which are masked: a receipt gets lost. He stands in the
// access log as nobody that is known. F3: he evaluates, where that is honest (evaluation-by-code.ts); to do anything else takes a session.
import { Router } from 'express';
import type { Request } from 'express';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { disclose } from '@six-order/community/privacy/disclose';
import type { StoredOrder } from '@six-order/engine';
import { sendRefusal } from '../answer-outcome.ts';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import { evaluateRound } from '../evaluate-round.ts';
import { evaluationByCode } from '../evaluation-by-code.ts';
import { createFollowed, residentOf } from '../followed.ts';
import { iso, isoOrNull } from '../iso-instant.ts';
import { presentOrder, shownFieldsOf } from '../present-order.ts';
import { languageOf } from '../problem-handler.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { Session } from '../session.ts';

export function followRoutes(api: Api): Router {
  const { engine, directory, rules, clock } = api;
  const router = Router();
  const followed = createFollowed(api);

  serve(router, api, contract.followOrder, async ({ body, session, req, res }) => {
    sendJson(res, 200, await shown(await followed(req, body), session, req));
  });

  serve(router, api, contract.evaluateByCode, async ({ body: { number, code, finishedAt, ...said }, session, req, res }) => {
    const order = await followed(req, { number, code });
    const waits = await evaluationByCode(api, order, session?.actor ?? null);
    if (waits?.finishedAt !== Date.parse(finishedAt)) throw new Refusal('not-allowed', { detail: over });
    if (waits.closed) throw new Refusal('forbidden', { detail: waits.closed });
    const held = { input: { ...said, byCode: true }, handedOutBy: waits.handedOutBy };
    const { outcome, actor } = await evaluateRound(api, order, held, req);
    if (outcome.kind === 'applied') return sendJson(res, 200, await shown(outcome.order, session, req));
    if (outcome.kind === 'stale' || outcome.kind === 'not-allowed') throw new Refusal('not-allowed', { detail: over });
    return sendRefusal(api, { req, res, actor }, outcome, (path) => path);
  });

  return router;

  async function shown(order: StoredOrder, session: Session | null, req: Request) {
    const reader = residentOf(order);
    const now = clock.now();
    const disclosed = await disclose(
      { db: api.tables, accessLog: api.accessLog, engine, reader, order, now, newId: api.newId, byCode: true },
      shownFieldsOf(order),
    );
    const found = presentOrder(order, { directory, rules, reader, now, language: languageOf(req) }, disclosed);
    const category = categoryByCode(found.category ?? '');
    const waits = await evaluationByCode(api, order, session?.actor ?? null);
    return {
      order: { ...found, allowed: [] },
      // Who has no session has not read the catalogue.
      kind: category ? { zh: category.nameZh, en: category.nameEn } : null,
      evaluation: waits && { finishedAt: iso(waits.finishedAt), until: isoOrNull(waits.until), closed: waits.closed },
    };
  }
}

const over = {
  zh: '这一次已经评过，或者已经过了评价的时间。请再查一次，看看现在办到哪里了。',
  en: 'This was evaluated already, or the time for it is over. Look it up again to see how it stands.',
};
