// Whoever is waited for goes on between the steps of a batch in the background.
import { expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { borrower } from '../harness/toy.ts';

const desk = await openLoanDesk();

test('a batch in the background is stepped through in several turns of the event loop, one that is asked for in one', async () => {
  let turn = 0;
  let steps: number[] = [];
  const engine = desk.open({
    announce: () => {
      steps.push(turn);
      return [];
    },
  });
  let ticking = true;
  const tick = (): void => {
    turn += 1;
    if (ticking) setImmediate(tick);
  };
  tick();
  try {
    const commands = [];
    for (let n = 0; n < 32; n += 1) commands.push({ order: (await desk.place()).id, type: 'take', input: {}, actor: borrower });
    const most = (): number => Math.max(...[...Map.groupBy(steps, (at) => at).values()].map(({ length }) => length));

    for (const outcome of await engine.executeMany(commands)) if (!(outcome instanceof Error)) applied(outcome);
    expect(steps).toHaveLength(32);
    expect(most()).toBeLessThanOrEqual(8);

    steps = [];
    const input = { condition: 'good' };
    const outcomes = await Promise.all(commands.map((one) => engine.execute({ ...one, type: 'giveBack', input })));
    outcomes.forEach(applied);
    expect(steps).toHaveLength(32);
    expect(most()).toBeGreaterThan(8);
  } finally {
    ticking = false;
  }
});
