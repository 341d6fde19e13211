// Evaluation by a one-time link or a paper code; making them.
//
// E1: GET changes nothing, so that no preview of a link evaluates. E2: a token is spent with its round: whoever comes second finds
// it gone. E3: an unknown number and a wrong code get the same answer after the same work. E4: only the resident, and staff who may
// write the evaluation down, get its token: nobody who handled, dispatched, recorded or found it. Who made one is in the access log.
// E5: an evaluation by a token that staff handed out says so, and falls into the sample that is called about; whoever wrote an order down
// for somebody without an account hands out, too, and has none of his own.
import { Router } from 'express';
import type { Request } from 'express';
import { maySee } from '@six-order/community/authority/authority';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import {
  isPaperCode,
  isToken,
  namedIn,
  paperCodeOf,
  tokenOf,
  type CodeOf,
  type Round,
} from '@six-order/community/evaluation/token';
import { marksOf, readMarks } from '@six-order/community/evaluation/mark-store';
import { closeReview, openReview, readReviews, type Review } from '@six-order/community/evaluation/review-store';
import { parseOrderNumber } from '@six-order/community/numbers/order-number';
import { EVALUATION_TOKEN, lastHandedOut } from '@six-order/community/privacy/access-log-store';
import { isWrittenDown } from '@six-order/community/proxy/written-down';
import { OrderId, type Actor, type StoredOrder } from '@six-order/engine';
import { contextOf, stateOf } from '@six-order/workflows/six-order/face';
import { roundOf } from '@six-order/workflows/six-order/round';
import { hadPart } from '@six-order/workflows/six-order/v2/rules/people';
import { sendRefusal } from '../answer-outcome.ts';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { evaluateRound, type Held } from '../evaluate-round.ts';
import { iso, isoOrNull } from '../iso-instant.ts';
import { sendSheets } from '../print/page.ts';
import { evaluationSheet } from '../print/sheets.ts';
import { createRateLimit } from '../rate-limit.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';
import { unitRef } from '../unit-ref.ts';
import { visibleOrder } from '../visible-order.ts';

/** Stands in for the round that is not there. */
const NO_ROUND: Round = { order: '00000000-0000-7000-8000-000000000000', round: 0, finishedAt: 0 };

export function evaluationRoutes(api: Api): Router {
  const { engine, directory, clock, keyring } = api;
  const { digest } = keyring;
  const router = Router();
  const byAddress = createRateLimit(api, { what: 'evaluate by address', burst: 20, fillSeconds: 60 });
  const byNumber = createRateLimit(api, { what: 'evaluate by number', burst: 20, fillSeconds: 600 });
  const refuseAfter = (wait: number): void => {
    if (wait > 0) throw new Refusal('too-many', { headers: { 'retry-after': String(wait) } });
  };
  const originOf = (req: Request): string => api.origin ?? `${req.protocol}://${req.get('host') ?? ''}`;

  serve(router, api, contract.showEvaluation, async ({ params: { token }, req, res }) => {
    refuseAfter(await byAddress.take(req.ip ?? '', clock.wall()));
    const { order } = await namedBy(token);
    const { number, category, sealed, finishedAt, unit } = contextOf(order.snapshot);
    const kind = sealed ? undefined : categoryByCode(category);
    sendJson(res, 200, {
      number,
      category: kind ? { code: kind.code, name: { zh: kind.nameZh, en: kind.nameEn } } : null,
      unit: unitRef(directory, unit.id),
      finishedAt: iso(finishedAt ?? 0),
      until: isoOrNull(untilOf(order)),
    });
  });

  serve(router, api, contract.evaluateByToken, async ({ params: { token }, body, req, res }) => {
    refuseAfter(await byAddress.take(req.ip ?? '', clock.wall()));
    const { order, handedOutBy } = await namedBy(token);
    await evaluate(order, { input: body, handedOutBy }, req, res);
  });

  serve(router, api, contract.evaluateByPaper, async ({ body: { number: said, code, ...body }, req, res }) => {
    refuseAfter(await byAddress.take(req.ip ?? '', clock.wall()));
    const number = parseOrderNumber(said)?.number ?? said;
    let found: { readonly order: StoredOrder; readonly whose: CodeOf } | null = null;
    for (const tenant of new Set(directory.unitsWithin('').map((unit) => unit.tenant))) {
      const order = await engine.getByNumber(tenant, number);
      const round = order && roundOf(order);
      for (const whose of ['resident', 'staff'] as const)
        if (isPaperCode(digest, round ?? NO_ROUND, whose, code) && round) found = { order, whose };
    }
    if (!found) {
      refuseAfter(await byNumber.take(number, clock.wall()));
      throw new Refusal('not-found', { detail: noSuch });
    }
    const { order, whose } = found;
    const context = contextOf(order.snapshot);
    const own = isWrittenDown(context) ? null : context.resident;
    const handedOutBy = whose === 'staff' ? await lastHandedOut(api.tables, order.id, own) : null;
    await evaluate(order, { input: body, handedOutBy }, req, res);
  });

  serve(router, api, contract.makeEvaluationLink, async ({ params, session: { actor }, req, res }) => {
    const { order, round, by } = await handedTo(actor, params.id);
    const token = tokenOf(digest, round, by);
    sendJson(res, 200, {
      token,
      url: linkTo(req, token),
      code: paperCodeOf(digest, round, codeOf(by)),
      until: isoOrNull(untilOf(order)),
    });
  });

  serve(router, api, contract.printEvaluationSlip, async ({ params, session: { actor }, req, res }) => {
    const { order, round, by } = await handedTo(actor, params.id);
    const { number } = order.face;
    const sheet = evaluationSheet({
      number,
      code: paperCodeOf(digest, round, codeOf(by)),
      url: linkTo(req, tokenOf(digest, round, by)),
      typedAt: `${originOf(req)}/evaluate`,
      until: untilOf(order),
    });
    sendSheets(res, `评价纸条 ${number}`, [sheet]);
  });

  serve(router, api, contract.readEvaluationMarks, async ({ query, session: { actor }, res }) => {
    const own = directory.post(actor.post ?? '')?.unit;
    const unit = query.unit === undefined ? own && directory.unitById(own) : unitOf(api, actor, query.unit);
    const reader = readerOf(api, actor);
    if (!unit || actor.person === null || !mayRefer(reader, 'read-evaluation-marks', unit.path)) throw new Refusal('forbidden');
    const asked = { tenant: unit.tenant, path: unit.path, order: query.order, reader: actor.person, now: clock.now() };
    const all = await readMarks(api.tables, asked);
    const reviews = await readReviews(
      api.tables,
      all.map((marked) => marked.order),
    );
    const found = [];
    for (const marked of all) found.push({ marked, order: await engine.get(marked.order), review: reviews.get(marked.order) });
    sendJson(res, 200, {
      evaluations: found.flatMap(({ marked, order, review }) =>
        order && maySee(reader, order)
          ? [
              {
                order: named(order),
                at: iso(marked.closedAt),
                marks: marksOf(marked),
                otherResidents: marked.device.others,
                otherResidentsOfHandler: marked.device.sameHandler,
                ofPair: marked.pair,
                review: review ? presentReview(review) : null,
              },
            ]
          : [],
      ),
    });
  });

  serve(router, api, contract.openEvaluationReview, async ({ params: { id }, body: { why }, session: { actor }, res }) => {
    const { order, by } = await lookedAt(actor, id);
    const taken = { id: api.newId(), tenant: actor.tenant, order, by, why, at: clock.now() };
    if (!(await openReview(api.tables, taken))) throw new Refusal('not-allowed', { detail: openAlready });
    sendJson(res, 201, { open: true });
  });

  serve(router, api, contract.closeEvaluationReview, async ({ params: { id }, body, session: { actor }, res }) => {
    const { order, by } = await lookedAt(actor, id);
    const closed = await closeReview(api.tables, { order, by, ...body, at: clock.now() });
    if (!closed) throw new Refusal('not-allowed', { detail: notOpen });
    sendJson(res, 200, { open: false });
  });

  return router;

  /** Who may see the order sees what it is of, and where. */
  function named({ id, face: { number, data } }: StoredOrder) {
    const { category, unit } = data;
    return {
      id,
      number,
      category: typeof category === 'string' ? category : null,
      unit: typeof unit === 'string' ? unitRef(directory, unit) : null,
    };
  }

  /** One that carries marks for this reader: of what he handled himself there is none. */
  async function lookedAt(actor: Actor, id: string): Promise<{ readonly order: OrderId; readonly by: string }> {
    const reader = readerOf(api, actor);
    if (actor.person === null || !mayRefer(reader, 'read-evaluation-marks', actor.path)) throw new Refusal('forbidden');
    const asked = { tenant: actor.tenant, path: actor.path, order: id, reader: actor.person, now: clock.now() };
    const [marked] = await readMarks(api.tables, asked);
    const order = marked && (await engine.get(marked.order));
    if (!order || !maySee(reader, order)) throw new Refusal('not-found');
    return { order: order.id, by: actor.person };
  }

  function presentReview({ openedAt, openedBy, why, closedAt, closedBy, outcome, found }: Review) {
    const named = (person: string | null) => (person === null ? null : (directory.personName(person) ?? null));
    return {
      openedAt: iso(openedAt),
      openedBy: named(openedBy),
      why,
      closedAt: isoOrNull(closedAt),
      closedBy: named(closedBy),
      outcome,
      found,
    };
  }

  function linkTo(req: Request, token: string): string {
    return `${originOf(req)}/evaluate#${token}`;
  }

  /** The order whose waiting round this token is of. */
  async function namedBy(token: string): Promise<{ readonly order: StoredOrder; readonly handedOutBy: string | null }> {
    const named = namedIn(token);
    const id = OrderId.safeParse(named?.order);
    const order = id.success ? await engine.get(id.data) : null;
    const round = order && roundOf(order);
    if (named && order && round && isToken(digest, round, token)) return { order, handedOutBy: named.handedOutBy };
    // A token of a round that is over is told apart from one that never was: whoever holds it deserves to know.
    if (order && spentRounds(order).some((one) => isToken(digest, one, token))) throw new Refusal('gone', { detail: spent });
    throw new Refusal('not-found');
  }

  async function evaluate(order: StoredOrder, held: Held, req: Request, res: Parameters<typeof sendJson>[0]): Promise<void> {
    const handedOutBy = held.handedOutBy ?? (await writersPost(order));
    const { outcome, actor } = await evaluateRound(api, order, { ...held, handedOutBy }, req);
    if (outcome.kind === 'applied') return sendJson(res, 200, { state: stateOf(outcome.order.snapshot).handling });
    if (outcome.kind === 'stale' || outcome.kind === 'not-allowed') throw new Refusal('gone', { detail: spent });
    return sendRefusal(api, { req, res, actor }, outcome, (path) => path);
  }

  /** E5, of a token that was made as his own before that was known; null of an order that nobody wrote down for another. */
  async function writersPost({ id, snapshot }: StoredOrder): Promise<string | null> {
    if (!isWrittenDown(contextOf(snapshot))) return null;
    const [placed] = await engine.journal(id);
    return placed?.actor.post ?? null;
  }

  async function handedTo(
    actor: Actor,
    id: string,
  ): Promise<{ readonly order: StoredOrder; readonly round: Round; readonly by: string | null }> {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, id);
    const round = roundOf(order);
    if (!round) throw new Refusal('not-allowed', { detail: notWaiting });
    const { person, post, tenant } = actor;
    const allowed = engine.allowed(order, actor);
    const own = allowed.includes('evaluate');
    if (
      person === null ||
      (!own && (post === null || !allowed.includes('transcribe') || hadPart(contextOf(order.snapshot), person)))
    )
      throw new Refusal('forbidden');
    await api.accessLog.write([
      {
        id: api.newId(),
        tenant,
        at: clock.now(),
        person,
        post,
        order: order.id,
        field: EVALUATION_TOKEN,
        how: 'reveal',
        reason: '生成评价码',
      },
    ]);
    return { order, round, by: own ? null : post };
  }
}

const codeOf = (by: string | null): CodeOf => (by === null ? 'resident' : 'staff');

/** The last round that waited, where it can still be worked out. */
function spentRounds({ id, workflow, snapshot }: StoredOrder): readonly Round[] {
  if (workflow !== 'six-order') return [];
  const { rounds, finishedAt } = contextOf(snapshot);
  return finishedAt === null ? [] : [rounds.length, rounds.length - 1].map((round) => ({ order: id, round, finishedAt }));
}

const untilOf = ({ snapshot }: StoredOrder): number | null => contextOf(snapshot).clocks.evaluate?.dueAt ?? null;

const spent = { zh: '此评价链接已用过或已过期。', en: 'This link was used already, or its time is over.' };
const noSuch = {
  zh: '没有与该单号和评价码相符的待评事项。',
  en: 'Nothing that waits for its evaluation has this number and this code.',
};
const notWaiting = { zh: '此单现在不在待评价状态。', en: 'The order does not wait for an evaluation now.' };
const openAlready = { zh: '已有人在核查这一条。', en: 'Somebody has taken it up already.' };
const notOpen = { zh: '没有正在进行的核查。', en: 'It is not taken up.' };
