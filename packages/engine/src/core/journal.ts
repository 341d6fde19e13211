// The journal: one entry for each applied command of an order, chained by a MAC whose key is outside the database (I9).
import type { Actor, Json } from './order.ts';
import { canonicalJson } from './canonical-json.ts';

export interface JournalEntry {
  /** 1 for the opening command; equals the revision it made. */
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  /** Command type, or the name of the delay that a clock's timer fired. */
  readonly type: string;
  readonly workflow: string;
  readonly version: number;
  readonly actor: { readonly person: string | null; readonly post: string | null; readonly role: string };
  /** Personal fields stand as sealed values. */
  readonly input: { readonly [key: string]: Json };
  /** The facts' values as used. */
  readonly facts: { readonly [key: string]: Json };
  /** Only when a clock fired. */
  readonly timer?: { readonly slot: string; readonly id: string; readonly dueAt: number };
  /** Version of the master key that the MAC was made with. */
  readonly key: number;
  /** MAC over the previous entry's MAC and this entry's canonical JSON, base64url. */
  readonly mac: string;
}

/** What the MAC covers: the entry without its MAC, under its order's id. */
export const entryText = (order: string, entry: Omit<JournalEntry, 'mac'>): string =>
  // Written in the order of its keys, so that nothing has to be sorted.
  canonicalJson({
    actor: rolesOnly(entry.actor),
    at: entry.at,
    facts: entry.facts,
    input: entry.input,
    key: entry.key,
    order,
    seq: entry.seq,
    timer: entry.timer,
    type: entry.type,
    version: entry.version,
    workflow: entry.workflow,
  } as unknown as Json);

const rolesOnly = ({ person, post, role }: Pick<Actor, 'person' | 'post' | 'role'>) => ({ person, post, role });
