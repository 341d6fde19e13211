// What desks and commands may cost in statements: docs/desks.md says it, and it is so.
//
// The commands' budgets are kept by every street of the tests (harness/street-on.ts): each command that any test sends alone is
// counted. Here the table is held against the workflows, and desks are read.
import { deskNames } from '@six-order/community/desks/desk-name';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import { personaNames } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { workflows } from '@six-order/workflows/all';
import { expect, test } from 'vitest';
import { budgeted, budgetOf, budgetReason, countAt, FIRE_BUDGET } from '../harness/statement-budget.ts';
import { openStreet, toMember } from '../harness/street.ts';
import { openPool, createEngine } from '@six-order/engine/runtime';
import { desksPage, PAGE_BUDGET, COUNTS_BUDGET } from './desks-page.ts';

const latest = [...new Map(workflows.map((workflow) => [workflow.id, workflow])).values()];

test('the page says what stands on each desk, and every budget', async () => {
  const rows = latest.flatMap(({ id, commands }) =>
    Object.keys(commands).map((type) => ({ workflow: id, type, budget: budgetOf(id, type), reason: budgetReason(id, type) })),
  );
  await expect(desksPage(rows, FIRE_BUDGET)).toMatchFileSnapshot('../../docs/desks.md');
});

test('no budget is of a command that there is not', () => {
  const known = new Set(latest.flatMap(({ id, commands }) => Object.keys(commands).map((type) => `${id} ${type}`)));
  expect(budgeted.map(([workflow, type]) => `${workflow} ${type}`).filter((one) => !known.has(one))).toEqual([]);
});

test('a page of any desk is one statement for any post, and so are the counts of all its desks', async () => {
  const street = await openStreet();
  for (let n = 0; n < 3; n += 1) await street.place();
  const { id } = await street.place();
  await street.as('secretary').send(id, 'admit');
  await street.as('secretary').send(id, 'dispatch', toMember);

  const pool = openPool(street.url, 'engine', { max: 2 });
  const counted = countAt([pool]);
  const reading = createEngine({
    db: pool,
    workflows,
    authorize: () => 'forbidden',
    facts: () => Promise.resolve([]),
    seal: street.keyring,
    now: street.clock.now,
    newId: () => personas.resident.person,
  });
  let shown = 0;
  for (const persona of personaNames) {
    const actor = street.actor(persona);
    const reader = { ...actor, holds: street.directory.holdsOf(actor) };
    const desks = deskNames.map((name) => deskOf(name, reader, momentOf(officialCalendar, street.clock.now())));
    for (const [n, { filter, sort }] of desks.entries()) {
      const before = counted.count();
      const first = await reading.find({ tenant: actor.tenant, filter, sort, limit: 1 });
      expect(counted.count() - before, `${deskNames[n]} of ${persona}`).toBe(PAGE_BUDGET);
      if (first.next === null) continue;
      const more = counted.count();
      await reading.find({ tenant: actor.tenant, filter, sort, limit: 1, cursor: first.next });
      expect(counted.count() - more, `second page of ${deskNames[n]} of ${persona}`).toBe(PAGE_BUDGET);
      shown += 1;
    }
    const before = counted.count();
    await reading.counts({ tenant: actor.tenant, filters: desks.map(({ filter }) => filter), limit: 100 });
    expect(counted.count() - before).toBe(COUNTS_BUDGET);
  }
  expect(shown, 'desks with more than a page').toBeGreaterThan(5);
  await reading.close();
  await pool.end();
});

test('a command over its budget is told of', async () => {
  const street = await openStreet();
  const { id } = await street.place();
  // As a fact that reads what nobody allowed for would.
  const unit = street.directory.findUnit;
  Object.assign(street.directory, {
    findUnit: (...args: Parameters<typeof unit>) => {
      for (let n = 0; n < 5; n += 1) void street.db.query('select 1');
      return unit(...args);
    },
  });
  await expect(street.place()).rejects.toThrow(/statements/);
  expect((await street.get(id)).revision).toBe(1);
});
