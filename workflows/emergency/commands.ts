// The commands of an emergency (平急转换): what each takes, who may send it, which facts it needs.
import { sendersOf } from '@six-order/community/authority/acts';
import type { EmergencyTerms } from '@six-order/community/emergency/facts';
import { emergencyKinds, Hazard, Level } from '@six-order/community/emergency/hazard';
import { personal, type CommandDefinition } from '@six-order/engine';
import { z } from 'zod';
import { recomputeCommand, type FactAsk } from '../chart.ts';
import { callStates, countedAnew, isDrill, type Context } from './context.ts';

const id = z.uuid().toLowerCase();
const text = personal(z.string().trim().min(1).max(2_000));
const document = z.string().trim().min(2).max(80).describe('the county’s document with its number, such as 望应急〔2026〕3号');
const until = z.iso.datetime({ offset: true }).describe('the planned end; without it as long as the level lasts');

/** Of a clock that rang: when it was due, epoch ms. */
const due = z.int().optional().describe('of the system: the instant that came');

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('emergency', command);

const contextOf = ({ context }: Pick<FactAsk, 'context'>): Context => context as Context;

/** The plan's terms; asked in any state, also of one that is not opened yet. */
const terms = (
  ask: FactAsk,
  names: readonly (keyof EmergencyTerms)[],
  more: { readonly level?: unknown; readonly until?: unknown; readonly real?: boolean; readonly undocumented?: boolean } = {},
) => {
  const { scope, hazard, level, openedAt } = contextOf(ask);
  if (!(openedAt > 0)) return {};
  return {
    terms: {
      kind: 'emergency-terms',
      scope: scope.map(({ path }) => path),
      hazard,
      level: (more.level as string | undefined) ?? level,
      from: ask.at,
      until: (more.until as string | undefined) ?? null,
      names: [...names],
      real: more.real ?? false,
      undocumented: more.undocumented ?? false,
    },
  };
};

/** What runs from the end on; of a drill only the report. */
const afterwards = (ask: FactAsk) => terms(ask, isDrill(contextOf(ask)) ? ['review'] : ['closing', 'review', 'destroy']);

export const commands = {
  propose: {
    title: { zh: '提出应急启动', en: 'Propose an emergency response' },
    docs: 'A response of the county’s, citing its document, for a second person to confirm; a community’s first response of a few hours, which lapses unless the street confirms it; or a drill.',
    input: z.strictObject({
      kind: z.enum(emergencyKinds).default('response'),
      hazard: Hazard,
      level: Level.default('IV'),
      scope: z.array(z.string().trim().min(1).max(64)).min(1).max(50).describe('ids or official codes of the areas'),
      document: document.optional(),
      until: until.optional(),
      text: text.optional(),
    }),
    by: by('propose'),
    facts: ({ input, at, actor }) => ({
      unit: { kind: 'unit', ref: (input['scope'] as readonly string[])[0] ?? '', field: 'scope.0' },
      number: { kind: 'number' },
      start: {
        kind: 'emergency-start',
        scope: input['scope'] as string[],
        within: actor.path,
        as: (input['kind'] as string | undefined) ?? 'response',
        hazard: input['hazard'],
        level: (input['level'] as string | undefined) ?? 'IV',
        document: (input['document'] as string | undefined) ?? null,
        from: at,
        until: (input['until'] as string | undefined) ?? null,
      },
    }),
  },
  confirm: {
    title: { zh: '确认', en: 'Confirm' },
    docs: 'The second person confirms a start, a first response with the county’s document, or a graver level.',
    input: z.strictObject({ document: document.optional(), level: Level.optional(), until: until.optional() }),
    by: by('confirm'),
    facts: (ask) => {
      const { request, level, until: wanted, kind, document: cited } = contextOf(ask);
      const to = request?.level ?? ask.input['level'] ?? level;
      return terms(ask, ['planned', 'report'], {
        level: to,
        until: ask.input['until'] ?? (request ? request.until : wanted) ?? undefined,
        real: true,
        undocumented: kind === 'first-response' && cited === null && ask.input['document'] === undefined,
      });
    },
  },
  drop: {
    title: { zh: '不予确认', en: 'Do not confirm' },
    docs: 'It is not confirmed, or taken back: nothing starts.',
    input: z.strictObject({}),
    by: by('drop'),
  },
  renew: {
    title: { zh: '续期或调整级别', en: 'Renew' },
    docs: 'It goes on from now, at this level or a lower one; a graver level waits for a second person. Names the county’s document.',
    input: z.strictObject({ document, level: Level.optional(), until: until.optional() }),
    by: by('renew'),
    facts: (ask) => terms(ask, ['planned', 'report'], { level: ask.input['level'], until: ask.input['until'] }),
  },
  report: {
    title: { zh: '情况报告', en: 'Report' },
    docs: 'How the situation is, within the hours of its level.',
    input: z.strictObject({ text }),
    by: by('report'),
    facts: (ask) => terms(ask, ['report']),
  },
  check: {
    title: { zh: '清单打勾', en: 'Check off' },
    docs: 'An item of the plan’s list is done.',
    input: z.strictObject({ item: z.string().min(1).max(40) }),
    by: by('check'),
  },
  callOut: {
    title: { zh: '一键集结', en: 'Call out' },
    docs: 'Alerts everyone of its rescue teams at once.',
    input: z.strictObject({ text: text.optional() }),
    by: by('callOut'),
  },
  answerCall: {
    title: { zh: '收到、出动、到位', en: 'Answer the call' },
    docs: 'Heard it, set out, is there; by the person, or by whoever telephoned those who were missing.',
    input: z.strictObject({ state: z.enum(callStates), person: id.optional().describe('whom it is written down for') }),
    by: by('answerCall'),
  },
  end: {
    title: { zh: '结束应急响应', en: 'End' },
    docs: 'The emergency is over: clocks are counted anew, orders go on, the report is due.',
    input: z.strictObject({ document: document.optional(), due }),
    by: by('end'),
    facts: afterwards,
  },
  lapse: {
    title: { zh: '自行终止', en: 'Lapse' },
    docs: 'Nobody confirmed it in time.',
    input: z.strictObject({ due }),
    by: by('lapse'),
    facts: afterwards,
  },
  followed: {
    title: { zh: '单已转入或恢复', en: 'Orders followed' },
    docs: 'So many orders of the scope have entered the emergency, or left it.',
    input: z.strictObject({
      direction: z.enum(['on', 'off']),
      orders: z.int().min(0),
      cursor: z.string().nullable().describe('where the next go on; null when there are none'),
    }),
    by: by('followed'),
  },
  takeStock: {
    title: { zh: '清点应急单', en: 'Take stock' },
    docs: 'Its orders were to be closed by now: if some are not, those of the area are told.',
    input: z.strictObject({}),
    by: by('takeStock'),
    facts: (ask) => {
      const { scope, startedAt, openedAt, endedAt } = contextOf(ask);
      if (endedAt === null) return {};
      const paths = scope.map(({ path }) => path);
      return { stock: { kind: 'emergency-open', scope: paths, from: startedAt ?? openedAt, until: endedAt } };
    },
  },
  review: {
    title: { zh: '评估报告', en: 'After-action report' },
    docs: 'What happened, what was done, what is to be better.',
    input: z.strictObject({ text }),
    by: by('review'),
  },
  dataDestroyed: {
    title: { zh: '个人信息已销毁', en: 'Data destroyed' },
    docs: 'The personal data of its orders is destroyed.',
    input: z.strictObject({ orders: z.int().min(0) }),
    by: by('dataDestroyed'),
  },
  recompute: recomputeCommand(by('recompute'), countedAnew),
} as const satisfies Record<string, CommandDefinition>;
