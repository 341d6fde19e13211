// The access log: for the data protection officer in full, for those who supervise as sums.
//
// Owns: the doors. Not ours: what is written (community/privacy/disclose), who may read it (authority/reference-acts).
import { Router } from 'express';
import { mayRefer, type ReferenceAct } from '@six-order/community/authority/reference-acts';
import type { Reader } from '@six-order/community/authority/reader';
import { findCase } from '@six-order/community/points/case-store';
import { countAccess, readAccess } from '@six-order/community/privacy/access-log-store';
import { isWithin, OrderId, readCursor, writeCursor, type Actor } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitRef } from '../unit-ref.ts';

/** Below this a sum may point at one person. */
const FEWEST = 5;

export function accessLogRoutes(api: Api): Router {
  const { directory, engine, tables } = api;
  const router = Router();

  const must = (actor: Actor, act: ReferenceAct): Reader => {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, act)) throw new Refusal('forbidden');
    return reader;
  };
  const postOf = (id: string | null) => {
    const post = id === null ? undefined : directory.post(id);
    const unit = post && unitRef(directory, post.unit);
    return post && unit ? { id: post.id, role: post.role, unit } : null;
  };
  const orderOf = async (tenant: string, id: string) => {
    const order = await engine.get(OrderId.parse(id));
    // What a person says about points without an order stands there under the case's own id.
    const resident = order ? order.face.data['resident'] : (await findCase(tables, tenant, id))?.person;
    return { id, number: order?.face.number ?? null, resident: typeof resident === 'string' ? resident : null };
  };

  serve(router, api, contract.listAccess, async ({ query: { cursor, limit, order, person }, session: { actor }, res }) => {
    const { tenant } = must(actor, 'read-access-log');
    const from = cursor === undefined ? null : readCursor(cursor);
    const after = from === null ? undefined : { at: from.at ?? 0, id: from.id };
    const found = await readAccess(tables, { tenant, order, person, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const orders = new Map(
      await Promise.all([...new Set(page.map((one) => one.order))].map(async (id) => [id, await orderOf(tenant, id)] as const)),
    );
    sendJson(res, 200, {
      readings: page.map(({ at, person: id, post, order: of, field, how, reason }) => ({
        at: new Date(at).toISOString(),
        reader: id === null ? null : { id, name: directory.personName(id) ?? '' },
        post: postOf(post),
        order: orders.get(of) ?? { id: of, number: null, resident: null },
        field,
        how,
        reason,
      })),
      next: found.length > limit && last ? writeCursor({ at: last.at, id: last.id }) : null,
    });
  });

  serve(router, api, contract.sumAccess, async ({ query: { month }, session: { actor }, res }) => {
    const reader = must(actor, 'read-access-sums');
    const from = Date.parse(`${month}-01T00:00:00+08:00`);
    const next = new Date(from + 40 * 86_400_000).toISOString().slice(0, 7);
    const counted = await countAccess(tables, { tenant: reader.tenant, from, to: Date.parse(`${next}-01T00:00:00+08:00`) });
    const sums = new Map<string, number>();
    for (const { post: id, how, count } of counted) {
      const post = id === null ? undefined : directory.post(id);
      const unit = post && directory.unitById(post.unit);
      if (!post || !unit || !isWithin(unit.path, reader.path)) continue;
      const key = `${post.role} ${how}`;
      sums.set(key, (sums.get(key) ?? 0) + count);
    }
    sendJson(res, 200, {
      month,
      sums: [...sums]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([key, count]) => {
          const [role, how] = key.split(' ');
          return { role, how, count: count < FEWEST ? null : count };
        }),
    });
  });

  return router;
}
