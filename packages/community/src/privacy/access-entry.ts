// An entry of the access log, and what it is chained by. Pure.

export interface AccessEntry {
  readonly id: string;
  readonly tenant: string;
  /** Epoch ms. */
  readonly at: number;
  /** Null: whoever followed the order by its query code; nobody knows who that is. */
  readonly person: string | null;
  readonly post: string | null;
  readonly order: string;
  readonly field: string;
  readonly how: 'full' | 'masked' | 'reveal';
  /** Only with `reveal`; holds no personal data. */
  readonly reason: string | null;
}

/** What the MAC of an entry covers, with the MAC before it: everything that it says, and where in which chain it stands. */
export const chainText = (
  { id, tenant, at, person, post, order, field, how, reason }: AccessEntry,
  { chain, seq }: { readonly chain: string; readonly seq: number },
): string => JSON.stringify(['access', chain, seq, id, tenant, at, person, post, order, field, how, reason]);
