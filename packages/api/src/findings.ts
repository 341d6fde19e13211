// What stands against publishing an order's proposal: what looks like personal data in it, and that the like was upheld against.
//
// Keeps: I12. Of what is opened for it places and kinds leave, and of what is nearly the same the words that are other (`changes`): those go
// to whoever reads the proposal alone, and by the log of readings (routes/board.ts).
import { scanProposal } from '@six-order/community/publication/proposal';
import type { PublicFinding } from '@six-order/community/publication/scan';
import { draftShown, likenessOf, type Likeness } from '@six-order/community/publication/upheld';
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

/**
 * To what went off the board by an objection its proposal is like; null when it is like none. `fields`: those that are approved; all when
 * absent.
 */
export async function likeTaken(
  { engine }: Pick<Api, 'engine'>,
  order: StoredOrder,
  fields?: readonly string[],
): Promise<Likeness | null> {
  const draft = contextOf(order.snapshot).publicObjection && draftShown(order.snapshot.context, fields);
  if (!draft) return null;
  return likenessOf(engine.unseal, order.id, draft, upheldIn(engine.workflows, await engine.journal(order.id)));
}

/** By what its publishing was judged, as the fact says it (community/facts), and to what it was the same. `fields`: as they were sent. */
export async function showingOf(api: Pick<Api, 'engine' | 'directory'>, order: StoredOrder, fields: unknown) {
  const findings = (await findingsOf(api, order)).map(({ id }) => id);
  const like = await likeTaken(api, order, Array.isArray(fields) ? (fields as readonly string[]) : undefined);
  return { named: true, findings, ...(like?.same && { asUpheld: true, objected: { at: like.at, undecided: like.undecided } }) };
}
