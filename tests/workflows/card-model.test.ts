// The card's chart against a table written by hand, and that nobody is ever left waiting for nothing.
import { step, type Clock, type Json, type Snapshot } from '@six-order/engine';
import { contextOf, face, handlingOf } from '@six-order/workflows/card/face';
import { card } from '@six-order/workflows/card/workflow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Try } from './explore.ts';
import { checkModel, neverAllowed } from './model-checks.ts';

const at = Date.parse('2026-03-02T09:00:00+08:00');
const HOUR = 3_600_000;
const [supervisor, member, resident, next] = ['p-supervisor', 'p-member', 'p-resident', 'p-next'];

const clock = (from: number, hours: number): Json => {
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

const factsOf = (now: number): { readonly [key: string]: Json } => ({
  number: 'D20260302-000001-1',
  above: 'u-community',
  reply: clock(now, 24),
  check: clock(now, 24),
  lookBack: clock(now, 720),
  card: {
    order: {
      id: 'o-1',
      number: '20260302-000001-0',
      category: '0101',
      sealed: false,
      unit: 'u-grid',
      path: 'u1.u2',
      holders: [member],
      concerned: [member, resident],
    },
    holder: { kind: 'person', id: member },
    level: 'u-grid',
    leaders: [],
    reply: clock(now, 24),
  },
});

const nextFacts = (now: number): { readonly [key: string]: Json } => ({
  ...factsOf(now),
  card: { ...(factsOf(now)['card'] as { readonly [key: string]: Json }), holder: { kind: 'person', id: next } },
});

const sealed: Json = { sealed: 'x', digest: 'd' };
const by = (person: string, type: string, input: { readonly [key: string]: Json } = {}): Try => ({
  type,
  person,
  input,
  facts: factsOf,
});

const sent = {
  issue: by(supervisor, 'issue', { order: 'o-1', colour: 'yellow', reason: 'overdue' }),
  sign: by(member, 'sign'),
  reply: by(member, 'reply', { text: sealed }),
  accept: by(supervisor, 'check', { verdict: 'accepted' }),
  return: by(supervisor, 'check', { verdict: 'returned' }),
  /** At the end of a term: from the holder to another and back, by whoever arranges it; of a unit's card nobody. */
  handOver: { ...by('p-office', 'handOver', { person: next }), facts: nextFacts, actor: { person: 'p-office', role: 'street' } },
  handOverByHolder: { ...by(member, 'handOver', { person: next }), facts: nextFacts },
  handOverByStranger: { ...by('p-stranger', 'handOver', { person: next }), facts: nextFacts },
  handOverToIssuer: { ...by(member, 'handOver', { person: supervisor }), facts: nextFacts },
  close: by(supervisor, 'close'),
  escalate: by(supervisor, 'escalate'),
  solved: by(supervisor, 'lookBack', { solved: true }),
  unsolved: by(supervisor, 'lookBack', { solved: false }),
  cancel: by(supervisor, 'cancel', { reason: sealed }),
  /** A calendar came that gives a day more. */
  recompute: {
    ...by('system', 'recompute'),
    facts: (now: number) => ({ recounted: { reply: clock(now, 48), check: clock(now, 48), lookBack: clock(now, 744) } }),
  },
} as const;
type Name = keyof typeof sent;

const table: Record<string, Partial<Record<Name, string>>> = {
  issued: { sign: 'signed', reply: 'replied', escalate: 'issued', cancel: 'cancelled' },
  signed: { reply: 'replied', escalate: 'issued', cancel: 'cancelled' },
  replied: { accept: 'checked', return: 'returned', escalate: 'replied', cancel: 'cancelled' },
  returned: { reply: 'replied', escalate: 'issued', cancel: 'cancelled' },
  checked: { close: 'closed', escalate: 'checked', cancel: 'cancelled' },
  closed: { solved: 'closed', unsolved: 'reopened' },
  lookingBack: { solved: 'settled', unsolved: 'reopened' },
  settled: {},
  reopened: {},
  cancelled: {},
};

/** In which states somebody has a limit: to answer, to check, to close. */
const limited = new Set(['issued', 'signed', 'returned', 'replied', 'checked']);

const inHand = new Set(['issued', 'signed', 'returned']);

/** One card in memory, with its timers. */
class Simulation {
  snapshot: Snapshot | null = null;
  readonly timers = new Map<string, number>();
  readonly effects: string[] = [];
  at = at;

  send(
    { type, person, input = {}, actor = { person, role: 'test' } }: Try,
    facts = type === 'handOver' ? nextFacts(this.at) : factsOf(this.at),
  ): boolean {
    const result = step(card, this.snapshot, {
      type,
      at: this.at,
      actor: { ...actor, post: null },
      input,
      facts,
    });
    if (result.kind !== 'applied') return false;
    this.snapshot = JSON.parse(JSON.stringify(result.snapshot)) as Snapshot;
    for (const slot of result.cancel) this.timers.delete(slot);
    for (const { slot, dueAt } of result.arm) this.timers.set(slot, dueAt);
    for (const { type: effect, params } of result.effects) {
      this.effects.push(effect === 'command' ? (params as { type: string }).type : effect);
    }
    return true;
  }

  advance(ms: number): void {
    const end = this.at + ms;
    for (;;) {
      const [slot, due] = [...this.timers].sort((a, b) => a[1] - b[1])[0] ?? [];
      if (slot === undefined || due === undefined || due > end) break;
      this.at = Math.max(this.at, due);
      this.timers.delete(slot);
      if (!this.send({ type: slot, person: 'clock' }, {})) throw new Error(`the machine armed ${slot} and does not take it`);
    }
    this.at = end;
  }
}

const names = (Object.keys(sent) as Name[]).filter((name) => name !== 'issue');
const move = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), name: fc.constantFrom(...names) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 0, max: 1000 }) }) },
);

test('the machine does what the table says and nothing else, at any pace', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (run) => {
      const one = new Simulation();
      expect(one.send(sent.issue)).toBe(true);
      let model = 'issued';
      let holder: string | null = member;
      for (const action of run) {
        if (action.kind === 'wait') {
          const closedAt = contextOf(one.snapshot as Snapshot).closedAt;
          one.advance(action.hours * HOUR);
          if (model === 'closed' && closedAt !== null && one.at >= closedAt + 720 * HOUR) model = 'lookingBack';
        } else {
          const passes = ['handOver', 'handOverByHolder'].includes(action.name) && inHand.has(model) && holder === member;
          const next = passes ? 'issued' : table[model]?.[action.name];
          if (passes) holder = null;
          if (action.name === 'escalate' && inHand.has(model)) holder = null;
          // Spot checks beyond twenty say nothing new.
          const full =
            model === 'closed' && action.name === 'solved' && contextOf(one.snapshot as Snapshot).lookBacks.length === 20;
          expect(one.send(sent[action.name])).toBe(next !== undefined && !full);
          model = next ?? model;
        }
        const snapshot = one.snapshot as Snapshot;
        const { endedAt, answering: answerers } = contextOf(snapshot);
        expect(handlingOf(snapshot)).toBe(model);
        expect(one.timers.size > 0).toBe(limited.has(model) || model === 'closed' || model === 'lookingBack');
        expect(face(snapshot).dueAt === null).toBe(!limited.has(model) && model !== 'closed' && model !== 'lookingBack');
        expect(endedAt !== null).toBe(['settled', 'reopened', 'cancelled'].includes(model));
        expect(face(snapshot).labels.includes('card:yellow')).toBe(
          ['issued', 'signed', 'replied', 'returned', 'checked'].includes(model),
        );
        // Whoever had to answer once may always see it.
        expect(answerers).toContain(member);
      }
    }),
    { numRuns: 400 },
  );
});

test('the order hears of the card when it is issued, closed or cancelled; a card that nobody answers asks to go up, once a limit', () => {
  const one = new Simulation();
  one.send(sent.issue);
  one.advance(100 * HOUR);
  const commands = one.effects.filter((effect) => effect !== 'notify');
  expect(commands).toEqual(['cardChanged', 'escalate']);
  one.send(sent.escalate);
  one.advance(100 * HOUR);
  one.send(sent.reply);
  one.send(sent.accept);
  one.send(sent.close);
  one.send(sent.unsolved);
  expect(one.effects.filter((effect) => effect !== 'notify')).toEqual([
    'cardChanged',
    'escalate',
    'escalate',
    'cardChanged',
    'issue',
  ]);
});

test('at the top it goes no further, and is reminded of every day', () => {
  const one = new Simulation();
  one.send(sent.issue);
  expect(one.send(sent.escalate, { ...factsOf(at), above: null })).toBe(false);
  one.advance(24 * 10 * HOUR);
  expect(one.effects.filter((effect) => effect === 'notify').length).toBeGreaterThan(9);
});

test('an answer that nobody checks, and a card that nobody closes, goes up once a limit, and is reminded of every day', () => {
  for (const ways of [
    ['issue', 'reply'],
    ['issue', 'reply', 'accept'],
  ] as const) {
    const one = new Simulation();
    for (const name of ways) one.send(sent[name]);
    one.effects.length = 0;
    one.advance(24 * 10 * HOUR);
    expect(one.effects.filter((effect) => effect === 'escalate')).toHaveLength(1);
    expect(one.effects.filter((effect) => effect === 'notify').length).toBeGreaterThan(9);
    // With a limit of its own up there; who must answer stays who it was.
    expect(one.send(sent.escalate)).toBe(true);
    expect(contextOf(one.snapshot as Snapshot)).toMatchObject({ watch: 'u-community', level: 'u-grid', holder: { id: member } });
    one.advance(24 * 2 * HOUR);
    expect(one.effects.filter((effect) => effect === 'escalate')).toHaveLength(2);
  }
});

test('whoever answered, whose order it is, or who worked on that neither checks, closes, takes up, cancels nor looks again', () => {
  for (const person of [member, resident]) {
    const one = new Simulation();
    const refuses = (...names: readonly Name[]) => {
      for (const name of names) expect([person, name, one.send({ ...sent[name], person })]).toEqual([person, name, false]);
    };
    one.send(sent.issue);
    refuses('cancel', 'escalate');
    one.send(sent.reply);
    refuses('accept', 'return', 'cancel', 'escalate');
    one.send(sent.accept);
    refuses('close', 'cancel');
    one.send(sent.close);
    refuses('solved', 'unsolved');
  }
});

const tries = Object.values(sent);
const nodes = checkModel('its whole life', {
  workflow: card,
  tries,
  mark: (snapshot) => Math.min(contextOf(snapshot).escalations.length, 1),
  at,
  atLeast: 30,
});

test('every state of the table is reached, and whoever may send a command can send it in one of them', () => {
  expect(new Set([...nodes.values()].map(({ snapshot }) => handlingOf(snapshot)))).toEqual(new Set(Object.keys(table)));
  expect(neverAllowed(card, nodes.values(), tries, at)).toEqual([]);
});

test('a calendar that came puts the answer off: it goes up when the new limit is over, and not before', () => {
  const one = new Simulation();
  one.send(sent.issue);
  one.advance(20 * HOUR);
  expect(one.send(sent.recompute, { recounted: { reply: clock(at, 48) } })).toBe(true);
  one.advance(27.9 * HOUR);
  expect(one.effects).not.toContain('escalate');
  one.advance(0.2 * HOUR);
  expect(one.effects.filter((effect) => effect === 'escalate')).toHaveLength(1);
  // It is late all the same: a calendar that gives less than has passed changes nothing that was said.
  const said = one.effects.length;
  expect(one.send(sent.recompute, { recounted: { reply: clock(at, 12) } })).toBe(true);
  expect(one.effects).toHaveLength(said);
  // Nobody counts what nobody has to answer any more; what is answered has a limit to be checked.
  one.send(sent.reply);
  expect(one.send(sent.recompute, { recounted: { check: clock(one.at, 96) } })).toBe(true);
  one.advance(95 * HOUR);
  expect(one.effects.filter((effect) => effect === 'escalate')).toHaveLength(1);
  one.advance(2 * HOUR);
  expect(one.effects.filter((effect) => effect === 'escalate')).toHaveLength(2);
});
