// What a task (任务单) remembers: who has it in hand, where it went on to and how far each of them is, what was reported. What people
// write is sealed (I12).
import type { taskKinds } from '@six-order/community/tasks/policy';
import type { SealedValue } from '@six-order/engine';
import type { Said } from '../chart.ts';
import type { KeptClock } from '../shown-clock.ts';

export const taskClocks = ['task', 'report'] as const;
export type TaskClock = (typeof taskClocks)[number];

export const partStates = ['assigned', 'on-track', 'blocked', 'finished', 'settled', 'excused'] as const;
export type PartState = (typeof partStates)[number];

/** What one unit below does of it: a task of its own. */
export interface TaskPart {
  readonly unit: string;
  /** Id of its order; null until it has said so. */
  readonly child: string | null;
  readonly state: PartState;
  readonly at: number;
}

export interface Context {
  readonly number: string;
  readonly kind: (typeof taskKinds)[number];
  readonly form: string | null;
  readonly unit: { readonly id: string; readonly path: string };
  /** The task that it is a part of: its text is there. */
  readonly parent: string | null;
  readonly openedBy: string | null;
  readonly openedAt: number;
  /** ISO instant. */
  readonly dueOn: string;
  readonly text: SealedValue | null;
  readonly parts: readonly TaskPart[];
  readonly reports: readonly (Said & { readonly status: 'on-track' | 'blocked' | 'finished' })[];
  /** Who was to check it, when it was last reported done. */
  readonly checkers?: readonly string[];
  readonly checks: readonly (Said & { readonly verdict: 'accepted' | 'returned' })[];
  readonly excuses: readonly Said[];
  readonly urges: readonly { readonly at: number; readonly by: string | null }[];
  readonly endedAt: number | null;
  readonly clocks: { readonly [name in TaskClock]?: KeptClock };
}

export const emptyContext: Context = {
  number: '',
  kind: 'major',
  form: null,
  unit: { id: '', path: '' },
  parent: null,
  openedBy: null,
  openedAt: 0,
  dueOn: '',
  text: null,
  parts: [],
  reports: [],
  checks: [],
  excuses: [],
  urges: [],
  endedAt: null,
  clocks: {},
};

/** Nothing more comes of it. */
export const isOver = ({ state }: TaskPart): boolean => state === 'settled' || state === 'excused';
