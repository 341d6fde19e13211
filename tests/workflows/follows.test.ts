// A step that asks for nothing and has no way back says what follows from it before it is sent.
import { acts } from '@six-order/community/authority/acts';
import { byOnePress, follows } from '@six-order/web/follows';
import { workflows } from '@six-order/workflows/all';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { latest } from './latest.ts';

/** Of staff and residents; what the system alone sends nobody presses. */
const isForPeople = (workflow: string, type: string): boolean =>
  Object.keys(acts[workflow]?.[type] ?? {}).some((role) => role !== 'system' && role !== 'clock');

test('each of them says it, in both languages, and no other does', () => {
  const silent = latest(workflows).flatMap(({ id, commands }) =>
    Object.entries(commands)
      .filter(([type, { input }]) => {
        const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
        return Object.keys(properties).length === 0 && isForPeople(id, type) && !byOnePress.has(type);
      })
      .map(([type]) => `${id} ${type}`),
  );
  const said = Object.entries(follows).flatMap(([id, words]) => Object.keys(words).map((type) => `${id} ${type}`));
  expect(said.toSorted()).toEqual(silent.toSorted());
  expect(silent).toContain('deliberation closeHearing');
  for (const { zh, en } of Object.values(follows).flatMap((words) => Object.values(words))) {
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(en).toMatch(/^[A-Z].*\.$/);
  }
});
