// Orders that somebody wrote down for a person without an account: he stands as their resident, and none of them is his own matter.

interface Written {
  readonly resident?: unknown;
  readonly openedBy?: unknown;
  readonly source?: unknown;
}

/** Handed on by another system or a level above: whoever entered it has no interest of his own in it. */
const handedOn: ReadonlySet<unknown> = new Set(['12345', 'superior']);

export const isHandedOn = ({ source }: Written): boolean => handedOn.has(source);

/** For somebody without an account: whoever wrote it down stands as its resident. */
export const isWrittenDown = ({ resident, openedBy, source = 'resident' }: Written): boolean =>
  resident === openedBy && source !== 'resident';

/** Whoever wrote it down heard from the resident himself what he wants, and what he says of it in the end. */
export const isHeardByWriter = (order: Written): boolean => isWrittenDown(order) && !isHandedOn(order);

/** Of what is to be placed: a matter of one's own, in whatever post. */
export const isOwnMatter = (input: Readonly<Record<string, unknown>>): boolean =>
  input['source'] === 'resident' && input['onBehalfOf'] === undefined;
