// Tasks (任务单) as the API shows and takes them.
import { taskKinds } from '@six-order/community/tasks/policy';
import { z } from 'zod';
import { Bilingual, Instant, InstantOrNull, Shown, UnitRef } from './common.ts';

const By = z.string().nullable().describe('A name for staff');
const Said = z.object({ at: Instant, by: By, text: Shown });

/** Roll-up, on a list. */
export const TaskRef = z.object({
  kind: z.enum(taskKinds),
  parts: z.int(),
  over: z.int().describe('Settled or excused'),
  blocked: z.int(),
  toCheck: z.int().describe('Reported done'),
});

export const Task = z.object({
  kind: z.enum(taskKinds),
  form: z.string().nullable().describe('Code of the form that is asked for'),
  formName: Bilingual.nullable().describe('What that form is called; null too where the county has it no more'),
  dueOn: InstantOrNull,
  parent: z.uuid().nullable().describe('The task that it is a part of'),
  parts: z
    .array(
      z.object({
        unit: UnitRef.nullable(),
        order: z.uuid().nullable(),
        state: z.enum(['assigned', 'on-track', 'blocked', 'finished', 'settled', 'excused']),
        at: Instant,
      }),
    )
    .describe('What the units below do of it, each a task of its own'),
  progress: z.object({ parts: z.int(), over: z.int().describe('Settled or excused'), blocked: z.int() }).describe('Roll-up'),
  reports: z.array(Said.extend({ status: z.enum(['on-track', 'blocked', 'finished']) })),
  checks: z.array(Said.extend({ verdict: z.enum(['accepted', 'returned']) })),
  excuses: z.array(Said),
  urges: z.int(),
});

export const AssignTaskRequest = z.strictObject({
  workflow: z.literal('task'),
  unit: z.string().trim().min(1).max(64).describe('Who has it in hand: id or official code'),
  to: z.array(z.string().trim().min(1).max(64)).max(50).describe('Units below that it goes on to'),
  dueOn: z.string().describe('The last day, as an instant'),
  kind: z.enum(taskKinds).optional(),
  form: z.string().optional().describe('Code of a form of the county’s list'),
  text: z.string().optional(),
});
