// What an order has to do with others: what it was born of, and what was born of it (a card, a mediation, a topic, a visit, a task).
//
// L1: what the reader may not see is not there, not even as a number (I11). L2: whoever keeps out of a dispute is not led from it to what
// it came of, nor to it from there.
import { Router } from 'express';
import { maySee } from '@six-order/community/authority/authority';
import { isShutOut } from '@six-order/community/authority/relation';
import { bornOf } from '@six-order/community/desks/marks';
import { OrderId, type StoredOrder } from '@six-order/engine';
import { contextOf as cardOf } from '@six-order/workflows/card/face';
import { contextOf as deliberationOf } from '@six-order/workflows/deliberation/face';
import { contextOf as mediationOf } from '@six-order/workflows/mediation/face';
import { contextOf as taskOf } from '@six-order/workflows/task/face';
import { contextOf as visitOf } from '@six-order/workflows/visit/face';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { iso } from '../iso-instant.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

/** What was born of one order. */
const MOST = 50;

type Snapshot = StoredOrder['snapshot'];

/** By workflow: the orders that it came from, and those that it knows to have come from it. A visit writes down what it led to. */
const known: Readonly<
  Record<string, (snapshot: Snapshot) => { readonly from: readonly (string | null)[]; readonly to: readonly (string | null)[] }>
> = {
  card: (snapshot) => ({ from: [cardOf(snapshot).order.id], to: [] }),
  mediation: (snapshot) => ({ from: [mediationOf(snapshot).order], to: [] }),
  deliberation(snapshot) {
    const { order, lower, higher, tasks } = deliberationOf(snapshot);
    return { from: [order, lower], to: [higher?.child ?? null, ...tasks.map(({ child }) => child)] };
  },
  task(snapshot) {
    const { parent, parts } = taskOf(snapshot);
    return { from: [parent], to: parts.map(({ child }) => child) };
  },
  visit: (snapshot) => ({ from: [], to: visitOf(snapshot).orders }),
};

export function linkRoutes(api: Api): Router {
  const { engine } = api;
  const router = Router();

  serve(router, api, contract.listLinks, async ({ params, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    const none = { from: [], to: [] };
    const { from, to } = (isShutOut(reader, order) ? null : known[order.workflow]?.(order.snapshot)) ?? none;
    const read = async (ids: readonly (string | null)[]): Promise<readonly StoredOrder[]> =>
      (await Promise.all([...new Set(ids)].flatMap((id) => (id === null ? [] : [engine.get(OrderId.parse(id))])))).filter(
        (one) => one !== null,
      );
    const [origins, named, born] = await Promise.all([read(from), read(to), bornOfIt(order)]);
    // A visit is where an order came from, though the order does not know of it.
    const isOrigin = ({ workflow }: StoredOrder): boolean => workflow === 'visit';
    const out = (relation: 'from' | 'to', orders: readonly StoredOrder[]) =>
      [...new Map(orders.map((one) => [one.id, one])).values()]
        .filter((one) => maySee(reader, one) && !isShutOut(reader, one))
        .map(({ id, workflow, face }) => ({
          id,
          number: face.number,
          workflow,
          relation,
          state: face.stage,
          openedAt: iso(face.openedAt),
        }));
    sendJson(res, 200, {
      links: [
        ...out('from', [...origins, ...born.filter(isOrigin)]),
        ...out('to', [...named, ...born.filter((one) => !isOrigin(one))]),
      ],
    });
  });

  return router;

  /** By the mark that their faces bear, from the county down. */
  async function bornOfIt({ id, tenant, face }: StoredOrder): Promise<readonly StoredOrder[]> {
    const [county = ''] = face.path.split('.');
    const filter = { all: [{ within: county }, { label: bornOf(id) }] };
    return (await engine.find({ tenant, filter, sort: 'newest', limit: MOST })).orders;
  }
}
