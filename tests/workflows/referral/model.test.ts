// The chart of a referral: everybody is told who must be, and nobody is left waiting for nothing.
import type { Json, Snapshot } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/referral/face';
import { referral } from '@six-order/workflows/referral/workflow';
import { expect, test } from 'vitest';
import { at, clock, recompute, sealed, tries } from '../chart-facts.ts';
import { checkModel, neverAllowed, unmatched } from '../model-checks.ts';

const body = (code: string, always: boolean) => ({ code, zh: code, en: code, always });
const by = tries((now: number): { readonly [key: string]: Json } => ({
  number: '20260302-000001-1',
  unit: { id: 'u-grid', path: 'u1.u2.u3' },
  referral: {
    holder: { id: 'u-community', path: 'u1.u2' },
    bodies: [body('police', true), body('education', false)],
    duty: clock(now, 2),
  },
  receipt: clock(now, 40),
}));
const who = 'p-secretary';
const all = [
  by('system', 'open', { kind: 'harm', order: 'o-1', unit: 'u' }),
  by(who, 'open', { kind: 'petition', order: 'o-1', unit: 'u' }),
  by(who, 'tell', { body: 'police', how: 'telephone', who: sealed }),
  by(who, 'tell', { body: 'education', how: 'written', who: sealed }),
  by(who, 'leaveOut', { body: 'education', text: sealed }),
  by(who, 'acknowledge', { body: 'police', number: sealed }),
  by(who, 'acknowledge', { body: 'education', number: sealed }),
  by(who, 'cancel'),
  recompute(96),
];

const nodes = checkModel('referral', {
  workflow: referral,
  tries: all,
  mark: (snapshot: Snapshot) => {
    const { kind, tellings, waivers, receipts } = contextOf(snapshot);
    return [kind, ...[tellings, waivers, receipts].map((list) => list.map((one) => one.body).sort())];
  },
  at,
  atLeast: 40,
});

test('every role that authority lets send a command can have it taken', () => {
  expect(neverAllowed(referral, nodes.values(), all, at)).toEqual([]);
});

test('what the chart takes from outside is a command, and the other way round', () => {
  const signals = ['duty', 'receipt'].flatMap((name) =>
    ['Start', 'Stop', 'Go', 'Half', 'Pressing', 'Due', 'Over', 'Again'].map((what) => `${name}${what}`),
  );
  expect(unmatched(referral, new Set(signals))).toEqual([]);
});
