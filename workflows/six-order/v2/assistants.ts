// 协办与吹哨: those who help, each with its part, and the departments that a street whistles for. The handler leads to the end.
// Source: domain research 2.6 (Beijing regulation, article 14), 1 row 16.
import { countOf } from '@six-order/community/policies/policies';
import { finished, started } from './clock.ts';
import type { Assistant, Context, Holder } from './context.ts';
import { askSelf, noted, only, remember, signal, type Args, type Part } from './event.ts';
import { assistants, tell, workers } from './notice.ts';
import { when } from './rule.ts';
import { isTaken, isUntaken, partOf } from './rules/work.ts';

const changed = (context: Context, part: Assistant | null, change: Partial<Assistant>): readonly Assistant[] =>
  (context.assistants ?? []).map((one) => (one === part ? { ...one, ...change } : one));

/** Named anew, the part begins anew. */
const added = (context: Context, ...parts: readonly Assistant[]): readonly Assistant[] => [
  ...(context.assistants ?? []).filter(({ id }) => !parts.some((part) => part.id === id)),
  ...parts,
];

/** Units that have a part in it, whoever leads it included. */
const unitsIn = ({ assistants = [] }: Context): number => 1 + assistants.filter(({ kind }) => kind === 'unit').length;
/** More than three units: it takes one who stands above them all (domain research 2.6). */
const goesUp = (parts: (args: Args) => readonly Assistant[]): any =>
  only(
    (args) => {
      const most = countOf(args.context.policies, 'units');
      return (
        unitsIn(args.context) <= most && unitsIn({ ...args.context, assistants: added(args.context, ...parts(args)) }) > most
      );
    },
    askSelf('escalate', { ground: 'many-units' }),
  );

/** Named by the handler too, a department that was whistled for has still to report in. */
const asked = ({ context: { assistants = [] }, event: { at, facts } }: Args): readonly Assistant[] => {
  const holder = facts['holder'] as Holder;
  const whistle = assistants.find(
    ({ id, whistled, takenAt }) => id === holder.id && whistled !== undefined && takenAt === undefined,
  );
  return [{ ...holder, askedAt: at, ...(whistle?.whistled && { whistled: whistle.whistled }) }];
};

const allReported = (context: Context): boolean =>
  !(context.assistants ?? []).some(({ whistled, takenAt }) => whistled !== undefined && takenAt === undefined);

/** 报到时限 ends when none is left that has not reported in, however that came about. */
const reported: readonly unknown[] = [
  remember(({ context, event }) => (allReported(context) ? { clocks: finished(context, event.at, 'reportIn') } : {})),
  signal('aside'),
];

const involve: Part = {
  guard: when('isHandlerOrOffice', 'hasRoomForParts'),
  actions: [
    goesUp(asked),
    remember((args) => ({
      assistants: added(args.context, ...asked(args)),
      notes: noted(args, 'part', 'task'),
    })),
    tell('part-asked', assistants),
  ],
};

const take = remember((args) => ({
  assistants: changed(args.context, partOf(args, isUntaken), { takenAt: args.event.at, by: args.event.actor.person }),
}));

const done = (args: Args, fits: (part: Assistant) => boolean, field: string): Partial<Context> => ({
  assistants: changed(args.context, partOf(args, fits), { doneAt: args.event.at, by: args.event.actor.person }),
  notes: noted(args, 'part', field),
});

/** Whoever takes the part has reported in. */
const takePart: Part = { guard: when('hasPart'), actions: [take, tell('part-taken', workers), ...reported] };
const finishPart: Part = {
  guard: when('hasTakenPart'),
  actions: [remember((args) => done(args, isTaken, 'result')), tell('part-finished', workers)],
};
/** Of those who were asked. A department that was whistled for comes, and says there what is not its own. */
const declinePart: Part = {
  guard: when('hasPart', 'isNotWhistled'),
  actions: [
    remember((args) => {
      const part = partOf(args, isUntaken);
      return { assistants: (args.context.assistants ?? []).filter((one) => one !== part), notes: noted(args, 'part') };
    }),
    tell('part-declined', workers),
  ],
};
/** The main handler goes on without one who helps. */
const releasePart: Part = {
  guard: when('isHandlerOrOffice', 'hasOpenPart'),
  actions: [
    remember((args) => ({
      assistants: (args.context.assistants ?? []).filter(
        ({ id, doneAt }) => doneAt !== undefined || id !== args.event.input['part'],
      ),
      notes: noted(args, 'part'),
    })),
    ...reported,
  ],
};

const whistled = ({ event: { at, input } }: Args): readonly Assistant[] => {
  const { departments = [], lead } = input as { departments?: readonly string[]; lead?: string };
  return departments.map((id) => ({ kind: 'unit', id, askedAt: at, whistled: id === lead ? 'lead' : 'member' }));
};

/** 街道吹哨: the departments have a clock to report in; one of them leads. */
const whistle: Part = {
  guard: when('isStreet'),
  actions: [
    goesUp(whistled),
    remember((args) => {
      const { context, event } = args;
      return {
        assistants: added(context, ...whistled(args)),
        notes: noted(args, 'whistle', 'matter'),
        clocks: { ...context.clocks, reportIn: started(event.facts['reportIn']) },
      };
    }),
    tell('order-whistled', assistants),
    signal('aside'),
  ],
};

const reportIn: Part = {
  guard: when('isWhistled', 'hasPart'),
  actions: [take, tell('part-taken', workers), ...reported],
};

/** While the order is with somebody. */
export const helping: Part = { involve, takePart, finishPart, declinePart, releasePart, whistle, reportIn };
