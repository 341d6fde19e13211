// What looks like personal data in an order's proposal. What is opened for it goes no further (I12).
import { scanProposal } from '@six-order/community/publication/proposal';
import type { PublicFinding } from '@six-order/community/publication/scan';
import type { StoredOrder } from '@six-order/engine';
import type { Api } from './api.ts';

export function findingsOf(
  { engine, directory }: Pick<Api, 'engine' | 'directory'>,
  order: StoredOrder,
): Promise<readonly PublicFinding[]> {
  const handler = order.face.data['handler'];
  const name = typeof handler === 'string' ? directory.personName(handler) : undefined;
  return scanProposal(engine.unseal, order, name ? [name] : []);
}
