// The chart against a table written by hand: what may follow what, and that nobody is ever left waiting for nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf, face, stateOf } from '@six-order/workflows/six-order/face';
import { sixOrder } from '@six-order/workflows/six-order/workflow';
import { explore, stranded, type Node } from './explore.ts';
import { people, Simulation, tries } from './six-order-simulation.ts';

const at = Date.parse('2026-03-02T09:00:00+08:00');

type Names = 'admit' | 'refuse' | 'dispatch' | 'accept' | 'decline' | 'contact' | 'finish' | 'praise' | 'complain' | 'withdraw';

/** Sent by whoever may; a stranger's attempt at any of them changes nothing in any state. */
const sent: Record<Names, { type: string; person: string; input?: Record<string, any> }> = {
  admit: { type: 'admit', person: people.secretary },
  refuse: { type: 'refuse', person: people.secretary, input: { reason: { sealed: 'r', digest: 'd' } } },
  dispatch: { type: 'dispatch', person: people.secretary, input: { to: { kind: 'person', id: people.member } } },
  accept: { type: 'accept', person: people.member },
  decline: { type: 'decline', person: people.member },
  contact: { type: 'contact', person: people.member },
  finish: { type: 'finish', person: people.member, input: { result: { sealed: 'r', digest: 'd' } } },
  praise: { type: 'evaluate', person: people.resident, input: { solved: 'yes', stars: 5 } },
  complain: { type: 'evaluate', person: people.resident, input: { solved: 'no', stars: 1 } },
  withdraw: { type: 'withdraw', person: people.resident },
};

const table: Record<string, Partial<Record<Names, string>>> = {
  placed: { admit: 'admitted', refuse: 'refused', withdraw: 'withdrawn' },
  admitted: { dispatch: 'dispatched', withdraw: 'withdrawn' },
  dispatched: { accept: 'accepted', decline: 'admitted', dispatch: 'dispatched', withdraw: 'withdrawn' },
  accepted: { contact: 'working', finish: 'finished', withdraw: 'withdrawn' },
  working: { contact: 'working', finish: 'finished', withdraw: 'withdrawn' },
  finished: { praise: 'evaluated', complain: 'reworking' },
  reworking: { contact: 'reworking', finish: 'finished' },
  evaluated: {},
  unanswered: {},
  refused: {},
  withdrawn: {},
};

const byPersonOnly: Names[] = ['accept', 'decline', 'contact', 'finish', 'praise', 'complain', 'withdraw'];
const names = Object.keys(sent) as Names[];
const move = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('send' as const), name: fc.constantFrom(...names) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stranger' as const), name: fc.constantFrom(...byPersonOnly) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20 * 86_400_000 }) }) },
);

test('the machine does what the table says and nothing else, at any pace', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('0101', '0201', '0203', '0406', '0702'),
      fc.boolean(),
      fc.array(move, { maxLength: 25 }),
      (category, consent, run) => {
        const order = new Simulation(category, at);
        const placing = tries(category, consent)[0];
        expect(placing && order.send(placing)).toBe(true);
        let model = 'placed';
        let windowEnds = Infinity;
        let colour = 0;
        for (const action of run) {
          if (action.kind === 'wait') {
            order.advance(action.ms);
            if (model === 'finished' && order.at >= windowEnds) model = 'unanswered';
          } else if (action.kind === 'stranger') {
            expect(order.send({ ...sent[action.name], person: people.stranger })).toBe(false);
          } else {
            const next = table[model]?.[action.name];
            expect(order.send(sent[action.name])).toBe(next !== undefined);
            model = next ?? model;
          }
          const { snapshot } = order;
          if (!snapshot) throw new Error('no order');
          const context = contextOf(snapshot);
          const state = stateOf(snapshot);
          expect(state.handling).toBe(model);
          windowEnds = model === 'finished' ? (context.clocks.evaluate?.dueAt ?? 0) : Infinity;
          // A card only darkens.
          const now = ['clear', 'blue', 'yellow', 'red'].indexOf(state.supervision);
          expect(now).toBeGreaterThanOrEqual(colour);
          colour = now;
          // An order that has ended wakes nobody; the others always have someone's clock running.
          const ended = context.closedAt !== null;
          expect(order.timers.size > 0).toBe(!ended);
          // I13: only the resident's own word makes an order evaluated.
          expect(model === 'evaluated').toBe(ended && context.rounds.at(-1)?.solved === 'yes');
          // Nothing sealed is ever opened for publication.
          if (context.sealed) expect(['waiting', 'skipped']).toContain(state.publication);
          expect(face(snapshot).dueAt === null).toBe(ended);
        }
      },
    ),
    { numRuns: 400 },
  );
});

describe.each([
  { category: '0101', consent: true },
  { category: '0101', consent: false },
])('every reachable state of $category, consent $consent', ({ category, consent }) => {
  const nodes = explore({
    workflow: sixOrder,
    tries: tries(category, consent),
    mark: (snapshot) => [
      Math.min(contextOf(snapshot).rounds.length, 2),
      Math.min(contextOf(snapshot).returns, 1),
      contextOf(snapshot).handler,
    ],
    at,
  });
  const metas = (node: Node): Record<string, any>[] => {
    const restored = sixOrder.machine.resolveState({ value: node.snapshot.value as never, context: node.snapshot.context });
    return Object.values(restored.getMeta());
  };
  const isEnd = ({ snapshot }: Node) => face(snapshot).closedAt !== null;

  test('an end can be reached from it', () => {
    expect(nodes.size).toBeGreaterThan(200);
    expect(stranded(nodes, isEnd).map(({ key }) => key)).toEqual([]);
  });

  test('unless it is an end, a clock runs or it says whose turn it is', () => {
    const silent = [...nodes.values()].filter(
      (node) => !isEnd(node) && node.armed.length === 0 && !metas(node).some((meta) => Array.isArray(meta.turn)),
    );
    expect(silent.map(({ key }) => key)).toEqual([]);
  });

  test('every armed timer is taken, so no clock is ever lost in a state that does not know it', () => {
    const lost = [...nodes.values()].flatMap((node) =>
      node.armed.filter((slot) => !node.next.has(slot)).map((slot) => `${node.key}: ${slot}`),
    );
    expect(lost).toEqual([]);
  });

  test('every command is taken somewhere', () => {
    const taken = new Set([...nodes.values()].flatMap((node) => [...node.next.keys()].map((label) => label.split(' ')[0])));
    const publishing = consent ? ['propose', 'publish', 'skipPublication'] : [];
    expect([...taken]).toEqual(
      expect.arrayContaining([
        'admit',
        'refuse',
        'dispatch',
        'accept',
        'decline',
        'contact',
        'finish',
        'evaluate',
        'withdraw',
        ...publishing,
      ]),
    );
  });
});
