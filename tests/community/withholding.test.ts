// Which consents bind whom, over every category, urgency and role; and what a person's words leave closed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reader } from '@six-order/community/authority/reader';
import { categories } from '@six-order/community/catalogue/catalogue';
import { Role } from '@six-order/community/people/role';
import type { Consent } from '@six-order/community/privacy/consent';
import { consentPurposeNames } from '@six-order/community/privacy/purposes';
import {
  consenterOf,
  consentsThatBind,
  isWithheld,
  lackingConsents,
  lackingOf,
  withheldWords,
} from '@six-order/community/privacy/withholding';
import type { Db } from '@six-order/community/tables';
import type { StoredOrder } from '@six-order/engine';

const now = Date.parse('2026-03-02T09:00:00+08:00');
const path = 'u522326.u004.u002.u01';
const reader = (role: string): Reader => ({ person: 'p', post: 'q', role, tenant: 't', path, holds: [] });

/** An order in the hands of person p. */
const order = (category: string, urgency: string, sealed: boolean, more: object = {}) =>
  ({
    id: 'o',
    tenant: 't',
    workflow: 'six-order',
    version: 2,
    face: {
      path,
      stage: 'accepted',
      labels: [`cat:${category}`, ...(sealed ? ['sealed'] : [])],
      people: ['r', 'p'],
      openedAt: now,
      data: { category, urgency, resident: 'r', handler: 'p', holder: { kind: 'person', id: 'p' }, ...more },
    },
    snapshot: { context: {} },
  }) as unknown as StoredOrder;

/** By hand: the kinds whose handlers need a consent; what a law or danger covers is not among them. */
const bound: Readonly<Record<string, readonly string[]>> = {
  '0702': ['sensitive-details'],
  '0703': ['sensitive-details'],
  '0801': ['sensitive-details'],
  '0802': ['outside-provider'],
  '0804': ['child-details', 'outside-provider'],
  '0805': ['sensitive-details', 'outside-provider'],
  // Where it is less than urgent.
  '1202': ['sensitive-details'],
};

test('of ordinary orders those alone who only handle them are bound, by the consents of the kind', () => {
  for (const { code, sealed } of categories) {
    for (const role of Role.options) {
      for (const urgency of ['U0', 'U1', 'U2', 'U3']) {
        const asked = consentsThatBind(reader(role), order(code, urgency, sealed), now);
        const handles = ['member', 'team-lead', 'property', 'facility', 'department'].includes(role);
        // Sealed and dispatched: whoever else handles it reads it as its handler alone, too.
        const handlesSealed = sealed && ['grid-worker', 'secretary', 'community', 'street'].includes(role);
        const binds = (handles || handlesSealed) && (urgency === 'U2' || urgency === 'U3');
        const purposes = (bound[code] ?? []).filter((purpose) => purpose !== 'outside-provider' || role === 'facility');
        expect([code, role, urgency, asked]).toEqual([code, role, urgency, binds ? purposes : []]);
      }
    }
  }
});

test('nobody is bound in an order that is nobody’s, or of another workflow', () => {
  expect(consentsThatBind(reader('member'), order('0804', 'U2', true, { resident: null }), now)).toEqual([]);
  const card = { ...order('0804', 'U2', true), workflow: 'card' } as StoredOrder;
  expect(consentsThatBind(reader('member'), card, now)).toEqual([]);
});

test('a guardian’s consent lacks until it is given, every other from a refusal on; the last word counts', () => {
  const words = fc.array(fc.record({ purpose: fc.constantFrom(...consentPurposeNames), given: fc.boolean() }), { maxLength: 8 });
  fc.assert(
    fc.property(words, (said) => {
      const consents = said.map((word, at): Consent => {
        const id = String(at).padStart(3, '0');
        return { ...word, id, at, tenant: 't', person: 'r', notice: '2026-2', how: 'self', enteredBy: 'r', guardian: null };
      });
      const lacking = lackingOf(['child-details', 'sensitive-details', 'outside-provider'], consents);
      const last = (purpose: string) => said.findLast((word) => word.purpose === purpose)?.given;
      expect(lacking.includes('child-details')).toBe(last('child-details') !== true);
      expect(lacking.includes('sensitive-details')).toBe(last('sensitive-details') === false);
      expect(lacking.includes('outside-provider')).toBe(last('outside-provider') === false);
    }),
  );
});

test('what was written is closed and how to reach the resident is not; a provider outside reads neither', () => {
  for (const kind of ['text', 'note', 'attachment'] as const) {
    expect(isWithheld([], kind)).toBe(false);
    for (const purpose of ['child-details', 'sensitive-details', 'outside-provider'] as const)
      expect([kind, purpose, isWithheld([purpose], kind)]).toEqual([kind, purpose, true]);
  }
  expect(isWithheld(['child-details', 'sensitive-details'], 'contact.phone')).toBe(false);
  expect(isWithheld(['outside-provider'], 'contact.phone')).toBe(true);
  expect(withheldWords('child-details').zh).toContain('监护人');
});

test('whoever writes down the order of somebody without an account consents to nothing for him', () => {
  for (const [resident, openedBy, source, whose] of [
    ['r', 'r', 'resident', 'r'],
    ['r', 'r', undefined, 'r'],
    ['r', 'clerk', 'proxy', 'r'],
    ['clerk', 'clerk', 'proxy', null],
    ['clerk', 'clerk', '12345', null],
    [null, 'clerk', 'patrol', null],
  ] as const) {
    const one = {
      ...order('0804', 'U2', true, { resident, openedBy }),
      snapshot: { context: { source } },
    } as unknown as StoredOrder;
    expect([resident, openedBy, source, consenterOf(one)]).toEqual([resident, openedBy, source, whose]);
  }
});

test('of somebody without an account what was agreed is read from the order, and a child’s details need the guardian', async () => {
  const db = {} as Db;
  for (const [category, detailsConsent, lacking] of [
    ['0804', undefined, ['child-details']],
    ['0804', 'self', ['child-details']],
    ['0804', 'guardian', []],
    ['0804', 'none', ['child-details']],
    ['0703', undefined, []],
    ['0703', 'guardian', []],
  ] as const) {
    const one = {
      ...order(category, 'U2', true, { resident: 'clerk', openedBy: 'clerk' }),
      snapshot: { context: { source: 'proxy', detailsConsent } },
    } as unknown as StoredOrder;
    expect([category, detailsConsent, await lackingConsents(db, reader('member'), one, now)]).toEqual([
      category,
      detailsConsent,
      lacking,
    ]);
  }
});
