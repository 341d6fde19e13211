// An order by its number and query code, for whoever holds the receipt, with script or without.
//
// F1: an unknown number and a wrong code get the same answer after the same work, so neither tells whether an order exists.
import type { Reader } from '@six-order/community/authority/reader';
import { parseOrderNumber } from '@six-order/community/numbers/order-number';
import type { StoredOrder } from '@six-order/engine';
import type { Request } from 'express';
import type { Api } from './api.ts';
import { isQueryCode } from './query-code.ts';
import { createRateLimit } from './rate-limit.ts';
import { Refusal } from './refusal.ts';

/** Stands in for the order that is not there. */
const NO_ORDER = '00000000-0000-7000-8000-000000000000';

/** What is on a receipt, as it was typed. */
export interface Receipt {
  readonly number: string;
  readonly code: string;
}

/** Throws a refusal `not-found`, or `too-many` with the seconds to wait. */
export function createFollowed(api: Api): (req: Pick<Request, 'ip'>, receipt: Receipt) => Promise<StoredOrder> {
  const { engine, directory, clock, keyring } = api;
  const byAddress = createRateLimit(api, { what: 'follow by address', burst: 20, fillSeconds: 60 });
  const byNumber = createRateLimit(api, { what: 'follow by number', burst: 20, fillSeconds: 600 });
  const refuseAfter = (wait: number): void => {
    if (wait > 0) throw new Refusal('too-many', { headers: { 'retry-after': String(wait) } });
  };

  return async (req, receipt) => {
    const number = parseOrderNumber(receipt.number)?.number ?? receipt.number;
    refuseAfter(await byAddress.take(req.ip ?? '', clock.wall()));
    const order = await coded(number, receipt.code);
    if (order) return order;
    // Only wrong codes are counted against a number: nobody can lock out the one who has the right one.
    refuseAfter(await byNumber.take(number, clock.wall()));
    throw new Refusal('not-found', { detail: unknown });
  };

  /** Numbers are unique within a county: the code says whose it is. */
  async function coded(number: string, code: string): Promise<StoredOrder | null> {
    let match: StoredOrder | null = null;
    for (const tenant of tenantsOf()) {
      const order = await engine.getByNumber(tenant, number);
      if (isQueryCode(keyring, order?.id ?? NO_ORDER, code) && order) match = order;
    }
    return match;
  }

  function tenantsOf(): ReadonlySet<string> {
    return new Set(directory.unitsWithin('').map(({ tenant }) => tenant));
  }
}

const unknown = { zh: '没有与该单号和查询码相符的订单。', en: 'No order has this number and this code.' };

/** The resident whose order it is, reading it as such. */
export const residentOf = ({ tenant, face }: StoredOrder): Reader => ({
  person: typeof face.data['resident'] === 'string' ? face.data['resident'] : null,
  post: null,
  role: 'resident',
  tenant,
  path: face.path,
  holds: [],
});
