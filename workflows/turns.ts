// Whose turn it is (该谁办): who is to act now on an order, and until when, as its chart says it.
//
// Not ours: who may send what (community/authority), what a clock is called.
// Keeps: T1: it is read from the chart's states alone, so it cannot differ from what the chart takes.
import type { Json, StoredOrder } from '@six-order/engine';
import { workflows } from './all.ts';
import { isStopped, type KeptClock } from './shown-clock.ts';
import type { TurnName } from './turn-words.ts';

export interface Turn {
  readonly who: TurnName;
  /** The clock of the stage, by its name in the workflow; null when nothing limits it. */
  readonly clock: string | null;
  /** Epoch ms; null where no clock runs. */
  readonly dueAt: number | null;
}

interface Node {
  readonly states: Readonly<Record<string, Node>>;
  readonly key: string;
  /**
   * `while`: the turn is there only beside one of these states, of another region; without it always. `limit`: a clock whose ladder
   * is another state's. `until`: when the turn passes by itself, epoch ms, where that is before its clock. `done`: it is over in a state
   * that goes on.
   */
  readonly meta?: {
    readonly turn?: readonly TurnName[];
    readonly clock?: string;
    readonly limit?: string;
    readonly while?: readonly string[];
    readonly until?: (context: StoredOrder['snapshot']['context']) => number | null;
    readonly done?: (context: StoredOrder['snapshot']['context']) => boolean;
  };
}

/**
 * Those whose turn it is, the stage's first, then those of regions beside it. Nobody where the order has ended, or
 * where this release does not know its version. Of what stands still for an emergency those whose turn it is when it goes on.
 */
export function turnsOf({ workflow, version, snapshot, face }: StoredOrder): readonly Turn[] {
  const known = workflows.find((one) => one.id === workflow && one.version === version);
  if (!known || face.closedAt !== null) return [];
  const { clocks = {}, emergency } = snapshot.context as {
    readonly clocks?: Readonly<Record<string, KeptClock | undefined>>;
    readonly emergency?: { readonly from?: string };
  };
  const from = emergency?.from;
  const value = from === undefined ? snapshot.value : { ...(snapshot.value as Readonly<Record<string, Json>>), handling: from };
  const nodes = nodesIn(known.machine.root as unknown as Node, value);
  const found = nodes.flatMap(({ meta }) => {
    const { turn = [], clock: own, limit, while: beside, until, done } = meta ?? {};
    if (beside && !nodes.some(({ key }) => beside.includes(key))) return [];
    if (done?.(snapshot.context)) return [];
    const name = own ?? limit ?? null;
    const clock = name === null ? undefined : clocks[name];
    const running = clock && clock.finishedAt === null && !isStopped(clock) ? clock : null;
    const ends = [running?.dueAt ?? null, until?.(snapshot.context) ?? null].filter((end) => end !== null);
    return turn.map((who) => ({ who, clock: name, dueAt: ends.length === 0 ? null : Math.min(...ends) }));
  });
  return found.filter(({ who }, index) => found.findIndex((one) => one.who === who) === index);
}

/** What a machine's value says of a node, from the outside in. */
function nodesIn(node: Node, value: Json, found: Node[] = []): readonly Node[] {
  const inner = typeof value === 'string' ? { [value]: {} } : (value as Readonly<Record<string, Json>>);
  for (const key of Object.keys(inner)) {
    const child = node.states[key];
    if (!child) continue;
    found.push(child);
    nodesIn(child, inner[key] as Json, found);
  }
  return found;
}
