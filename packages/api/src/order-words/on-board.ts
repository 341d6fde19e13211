// Where on the public board an order is to be read, for whoever reads the order itself.
//
// Keeps: B1: its name there stands with the order alone, never in what leaves the order's page: a link to it tells no referrer.

interface Published {
  readonly state: { readonly publication: string | null };
  /** `until`: ISO 8601. */
  readonly publication?: { readonly alias: string | null; readonly until: string | null } | undefined;
}

/** Its address on the board; null while nothing is to be read there. `now`: epoch ms. */
export const onBoard = ({ state, publication }: Published, now: number): string | null =>
  state.publication === 'published' && publication?.alias && (!publication.until || now < Date.parse(publication.until))
    ? `/board/${publication.alias}`
    : null;
