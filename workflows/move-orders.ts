// After a release with a new version of a workflow: open orders of the versions before are moved on, as the declared migration says,
// each by an entry in its journal (I10).
//
// Owns: which orders, a page at a time. Not ours: what a migration makes of a snapshot (the workflow's `migrates`), when it is done (CLI).
// Keeps: M1: broken off, it goes on where it ended: what was moved is behind no longer. M2: what cannot be moved stands as it stood and
// keeps nobody waiting; what is only busy is tried again in the same run.
import { RetryableError, type Actor, type OrderId, type Outcome } from '@six-order/engine';

const PAGE = 200;
/** Ids that are read in one go. */
const READ = 50_000;
/** How often one is tried that was busy. */
const TRIES = 5;

export interface Moved {
  /** Moves, two of an order that was two versions behind. */
  readonly moved: number;
  /** Orders that could not be moved. */
  readonly left: number;
}

interface Moving {
  /** What of the engine it takes. */
  readonly engine: {
    behind(limit: number): Promise<readonly { readonly id: OrderId; readonly tenant: string }[]>;
    executeMany(
      commands: readonly {
        readonly order: OrderId;
        readonly type: 'migrate';
        readonly input: Record<string, never>;
        readonly actor: Actor;
      }[],
    ): Promise<readonly (Outcome | Error)[]>;
  };
  /** Told after each page how many were moved so far. */
  readonly told?: (moved: number) => void;
  /** Asked before each page. */
  readonly stopped?: () => boolean;
}

/** Costs one look at the open orders where nothing is behind. */
export async function moveOrders({ engine, told, stopped = () => false }: Moving): Promise<Moved> {
  const left = new Set<string>();
  const tries = new Map<string, number>();
  let moved = 0;
  for (;;) {
    const found = await engine.behind(READ + left.size);
    const behind = found.filter(({ id }) => !left.has(id));
    if (behind.length === 0) return { moved, left: found.length };
    for (let from = 0; from < behind.length; from += PAGE) {
      if (stopped()) return { moved, left: left.size };
      const page = behind.slice(from, from + PAGE);
      const outcomes = await engine.executeMany(
        page.map(({ id, tenant }) => ({
          order: id,
          type: 'migrate' as const,
          input: {},
          actor: { person: null, post: null, role: 'system', tenant, path: '' },
        })),
      );
      for (const [n, outcome] of outcomes.entries()) {
        const id = page[n]?.id ?? '';
        const tried = (tries.get(id) ?? 0) + 1;
        if (isMoved(outcome)) moved += 1;
        else if (isBusy(outcome) && tried < TRIES) tries.set(id, tried);
        else left.add(id);
      }
      told?.(moved);
    }
  }
}

const isMoved = (outcome: Outcome | Error): boolean => !(outcome instanceof Error) && outcome.kind === 'applied';

/** Somebody was faster, or the engine had no room: it may be moved the next time. */
const isBusy = (outcome: Outcome | Error): boolean =>
  outcome instanceof Error ? outcome instanceof RetryableError : outcome.kind === 'busy' || outcome.kind === 'stale';
