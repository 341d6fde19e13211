// Placing an order, reading one, sending commands to it.
import { Router } from 'express';
import type { z } from 'zod';
import { evaluatesForAnother, settlesOwn, standsAside, takesOwnInHand } from '@six-order/community/authority/authority';
import type { Reader } from '@six-order/community/authority/reader';
import { isOfASide } from '@six-order/community/authority/relation';
import { mediationRules } from '@six-order/community/mediation/rules';
import { disclose, type Disclosed } from '@six-order/community/privacy/disclose';
import { accessOf, numbersIn, type Access, type FieldKind } from '@six-order/community/privacy/fields';
import { countTurnedAway, isTurnedAway } from '@six-order/community/privacy/turned-away-store';
import { lackingConsents, withheldWords } from '@six-order/community/privacy/withholding';
import { proxyRules } from '@six-order/community/proxy/rules';
import { refusalOf } from '@six-order/community/rules/rule';
import { cardRules } from '@six-order/community/supervision/rules';
import { OrderId, type Issue, type StoredOrder } from '@six-order/engine';
import { mediationChartRules } from '@six-order/workflows/mediation/rules';
import { peopleRules } from '@six-order/workflows/six-order/v2/rules/people';
import { allowedNow } from '../allowed.ts';
import { sendRefusal } from '../answer-outcome.ts';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { showingOf } from '../findings.ts';
import type { CommandRequest, OpenRequest } from '../contract/order.ts';
import { joinedBefore, joinedOrder } from '../joinable-orders.ts';
import { noteDeviceOf } from '../note-device.ts';
import { withPlacer } from '../placer-party.ts';
import { languageOf } from '../problem-handler.ts';
import { orderTag } from '../order-tag.ts';
import { presentBroughtIn } from '../present-brought-in.ts';
import { presentationOf, presentOrder, shownFieldsOf } from '../present-order.ts';
import { queryCodeOf } from '../query-code.ts';
import { Refusal, type RefusalDetails } from '../refusal.ts';
import { sendOrder } from '../send-order.ts';
import { serve } from '../serve.ts';
import type { SessionActor } from '../session.ts';
import { readThrough, tellersOf } from '../telling-task.ts';
import { visibleOrder } from '../visible-order.ts';

export function orderRoutes(api: Api): Router {
  const { engine, directory, rules, clock, keyring, tables, imports } = api;
  const router = Router();

  serve(router, api, contract.sendCommand, async ({ params, body, session: { actor }, key, req, res }) => {
    const { type, revision, input } = body;
    const outcome = await engine.execute({
      order: OrderId.parse(params.id),
      type,
      input,
      actor,
      ...(revision !== undefined && { revision }),
      ...(key !== undefined && { key }),
    });
    api.metrics.command(type, outcome.kind);
    if (outcome.kind !== 'applied') {
      if (outcome.kind === 'forbidden') throw new Refusal('forbidden', await whyForbidden(params.id, body, actor));
      const blocked = type === 'publish' && outcome.kind === 'not-allowed' ? outcome.order : null;
      const facts = blocked && { showing: await showingOf(api, blocked, input['fields']) };
      return sendRefusal(api, { req, res, actor, ...(facts && { facts }) }, outcome, inCommand);
    }
    const { order } = outcome;
    if (type === 'evaluate') await noteDeviceOf(api, req, order);
    const presenting = { directory, rules, reader: readerOf(api, actor), now: clock.now(), language: languageOf(req) };
    sendOrder(res, 200, presentOrder(order, presenting, null), allowedNow(engine, order, actor));
  });

  serve(router, api, contract.placeOrder, async ({ body, session: { actor }, key, req, res }) => {
    const place = ({ workflow, ...input }: Awaited<ReturnType<typeof completed>>) =>
      engine.execute({
        workflow,
        type: engine.workflows.latest(workflow)?.opens ?? 'place',
        input: 'place' in input && input.place ? { ...input, place: placeInput(input.place) } : input,
        actor,
        ...(key !== undefined && { key }),
      });
    let asked = forHimself(await completed(body, actor), actor);
    let outcome = await place(asked);
    if (outcome.kind === 'key-reused' && 'join' in body) {
      // Sent once more, when the order that it joined may be joined no more.
      asked = forHimself(joining(body, await joinedBefore(api, actor, body.join ?? '')), actor);
      outcome = await place(asked);
    }
    api.metrics.command('place', outcome.kind);
    if (outcome.kind !== 'applied') {
      if (outcome.kind === 'not-allowed' && 'category' in body && isTurnedAway(body.category)) {
        await countTurnedAway(tables, actor.tenant, clock.now());
      }
      if (outcome.kind === 'forbidden' && settlesOwn(asked))
        throw new Refusal('forbidden', { detail: refusalOf('isNotOwnMatter', peopleRules.isNotOwnMatter) });
      return sendRefusal(api, { req, res, actor }, outcome, inPlace);
    }
    const { order } = outcome;
    const presenting = { directory, rules, reader: readerOf(api, actor), now: clock.now(), language: languageOf(req) };
    // What was just said is said back, so nothing is opened; only as far as a later reading would show it in full.
    const said = saidBack(body, accessOf(presenting.reader, order, presenting.now));
    res.setHeader('location', `/api/v1/orders/${order.id}`);
    sendOrder(res, 201, presentOrder(order, presenting, said), allowedNow(engine, order, actor), {
      // The code shows all that the resident sees, so a proxy does not get it; a window hands it over on paper alone (print.ts).
      ...(order.face.data['resident'] === actor.person && { queryCode: queryCodeOf(keyring, order.id) }),
      ...('join' in body && 'parent' in asked && { joined: true }),
    });
  });

  serve(router, api, contract.getOrder, async ({ params, session: { actor }, req, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    const now = clock.now();
    const presenting = { directory, rules, reader, now, language: languageOf(req) };
    // Whoever has this answer already reads nothing: it is not opened, and no reading is logged. What was erased is another answer.
    const allowed = allowedNow(engine, order, actor);
    const presentation = presentationOf(order, presenting);
    // Whoever has a part in hand reads what it is about, however far above that was written; of a card what its order says to him.
    const told = (await tellersOf(engine, [order])).tasks.get(order.id);
    const words = told && told.id !== order.id && { order: told, through: readThrough(reader, order, told, now) };
    // The consent is to the words, wherever they are read.
    const lacking = await lackingConsents(tables, reader, words ? words.order : order, now);
    const broughtIn = presentBroughtIn((await imports.of(order.tenant, [order.id])).get(order.id), reader);
    const standing = words ? await standingOf(words, reader, now) : [];
    const besides = broughtIn ? [...standing, JSON.stringify(broughtIn)] : standing;
    const tag = orderTag(presentation, allowed, presenting, lacking, besides);
    res.set('etag', tag).vary('accept-language');
    const same = req.get('if-none-match') === tag && (await engine.dataKey(order.id)) !== null;
    if (same) return void res.status(304).end();
    const disclosing = { db: api.tables, accessLog: api.accessLog, engine, reader, now, newId: api.newId };
    const own = await disclose({ ...disclosing, order }, shownFieldsOf(order));
    const shown = words ? { ...own, ...(await disclose({ ...disclosing, ...words }, ['text'])) } : own;
    const withheld = lacking.map((purpose) => ({ purpose, why: withheldWords(purpose) }));
    sendOrder(res, 200, { ...presentation.with(shown), ...broughtIn, withheld }, allowed);
  });

  return router;

  /** What another order's words, told here, hang on: which, as of when, how far open to the reader, whether they are there still. */
  async function standingOf({ order, through }: { order: StoredOrder; through: StoredOrder }, reader: Reader, now: number) {
    const isThere = (await engine.dataKey(order.id)) !== null;
    const numbers = numbersIn(reader, through, now, 'text', order);
    return [order.id, order.revision, accessOf(reader, through, now)('text'), numbers, isThere];
  }

  /** Of a side of the dispute, a relative of one, not its mediator any more, a proxy's own word, or one's own matter: told with the rule; else it is the post that may not. */
  async function whyForbidden(
    id: string,
    { type, input }: z.output<typeof CommandRequest>,
    actor: SessionActor,
  ): Promise<RefusalDetails> {
    const order = await engine.get(OrderId.parse(id));
    const reader = readerOf(api, actor);
    if (order && evaluatesForAnother(reader, type, order))
      return { detail: refusalOf('proxy-transcribes', proxyRules['proxy-transcribes']) };
    if (order && takesOwnInHand(reader, type, order, input))
      return { detail: refusalOf('isNotResident', peopleRules.isNotResident) };
    if (!order || !standsAside(reader, type, order)) return {};
    if (order.workflow === 'card') return { detail: refusalOf('card-apart', cardRules['card-apart']) };
    return {
      detail: isOfASide(reader, order)
        ? refusalOf('mediator-apart', mediationRules['mediator-apart'])
        : refusalOf('is-not-excluded', mediationChartRules['is-not-excluded']),
    };
  }

  /** With what only the server knows of another order that it names. */
  async function completed(body: z.output<typeof OpenRequest>, actor: SessionActor) {
    if ('join' in body) return joining(body, await joinedNow(body, actor));
    return body.workflow === 'mediation' && 'parties' in body ? withPlacer(api, actor, body) : body;
  }

  /** 我也一样: the order that its token names, as long as that one may be joined. */
  async function joinedNow({ join = '', category, unit: of }: PlaceBody, actor: SessionActor): Promise<string | null> {
    const unit = directory.findUnit(actor.tenant, of);
    return unit ? joinedOrder(api, actor, { token: join, category, unit }) : null;
  }

  /** With the order that it joins; without one it goes on by itself. */
  function joining({ join: _, ...own }: PlaceBody, parent: string | null) {
    return parent ? { ...own, parent } : own;
  }
}

/** Ways by which it comes to whoever places it for another. */
const forAnother: ReadonlySet<unknown> = new Set([undefined, 'proxy', 'window']);

/** Whoever names himself, in whatever post, places his own matter: it is nobody else's that he wrote down. A relative has a rule of his own. */
function forHimself<B extends object>(body: B, { person, role }: SessionActor): B {
  const { onBehalfOf, source } = body as { readonly onBehalfOf?: unknown; readonly source?: unknown };
  if (onBehalfOf !== person || role === 'relative' || !forAnother.has(source)) return body;
  return { ...body, onBehalfOf: undefined, source: 'resident' };
}

type PlaceBody = Extract<z.output<typeof OpenRequest>, { join?: unknown }>;

/** Under the name by which it is read again. */
function saidBack(body: z.output<typeof OpenRequest>, access: (kind: FieldKind) => Access): Disclosed {
  if ('reason' in body) return body.text !== undefined && access('grounds') === 'full' ? { grounds: body.text.trim() } : {};
  return 'text' in body && body.text !== undefined && access('text') === 'full' ? { text: body.text.trim() } : {};
}

/** Building, room and note side by side; in the command the last two are one sealed field. */
function placeInput({
  building,
  room,
  note,
}: {
  building?: string | undefined;
  room?: string | undefined;
  note?: string | undefined;
}) {
  return { ...(building !== undefined && { building }), ...((room ?? note) !== undefined && { note: { room, note } }) };
}

/** Of a command's issues these name members of the request itself; all others lie in its input. */
const ofRequest = new Set<string | number>(['type', 'input', 'workflow']);

const inCommand = (path: Issue['path']): Issue['path'] =>
  path[0] !== undefined && ofRequest.has(path[0]) ? path : ['input', ...path];

/** The request's members are the input's, but for the place. */
const inPlace = (path: Issue['path']): Issue['path'] => {
  const own = path[0] === 'input' ? path.slice(1) : path;
  return own[0] === 'place' && own[1] === 'note' && own.length > 2 ? ['place', ...own.slice(2)] : own;
};
