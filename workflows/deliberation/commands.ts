// The commands of a deliberation (议事单): what each takes, who may send it, which facts it needs.
import { sendersOf } from '@six-order/community/authority/acts';
import { personal, type CommandDefinition, type FactRequest } from '@six-order/engine';
import { z } from 'zod';
import { naming, recomputeCommand, type FactAsk } from '../chart.ts';
import { partStates } from '../task/context.ts';
import { forOrder, records, stances, verdicts, type Context } from './context.ts';

const id = z.uuid().toLowerCase();
const text = personal(z.string().trim().min(1).max(2_000));
const instant = z.iso.datetime({ offset: true });
const unit = z.string().trim().min(1).max(64);
const forum = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('deliberation', command);

const contextOf = ({ context }: Pick<FactAsk, 'context'>): Context => context as Context;

const term = (name: 'decide' | 'feedback', ask: FactAsk): FactRequest => ({
  kind: 'deliberation-term',
  term: name,
  path: contextOf(ask).holder.path,
  from: ask.at,
});

const Task = z.strictObject({
  unit: unit.describe('the unit that has it in hand: id or official code'),
  dueOn: instant.describe('the last day'),
});

export const commands = {
  propose: {
    title: { zh: '提出议题', en: 'Propose a topic' },
    docs: 'Asks for a matter to be deliberated: by residents, by staff, from an order that went up or is shelved, or from a meeting of the level below.',
    input: z.strictObject({
      forum: forum.describe('code of a forum of the county’s policy, such as three-parties'),
      unit: unit.describe('where the matter is: unit id or official code'),
      text: text.optional(),
      order: id.optional().describe('the order that is put before the parties'),
      lower: id.optional().describe('the topic of the level below; only a meeting names one'),
    }),
    by: by('propose'),
    facts: ({ input, at, actor }) => ({
      unit: { kind: 'unit', ref: input['unit'], field: 'unit' },
      number: { kind: 'number' },
      forum: {
        kind: 'deliberation-forum',
        forum: input['forum'],
        unit: input['unit'],
        about: input['order'] ?? null,
        by: naming(actor),
        from: at,
      },
    }),
  },
  admit: {
    title: { zh: '列入议题', en: 'Put on the agenda' },
    docs: 'Puts the question to the parties, in words that name nobody; for a meeting, with its day. Who takes part is the policy in force.',
    input: z.strictObject({ text, on: instant.optional().describe('the day of the meeting') }),
    by: by('admit'),
    facts: (ask) => ({
      parties: {
        kind: 'deliberation-parties',
        forum: contextOf(ask).forum.code,
        unit: contextOf(ask).holder.id,
        from: ask.at,
        ...(ask.input['on'] !== undefined && { on: ask.input['on'] }),
      },
    }),
  },
  refuse: {
    title: { zh: '不列入议题', en: 'Refuse' },
    docs: 'Says why it is not deliberated, and which way is right.',
    input: z.strictObject({ text }),
    by: by('refuse'),
  },
  speak: {
    title: { zh: '发表意见', en: 'Give an opinion' },
    docs: 'Says what a party thinks: by its own people, or written down for it by whoever convenes, with the record that shows it.',
    input: z.strictObject({
      party: z.string().min(1).max(80).describe('code of the party'),
      stance: z.enum(stances),
      text: text.optional(),
      record: z
        .strictObject({ how: z.enum(records), on: instant, people: z.int().min(1).max(100_000).optional() })
        .optional()
        .describe('of what is written down for another party: the record that shows it'),
    }),
    by: by('speak'),
    facts: (ask) => ({
      voice: {
        kind: 'party-voice',
        person: ask.actor.person,
        unit: contextOf(ask).holder.id,
        persons: [...(contextOf(ask).parties.find(({ code }) => code === ask.input['party'])?.persons ?? [])],
        recorded: ask.input['record'] !== undefined,
      },
      decide: term('decide', ask),
    }),
  },
  closeHearing: {
    title: { zh: '结束征求意见', en: 'Close the hearing' },
    docs: 'Goes on to the decision once enough parties have spoken. Happens by itself on the day.',
    input: z.strictObject({}),
    by: by('closeHearing'),
    facts: (ask) => ({ decide: term('decide', ask) }),
  },
  decide: {
    title: { zh: '形成结论', en: 'Decide' },
    docs: 'Writes down what was decided (纪要), and who does what: adopted, with tasks that become orders; rejected; or taken up to the meeting of the level above.',
    input: z.strictObject({
      verdict: z.enum(verdicts),
      text,
      tasks: z.array(Task).max(20).default([]).describe('each becomes a task of its own that reports back'),
      forOrder: z
        .enum(forOrder)
        .default('keep')
        .describe('what becomes of the linked order: it stays as it is, goes on, or goes up'),
    }),
    by: by('decide'),
    facts: (ask) => ({
      decision: {
        kind: 'deliberation-decision',
        forum: contextOf(ask).forum.code,
        unit: contextOf(ask).holder.id,
        tasks: ((ask.input['tasks'] ?? []) as readonly { unit: string; dueOn: string }[]).map(({ unit: of, dueOn }) => ({
          unit: of,
          dueOn,
        })),
        raised: ask.input['verdict'] === 'raised',
        from: ask.at,
      },
    }),
  },
  excuse: {
    title: { zh: '免除议定事项', en: 'Excuse' },
    docs: 'Lets a unit off its task; its order is cancelled.',
    input: z.strictObject({ unit: id, text }),
    by: by('excuse'),
    facts: (ask) => ({ feedback: term('feedback', ask) }),
  },
  partChanged: {
    title: { zh: '议定事项进展', en: 'News of a task' },
    docs: 'What a task has come to; its own order says so.',
    input: z.strictObject({ unit: id, state: z.enum(partStates), child: id }),
    by: by('partChanged'),
    facts: (ask) => ({ feedback: term('feedback', ask) }),
  },
  higherChanged: {
    title: { zh: '上级会议进展', en: 'News of the level above' },
    docs: 'What the meeting of the level above has come to; its own topic says so.',
    input: z.strictObject({ child: id, ended: z.boolean() }),
    by: by('higherChanged'),
    facts: (ask) => ({ feedback: term('feedback', ask) }),
  },
  feedback: {
    title: { zh: '反馈结果', en: 'Tell what came of it' },
    docs: 'Tells whoever asked, and the parties, what came of it; the topic ends.',
    input: z.strictObject({ text }),
    by: by('feedback'),
  },
  drop: {
    title: { zh: '终止议题', en: 'Drop' },
    docs: 'Ends a topic that comes to no decision, and says why.',
    input: z.strictObject({ text }),
    by: by('drop'),
  },
  withdraw: {
    title: { zh: '撤回议题', en: 'Withdraw' },
    docs: 'Whoever asked takes it back before it is decided.',
    input: z.strictObject({}),
    by: by('withdraw'),
  },
  recompute: recomputeCommand(by('recompute')),
} as const satisfies Record<string, CommandDefinition>;
