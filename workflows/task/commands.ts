// The commands of a task (任务单): what each takes, who may send it, which facts it needs.
import { sendersOf } from '@six-order/community/authority/acts';
import { taskKinds } from '@six-order/community/tasks/policy';
import { personal, type CommandDefinition } from '@six-order/engine';
import { z } from 'zod';
import { recomputeCommand, type FactAsk } from '../chart.ts';
import { partStates, type Context } from './context.ts';

const id = z.uuid().toLowerCase();
const text = personal(z.string().trim().min(1).max(2_000));
const unit = z.string().trim().min(1).max(64).describe('unit id or official code');
const to = z.array(unit).max(50).describe('units below that it goes on to, each as a task of its own');

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('task', command);

const contextOf = ({ context }: Pick<FactAsk, 'context'>): Context => context as Context;

const nextReport = (ask: FactAsk) => ({
  report: { kind: 'task-report', path: contextOf(ask).unit.path, from: ask.at },
});

export const commands = {
  assign: {
    title: { zh: '交办任务', en: 'Give a task' },
    docs: 'Gives a task: the unit that has it in hand, the units below that it goes on to, the last day, the form if one is asked for.',
    input: z.strictObject({
      unit,
      to: to.default([]),
      dueOn: z.iso.datetime({ offset: true }).describe('the last day'),
      kind: z.enum(taskKinds).default('major'),
      form: z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,39}$/)
        .optional()
        .describe('code of a form of the county’s list'),
      text: text.optional(),
      parent: id.optional().describe('the task that it is a part of'),
    }),
    by: by('assign'),
    facts: ({ input, at }) => ({
      unit: { kind: 'unit', ref: input['unit'], field: 'unit' },
      number: { kind: 'number' },
      plan: {
        kind: 'task-plan',
        unit: input['unit'],
        to: input['to'],
        form: input['form'] ?? null,
        from: at,
        dueOn: input['dueOn'],
        root: input['parent'] === undefined,
      },
    }),
  },
  passOn: {
    title: { zh: '分解任务', en: 'Pass on' },
    docs: 'Passes the task on to units below; each reports on its own part.',
    input: z.strictObject({ to: to.min(1) }),
    by: by('passOn'),
    facts: (ask) => ({
      plan: {
        kind: 'task-plan',
        unit: contextOf(ask).unit.id,
        to: ask.input['to'] as string[],
        form: contextOf(ask).form,
        from: ask.at,
        root: true,
      },
    }),
  },
  report: {
    title: { zh: '报告进展', en: 'Report' },
    docs: 'Says how far it is. The level above counts it; nothing else is asked.',
    input: z.strictObject({ status: z.enum(['on-track', 'blocked']), text: text.optional() }),
    by: by('report'),
    facts: nextReport,
  },
  finish: {
    title: { zh: '完成任务', en: 'Finish' },
    docs: 'Says that it is done. Of a task that went on to units below: when all of them are settled.',
    input: z.strictObject({ text: text.optional() }),
    by: by('finish'),
    facts: (ask) => ({ checkers: { kind: 'task-checkers', unit: contextOf(ask).unit.id } }),
  },
  check: {
    title: { zh: '核查销号', en: 'Check' },
    docs: 'The level above settles it (销号), or returns it.',
    input: z.strictObject({ verdict: z.enum(['accepted', 'returned']), text: text.optional() }),
    by: by('check'),
    facts: (ask) => ({
      above: { kind: 'task-above', person: ask.actor.person, unit: contextOf(ask).unit.id },
      ...nextReport(ask),
    }),
  },
  excuse: {
    title: { zh: '免除', en: 'Excuse' },
    docs: 'Lets a unit below off its part; its task is cancelled.',
    input: z.strictObject({ unit: id, text }),
    by: by('excuse'),
  },
  urge: {
    title: { zh: '督办任务', en: 'Urge' },
    docs: 'Urges whoever has it in hand.',
    input: z.strictObject({}),
    by: by('urge'),
  },
  partChanged: {
    title: { zh: '下级进展', en: 'News of a part' },
    docs: 'What a unit below has come to; its own task says so.',
    input: z.strictObject({ unit: id, state: z.enum(partStates), child: id }),
    by: by('partChanged'),
  },
  cancel: {
    title: { zh: '取消任务', en: 'Cancel' },
    docs: 'Takes the task back, with all its parts.',
    input: z.strictObject({}),
    by: by('cancel'),
  },
  recompute: recomputeCommand(by('recompute')),
} as const satisfies Record<string, CommandDefinition>;
