// Exchange with 12345 and grid platforms: work orders in, state and result out, under the other system's own numbers.
//
// Owns: the doors, and whose post may speak for which system. Not ours: mapping (community/exchange), what an order is.
// X1: it acts as the key's own post does: nothing here may be done that the post may not do elsewhere (I11).
import { Router } from 'express';
import {
  findExchanged,
  listExchanged,
  putExchanged,
  type Exchanged,
  type System,
} from '@six-order/community/exchange/exchange-store';
import {
  categoryFor,
  placeInput,
  readOrder,
  readRow,
  reported,
  statusOf,
  type ExchangeProfile,
  type Problem,
  type Read,
  type WorkOrder,
} from '@six-order/community/exchange/profile';
import { readTable } from '@six-order/community/exchange/table';
import { maySee, visibleTo } from '@six-order/community/authority/authority';
import { disclose, type Disclosed } from '@six-order/community/privacy/disclose';
import { countTurnedAway, isTurnedAway } from '@six-order/community/privacy/turned-away-store';
import type { Words } from '@six-order/community/rules/rule';
import { dataOf } from '@six-order/community/webhooks/event';
import { canonicalJson, OrderId, readCursor, writeCursor, type Json, type Outcome, type StoredOrder } from '@six-order/engine';
import { contextOf, stateOf } from '@six-order/workflows/six-order/face';
import { sendRefusal } from '../answer-outcome.ts';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { languageOf } from '../problem-handler.ts';
import { Refusal, saidBySchema } from '../refusal.ts';
import { say } from '../say.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { SessionActor } from '../session.ts';

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null | undefined): string | null => (at == null ? null : iso(at));

const handOverStates: Readonly<Record<string, 'offered' | 'returning' | 'finished'>> = {
  dispatched: 'offered',
  returning: 'returning',
  finished: 'finished',
  evaluated: 'finished',
  unanswered: 'finished',
};

const confirmedBefore = {
  zh: '此单已以另一工单号确认接收。',
  en: 'It was confirmed before under another number.',
};

/** What one work order came to. */
interface Taken {
  readonly outcome: 'placed' | 'known' | 'different' | 'refused';
  readonly order: { readonly id: string; readonly number: string } | null;
  readonly problems: readonly Problem<string | Words>[];
}

const turnedAway =
  '违纪违法线索不在本平台接收，请告知来电人拨打 12388 / leads about breaches of discipline are not taken here: tell the caller to turn to 12388';
const refused = (...problems: Taken['problems']): Taken => ({ outcome: 'refused', order: null, problems });

interface Connection extends System {
  readonly profile: ExchangeProfile;
  readonly actor: SessionActor;
}

export function exchangeRoutes(api: Api): Router {
  const { engine, tables, rules, clock, keyring, newId, directory } = api;
  const router = Router();

  /** To a post that speaks for no such system there is none. */
  const connect = (system: string, actor: SessionActor): Connection => {
    const where = { tenant: actor.tenant, path: actor.path, at: clock.now() };
    const profile = rules.find('exchange', system, where)?.value;
    if (!profile?.posts.includes(actor.post)) throw new Refusal('not-found');
    return { tenant: actor.tenant, system, profile, actor };
  };

  const digestOf = (order: WorkOrder): Uint8Array => keyring.digest('work order', canonicalJson(order as unknown as Json));

  /** Each by itself, one after another: an order that is refused keeps no other out. */
  const takeAll = async (connection: Connection, orders: readonly Read[]): Promise<readonly Taken[]> => {
    const known = new Map(
      await findExchanged(
        tables,
        connection,
        orders.map(({ order }) => order.number),
      ),
    );
    const taken: Taken[] = [];
    for (const read of orders) {
      const { order } = read;
      const before = known.get(order.number);
      if (before) taken.push(await again(before, order));
      else {
        const [one, exchanged] = await take(connection, read);
        if (exchanged) known.set(order.number, exchanged);
        taken.push(one);
      }
    }
    return taken;
  };

  /** Each row by itself: what cannot be read is refused with what is wrong with it, in the language of who asks. */
  const takeRows = async (
    connection: Connection,
    language: 'zh' | 'en',
    given: readonly { readonly line: number | null; readonly order: Readonly<Record<string, unknown>> }[],
  ) => {
    const rows = given.map(({ line, order }) => ({ line, order, read: line === null ? readOrder(order) : readRow(order) }));
    const good = rows.flatMap(({ read }) => (read.order ? [read] : []));
    const taken = (await takeAll(connection, good)).values();
    return rows.map(({ line, order, read }) => {
      const number = typeof order['number'] === 'string' ? order['number'].slice(0, 64) : null;
      const { problems, ...one } = read.order ? (taken.next().value as Taken) : refused(...read.problems);
      const said = problems.map(({ path, message }) => ({
        path,
        message: typeof message === 'string' ? say(message, language) : message[language],
      }));
      return { line, number, ...one, problems: said };
    });
  };

  const again = async (before: Exchanged, order: WorkOrder): Promise<Taken> => {
    // Of an erased order nobody knows any more what was sent.
    const same = before.digest === null || Buffer.from(before.digest).equals(digestOf(order));
    const number = (await engine.get(before.order))?.face.number ?? '';
    return {
      outcome: same ? 'known' : 'different',
      order: { id: before.order, number },
      problems: same ? [] : [{ path: 'number', message: 'this number was taken before with other content; nothing was changed' }],
    };
  };

  const take = async (connection: Connection, read: Read): Promise<readonly [Taken, Exchanged | null]> => {
    const { system, profile, actor } = connection;
    const { order, problems } = read;
    const placed = placeInput(system, profile, read);
    if ('problems' in placed) return [refused(...placed.problems), null];
    const key = `exchange ${system} ${order.number}`;
    const outcome = await engine.execute({ workflow: 'six-order', type: 'place', input: placed.input, actor, key });
    api.metrics.command('place', outcome.kind);
    if (outcome.kind === 'not-allowed' && isTurnedAway(String(placed.input['category']))) {
      await countTurnedAway(tables, actor.tenant, clock.now());
      return [refused({ path: 'category', message: turnedAway }), null];
    }
    if (outcome.kind !== 'applied') return [whyRefused(outcome), null];
    const { id, face } = outcome.order;
    const exchanged = { number: order.number, order: id, digest: Buffer.from(digestOf(order)), receivedAt: clock.now() };
    await putExchanged(tables, connection, exchanged);
    return [{ outcome: outcome.repeated ? 'known' : 'placed', order: { id, number: face.number }, problems }, exchanged];
  };

  const whyRefused = (outcome: Exclude<Outcome, { kind: 'applied' }>): Taken => {
    switch (outcome.kind) {
      case 'invalid':
        return refused(
          ...outcome.issues.map(({ path, message }) => ({ path: path.filter((part) => part !== 'input').join('.'), message })),
        );
      case 'busy':
        throw new Refusal('busy', { headers: { 'retry-after': String(outcome.retryAfterSeconds) } });
      case 'key-reused':
        return refused({ path: 'number', message: 'this number was taken a moment ago with other content' });
      case 'forbidden':
        return refused({ path: 'unit', message: 'this post may not place orders there' });
      default:
        return refused({ path: '', message: `it cannot be placed (${outcome.kind})` });
    }
  };

  /** As this post may see it; the same refusal for what is not there and for what it may not know of. */
  const find = async (connection: Connection, number: string): Promise<{ exchanged: Exchanged; order: StoredOrder }> => {
    const exchanged = (await findExchanged(tables, connection, [number])).get(number);
    const order = exchanged && (await engine.get(exchanged.order));
    if (!exchanged || !order || !maySee(readerOf(api, connection.actor), order)) throw new Refusal('not-found');
    return { exchanged, order };
  };

  const statusIn = ({ system, profile }: Connection, exchanged: Exchanged, order: StoredOrder) => {
    const { snapshot, face, id, revision, workflow } = order;
    const context = contextOf(snapshot);
    const { stage, light, dueAt } = dataOf({ workflow, revision, id, face });
    const last = context.rounds.at(-1);
    return {
      system,
      number: exchanged.number,
      order: { id, number: face.number },
      status: statusOf(profile, stage),
      stage,
      light,
      revision,
      receivedAt: iso(exchanged.receivedAt),
      dueAt,
      returnBy: isoOrNull(context.reference?.returnBy),
      finishedAt: isoOrNull(context.finishedAt),
      evaluation: last ? { solved: last.solved, stars: last.stars, at: iso(last.at) } : null,
    };
  };

  const statusOut = async (connection: Connection, exchanged: Exchanged, order: StoredOrder) => {
    const reader = readerOf(api, connection.actor);
    const { refusal } = contextOf(order.snapshot);
    const shown: Disclosed = await disclose(
      { db: api.tables, accessLog: api.accessLog, engine, reader, order, now: clock.now(), newId },
      ['result', 'refusal', 'refusal.channel'],
    );
    return {
      workOrder: {
        ...statusIn(connection, exchanged, order),
        result: shown.result,
        refusal: refusal && {
          reason: shown.refusal,
          channel: shown['refusal.channel'],
          channelCode: refusal.channelCode ?? null,
        },
      },
    };
  };

  serve(router, api, contract.takeWorkOrders, async ({ params: { system }, body, session: { actor }, req, res }) => {
    const rows = body.orders.map((order) => ({ line: null, order }));
    const results = await takeRows(connect(system, actor), languageOf(req), rows);
    sendJson(res.vary('accept-language'), 200, { results });
  });

  serve(router, api, contract.takeWorkOrderTable, async ({ params: { system }, session: { actor }, req, res }) => {
    const connection = connect(system, actor);
    const table = readTable(req.body as Uint8Array, connection.profile);
    if ('problems' in table)
      throw new Refusal('invalid', {
        errors: table.problems.map(({ path, message }) => ({ path, message: saidBySchema(message) })),
      });
    const results = await takeRows(connection, languageOf(req), table.rows);
    sendJson(res.vary('accept-language'), 200, { results });
  });

  serve(router, api, contract.listWorkOrders, async ({ params: { system }, query, session: { actor }, res }) => {
    const connection = connect(system, actor);
    const keyset = query.cursor === undefined ? null : readCursor(query.cursor);
    const before = keyset && { at: keyset.at ?? 0, order: keyset.id };
    const found = await listExchanged(tables, connection, { before, limit: query.limit });
    const reader = readerOf(api, actor);
    const workOrders = [];
    for (const exchanged of found) {
      const order = await engine.get(exchanged.order);
      if (order && maySee(reader, order)) workOrders.push(statusIn(connection, exchanged, order));
    }
    const last = found.length < query.limit ? undefined : found.at(-1);
    sendJson(res, 200, { workOrders, next: last ? writeCursor({ at: last.receivedAt, id: last.order }) : null });
  });

  serve(router, api, contract.getWorkOrder, async ({ params: { system, number }, session: { actor }, res }) => {
    const connection = connect(system, actor);
    const { exchanged, order } = await find(connection, number);
    sendJson(res, 200, await statusOut(connection, exchanged, order));
  });

  serve(
    router,
    api,
    contract.evaluateWorkOrder,
    async ({ params: { system, number }, body, session: { actor }, key, req, res }) => {
      const connection = connect(system, actor);
      const { exchanged, order } = await find(connection, number);
      const asked = { type: 'transcribe', input: { ...body, how: 'telephone' } };
      const outcome = await engine.execute({
        order: order.id,
        ...asked,
        actor,
        ...(key !== undefined && { key }),
      });
      api.metrics.command('transcribe', outcome.kind);
      if (outcome.kind !== 'applied') return sendRefusal(api, { req, res, actor, asked }, outcome, (path) => path);
      sendJson(res, 200, await statusOut(connection, exchanged, outcome.order));
    },
  );

  /** The unit of ours that stands for the system; where there is none, nothing is handed over to it. */
  const receiverOf = ({ profile, tenant }: Connection): string => {
    const unit = profile.receives === undefined ? undefined : directory.findUnit(tenant, profile.receives);
    if (!unit) throw new Refusal('not-found');
    return unit.id;
  };

  const isHandedTo = (unit: string, order: StoredOrder): boolean => {
    if (order.workflow !== 'six-order') return false;
    const { holder } = contextOf(order.snapshot);
    return holder?.kind === 'unit' && holder.id === unit;
  };

  const findHandOver = async (connection: Connection, id: string): Promise<StoredOrder> => {
    const unit = receiverOf(connection);
    const order = await engine.get(OrderId.parse(id));
    if (!order || !maySee(readerOf(api, connection.actor), order) || !isHandedTo(unit, order)) throw new Refusal('not-found');
    return order;
  };

  const handOverOut = ({ system, profile }: Connection, { id, face, snapshot }: StoredOrder) => {
    const { category, unit, urgency, dispatchedAt, handedOver } = contextOf(snapshot);
    return {
      system,
      order: { id, number: face.number },
      state: handOverStates[stateOf(snapshot).handling] ?? 'taken',
      number: handedOver?.number ?? null,
      confirmedAt: isoOrNull(handedOver?.at),
      category: categoryFor(profile, category),
      unit: { code: unit.code, name: directory.unitById(unit.id)?.name ?? '' },
      urgency,
      offeredAt: iso(dispatchedAt ?? face.openedAt),
      dueAt: isoOrNull(face.dueAt),
    };
  };

  serve(router, api, contract.listHandOvers, async ({ params: { system }, query, session: { actor }, res }) => {
    const connection = connect(system, actor);
    const unit = receiverOf(connection);
    const page = await engine.find({
      tenant: actor.tenant,
      filter: {
        all: [
          visibleTo(readerOf(api, actor)),
          { people: [unit] },
          { open: true },
          ...(query.state === 'offered' ? [{ stage: ['dispatched'] }] : []),
        ],
      },
      sort: 'due',
      limit: query.limit,
      ...(query.cursor !== undefined && { cursor: query.cursor }),
    });
    const handOvers = page.orders.filter((order) => isHandedTo(unit, order)).map((order) => handOverOut(connection, order));
    sendJson(res, 200, { handOvers, next: page.next });
  });

  serve(router, api, contract.getHandOver, async ({ params: { system, id }, session: { actor }, res }) => {
    const connection = connect(system, actor);
    const order = await findHandOver(connection, id);
    const shown: Disclosed = await disclose(
      { db: api.tables, accessLog: api.accessLog, engine, reader: readerOf(api, actor), order, now: clock.now(), newId },
      ['text', 'contact.name', 'contact.phone', 'contact.address'],
    );
    sendJson(res, 200, {
      handOver: {
        ...handOverOut(connection, order),
        text: shown.text,
        contact: { name: shown['contact.name'], phone: shown['contact.phone'], address: shown['contact.address'] },
      },
    });
  });

  serve(router, api, contract.confirmHandOver, async ({ params: { system, id }, body, session: { actor }, req, res }) => {
    const connection = connect(system, actor);
    const order = await findHandOver(connection, id);
    const { handedOver } = contextOf(order.snapshot);
    if (handedOver?.number === body.number) return sendJson(res, 200, { handOver: handOverOut(connection, order) });
    if (handedOver) throw new Refusal('not-allowed', { detail: confirmedBefore });
    const reference = { system, number: body.number };
    const asked = { type: 'accept', input: { reference } };
    const outcome = await engine.execute({ order: order.id, ...asked, actor });
    api.metrics.command('accept', outcome.kind);
    if (outcome.kind !== 'applied') return sendRefusal(api, { req, res, actor, asked }, outcome, () => ['number']);
    sendJson(res, 200, { handOver: handOverOut(connection, outcome.order) });
  });

  serve(router, api, contract.reportHandOver, async ({ params: { system, id }, body, session: { actor }, key, req, res }) => {
    const connection = connect(system, actor);
    const order = await findHandOver(connection, id);
    const command = reported(body);
    const outcome = await engine.execute({ order: order.id, ...command, actor, ...(key !== undefined && { key }) });
    api.metrics.command(command.type, outcome.kind);
    if (outcome.kind !== 'applied') {
      const call = { req, res, actor, asked: command };
      return sendRefusal(api, call, outcome, (path) => [path.at(-1) === 'ground' ? 'ground' : 'text']);
    }
    sendJson(res, 200, { handOver: handOverOut(connection, outcome.order) });
  });

  return router;
}
