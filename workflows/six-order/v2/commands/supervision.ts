// 督: taking up, urging, whistling, reporting in, news of cards, a new calendar.
import { CardReason, colours } from '@six-order/community/supervision/reason';
import { z } from 'zod';
import { running } from '../clock.ts';
import { clock, contextOf, emergencyOf, holder, holds, recount, stageClock, standsStill, turn, type Ask } from './facts.ts';
import { by, id, reason, text, type Commands } from './input.ts';

/** What only a street can settle, or whose own level stayed silent, goes there at once; the rest goes up one level. */
const toStreet: ReadonlySet<string> = new Set(['undecided', 'many-units', 'enforcement', 'emergency']);

const escalate = (ask: Ask) => {
  const context = contextOf(ask);
  const from = {
    kind: 'level-above',
    unit: context.level ?? context.unit?.id ?? '',
    ...(toStreet.has(ask.input['ground'] as string) && { least: 'street' }),
  };
  const waits = ask.input['ground'] === 'undecided' && context.openedAt > 0;
  return {
    above: from,
    aboveThat: { ...from, steps: 2 },
    // What was not decided has its limit anew.
    ...(waits && running(context, 'decision') && { decision: clock(ask, 'decision') }),
    ...(waits && context.objection?.raisedAt !== undefined && running(context, 'objectionReview') && context.admittedAt !== null
      ? { objectionReview: clock(ask, 'objectionReview') }
      : {}),
  };
};

export const supervisionCommands = {
  escalate: {
    title: { zh: '提级', en: 'Take up' },
    docs: 'Puts the order one level up: grid, community, street, county, city. Happens by itself at a red card, a second bad evaluation, when more than three units have a part, when enforcement is needed, when nobody decides or answers in time, and at U3 when four fifths of the limit are gone.',
    input: z.strictObject({
      ground: z
        .enum(['red-card', 'bad-again', 'pressing', 'unanswered', 'undecided', 'many-units', 'enforcement', 'emergency', 'other'])
        .default('other'),
      reason: reason.optional(),
    }),
    by: by('escalate'),
    facts: escalate,
  },
  urge: {
    title: { zh: '催办', en: 'Urge' },
    docs: 'Reminds those who have the order in hand; once a day, more often when it is urgent.',
    input: z.strictObject({ note: text.optional() }),
    by: by('urge'),
  },
  whistle: {
    title: { zh: '吹哨', en: 'Whistle' },
    docs: 'The street calls departments in; one of them leads. They report in within 2 hours when it is urgent, else within a working day.',
    input: z
      .strictObject({ departments: z.array(id).min(1).max(10), lead: id, matter: text })
      .refine(({ departments, lead }) => departments.includes(lead), {
        path: ['lead'],
        message: 'the lead is one of the departments',
      })
      .refine(({ departments }) => new Set(departments).size === departments.length, {
        path: ['departments'],
        message: 'a department is named twice',
      }),
    by: by('whistle'),
    facts: (ask) => ({
      reportIn: stageClock(ask, 'reportIn'),
      ...Object.fromEntries(
        (ask.input['departments'] as readonly string[]).map((unit, n) => [
          `department${n}`,
          holder(ask, { kind: 'unit', id: unit }, { part: 'assist', field: `departments.${n}` }),
        ]),
      ),
    }),
  },
  reportIn: {
    title: { zh: '报到', en: 'Report in' },
    docs: 'A department that was whistled for is there.',
    input: z.strictObject({ part: id.optional() }),
    by: by('reportIn'),
    facts: holds,
  },
  cardChanged: {
    title: { zh: '督办卡变化', en: 'A card changed' },
    docs: 'A card about this order was issued, took another colour, or is closed: the colour of the order follows.',
    input: z.strictObject({
      card: id,
      colour: z.enum(colours).nullable(),
      reason: CardReason.optional(),
      hand: z.literal(true).optional().describe('a person issued it, not a rule'),
    }),
    by: by('cardChanged'),
  },
  enterEmergency: {
    title: { zh: '转入急时', en: 'Enter an emergency' },
    docs: 'The area is in an emergency: ordinary work stands still, with its clocks; urgent work has the emergency’s limits, day and night.',
    input: z.strictObject({ emergency: id }),
    by: by('enterEmergency'),
    facts: (ask) => (standsStill(ask) ? turn(ask, 'suspend', 'moved') : turn(ask, 'enter', 'recounted')),
  },
  leaveEmergency: {
    title: { zh: '转出急时，恢复办理', en: 'Go on after the emergency' },
    docs: 'The emergency is over, or whoever dispatches lets this order go on: its clocks go on with what was left and as much office time more as they stood still for, a working day at most, urgent ones by their ordinary limits.',
    input: z.strictObject({ emergency: id.optional() }),
    by: by('leaveEmergency'),
    facts: (ask) =>
      contextOf(ask).emergency?.from === undefined
        ? { ...turn(ask, 'leave', 'recounted'), ...(standsStill(ask) && emergencyOf(ask)) }
        : { ...turn(ask, 'goOn', 'moved'), ...((ask.actor.person !== null || !standsStill(ask)) && emergencyOf(ask)) },
  },
  recompute: {
    title: { zh: '重算时限', en: 'Count anew' },
    docs: 'A calendar came: every clock that was counted without it is counted anew.',
    input: z.strictObject({}),
    by: by('recompute'),
    facts: recount,
  },
} as const satisfies Commands;
