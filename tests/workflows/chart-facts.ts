// What charts made of workflows/chart.ts are given in tests of the chart alone: clocks, sealed values, who tries what.
import type { Clock, Json } from '@six-order/engine';
import type { Try } from './explore.ts';

const HOUR = 3_600_000;

/** Monday morning, epoch ms. */
export const at = Date.parse('2026-03-02T09:00:00+08:00');

export const sealed: Json = { sealed: 'x', digest: 'd' };

/** A clock of so many hours. */
export const clock = (from: number, hours: number): Json => {
  const limit = hours * HOUR;
  return {
    startedAt: from,
    halfAt: from + limit * 0.5,
    pressingAt: from + limit * 0.8,
    dueAt: from + limit,
    overAt: from + limit * 2,
    everyMs: 24 * HOUR,
    limitMinutes: hours * 60,
    trace: null,
    policy: 'test',
  } satisfies Clock as unknown as Json;
};

/** A command as a person of a role tries it; `system` is nobody. */
export const tries =
  (facts: NonNullable<Try['facts']>) =>
  (person: string, type: string, input: { readonly [key: string]: Json } = {}): Try => ({
    type,
    person,
    input,
    facts,
    ...(person === 'system' && { actor: { person: null, role: 'system' } }),
  });

/** A calendar came, by which each clock that runs (of these names) has so many hours from then on. */
export const recompute = (hours: number, names?: readonly string[]): Try => ({
  type: 'recompute',
  person: 'system',
  actor: { person: null, role: 'system' },
  facts: (now, snapshot) => {
    const clocks = (snapshot?.context['clocks'] ?? {}) as Readonly<
      Record<string, { readonly finishedAt: number | null } | undefined>
    >;
    const running = Object.keys(clocks).filter((name) => clocks[name]?.finishedAt === null && (names?.includes(name) ?? true));
    return { recounted: running.length === 0 ? null : Object.fromEntries(running.map((name) => [name, clock(now, hours)])) };
  },
});
