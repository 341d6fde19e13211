// The chart of an emergency: whatever is or is not confirmed, renewed, reported, ended, nobody is left waiting for nothing.
import type { Json, Snapshot } from '@six-order/engine';
import { countedAnew } from '@six-order/workflows/emergency/context';
import { contextOf } from '@six-order/workflows/emergency/face';
import { emergency } from '@six-order/workflows/emergency/workflow';
import { expect, test } from 'vitest';
import { at, clock, recompute, sealed, tries } from '../chart-facts.ts';
import { checkModel, neverAllowed, unmatched } from '../model-checks.ts';

const [street, leader, community, called] = ['p-street', 'p-leader', 'p-community', 'p-called'];
const roles: Readonly<Record<string, string>> = { [street]: 'street', [leader]: 'leader', [community]: 'community' };
const terms = (now: number): { readonly [key: string]: Json } => ({
  planned: clock(now, 24),
  report: clock(now, 2),
  closing: clock(now, 72),
  review: clock(now, 168),
  destroy: clock(now, 720),
});
const facts = (now: number): { readonly [key: string]: Json } => ({
  number: '20260302-000001-1',
  unit: { id: 'u', path: 'u1.u2' },
  start: {
    scope: [{ id: 'u', path: 'u1.u2' }],
    path: 'u1.u2',
    units: ['u'],
    teams: [{ team: 't', people: [called] }],
    checklist: ['low'],
    confirm: clock(now, 1),
    ...terms(now),
  },
  terms: terms(now),
  stock: { open: 1 },
});
const ofDrill = (now: number): { readonly [key: string]: Json } => ({ ...facts(now), terms: { review: clock(now, 168) } });
const untyped = tries(facts);
const by = (person: string, type: string, input: { readonly [key: string]: Json } = {}) => ({
  ...untyped(person, type, input),
  actor: person === 'system' ? { person: null, role: 'system' } : { person, role: roles[person] ?? 'member' },
  facts: (now: number, snapshot: Snapshot | null) =>
    snapshot !== null && contextOf(snapshot).kind === 'drill' ? ofDrill(now) : facts(now),
});

const flood = { hazard: 'flood', level: 'II', scope: ['u'] };
const all = [
  by(street, 'propose', { ...flood, document: '3号' }),
  by(community, 'propose', { ...flood, kind: 'first-response' }),
  by(community, 'propose', { ...flood, kind: 'drill' }),
  by(leader, 'confirm', { document: '3号' }),
  by(street, 'confirm', { document: '3号' }),
  by(leader, 'drop'),
  by(street, 'renew', { document: '4号' }),
  by(street, 'renew', { document: '4号', level: 'I' }),
  by(community, 'report', { text: sealed }),
  by(community, 'check', { item: 'low' }),
  by(community, 'callOut'),
  by(called, 'answerCall', { state: 'heard' }),
  by(community, 'answerCall', { state: 'there', person: called }),
  by(street, 'end'),
  by(community, 'end'),
  by('system', 'end', { due: at + 24 * 3_600_000 }),
  by('system', 'lapse', { due: at + 3_600_000 }),
  by('system', 'lapse', { due: at - 1 }),
  recompute(96, countedAnew),
  by('system', 'followed', { direction: 'on', orders: 2, cursor: 'c' }),
  by('system', 'followed', { direction: 'on', orders: 1, cursor: null }),
  by('system', 'followed', { direction: 'off', orders: 2, cursor: 'c' }),
  by('system', 'followed', { direction: 'off', orders: 1, cursor: null }),
  by('system', 'takeStock'),
  by(street, 'review', { text: sealed }),
  by(community, 'review', { text: sealed }),
  by('system', 'dataDestroyed', { orders: 3 }),
];

const nodes = checkModel('emergency', {
  workflow: emergency,
  tries: all,
  mark: (snapshot: Snapshot) => {
    const { kind, request, switching, review, destroyed, calls } = contextOf(snapshot);
    return [
      kind,
      request !== null,
      switching && [switching.direction, switching.doneAt !== null],
      review !== null,
      destroyed !== null,
      calls.length > 0,
    ];
  },
  at,
  atLeast: 200,
});

test('every role that authority lets send a command can have it taken', () => {
  expect(neverAllowed(emergency, nodes.values(), all, at)).toEqual([]);
});

test('what the chart takes from outside is a command, and the other way round', () => {
  const signals = ['confirm', 'planned', 'report', 'closing', 'review', 'destroy'].flatMap((name) =>
    ['Start', 'Stop', 'Go', 'Half', 'Pressing', 'Due', 'Over', 'Again'].map((what) => `${name}${what}`),
  );
  expect(unmatched(emergency, new Set(signals))).toEqual([]);
});

test('orders follow in one direction at a time: what still enters turns round when it has', () => {
  for (const { snapshot } of nodes.values()) {
    const { handling } = snapshot.value as { readonly handling: string };
    const { switching, kind } = contextOf(snapshot);
    if (kind === 'drill') expect(switching).toBeNull();
    else if (handling === 'closed') expect(switching).not.toBeNull();
  }
});
