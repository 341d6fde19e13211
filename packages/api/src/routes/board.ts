// The public door: the board, one item, objections to it, feeds, open data. No session; nothing of a person.
//
// Keeps: I12. B1: what is answered is asked of the database each time, so that a revoked consent holds at once; caches keep
// an answer only to ask whether it still holds (board/send-cached.ts).
import { once } from 'node:events';
import type { Request, Response } from 'express';
import { Router } from 'express';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { Reader } from '@six-order/community/authority/reader';
import { disclose } from '@six-order/community/privacy/disclose';
import type { StoredOrder } from '@six-order/engine';
import type { PublicItem } from '@six-order/community/publication/item';
import { readBoard, readFilters, readItem, readPhoto, type BoardQuery } from '@six-order/community/publication/item-store';
import { contextOf, stateOf } from '@six-order/workflows/six-order/face';
import { sendRefusal } from '../answer-outcome.ts';
import { findingsOf, likeTaken } from '../findings.ts';
import { readerOf, type Api } from '../api.ts';
import { BOM, csvLine } from '../board/csv.ts';
import { dictionary, itemColumns } from '../board/dictionary.ts';
import { atomOf, jsonFeedOf, type FeedOf } from '../board/feeds.ts';
import { emergenciesNow, presentPublicEmergency } from '../board/emergencies.ts';
import { presentItem, type Out } from '../board/present-item.ts';
import { sendCached } from '../board/send-cached.ts';
import { contract } from '../contract.ts';
import { createRateLimit } from '../rate-limit.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';
import type { Words } from '@six-order/community/rules/rule';

const FEED_ITEMS = 50;
const CSV_PAGE = 500;
const SHEET_ITEMS = 20;

interface Filters {
  readonly county?: string | undefined;
  readonly community?: string | undefined;
  readonly category?: string | undefined;
}

export function boardRoutes(api: Api): Router {
  const { accessLog, directory, engine, tables, clock, newId } = api;
  const router = Router();
  const objections = createRateLimit(api, { what: 'object by address', burst: 5, fillSeconds: 3_600 });
  const sheets = createRateLimit(api, { what: 'print by address', burst: 20, fillSeconds: 300 });
  const downloads = createRateLimit(api, { what: 'download by address', burst: 120, fillSeconds: 600 });
  const originOf = (req: Request): string => api.origin ?? `${req.protocol}://${req.get('host') ?? ''}`;
  const json = (req: Request, res: Response, value: object): void =>
    sendCached(req, res, 'application/json; charset=utf-8', JSON.stringify(value));
  const read = ({ county, ...query }: Omit<BoardQuery, 'now' | 'tenant'> & Filters) =>
    readBoard(tables, { ...query, tenant: county, now: clock.now() });

  serve(router, api, contract.listFindings, async ({ params, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    if (!engine.allowed(order, actor).includes('clearFinding')) throw new Refusal('forbidden');
    const found = await findingsOf(api, order);
    const cleared = new Set(contextOf(order.snapshot).proposal?.cleared);
    const like = await likeTaken(api, order);
    if (like && like.changes.length > 0) await logWords(reader, order);
    sendJson(res, 200, {
      findings: found.map((finding) => ({ ...finding, cleared: cleared.has(finding.id) })),
      taken: like && {
        objectedAt: new Date(like.at).toISOString(),
        undecided: like.undecided,
        same: like.same,
        changes: [...like.changes],
      },
    });
  });

  serve(router, api, contract.listPublicItems, async ({ query: { cursor, limit, ...query }, req, res }) => {
    const found = await read({ ...query, before: cursor, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    json(req, res, {
      items: page.map((item) => presentItem(item, directory, originOf(req))),
      next: found.length > limit && last ? `${last.publishedAt}.${last.alias}` : null,
    });
  });

  serve(router, api, contract.listEmergencies, async ({ req, res }) => {
    json(req, res, { emergencies: emergenciesNow(api).map(presentPublicEmergency) });
  });

  serve(router, api, contract.listPublicFilters, async ({ req, res }) => {
    const found = await readFilters(tables, clock.now());
    json(req, res, {
      communities: found.communities.map(({ tenant, code }) => ({
        county: tenant,
        code,
        name: directory.unitByCode(tenant, code)?.name ?? code,
      })),
      categories: found.categories.map((code) => ({ code, name: categoryName(code) })),
      months: found.months,
    });
  });

  serve(router, api, contract.getPublicItem, async ({ params: { alias }, req, res }) => {
    const { item } = await shown(alias);
    json(req, res, { item: presentItem(item, directory, originOf(req)) });
  });

  serve(router, api, contract.getPublicPhoto, async ({ params: { alias, n }, res }) => {
    const picture = await readPhoto(tables, { alias, n, now: clock.now() });
    if (picture === null) throw new Refusal('not-found');
    if (picture === 'gone') throw new Refusal('gone', { detail: taken });
    // No cache may hold it, not even to ask again: what is kept nowhere need not be called back.
    res
      .set('content-type', 'image/webp')
      .set('cache-control', 'no-store')
      .set('access-control-allow-origin', '*')
      .set('x-content-type-options', 'nosniff')
      .end(picture);
  });

  serve(router, api, contract.objectToPublicItem, async ({ params: { alias }, body, req, res }) => {
    const wait = await objections.take(req.ip ?? '', clock.wall());
    if (wait > 0) throw new Refusal('too-many', { headers: { 'retry-after': String(wait) } });
    const { order, tenant } = await shown(alias);
    const actor = { person: null, post: null, role: 'system', tenant, path: '' };
    const outcome = await engine.execute({ order, type: 'objectToPublication', input: body, actor });
    // Back from here, a browser would show the page of the item again as it was, out of its memory. Where it heeds this, it cannot.
    res.set('clear-site-data', '"cache"');
    if (outcome.kind === 'applied') return sendJson(res, 202, { hidden: true });
    if (outcome.kind === 'not-allowed') {
      // Somebody was quicker, and it is off the board already; or the same was decided before.
      if (outcome.order && stateOf(outcome.order.snapshot).publication !== 'published')
        throw new Refusal('gone', { detail: taken });
      throw new Refusal('not-allowed', { detail: decidedBefore });
    }
    return sendRefusal(api, { req, res, actor }, outcome, (path) => path);
  });

  serve(router, api, contract.publicAtom, async ({ query, req, res }) => {
    sendCached(req, res, 'application/atom+xml; charset=utf-8', atomOf(await feedOf(req, query)));
  });

  serve(router, api, contract.publicJsonFeed, async ({ query, req, res }) => {
    sendCached(req, res, 'application/feed+json; charset=utf-8', jsonFeedOf(await feedOf(req, query)));
  });

  serve(router, api, contract.publicItemsCsv, async ({ query, req, res }) => {
    // As long as the board itself: nobody keeps the service busy with it.
    const wait = await downloads.take(req.ip ?? '', clock.wall());
    if (wait > 0) throw new Refusal('too-many', { headers: { 'retry-after': String(wait) } });
    let page = await read({ ...query, limit: CSV_PAGE });
    res
      .set('content-type', 'text/csv; charset=utf-8')
      .set('content-disposition', 'attachment; filename="items.csv"')
      .set('cache-control', 'public, no-cache')
      .set('access-control-allow-origin', '*');
    if (req.method === 'HEAD') return void res.end();
    res.write(BOM + csvLine(Object.keys(itemColumns)));
    for (;;) {
      const lines = page.map((item) => csvLine(cellsOf(presentItem(item, directory, originOf(req)))));
      // Whoever reads slowly is waited for; whoever went away is not.
      if (!res.write(lines.join('')) && !res.destroyed) await Promise.race([once(res, 'drain'), once(res, 'close')]);
      const last = page.at(-1);
      if (res.destroyed || page.length < CSV_PAGE || !last) break;
      page = await read({ ...query, before: { publishedAt: last.publishedAt, alias: last.alias }, limit: CSV_PAGE });
    }
    res.end();
  });

  serve(router, api, contract.publicSheet, async ({ query: { community, month }, req, res }) => {
    const unit = directory.unitByCode(community.slice(0, 6), community);
    if (unit?.kind !== 'community') throw new Refusal('not-found');
    const wait = await sheets.take(req.ip ?? '', clock.wall());
    if (wait > 0) throw new Refusal('too-many', { headers: { 'retry-after': String(wait) } });
    const items = await read({ county: unit.tenant, community, month, limit: SHEET_ITEMS });
    const origin = originOf(req);
    // Loaded with the first sheet: type is large.
    const { sheetPdf } = await import('../board/sheet.ts');
    const pdf = await sheetPdf({
      place: unit.name,
      items: items.map((item) => presentItem(item, directory, origin)),
      address: `${origin}/board`,
      printedAt: clock.now(),
    });
    res
      .set('content-type', 'application/pdf')
      .set('content-disposition', `inline; filename="board-${community}.pdf"`)
      .set('cache-control', 'no-store')
      .end(pdf);
  });

  serve(router, api, contract.publicDictionary, ({ req, res }) => json(req, res, { columns: dictionary }));

  return router;

  /** The words of a draft are read as the proposal is: by the same right, and written down before they leave (I12). */
  async function logWords(reader: Reader, order: StoredOrder): Promise<void> {
    const disclosing = { db: tables, accessLog, engine, reader, order, now: clock.now(), newId };
    const read = await disclose(disclosing, ['proposal.title', 'proposal.text', 'proposal.after']);
    if (read['proposal.text'] === undefined) throw new Refusal('forbidden');
  }

  async function shown(alias: string): Promise<Exclude<Awaited<ReturnType<typeof readItem>>, 'gone' | null>> {
    const found = await readItem(tables, alias, clock.now());
    if (found === null) throw new Refusal('not-found');
    if (found === 'gone') throw new Refusal('gone', { detail: taken });
    return found;
  }

  async function feedOf(req: Request, query: Filters): Promise<FeedOf> {
    const items: readonly PublicItem[] = await read({ ...query, limit: FEED_ITEMS });
    const origin = originOf(req);
    const asked = new URLSearchParams(Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined));
    const search = asked.size === 0 ? '' : `?${asked.toString()}`;
    return {
      title: ['晒单公开栏', ...titleOf(query)].join(' · '),
      self: `${origin}${req.path}${search}`,
      page: `${origin}/board${search}`,
      entries: items.map((item) => ({ item, out: presentItem(item, directory, origin) })),
    };
  }

  function titleOf({ county, community, category }: Filters): string[] {
    const named = (code: string | undefined) => {
      const tenant = county ?? code?.slice(0, 6);
      return code === undefined || tenant === undefined ? undefined : (directory.unitByCode(tenant, code)?.name ?? code);
    };
    return [named(community ?? county), category && categoryName(category).zh].filter((word) => word !== undefined);
  }
}

const decidedBefore = {
  zh: '同样的异议已经审定为不成立，这一条继续公开。有新的情况请写清楚，并留下联系方式；已提过两次的，请直接找街道办事处，或拨打 12345。',
  en: 'The same objection was decided and not upheld: the item stays public. If something is new, say what, and leave a contact; whoever objected twice may turn to the street office, or call 12345.',
};
const taken = { zh: '此公开事项已撤下。', en: 'This item has been taken off the board.' };

function categoryName(code: string): Words {
  const category = categoryByCode(code);
  return { zh: category?.nameZh ?? code, en: category?.nameEn ?? code };
}

const cellsOf = (out: Out): (string | number | null)[] => {
  const cells: Record<keyof typeof itemColumns, string | number | null> = {
    alias: out.alias,
    category: out.category.code,
    category_name: out.category.name.zh,
    place: out.place.code,
    place_name: out.place.name,
    status: out.status,
    title: out.title,
    before: out.before,
    after: out.after,
    days: out.days,
    redone: out.redone,
    result_of: out.resultOf,
    evaluation_of: out.evaluationOf,
    stars: out.stars,
    solved: out.solved,
    published_on: out.publishedOn,
  };
  return Object.keys(itemColumns).map((name) => cells[name as keyof typeof itemColumns]);
};
