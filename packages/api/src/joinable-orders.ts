// “我也一样”: which open orders a resident may join with one of his own: public facilities, and what is published, of the same
// kind in the same community. Whoever worked on them and says that it is done is joined by nobody any more.
//
// J1: an offer is named by a token for one person, so that no id of another's order is told, and none can be tried out.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { mayJoin } from '@six-order/community/duplicates/me-too';
import type { Unit } from '@six-order/community/units/unit';
import type { StoredOrder } from '@six-order/engine';
import type { Keyring } from '@six-order/engine/runtime';
import type { Api } from './api.ts';
import type { SessionActor } from './session.ts';

const MOST = 20;

/** Not finished yet, and nobody is called about it first. */
const stages = [
  'placed',
  'admitted',
  'consulting',
  'dispatched',
  'pooled',
  'claimed',
  'returning',
  'accepted',
  'working',
  'reworking',
  'paused',
  'shelved',
  'escalated',
];

export interface Joinables {
  readonly community: Unit;
  readonly orders: readonly StoredOrder[];
}

/** The newest 20 of others; null where nothing may be joined. `unit`: where the resident's own is. */
export async function joinableOrders(
  { engine, directory }: Api,
  actor: SessionActor,
  { category: code, unit }: { readonly category: string; readonly unit: Unit },
): Promise<Joinables | null> {
  const category = categoryByCode(code);
  const community = directory.lineOf(unit).find(({ kind }) => kind === 'community');
  if (!category || !community || !mayJoin(category, true)) return null;
  const { orders } = await engine.find({
    tenant: actor.tenant,
    filter: {
      all: [
        { open: true },
        { workflow: 'six-order' },
        { stage: stages },
        { label: `cat:${category.code}` },
        { within: community.path },
        ...(mayJoin(category, false) ? [] : [{ label: 'publication:published' }]),
      ],
    },
    sort: 'newest',
    limit: MOST,
  });
  return { community, orders: orders.filter(({ face }) => face.data['resident'] !== actor.person) };
}

const LENGTH = 24;

export const joinTokenOf = (keyring: Keyring, person: string, order: string): string =>
  Buffer.from(keyring.digest('me-too', `${person} ${order}`))
    .toString('base64url')
    .slice(0, LENGTH);

/** The order that a token names, as long as it may be joined; null otherwise. */
export async function joinedOrder(
  api: Api,
  actor: SessionActor,
  { token, ...where }: { readonly token: string; readonly category: string; readonly unit: Unit },
): Promise<string | null> {
  const found = await joinableOrders(api, actor, where);
  return found?.orders.find(({ id }) => joinTokenOf(api.keyring, actor.person, id) === token)?.id ?? null;
}

/** One's own orders among which the one that a token was spent on is looked for. */
const OWN = 50;

/**
 * The order that a token named when this actor placed one of his own with it: it may not be joined any more by now. null when he placed none
 * with it. For a request that is repeated: what it means is what it meant the first time.
 */
export async function joinedBefore({ engine, keyring }: Api, actor: SessionActor, token: string): Promise<string | null> {
  const filter = { all: [{ workflow: 'six-order' }, { people: [actor.person] }] };
  const { orders } = await engine.find({ tenant: actor.tenant, filter, sort: 'newest', limit: OWN });
  for (const { id } of orders) {
    const parent = (await engine.journal(id))[0]?.input['parent'];
    if (typeof parent === 'string' && joinTokenOf(keyring, actor.person, parent) === token) return parent;
  }
  return null;
}
