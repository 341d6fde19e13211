// How a limit that has ended was counted: a snapshot keeps of it when it was due, the journal the whole (decision 0344).
import type { Clock, Json, Snapshot } from '@six-order/engine';

type Run = Pick<Clock, 'startedAt' | 'dueAt' | 'trace'> & { readonly name: string };

/** Each clock as it stood when it last ran, with all that moved it, by the name that its workflow gives it and its start. */
export function lastRuns(snapshots: Iterable<Snapshot>): readonly Run[] {
  const runs = new Map<string, Run>();
  for (const { context } of snapshots) {
    const { clocks } = context as { readonly clocks?: Readonly<Record<string, Json>> };
    for (const [name, clock] of Object.entries(clocks ?? {})) {
      if (!isRunning(clock)) continue;
      const { startedAt, dueAt, trace } = clock as unknown as Clock;
      runs.set(`${name} ${startedAt}`, { name, startedAt, dueAt, trace });
    }
  }
  return [...runs.values()];
}

const isRunning = (clock: Json): boolean =>
  typeof clock === 'object' && clock !== null && 'trace' in clock && 'finishedAt' in clock && clock['finishedAt'] === null;
