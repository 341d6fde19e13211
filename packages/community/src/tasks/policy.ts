// How tasks from above (重大任务督办, 专项) are asked and reported. A policy that a county, street or community can set for itself.
//
// Source: domain research 1 (rows 8, 9, 23, 50), 5.6 (no form is asked twice).
import { Limit } from '../terms/term.ts';
import { z } from 'zod';

export const TaskPolicy = z.strictObject({
  /** How often a unit says how far it is. */
  reportEvery: Limit,
  /** How far off the last day may be, in days. */
  aheadDays: z.int().min(1).max(732),
  /** What units may be asked to fill in at all; a form that is not here is asked of nobody. */
  forms: z.array(
    z.strictObject({
      code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
      zh: z.string().min(1).max(40),
      en: z.string().min(1).max(80),
    }),
  ),
  /** A form that a unit was asked for within so many days is not asked of it again. */
  askedWithinDays: z.int().min(1).max(366),
});
export type TaskPolicy = z.infer<typeof TaskPolicy>;

export const defaultTasks: TaskPolicy = {
  reportEvery: '5 wd',
  aheadDays: 366,
  forms: [
    { code: 'hazard-check', zh: '隐患排查表', en: 'list of hazards' },
    { code: 'facility-check', zh: '设施巡查表', en: 'list of facilities' },
  ],
  askedWithinDays: 30,
};

/** 重大任务, 专项. */
export const taskKinds = ['major', 'campaign'] as const;
