// The fact `dated-term`: a term that ends on a day that a person named.
import type { FactAnswer } from '@six-order/engine/runtime';
import { z } from 'zod';
import { DAY_MS } from '../calendar/day.ts';
import type { Rules } from '../deadlines/clock.ts';
import { issue, value } from '../fact-answer.ts';
import type { Words } from '../rules/rule.ts';
import { datedTerm } from './term.ts';

const subjects = {
  'warning-review': { zh: '预警措施核查', en: 'review of the measure' },
  'visit-day': { zh: '走访', en: 'visit' },
  'task-due': { zh: '任务办结', en: 'completion of the task' },
  'opinion-day': { zh: '发表意见', en: 'opinions' },
} as const satisfies Record<string, Words>;

export const DatedTermAsk = z.object({
  kind: z.literal('dated-term'),
  subject: z.enum(Object.keys(subjects) as [keyof typeof subjects, ...(keyof typeof subjects)[]]),
  path: z.string(),
  from: z.number(),
  /** ISO instant. */
  until: z.string(),
  /** How far off it may be. */
  days: z.number(),
  field: z.string().optional(),
});

export const datedTermFact =
  (deadlinesOf: (tenant: string) => Rules) =>
  ({ subject, path, from, until: text, days, field }: z.infer<typeof DatedTermAsk>, _at: number, tenant: string): FactAnswer => {
    const until = Date.parse(text);
    if (!(until > from)) return issue(field, '日期须在今后 / name a day that is still to come');
    if (until > from + days * DAY_MS) return issue(field, `日期不得超过 ${days} 天 / name a day within ${days} days`);
    const calendar = deadlinesOf(tenant).calendarAt(path);
    return value(datedTerm(calendar, { from, until, words: subjects[subject], policy: 'dated' }));
  };
