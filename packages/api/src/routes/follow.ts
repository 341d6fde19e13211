// An order by its number and query code, for whoever holds the receipt.
//
// F1: an unknown number and a wrong code get the same answer after the same work, so neither tells whether an order exists.
// F2: whoever has the code reads what the resident reads, and stands in the access log as nobody that is known.
import { Router } from 'express';
import type { Reader } from '@six-order/community/authority/reader';
import { parseOrderNumber } from '@six-order/community/numbers/order-number';
import { disclose } from '@six-order/community/privacy/disclose';
import type { StoredOrder } from '@six-order/engine';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import { languageOf } from '../problem-handler.ts';
import { presentOrder, shownFieldsOf } from '../present-order.ts';
import { isQueryCode } from '../query-code.ts';
import { createRateLimit } from '../rate-limit.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';

/** Stands in for the order that is not there. */
const NO_ORDER = '00000000-0000-7000-8000-000000000000';

export function followRoutes(api: Api): Router {
  const { engine, directory, rules, clock, keyring } = api;
  const router = Router();
  const byAddress = createRateLimit(api, { what: 'follow by address', burst: 20, fillSeconds: 60 });
  const byNumber = createRateLimit(api, { what: 'follow by number', burst: 20, fillSeconds: 600 });

  serve(router, api, contract.followOrder, async ({ body, req, res }) => {
    const number = parseOrderNumber(body.number)?.number ?? body.number;
    const refuseAfter = (wait: number) => {
      if (wait > 0) throw new Refusal('too-many', { headers: { 'retry-after': String(wait) } });
    };
    refuseAfter(await byAddress.take(req.ip ?? '', clock.wall()));
    const order = await coded(number, body.code);
    if (!order) {
      // Only wrong codes are counted against a number: nobody can lock out the one who has the right one.
      refuseAfter(await byNumber.take(number, clock.wall()));
      throw new Refusal('not-found', { detail: unknown });
    }
    const reader = residentOf(order);
    const now = clock.now();
    const shown = await disclose(
      { db: api.tables, accessLog: api.accessLog, engine, reader, order, now, newId: api.newId, byCode: true },
      shownFieldsOf(order),
    );
    // Whoever holds the receipt looks; to act takes a session.
    sendJson(res, 200, { order: presentOrder(order, { directory, rules, reader, now, language: languageOf(req) }, shown, []) });
  });

  /** Numbers are unique within a county: the code says whose it is. */
  async function coded(number: string, code: string): Promise<StoredOrder | null> {
    let match: StoredOrder | null = null;
    for (const tenant of tenantsOf()) {
      const order = await engine.getByNumber(tenant, number);
      if (isQueryCode(keyring, order?.id ?? NO_ORDER, code) && order) match = order;
    }
    return match;
  }

  const tenantsOf = (): ReadonlySet<string> => new Set(directory.unitsWithin('').map(({ tenant }) => tenant));

  return router;
}

const unknown = { zh: '没有与该单号和查询码相符的订单。', en: 'No order has this number and this code.' };

/** The resident whose order it is, reading it as such. */
const residentOf = ({ tenant, face }: StoredOrder): Reader => ({
  person: typeof face.data['resident'] === 'string' ? face.data['resident'] : null,
  post: null,
  role: 'resident',
  tenant,
  path: face.path,
  holds: [],
});
