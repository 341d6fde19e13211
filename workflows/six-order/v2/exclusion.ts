// 不计入考核: an order that leaves the population of the month's figures, because what it says was found untrue (不属实), or because force
// majeure (不可抗力) stood in the way of its work. Source: domain research 5.5, X.
//
// Keeps: X1: it marks the order and nobody who is in it; the work, the evaluations and the clocks go on as they were. X2: nothing counts
// before another person decided, and nobody decides before resident and handler themselves spoke or their time to is over. X3: the decision is
// contested once, by the one whom it goes against, and judged by a person who had no part in it; until then the order counts.
import type { Context, Exclusion } from './context.ts';
import { noted, remember, type Args, type Part } from './event.ts';
import { nobody, owners, tell, workers, workersAndOffice, type Who } from './notice.ts';
import { when } from './rule.ts';

const concerned: Who = (context) => [...new Set([...owners(context), ...workersAndOffice(context)])];

/** Why it counts in no figure now; null while it counts. What was done falsely, or leaked, counts whatever was decided before. */
export const excludedFor = ({ exclusion, falseAt, leakedAt }: Context): Exclusion['ground'] | null => {
  if (exclusion?.excluded !== true || falseAt !== undefined || leakedAt !== undefined) return null;
  return exclusion.contestedAt === undefined || exclusion.judgedAt !== undefined ? exclusion.ground : null;
};

/** It waits for a person: for the decision, or, once that is contested, for a third one's. */
export const isUndecided = ({ excluded, contestedAt, judgedAt }: Exclusion): boolean =>
  excluded === undefined || (contestedAt !== undefined && judgedAt === undefined);

/** Grounds that it was proposed on and that were decided already. */
export const groundsBefore = ({ ground, before = [] }: Exclusion): readonly Exclusion['ground'][] => [...before, ground];

/** Whoever wrote it down for somebody without an account stands as its resident, and has no word of his to say. */
export const isStoodInFor = ({ resident, openedBy, source = 'resident' }: Context): boolean =>
  resident !== null && resident === openedBy && source !== 'resident';

/** Those who are heard: whoever wants it done, and whoever does it. */
export const parties = (context: Context): readonly string[] =>
  [context.resident, context.handler].filter((person) => person !== null);

/** For whom this person speaks about it; the handler for himself, whoever placed the order for the resident. */
export const speaksFor = (context: Context, person: string | null): 'resident' | 'handler' | null => {
  if (person === null) return null;
  if (person === context.handler) return 'handler';
  return owners(context).includes(person) ? 'resident' : null;
};

const changed = (change: (before: Exclusion, args: Args) => Partial<Exclusion>, field = 'reason') =>
  remember((args) => {
    const { exclusion } = args.context;
    return {
      ...(exclusion && { exclusion: { ...exclusion, ...change(exclusion, args) } }),
      notes: noted(args, 'exclusion', field),
    };
  });

const propose: Part = {
  guard: when('isNotResident', 'isAdmitted', 'isRecent', 'wentRight', 'mayBeExcluded', 'citesDocument'),
  actions: [
    remember((args) => {
      const { at, actor, input, facts } = args.event;
      const { ground, document } = input;
      return {
        exclusion: {
          ground,
          ...(document && { document }),
          ...(args.context.exclusion && { before: groundsBefore(args.context.exclusion) }),
          at,
          by: actor.person,
          hearBy: facts['hearing']?.dueAt ?? at,
          // Whoever proposes has spoken.
          heard: parties(args.context).filter((person) => person === actor.person),
        },
        notes: noted(args, 'exclusion'),
      };
    }),
    tell('exclusion-proposed', concerned),
    tell('exclusion-to-decide', nobody, { desk: 'level' }),
  ],
};

const speak: Part = {
  guard: when('isConcerned', 'isProposed'),
  actions: [
    // Who placed it for another is listened to, and shortens nobody's time.
    changed(({ heard = [] }, { context, event: { actor } }) => {
      const spoke = parties(context).filter((person) => person === actor.person);
      return { heard: [...new Set([...heard, ...spoke])] };
    }, 'text'),
    tell('exclusion-to-decide', nobody, { desk: 'level' }),
  ],
};

const decision: readonly unknown[] = [tell('exclusion-decided', concerned)];

const decide: readonly Part[] = [
  {
    guard: when('isNotHandler', 'isNotResident', 'isProposed', 'isNewToIt', 'isOtherUnit', 'isHeard'),
    actions: [
      changed((_, { event: { at, actor, input, facts } }) => ({
        excluded: input['excluded'],
        decidedAt: at,
        decidedBy: actor.person,
        contestBy: facts['objection']?.dueAt ?? at,
      })),
      ...decision,
    ],
  },
  {
    guard: when('isNotHandler', 'isNotResident', 'isContested', 'isNewToIt', 'isOtherUnit'),
    actions: [changed((_, { event: { at, input } }) => ({ excluded: input['excluded'], judgedAt: at })), ...decision],
  },
];

const contest: Part = {
  guard: when('isConcerned', 'mayContest'),
  actions: [
    changed((_, { event: { at } }) => ({ contestedAt: at })),
    tell('exclusion-contested', workers),
    tell('exclusion-to-decide', nobody, { desk: 'level' }),
  ],
};

/** In every state: the month is counted long after the end. */
export const exclusion: Part = {
  proposeExclusion: propose,
  speakOnExclusion: speak,
  decideExclusion: decide,
  contestExclusion: contest,
};
