// A proposal opened for those who must look at its text: the scan, the board, the publisher. What is opened goes no further
// than that (I12).
import type { Json, OrderId, StoredOrder } from '@six-order/engine';
import { sealedAt, type FieldName } from '../privacy/field-name.ts';
import { placeOf } from '../privacy/field-name.ts';
import { scan, type Proposal, type PublicFinding } from './scan.ts';

export type Unseal = (order: OrderId, ids: readonly string[]) => Promise<Readonly<Record<string, Json>>>;

const parts = { title: 'proposal.title', text: 'proposal.text', after: 'proposal.after' } as const;
const persons = ['contact.name', 'contact.phone', 'contact.address', 'place.room'] as const;

async function opened(unseal: Unseal, order: StoredOrder, names: readonly FieldName[]): Promise<Map<FieldName, string>> {
  const places = names.flatMap((name) => {
    const place = placeOf(order.workflow, name);
    const sealed = place && sealedAt(order, place);
    return sealed ? [{ name, id: sealed.sealed, member: place.member }] : [];
  });
  const values = places.length === 0 ? {} : await unseal(order.id, [...new Set(places.map(({ id }) => id))]);
  return new Map(
    places.flatMap(({ name, id, member }) => {
      const value = values[id] as Json | undefined;
      const text = member === undefined ? value : (value as Record<string, Json> | null | undefined)?.[member];
      return typeof text === 'string' ? [[name, text] as const] : [];
    }),
  );
}

/** Null when there is no proposal, or when it was erased. */
export async function openProposal(unseal: Unseal, order: StoredOrder): Promise<Proposal | null> {
  const texts = await opened(unseal, order, Object.values(parts));
  const [title, text, after] = [parts.title, parts.text, parts.after].map((name) => texts.get(name));
  return title === undefined || text === undefined ? null : { title, text, ...(after !== undefined && { after }) };
}

/** What looks like personal data in the order's proposal. `people`: names of those who worked on it. */
export async function scanProposal(
  unseal: Unseal,
  order: StoredOrder,
  people: readonly string[],
): Promise<readonly PublicFinding[]> {
  const proposal = await openProposal(unseal, order);
  if (!proposal) return [];
  const known = await opened(unseal, order, persons);
  const name = known.get('contact.name');
  const own = ['contact.phone', 'contact.address', 'place.room'].flatMap((field) => known.get(field as FieldName) ?? []);
  return scan(proposal, { names: [...(name ? [name] : []), ...people], own });
}
