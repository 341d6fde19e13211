import { crossAppointments } from '@six-order/community/people/appointments';
import type { Post } from '@six-order/community/people/post';
import { separationsBroken, type Part, type Parts } from '@six-order/community/people/separation';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const ask = (wanted: Part, parts: Parts, more: { complaint?: boolean; serves?: readonly string[] } = {}) =>
  separationsBroken({ person: 'p', serves: [], wanted, parts, complaint: false, ...more });

// domain research 3.1: handler ≠ publisher ≠ callback person; no self-dispatch of complaints; 2.6: interested persons step aside.
test.each<[Part, Parts, { complaint?: boolean; serves?: readonly string[] }, readonly string[]]>([
  ['publisher', { handler: ['p'] }, {}, ['handler-publishes']],
  ['callback', { handler: ['p'] }, {}, ['handler-calls-back']],
  ['callback', { publisher: ['p'] }, {}, ['publisher-calls-back']],
  ['supervisor', { handler: ['p'] }, {}, ['handler-supervises']],
  ['handler', { supervisor: ['p'] }, {}, ['handler-supervises']],
  ['reviewer', { handler: ['p'] }, {}, ['handler-reviews']],
  ['handler', { dispatcher: ['p'] }, {}, []],
  ['handler', { dispatcher: ['p'] }, { complaint: true }, ['dispatches-to-self']],
  ['publisher', { dispatcher: ['p'] }, { complaint: true }, []],
  ['handler', { resident: ['p'] }, {}, ['own-order']],
  ['publisher', { resident: ['p'], handler: ['p'] }, {}, ['own-order', 'handler-publishes']],
  ['supervisor', { handler: ['team'] }, { serves: ['team'] }, ['handler-supervises']],
  ['supervisor', { handler: ['team'] }, { serves: ['other'] }, []],
  ['publisher', { handler: ['q'], callback: ['r'] }, {}, []],
])('as %s with %j and %j: %j', (wanted, parts, more, broken) => {
  expect(ask(wanted, parts, more)).toEqual(broken);
});

test('two parts are kept apart whichever is taken first', () => {
  const part = fc.constantFrom<Part>('dispatcher', 'handler', 'publisher', 'callback', 'supervisor', 'reviewer');
  fc.assert(
    fc.property(part, part, fc.boolean(), (one, other, complaint) => {
      expect(ask(one, { [other]: ['p'] }, { complaint })).toEqual(ask(other, { [one]: ['p'] }, { complaint }));
      expect(ask(one, { [other]: ['someone else'] }, { complaint })).toEqual([]);
    }),
  );
});

test('who works on the orders of a place and watches over it is named', () => {
  const post = (person: string, role: Post['role'], unit: string): Post => ({
    id: `${person} ${role}`,
    tenant: 't',
    person,
    role,
    unit,
    validFrom: 0,
    validTo: null,
  });
  const paths: Record<string, string> = { community: 'k.s.c', grid: 'k.s.c.g', other: 'k.s.o' };
  const posts = [
    post('a', 'member', 'grid'),
    post('a', 'representative', 'community'),
    post('b', 'member', 'other'),
    post('b', 'representative', 'community'),
    post('c', 'publisher', 'community'),
    post('d', 'secretary', 'community'),
    post('d', 'member', 'grid'),
  ];
  const found = crossAppointments(posts, (unit) => paths[unit]);
  expect(found.map(({ person, works, watches }) => [person, works.role, watches.role])).toEqual([
    ['a', 'member', 'representative'],
  ]);
});
