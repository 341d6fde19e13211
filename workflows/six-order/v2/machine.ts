// The chart of six-order (六单), version 2: 点 → 派 → 接 → 督 → 晒 → 评, and round again after a bad evaluation.
//
// Owns: how its parts stand together. Not ours: what each does (the file of its name), who may send a command beyond being its
// holder or owner (community/authority), how long a clock is (the `clock` facts).
// Keeps: I4, I13. M1: only `handling` and `publication` take commands; the other regions follow events that those raise, so
// that no region can take a command which the others refuse. M2: what version 1 had keeps its states, rungs included: a
// migrated order stands where it stood.
import { setup } from 'xstate';
import { delays } from './clock.ts';
import { emptyContext, type Context } from './context.ts';
import { dispatching } from './dispatch.ts';
import { evaluation } from './evaluation.ts';
import type { Event, Part } from './event.ts';
import { intake } from './intake.ts';
import type { Notice } from './notice.ts';
import { publication } from './publication.ts';
import { guardsOf } from './rule.ts';
import { rules } from './rules.ts';
import { supervision, whole } from './supervision.ts';
import { work } from './work.ts';

const regions: Part = {
  handling: { initial: 'new', states: { ...intake, ...dispatching, ...work, ...evaluation } },
  whole,
  supervision,
  publication,
};

export const machine = setup({
  types: {} as { context: Context; events: Event },
  delays,
  actions: { notify: (_: unknown, _params: Notice) => {} },
  guards: guardsOf(regions, rules),
}).createMachine({ id: 'six-order', type: 'parallel', context: emptyContext, states: regions });
