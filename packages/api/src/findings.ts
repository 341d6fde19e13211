// What stands against publishing an order's proposal: what looks like personal data in it, and that the like was upheld against. What is
// opened for it goes no further (I12).
import { scanProposal } from '@six-order/community/publication/proposal';
import type { PublicFinding } from '@six-order/community/publication/scan';
import { draftShown, isAsUpheld } from '@six-order/community/publication/upheld';
import type { StoredOrder } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/six-order/face';
import { upheldIn } from '@six-order/workflows/six-order/upheld';
import type { Api } from './api.ts';

export function findingsOf(
  { engine, directory }: Pick<Api, 'engine' | 'directory'>,
  order: StoredOrder,
): Promise<readonly PublicFinding[]> {
  const handler = order.face.data['handler'];
  const name = typeof handler === 'string' ? directory.personName(handler) : undefined;
  return scanProposal(engine.unseal, order, name ? [name] : []);
}

/** By what its publishing was judged, as the fact says it (community/facts). `fields`: those that were to be approved. */
export async function showingOf(api: Pick<Api, 'engine' | 'directory'>, order: StoredOrder, fields: unknown) {
  const { engine } = api;
  const findings = (await findingsOf(api, order)).map(({ id }) => id);
  const shown = Array.isArray(fields) ? (fields as readonly string[]) : undefined;
  const draft = contextOf(order.snapshot).publicObjection && draftShown(order.snapshot.context, shown);
  const upheld = draft ? upheldIn(engine.workflows, await engine.journal(order.id)) : [];
  const asUpheld = draft && (await isAsUpheld(engine.unseal, order.id, draft, upheld));
  return { named: true, findings, ...(asUpheld && { asUpheld }) };
}
