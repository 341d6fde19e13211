// Exports: what a post sees, as a file that is written while it is fetched.
//
// Keeps: I11: authority is asked when the file is written, not when it was asked for. I12: the text goes out masked, after the
// access log was written. E1: memory does not grow with the file: while a page is written one more is read, and a slow
// reader is waited for.
import { once } from 'node:events';
import { Router, type Response } from 'express';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import type { DeskName } from '@six-order/community/desks/desk-name';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import { columnsOf, rowOf, type ExportRow } from '@six-order/community/exports/columns';
import { noteBegun, noteEnded, noteRows, putExport, readExports, type Export } from '@six-order/community/exports/export-store';
import { writerOf } from '@six-order/community/exports/write';
import { disclose } from '@six-order/community/privacy/disclose';
import { redact } from '@six-order/community/privacy/redaction/redact';
import type { OrderId, StoredOrder } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import type { InBoth } from '@six-order/community/rules/rule';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { SessionActor } from '../session.ts';
import { unitOf } from '../unit-of.ts';
import { unitRef } from '../unit-ref.ts';

/** Orders of which the masked text may go out at once. */
const MOST_WITH_TEXT = 5_000;
const PAGE = 2_000;
const PAGE_WITH_TEXT = 200;
/** Progress is written down after so many rows. */
const NOTED = 10_000;
const FETCHED_WITHIN_MS = 24 * 3_600_000;
const LISTED = 200;

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function exportRoutes(api: Api): Router {
  const { engine, tables, directory, deadlines, clock, newId, imports } = api;
  const router = Router();

  const out = ({ id, format, desk, unit, from, to, withText, reason, askedAt, person, post, progress }: Export) => ({
    id,
    format,
    desk,
    unit: unit === null ? null : unitRef(directory, unit),
    from: isoOrNull(from),
    to: isoOrNull(to),
    text: withText,
    reason,
    askedAt: iso(askedAt),
    by: { person, post },
    file: `/api/v1/exports/${id}/file`,
    progress: { ...progress, startedAt: isoOrNull(progress.startedAt), endedAt: isoOrNull(progress.endedAt) },
  });

  const filterOf = ({ desk, unit }: Pick<Export, 'desk' | 'unit'>, actor: SessionActor) => {
    const path = unit === null ? undefined : directory.unitById(unit)?.path;
    const at = momentOf(deadlines.rulesOf(actor.tenant).calendarAt(actor.path), clock.now());
    return deskOf(desk as DeskName, readerOf(api, actor), at, path).filter;
  };

  const own = async (actor: SessionActor, id: string): Promise<Export> => {
    const [found] = await readExports(tables, { tenant: actor.tenant, person: actor.person, id, limit: 1 });
    if (!found) throw new Refusal('not-found');
    return found;
  };

  serve(router, api, contract.askForExport, async ({ body, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'export-orders')) throw new Refusal('forbidden');
    const { format, desk, unit, from, to, text, reason } = body;
    const asked: Export = {
      id: newId(),
      tenant: actor.tenant,
      person: actor.person,
      post: actor.post,
      format,
      desk,
      unit: unit === undefined ? null : unitOf(api, actor, unit).id,
      from: from === undefined ? null : Date.parse(from),
      to: to === undefined ? null : Date.parse(to),
      withText: text,
      reason,
      askedAt: clock.now(),
      progress: { state: 'waiting', rows: 0, startedAt: null, endedAt: null, fetched: 0 },
    };
    if (text) {
      const count = await engine.count({ tenant: actor.tenant, filter: filterOf(asked, actor), limit: MOST_WITH_TEXT + 1 });
      if (count > MOST_WITH_TEXT) {
        const message: InBoth = `带正文时一次最多导出 ${MOST_WITH_TEXT} 单：请缩小工作台或单元的范围，或不带正文 / with the text at most ${MOST_WITH_TEXT} orders go out at once: narrow desk or unit, or leave the text out`;
        throw new Refusal('invalid', { errors: [{ path: 'text', message }] });
      }
    }
    await putExport(tables, asked);
    res.setHeader('location', `/api/v1/exports/${asked.id}`);
    sendJson(res, 201, { export: out(await own(actor, asked.id)) });
  });

  serve(router, api, contract.listExports, async ({ session: { actor }, res }) => {
    const all = mayRefer(readerOf(api, actor), 'read-access-log');
    const exports = await readExports(tables, {
      tenant: actor.tenant,
      ...(!all && { person: actor.person }),
      limit: LISTED,
    });
    sendJson(res, 200, { exports: exports.map(out) });
  });

  serve(router, api, contract.getExport, async ({ params, session: { actor }, res }) => {
    sendJson(res, 200, { export: out(await own(actor, params.id)) });
  });

  serve(router, api, contract.fetchExport, async ({ params, session: { actor }, res }) => {
    const asked = await own(actor, params.id);
    if (asked.post !== actor.post || !mayRefer(readerOf(api, actor), 'export-orders')) throw new Refusal('not-found');
    if (clock.now() > asked.askedAt + FETCHED_WITHIN_MS) {
      throw new Refusal('not-allowed', {
        detail: { zh: '已过 24 小时，请重新申请导出', en: 'It is older than 24 hours: ask for it again' },
      });
    }
    await noteBegun(tables, asked.id, clock.now());
    const ended = { rows: 0, broken: true };
    try {
      ended.rows = await write(asked, actor, res);
      ended.broken = res.destroyed;
    } finally {
      // Before the last of it is out: whoever has the whole file finds it done.
      await noteEnded(tables, asked.id, { ...ended, at: clock.now() });
    }
    res.end();
  });

  /** Writes all of the file but its end; returns how many orders went out. Stops when the reader is gone. */
  async function write(asked: Export, actor: SessionActor, res: Response): Promise<number> {
    const writer = writerOf(asked.format, columnsOf(asked.withText));
    const day = iso(asked.askedAt + 8 * 3_600_000).slice(0, 10);
    res.status(200).set('content-type', writer.type);
    res.set('content-disposition', `attachment; filename="orders-${day}.${asked.format}"`);
    const send = async (bytes: Uint8Array): Promise<void> => {
      if (bytes.length === 0 || res.destroyed || res.write(bytes)) return;
      const heard = new AbortController();
      await Promise.race([once(res, 'drain', heard), once(res, 'close', heard)]);
      heard.abort();
    };
    let rows = 0;
    let noted = 0;
    for await (const page of pages(asked, actor)) {
      if (res.destroyed) return rows;
      await send(writer.rows(page));
      rows += page.length;
      if (rows - noted < NOTED) continue;
      noted = rows;
      await noteRows(tables, asked.id, rows);
    }
    await send(writer.end());
    return rows;
  }

  async function* pages(asked: Export, actor: SessionActor): AsyncGenerator<readonly ExportRow[]> {
    const { from, to, withText } = asked;
    const ask = { tenant: actor.tenant, filter: filterOf(asked, actor), sort: 'newest' } as const;
    const falls = (openedAt: number): boolean => (from === null || openedAt >= from) && (to === null || openedAt < to);
    const unit = (id: string) => directory.unitById(id);
    const broughtInOf = (some: readonly { readonly id: string }[]) =>
      imports.of(
        actor.tenant,
        some.map(({ id }) => id as OrderId),
      );
    if (!withText) {
      // The next page is read while this one is written.
      const read = (cursor?: string) => engine.findFaces({ ...ask, limit: PAGE, ...(cursor !== undefined && { cursor }) });
      for (let ahead: ReturnType<typeof read> | null = read(); ahead !== null;) {
        const { faces, next }: Awaited<ReturnType<typeof read>> = await ahead;
        ahead = next === null ? null : read(next);
        // Whoever hangs up waits for it no more.
        ahead?.catch(() => {});
        const some = faces.filter(({ face }) => falls(face.openedAt));
        const broughtIn = await broughtInOf(some);
        yield some.map((face) => rowOf(face, unit, broughtIn.get(face.id as OrderId)));
      }
      return;
    }
    let left = MOST_WITH_TEXT;
    for (let cursor: string | null | undefined; cursor !== null && left > 0;) {
      const { orders, next } = await engine.find({ ...ask, limit: PAGE_WITH_TEXT, ...(cursor !== undefined && { cursor }) });
      const some = orders.filter(({ face }) => falls(face.openedAt)).slice(0, left);
      const broughtIn = await broughtInOf(some);
      const texts = await Promise.all(some.map((order) => textOf(order, actor)));
      yield some.map((order, n) => ({ ...rowOf(order, unit, broughtIn.get(order.id)), text: texts[n] ?? '' }));
      left -= some.length;
      cursor = next;
    }
  }

  /** Masked, also for those who may read it in full: a file goes further than a screen. */
  async function textOf(order: StoredOrder, actor: SessionActor): Promise<string> {
    const reader = readerOf(api, actor);
    const shown = await disclose({ db: api.tables, accessLog: api.accessLog, engine, reader, order, now: clock.now(), newId }, [
      'text',
    ]);
    return typeof shown.text === 'string' ? redact(shown.text) : '';
  }

  return router;
}
