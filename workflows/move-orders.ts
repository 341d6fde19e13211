// After a release with a new version of a workflow: open orders of the versions before are moved on, as the declared migration says,
// each by an entry in its journal (I10).
//
// Owns: which orders, a page at a time. Not ours: what a migration makes of a snapshot (the workflow's `migrates`), when it is done (CLI).
// Keeps: M1: broken off, it goes on where it ended: what was moved is behind no longer. M2: what cannot be moved stands as it stood and
// keeps nobody waiting; what is only busy is tried again in the same run.
import { FrozenOrderError, RetryableError, TerminalError, type Actor, type OrderId, type Outcome } from '@six-order/engine';

const PAGE = 200;
/** Ids that are read in one go. */
const READ = 50_000;
/** How often one is tried that was busy. */
const TRIES = 5;

export interface Moved {
  /** Moves, two of an order that was two versions behind. */
  readonly moved: number;
  /** Orders that could not be moved, and why: they stand as they stood. No personal data (I12). */
  readonly left: readonly { readonly id: OrderId; readonly why: string }[];
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
  const left = new Map<OrderId, string>();
  const tries = new Map<OrderId, number>();
  let moved = 0;
  const seen = (ids: Iterable<OrderId>): Moved => ({
    moved,
    left: Array.from(ids, (id) => ({ id, why: left.get(id) ?? '' })),
  });
  for (;;) {
    const found = await engine.behind(READ + left.size);
    const behind = found.filter(({ id }) => !left.has(id));
    // Somebody else may have moved one, or it may have ended, since it was tried.
    if (behind.length === 0) return seen(found.map(({ id }) => id));
    for (let from = 0; from < behind.length; from += PAGE) {
      if (stopped()) return seen(left.keys());
      const page = behind.slice(from, from + PAGE);
      const outcomes = await engine.executeMany(
        page.map(({ id, tenant }) => ({
          order: id,
          type: 'migrate' as const,
          input: {},
          actor: { person: null, post: null, role: 'system', tenant, path: '' },
        })),
      );
      for (const [n, { id }] of page.entries()) {
        const outcome = outcomes[n] ?? new RetryableError('no answer');
        const tried = (tries.get(id) ?? 0) + 1;
        if (isMoved(outcome)) moved += 1;
        else if (isBusy(outcome) && tried < TRIES) tries.set(id, tried);
        else left.set(id, whyOf(outcome));
      }
      told?.(moved);
    }
  }
}

const isMoved = (outcome: Outcome | Error): boolean => !(outcome instanceof Error) && outcome.kind === 'applied';

/** Somebody was faster, or the engine had no room: it may be moved the next time. */
const isBusy = (outcome: Outcome | Error): boolean =>
  outcome instanceof Error ? outcome instanceof RetryableError : outcome.kind === 'busy' || outcome.kind === 'stale';

const ours = [FrozenOrderError, RetryableError, TerminalError] as const;

/** A fault of ours in its words, what lies behind it and any other by its name only: its words may quote the order. */
function whyOf(outcome: Outcome | Error): string {
  if (!(outcome instanceof Error)) return isBusy(outcome) ? 'it was busy each time' : `the engine said ${outcome.kind}`;
  if (!ours.some((fault) => outcome instanceof fault)) return `its migration failed (${outcome.name})`;
  return outcome.cause instanceof Error ? `${outcome.message} (${outcome.cause.name})` : outcome.message;
}
