// The chart of six-order (六单), version 2: 点 → 派 → 接 → 督 → 晒 → 评, and round again after a bad evaluation.
//
// Owns: how its parts stand together. Not ours: what each does (the file of its name), who may send a command beyond being its
// holder or owner (community/authority), how long a clock is (the `clock` facts).
// Keeps: I4, I13. M1: a command is taken by one region: `handling`, `publication`, or for news of cards `supervision`; what
// another region must hear is raised, so that no region can take a command which the others refuse. M2: what version 1 had
// keeps its states, rungs included: a migrated order stands where it stood.
import { setup } from 'xstate';
import type { Attaching } from './attaching.ts';
import { correctCategory } from './category.ts';
import { anyAside, clockGuards, delays, moreAside } from './clock.ts';
import { emptyContext, type Context } from './context.ts';
import { claimLapses, dispatching, passChecks } from './dispatch.ts';
import { emergencyChecks, goOnAnywhere, suspended, suspending, turnsUrgent } from './emergency.ts';
import { declareLeak, evaluation, reviewEvaluation } from './evaluation.ts';
import type { Asked, Event, Part } from './event.ts';
import { exclusion } from './exclusion.ts';
import { admitUpheld, confirm, correct, draftLapses, intake, meet, note } from './intake.ts';
import { goAlone, mergedState, parenthood } from './merging.ts';
import type { Notice } from './notice.ts';
import { objecting, objectionInWork } from './objection.ts';
import { publication, publicationChecks } from './publication.ts';
import { recordingChecks } from './recording.ts';
import { decideAnywhere } from './requests.ts';
import { guardsOf } from './rule.ts';
import { rules } from './rules.ts';
import { always, aside, cardChecks, supervision, whole } from './supervision.ts';
import { changeUrgency } from './urgency.ts';
import { shelvingEnds, work } from './work.ts';

const regions: Part = {
  handling: {
    initial: 'new',
    states: {
      ...suspending({ ...intake, ...dispatching, ...work, ...evaluation }),
      suspended,
      ...mergedState,
      ...objecting({ admit: admitUpheld, split: goAlone }),
    },
    /** In every state, as far as its rules let it. */
    on: {
      note,
      meet,
      correct,
      confirm,
      ...always,
      ...objectionInWork,
      ...parenthood,
      changeUrgency,
      correctCategory,
      decide: decideAnywhere,
      reviewEvaluation,
      enterEmergency: turnsUrgent,
      leaveEmergency: goOnAnywhere,
      declareLeak,
      ...exclusion,
    },
  },
  whole,
  aside,
  supervision,
  publication,
};

const checks = {
  ...rules,
  ...clockGuards,
  ...recordingChecks,
  ...cardChecks,
  ...passChecks,
  ...publicationChecks,
  ...emergencyChecks,
  anyAside: { holds: anyAside },
  moreAside: { holds: moreAside },
};

export const machine = setup({
  types: {} as { context: Context; events: Event },
  delays: { ...delays, claimLapses, draftLapses, shelvingEnds } as Record<string, (args: any) => number>,
  actions: {
    notify: (_: unknown, _params: Notice) => {},
    command: (_: unknown, _params: Asked) => {},
    attach: (_: unknown, _params: Attaching) => {},
    board: () => {},
  },
  guards: guardsOf(regions, checks) as Record<string, (args: any) => boolean>,
}).createMachine({ id: 'six-order', type: 'parallel', context: emptyContext, states: regions });
