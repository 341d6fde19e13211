// How an order of the demo's past goes: who does what, how many days after it was placed and at what time of the day.
import type { Matter } from './matters.ts';

/** `neighbour`: another resident of the community. */
export type Acting = 'resident' | 'neighbour' | 'secretary' | 'member' | 'publisher' | 'street' | 'window';

export type Hour = '09:00' | '09:40' | '10:50' | '16:30';

/** Whom and what an input may name. */
export interface Known {
  readonly matter: Matter;
  /** Code of the community. */
  readonly unit: string;
  readonly contact: { readonly name: string; readonly phone: string };
  /** Person id of the member whom it is given to. */
  readonly member: string;
  /** Id of the order of the same community that this one is the same matter as. */
  readonly earlier: string | undefined;
  /** ISO 8601, so many days after the act. */
  inDays(days: number): string;
}

export interface Step {
  readonly day: number;
  readonly hour: Hour;
  readonly by: Acting;
  readonly type: string;
  input?(known: Known): Readonly<Record<string, unknown>>;
}

const step = (day: number, hour: Hour, by: Acting, type: string, input?: Step['input']): Step => ({
  day,
  hour,
  by,
  type,
  ...(input && { input }),
});

const place = (consent: boolean): Step =>
  step(0, '09:00', 'resident', 'place', ({ matter, unit, contact }) => ({
    category: matter.category,
    text: matter.text,
    unit,
    contact,
    publishConsent: consent,
  }));
const admit = step(0, '09:40', 'secretary', 'admit');
const dispatch = step(0, '09:40', 'secretary', 'dispatch', ({ member }) => ({ to: { kind: 'person', id: member } }));
const accept = step(0, '10:50', 'member', 'accept');
const contact = step(0, '10:50', 'member', 'contact');
const finish = (day: number, hour: Hour = '16:30'): Step =>
  step(day, hour, 'member', 'finish', ({ matter }) => ({ result: matter.result }));
const publish = (day: number, hour: Hour = '09:40'): readonly Step[] => [
  step(day, hour, 'publisher', 'propose', ({ matter: { title, about, after } }) => ({ title, text: about, after })),
  step(day, hour, 'publisher', 'publish'),
];
const evaluate = (day: number, stars: number, solved: 'yes' | 'partly' | 'no' = 'yes'): Step =>
  step(day, '09:00', 'resident', 'evaluate', () => ({ solved, stars }));

const begun = (consent: boolean): readonly Step[] => [place(consent), admit, dispatch, accept, contact];
/** Finished on the day itself, so that even what is due within 24 hours is in time. */
const done = (consent: boolean): readonly Step[] => [...begun(consent), finish(0)];

export const courses = {
  // Not later in the morning than it is evaluated: where a long holiday moves both to one day, that would be a day later, and too late.
  five: [...done(true), ...publish(1, '09:00'), evaluate(3, 5)],
  four: [...done(true), ...publish(1, '09:00'), evaluate(2, 4)],
  three: [...done(false), evaluate(4, 3)],
  unanswered: [...done(true), ...publish(1)],
  rework: [...done(true), ...publish(1), evaluate(2, 2, 'no'), finish(3), evaluate(5, 4)],
  quiet: [...done(false), evaluate(1, 5)],
  waiting: done(false),
  unpublished: done(true),
  shown: [...done(true), ...publish(1)],
  reworking: [...done(true), ...publish(1), evaluate(2, 1, 'no')],
  retracted: [...done(true), ...publish(1), evaluate(2, 4), step(3, '10:50', 'resident', 'withdrawConsent')],
  placed: [place(true)],
  admitted: [place(false), admit],
  dispatched: [place(true), admit, dispatch],
  working: [...begun(true), step(1, '16:30', 'member', 'progress', () => ({ text: '材料已备好，约好上门时间。' }))],
  late: begun(true),
  refused: [
    place(false),
    step(0, '09:40', 'secretary', 'refuse', () => ({
      reason: '此事由通信运营商办理，已告知客服电话。',
      channel: '运营商营业厅',
      channelCode: 'other',
    })),
  ],
  withdrawn: [place(false), admit, step(1, '09:00', 'resident', 'withdraw', () => ({ reason: '自己修好了。' }))],
  settled: [place(false), step(0, '09:40', 'secretary', 'settle', ({ matter }) => ({ result: matter.result })), evaluate(1, 5)],
  merged: [
    place(false),
    admit,
    step(0, '09:40', 'secretary', 'merge', ({ earlier }) => ({ parent: earlier, reason: '同一处、同一件事。' })),
  ],
  shelved: [
    ...begun(false),
    step(1, '10:50', 'member', 'askShelving', ({ inDays }) => ({
      reason: '需等小区改造一并施工。',
      measure: '先做临时处理，每周巡查。',
      target: inDays(60),
    })),
    step(2, '09:40', 'street', 'decide', () => ({ granted: true })),
  ],
  paused: [
    ...begun(false),
    step(0, '16:30', 'member', 'askPause', () => ({ awaiting: 'resident', reason: '居民外出，约好回来再上门。' })),
    step(1, '09:40', 'secretary', 'decide', () => ({ granted: true })),
  ],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

export type Course = keyof typeof courses;
