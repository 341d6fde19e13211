// What a handler asks for and somebody else decides: extension, pause, shelving; and the second person's word about a
// downgrade. Returns have a state of their own (dispatch.ts). Source: domain research 2.4, 2.6, 3.1.
import { countOf } from '@six-order/community/policies/policies';
import { finished, started, startedOf, workClock } from './clock.ts';
import type { Request, Urgency } from './context.ts';
import { noted, only, remember, signal, type Args, type Part } from './event.ts';
import { leavesAsOrdinary } from './joins-emergency.ts';
import { objectionTo } from './objection.ts';
import { office, owners, tell, workersAndOffice } from './notice.ts';
import { when } from './rule.ts';
import { toUrgency } from './urgency.ts';

const asked = (about: 'extension' | 'pause' | 'shelving', made: (args: Args) => Omit<Request, 'at' | 'by'>) =>
  remember((args) => ({
    request: { ...made(args), at: args.event.at, by: args.event.actor.person } as Request,
    notes: noted(args, about),
    clocks: { ...args.context.clocks, ...startedOf(args.event.facts, 'decision') },
  }));

const toDecide: readonly unknown[] = [tell('request-made', office, { clock: 'decision' }), signal('aside')];

export const askExtension: Part = {
  guard: when('isHandler', 'mayBeExtended', 'isBeforeDue', 'hasNoRequest'),
  actions: [asked('extension', ({ event }) => ({ kind: 'extension', clock: event.facts['extended'] })), ...toDecide],
};

export const askPause: Part = {
  guard: when('isHandler', 'hasNoRequest'),
  actions: [asked('pause', ({ event }) => ({ kind: 'pause', awaiting: event.input['awaiting'] })), ...toDecide],
};

export const askShelving: Part = {
  guard: when('isHandler', 'shelvesInTime', 'hasNoRequest'),
  actions: [
    asked('shelving', ({ event }) => ({ kind: 'shelving', target: Date.parse(event.input['target']) })),
    remember((args) => ({ notes: noted(args, 'shelving', 'measure') })),
    tell('request-made', office, { desk: 'street', clock: 'decision' }),
    signal('aside'),
  ],
};

const answered = remember((args) => ({
  request: undefined,
  notes: noted(args, 'decision'),
  clocks: finished(args.context, args.event.at, 'decision'),
}));

const extended = remember(({ context: { clocks, request, extensions = 0 } }) => {
  if (request?.kind !== 'extension') return {};
  const { clock } = request;
  const name = workClock({ clocks } as Args['context']);
  return { clocks: { ...clocks, [name]: started(clock) }, extensions: extensions + 1 };
});

/** Too many of them say that it was never going to be done in time (domain research 2.6: more than two). */
const tooOften: any = only(
  ({ context: { extensions = 0, policies } }) => extensions > countOf(policies, 'extensions'),
  signal('cardRedExtended'),
);

const asksFor = ({ context: { request } }: Args): Urgency | undefined => (request?.kind === 'downgrade' ? request.to : undefined);

const downgraded: readonly unknown[] = [
  remember((args) => objectionTo(args, 'downgrade', { urgency: args.context.urgency })),
  ...toUrgency(asksFor),
];

const decides = ['isDecider', 'isSecondPerson', 'isNotResident', 'hasRequest', 'asksOther'] as const;
const told: readonly unknown[] = [tell('request-decided', workersAndOffice), signal('aside')];

/** A refusal, and a downgrade that the second person agrees to: nothing else changes. */
export const decideAnywhere: readonly Part[] = [
  {
    guard: when(...decides, 'grantsDowngrade'),
    actions: [...downgraded, answered, ...told, tell('urgency-changed', owners), leavesAsOrdinary],
  },
  { guard: when(...decides, 'refusesAny'), actions: [answered, ...told] },
];

/** Of the work in hand: `extend` says how its ladder goes on. */
export const decideInWork = (extension: readonly Part[], pause: Part, shelving: Part): readonly Part[] => [
  ...extension.map((way) => ({
    ...way,
    guard: [...decides, 'grantsExtension', way['guard']].filter(Boolean).join(' & '),
    actions: [extended, tooOften, answered, ...told, tell('order-extended', owners), ...(way['actions'] ?? [])],
  })),
  { ...pause, guard: when(...decides, 'grantsPause'), actions: [...pause['actions'], answered, ...told] },
  { ...shelving, guard: when(...decides, 'grantsShelving'), actions: [...shelving['actions'], answered, ...told] },
  ...decideAnywhere,
];
