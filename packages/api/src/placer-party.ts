// A dispute that is born of an order: whoever placed that is its first side, known by account, without anybody reading who it is.
import type { z } from 'zod';
import { maySee } from '@six-order/community/authority/authority';
import { consenterOf } from '@six-order/community/privacy/withholding';
import { OrderId } from '@six-order/engine';
import { readerOf, type Api } from './api.ts';
import type { OpenMediationRequest } from './contract/mediation.ts';
import type { SessionActor } from './session.ts';

type Asked = z.output<typeof OpenMediationRequest>;

/** The request with its placer among the persons of side a; without him where the order is not seen, or whose it is has no account. */
export async function withPlacer(api: Api, actor: SessionActor, { parties: { a, b }, ...asked }: Asked) {
  const { placer = false, ...side } = a;
  const order = placer && asked.order !== undefined ? await api.engine.get(OrderId.parse(asked.order)) : null;
  // Whoever wrote it down for somebody without an account is no side of it.
  const resident = order && maySee(readerOf(api, actor), order) ? consenterOf(order) : null;
  if (resident === null) return { ...asked, parties: { a: side, b } };
  return { ...asked, parties: { a: { ...side, persons: [...new Set([...(side.persons ?? []), resident])] }, b } };
}
