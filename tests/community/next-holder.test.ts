// To whom an offer of life or property passes on: the nearest who fits, each once, never whoever it is for.
import { noCountyRules } from '@six-order/community/county-rules/county-rules';
import { personas } from '@six-order/community/demo/personas';
import { nextHolder } from '@six-order/community/dispatching/next';
import { expect, test } from 'vitest';
import { openStreet } from '../harness/street.ts';

const { directory, clock } = await openStreet();
const path = directory.unitByCode('522326', personas.member.unit)?.path ?? '';
const asking = { directory, rules: noCountyRules, tenant: '522326', at: clock.now(), urgency: 'U0' as const, path };
const onCall = new Set(['member', 'grid-worker', 'team-lead', 'property']);

/** Everybody to whom it is offered, one after the other, when nobody takes it. */
function chain(category: string, more: Partial<Parameters<typeof nextHolder>[0]> = {}): readonly string[] {
  const tried: string[] = [];
  for (;;) {
    const next = nextHolder({ ...asking, category, tried, ...more });
    if (!next) return tried;
    expect(next.kind).toBe('person');
    tried.push(next.id);
  }
}

test('everybody on call of the community is asked once, the grid’s own before those of the community, and then nobody', () => {
  const asked = chain('1201');
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.length).toBeGreaterThan(3);
  for (const person of asked) expect(directory.postsOf(person).some(({ role }) => onCall.has(role))).toBe(true);
  expect(asked).toEqual(expect.arrayContaining([personas['member-2'].person, personas.property.person]));
});

test('it is never offered to whoever it is for, nor to whom the catalogue keeps out of it', () => {
  expect(chain('1201', { resident: personas['member-2'].person })).not.toContain(personas['member-2'].person);
  // 燃气泄漏: no grid or community leads.
  expect(chain('0203')).not.toContain(personas['grid-worker'].person);
});

test('whoever is away is passed over', () => {
  const away = {
    ...directory,
    awayAt: (person: string, at: number) =>
      person === personas['member-2'].person ? ({ person, from: 0, to: at + 1 } as never) : directory.awayAt(person, at),
  };
  expect(chain('1201', { directory: away })).not.toContain(personas['member-2'].person);
});

test('a kind that nobody knows is offered to nobody', () => {
  expect(chain('9999')).toEqual([]);
});
