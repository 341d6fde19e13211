// Pages of desks: what a role works from. Nothing personal is opened for a list, save how its orders begin in their redacted copies, so
// that they can be told apart.
import { Router } from 'express';
import { deskNames, type DeskName } from '@six-order/community/desks/desk-name';
import type { Reader } from '@six-order/community/authority/reader';
import { isPlacer, isResident } from '@six-order/community/authority/relation';
import { deskOf, momentOf, waitingOn } from '@six-order/community/desks/desks';
import { bornOf } from '@six-order/community/desks/marks';
import { accessOf } from '@six-order/community/privacy/fields';
import { isSensitiveKind } from '@six-order/community/privacy/purposes';
import { ownWordsOf } from '@six-order/community/privacy/own-words';
import { isWithheld, lackingConsentsOf } from '@six-order/community/privacy/withholding';
import { numbersEnding, parseOrderNumber } from '@six-order/community/numbers/order-number';
import { isPrivate } from '@six-order/community/people/role';
import { ordersThatSay, searchCopiesOf } from '@six-order/community/privacy/search-copy-store';
import { matches, OrderId, type Actor, type FaceFilter, type StoredOrder } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { languageOf } from '../problem-handler.ts';
import { presentBroughtIn } from '../present-brought-in.ts';
import { presentSummary } from '../present-order.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { saidIn, readThrough, tellersOf } from '../telling-task.ts';
import { unitOf } from '../unit-of.ts';

/** A search looks through so many orders at once, and goes on until it has enough or its pages are over. */
const SEARCH_PAGE = 100;
const SEARCH_PAGES = 10;
const SEARCH_ENOUGH = 50;

/** A desk with more than this is full, however many there are. */
const MOST_COUNTED = 99;

export function deskRoutes(api: Api): Router {
  const { engine, directory, rules, deadlines, clock, tables, accessLog, newId, imports } = api;
  const router = Router();
  const broughtInOf = (tenant: string, orders: readonly StoredOrder[]) =>
    imports.of(
      tenant,
      orders.map(({ id }) => id),
    );
  const moment = ({ tenant, path }: Actor) => momentOf(deadlines.rulesOf(tenant).calendarAt(path), clock.now());

  serve(router, api, contract.listOrders, async ({ query, session: { actor }, req, res }) => {
    const { desk, unit, cursor, limit } = query;
    const reader = readerOf(api, actor);
    const at = moment(actor);
    const { filter, sort } = deskOf(desk, reader, at, unit === undefined ? undefined : unitOf(api, actor, unit).path);
    const page = await engine.find({ tenant: actor.tenant, filter, sort, limit, ...(cursor !== undefined && { cursor }) });
    const presenting = { directory, rules, reader, now: at.now, language: languageOf(req) };
    const excerpts = await excerptsFor(reader, desk, page.orders, at.now);
    const broughtIn = await broughtInOf(actor.tenant, page.orders);
    const orders = page.orders.map((order) => ({
      ...presentSummary(order, presenting),
      ...presentBroughtIn(broughtIn.get(order.id), reader),
      ...(excerpts && { excerpt: excerpts.get(order.id) ?? null }),
    }));
    sendJson(res, 200, { orders, next: page.next });
  });

  serve(router, api, contract.searchOrders, async ({ body: { text, desk, unit, cursor }, session: { actor }, req, res }) => {
    const reader = readerOf(api, actor);
    const at = moment(actor);
    const { now } = at;
    // Of a desk’s orders, which the reader sees; of these what he may read a redacted copy of at least.
    const { filter } = deskOf(desk, reader, at, unit === undefined ? undefined : unitOf(api, actor, unit).path);
    const presenting = { directory, rules, reader, now, language: languageOf(req) };
    const present = async (found: readonly StoredOrder[]) => {
      const excerpts = await excerptsFor(reader, desk, found, now);
      const broughtIn = await broughtInOf(actor.tenant, found);
      return found.map((order) => ({
        ...presentSummary(order, presenting),
        ...presentBroughtIn(broughtIn.get(order.id), reader),
        ...(excerpts && { excerpt: excerpts.get(order.id) ?? null }),
      }));
    };
    // A number names one order, and says nothing of its text: it is found as it stands on the desk, sealed or not. Without its letter it
    // may be meant for a card's, too.
    const number = cursor === undefined ? parseOrderNumber(text)?.number : undefined;
    const meant = number === undefined ? [] : [...new Set([number, `D${number.replace(/^D/, '')}`])];
    const numbered = await Promise.all(meant.map((one) => engine.getByNumber(actor.tenant, one)));
    const standing = numbered.flatMap((order) => (order && matches(filter, order) ? [order] : []));
    // Where the order itself does not stand, as among cards, what is meant are those about it.
    const about = standing.length > 0 ? [] : numbered.flatMap((order) => (order && order.workflow !== 'card' ? [order] : []));
    const cards = await Promise.all(
      about.map(({ id }) => {
        const of: FaceFilter = { all: [{ workflow: 'card' }, { label: bornOf(id) }, filter] };
        return engine.find({ tenant: actor.tenant, filter: of, sort: 'newest', limit: SEARCH_PAGE });
      }),
    );
    const meantOnes = [...standing, ...cards.flatMap(({ orders }) => orders)];
    if (meantOnes.length > 0) return sendJson(res, 200, { orders: await present(meantOnes), next: null });
    // Fewer of its last digits may be several orders’, and digits that somebody wrote of, too: those come after them (decision 0383).
    const ending = await numberedLike(actor.tenant, numbersEnding(text, now), filter);
    const listed = new Set<string>(ending.map(({ id }) => id));
    const found: StoredOrder[] = [];
    let next: string | null = cursor ?? null;
    for (let page = 0; page < SEARCH_PAGES && found.length < SEARCH_ENOUGH; page += 1) {
      const asked = {
        tenant: actor.tenant,
        filter,
        sort: 'newest',
        limit: SEARCH_PAGE,
        ...(next !== null && { cursor: next }),
      } as const;
      const { orders, next: after } = await engine.find(asked);
      const unlisted = orders.filter(({ id }) => !listed.has(id));
      const readable = await readableBy(reader, unlisted, now);
      found.push(...(await ordersThatSay({ db: tables, engine }, readable, text)));
      next = after;
      if (next === null) break;
    }
    // A hit says what the text holds: it is a reading of it.
    await logReading(actor, found, now);
    sendJson(res, 200, { orders: await present(cursor === undefined ? [...ending, ...found] : found), next });
  });

  serve(router, api, contract.countDesks, async ({ session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const at = moment(actor);
    const filters = deskNames.map((desk) => deskOf(desk, reader, at).filter);
    const waiting = deskNames.flatMap((desk) => {
      const filter = waitingOn(desk, reader, at);
      return filter === null ? [] : [{ desk, filter }];
    });
    const asked = [...filters, ...waiting.map(({ filter }) => filter)];
    const counts = await engine.counts({ tenant: actor.tenant, filters: asked, limit: MOST_COUNTED + 1 });
    const howMany = (n: number) => ({ count: Math.min(counts[n] ?? 0, MOST_COUNTED), more: (counts[n] ?? 0) > MOST_COUNTED });
    const own = new Map(waiting.map(({ desk }, n) => [desk, howMany(filters.length + n)]));
    const desks = deskNames.map((desk, n) => ({ desk, ...howMany(n), waiting: own.get(desk) ?? null }));
    sendJson(res, 200, { desks });
  });

  return router;

  /** Of a desk’s orders those with one of these numbers, or of these cards, the newest first. */
  async function numberedLike(tenant: string, numbers: readonly string[], filter: FaceFilter): Promise<readonly StoredOrder[]> {
    const faces = await engine.facesNumbered(
      tenant,
      numbers.flatMap((one) => [one, `D${one}`]),
    );
    const standing = faces.filter((one) => matches(filter, one)).slice(0, SEARCH_ENOUGH);
    if (standing.length === 0) return [];
    const orders = await engine.getMany(standing.map(({ id }) => OrderId.parse(id)));
    return orders.filter((order) => matches(filter, order)).toSorted((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** Of these orders those whose redacted copy this reader may read. */
  async function readableBy(reader: Reader, orders: readonly StoredOrder[], now: number): Promise<readonly StoredOrder[]> {
    const granted = orders.filter((order) => ['full', 'masked'].includes(accessOf(reader, order, now)('text')));
    const lacking = await lackingConsentsOf(tables, reader, granted, now);
    return granted.filter(({ id }) => !isWithheld(lacking.get(id) ?? [], 'text'));
  }

  async function logReading({ tenant, person, post }: Actor, orders: readonly StoredOrder[], at: number): Promise<void> {
    if (person === null || orders.length === 0) return;
    const read = { tenant, at, person, post, field: 'text', how: 'masked', reason: null } as const;
    await accessLog.write(orders.map((order) => ({ ...read, id: newId(), order: order.id })));
  }

  /**
   * How the orders of a page begin, by id, in their redacted copies, of which a sealed order has none; null where the desk says it of
   * none. On the desk of those who order: of one's own, and of what one placed for somebody (decisions 0282, 0315). On those that a post
   * works from: of what the post may read; of a task what is to be done, or what was decided that it came of (decisions 0301, 0336); of a card its order (decision 0451). A topic has no kind that would tell one from another;
   * a dispute has, and begins on one's own list alone. Neither is logged as a reading (decision 0310).
   * Where a mask stands in the beginning of what somebody ordered for himself, he reads it as he wrote it (decision 0345).
   */
  async function excerptsFor(
    reader: Reader,
    desk: DeskName,
    orders: readonly StoredOrder[],
    now: number,
  ): Promise<ReadonlyMap<string, string> | null> {
    const own = desk === 'requests';
    if (!own && (desksToOrder.has(desk) || isPrivate(reader.role))) return null;
    const asked = own ? orders.filter((order) => isResident(reader, order) || isPlacer(reader, order)) : orders;
    const { tasks, decisions } = await tellersOf(engine, asked);
    const saying = asked.filter((order) => {
      const told = tasks.get(order.id);
      // As the order stands now: the face of a card is as it was when that was issued.
      const { labels, data } = (told ?? order).face;
      const category = data['category'];
      return (
        (!labels.includes('sealed') &&
          (own || typeof category !== 'string' || !isSensitiveKind(category)) &&
          (told !== undefined || spoken.has(order.workflow) || (own && order.workflow === 'mediation'))) ||
        (order.workflow === 'task' && told !== undefined)
      );
    });
    const rows = saying.map((order) => {
      const sayer = tasks.get(order.id) ?? order;
      return { id: order.id as string, sayer, through: readThrough(reader, order, sayer, now) };
    });
    const readable = new Set(await readableBy(reader, [...new Set(rows.map(({ through }) => through))], now));
    const told = rows.filter(({ through }) => readable.has(through));
    const copies = await searchCopiesOf({ db: tables, engine }, [...new Set(told.map(({ sayer }) => sayer))]);
    const masked = own ? told.filter(({ sayer }) => beginningOf(copies.get(sayer.id) ?? '').includes('*')) : [];
    const whole = await ownWordsOf(
      engine,
      reader,
      masked.map(({ sayer }) => sayer),
      now,
    );
    const begins = ({ id, sayer }: (typeof told)[number]): [string, string][] => {
      const text = whole.get(sayer.id) ?? copies.get(sayer.id);
      return text === undefined ? [] : [[id, beginningOf(text)]];
    };
    const decided = await saidIn(engine, 'decision', reader, [...decisions.values()], now);
    // A party reads what was put to it, not what was asked for.
    const untold = saying.filter((order) => order.workflow === 'deliberation' && !told.some(({ id }) => id === order.id));
    const asking = await saidIn(engine, 'question', reader, untold, now);
    const questions = [...asking].map(([id, text]): [string, string] => [id, beginningOf(text)]);
    const cameOf = [...decisions].flatMap(([id, { id: of }]): [string, string][] => {
      const text = decided.get(of);
      return text === undefined ? [] : [[id, beginningOf(text)]];
    });
    return new Map([...cameOf, ...questions, ...told.flatMap(begins)]);
  }
}

/** Workflows whose orders say what they are about themselves. */
const spoken: ReadonlySet<string> = new Set(['six-order', 'deliberation']);

/** On which orders are placed and evaluated, not worked on. */
const desksToOrder: ReadonlySet<DeskName> = new Set(['drafts', 'requests', 'evaluate']);

const EXCERPT = 40;

/** On one line, not cut within a character. */
function beginningOf(text: string): string {
  const line = Array.from(text.trim().replaceAll(/\s+/g, ' '));
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT).join('')}…` : line.join('');
}
