// After a rolling upgrade: what a process of the release before wrote beside the new ones is without what this release added to the faces of
// orders; they are drawn anew from the orders themselves (decision 0455).
//
// Keeps: D1: broken off, it is done again: what is right is read and not written. D2: a set at a time, so that no command waits for more.
import type { OrderId } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';

/** Ids that are read in one go. */
const READ = 50_000;
/** Orders whose rows are locked together, for some milliseconds. */
const SET = 200;

export interface Drawn {
  /** Orders whose face was drawn anew. */
  readonly drawn: number;
  /** Orders whose face cannot be made, and why: they stand as they stood. */
  readonly left: readonly { readonly id: OrderId; readonly why: string }[];
}

/** `told`: after each set, how many orders were looked at so far. */
export async function drawFaces(
  engine: Pick<Engine, 'openAfter' | 'drawFaces'>,
  told: (looked: number) => void = () => {},
): Promise<Drawn> {
  let [drawn, looked] = [0, 0];
  const left: Drawn['left'][number][] = [];
  for (let ids = await engine.openAfter(null, READ); ids.length > 0; ids = await engine.openAfter(ids.at(-1) ?? null, READ)) {
    for (let from = 0; from < ids.length; from += SET) {
      const set = ids.slice(from, from + SET);
      const seen = await engine.drawFaces(set);
      drawn += seen.drawn;
      left.push(...seen.left.map(({ id, fault }) => ({ id, why: whyOf(fault) })));
      told((looked += set.length));
    }
  }
  return { drawn, left };
}

/** What lies behind it by its name only: its words may quote the order. */
const whyOf = ({ message, cause }: Error): string => (cause instanceof Error ? `${message} (${cause.name})` : message);
