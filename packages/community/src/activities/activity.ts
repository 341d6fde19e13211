// Activities of a service base: kinds, and what may be said of one in public. Pure. Source: domain research 1, rows 68, 86–88.
//
// A1: nobody is called to one: a volunteer comes of his own accord, and leaves as he likes until it begins (志愿服务条例). A2: what is said
// of it names nobody: whose 微心愿 it is stays with the community.
import type { ServiceKind } from '../people/service.ts';
import type { Words } from '../rules/rule.ts';

/** 文明实践, 微心愿, 写春联, 其他. */
export const activityKinds = ['civility', 'wish', 'couplets', 'other'] as const;
export type ActivityKind = (typeof activityKinds)[number];

export const activityWords: Readonly<Record<ActivityKind, Words>> = {
  civility: { zh: '文明实践', en: 'Civic practice' },
  wish: { zh: '微心愿', en: 'Small wishes' },
  couplets: { zh: '写春联', en: 'New Year couplets' },
  other: { zh: '其他活动', en: 'Other activities' },
};

/** As what its hours are recorded. */
export const serviceKindOf: Readonly<Record<ActivityKind, ServiceKind>> = {
  civility: 'civility',
  wish: 'activity',
  couplets: 'activity',
  other: 'activity',
};

export interface Activity {
  readonly id: string;
  readonly tenant: string;
  readonly kind: ActivityKind;
  /** Id of the unit whose activity it is. */
  readonly unit: string;
  /** Id of the facility where it takes place. */
  readonly facility: string | null;
  readonly title: string;
  readonly place: string | null;
  /** Epoch ms. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly wanted: number;
  readonly cancelledAt: number | null;
}

/** The longest that an activity's hours can be: what it lasted, from one minute on. */
export const minutesOf = ({ startsAt, endsAt }: Activity): number =>
  Math.max(1, Math.min(1_440, Math.round((endsAt - startsAt) / 60_000)));
