// The round of an order that waits is evaluated by whoever holds a link, a paper slip or the receipt.
import type { Actor, Outcome, StoredOrder } from '@six-order/engine';
import { roundOf } from '@six-order/workflows/six-order/round';
import type { Request } from 'express';
import type { Api } from './api.ts';
import { noteDeviceOf } from './note-device.ts';

export interface Held {
  readonly input: object;
  /** The post of whoever handed out what it is evaluated by; null: the resident's own. */
  readonly handedOutBy: string | null;
}

/** `stale` and `not-allowed`: its round is over. */
export async function evaluateRound(
  api: Api,
  order: StoredOrder,
  held: Held,
  req: Request,
): Promise<{ readonly outcome: Outcome; readonly actor: Actor }> {
  // Nobody in person. The post is that of whoever handed it out.
  const actor: Actor = { person: null, post: held.handedOutBy, role: 'system', tenant: order.tenant, path: '' };
  const round = roundOf(order);
  // The revision: of two who hold the same, one evaluates.
  const asked = { order: order.id, revision: order.revision, type: 'evaluate', input: held.input, actor };
  const outcome = await api.engine.execute(asked);
  api.metrics.command('evaluate', outcome.kind);
  if (outcome.kind === 'applied') await noteDeviceOf(api, req, order);
  // Something else happened to it meanwhile, a note perhaps: the round may still wait.
  const now = outcome.kind === 'stale' ? roundOf(outcome.order) : null;
  if (outcome.kind === 'stale' && now?.round === round?.round && now?.finishedAt === round?.finishedAt)
    return evaluateRound(api, outcome.order, held, req);
  return { outcome, actor };
}
