// The rules of a visit's course, with their sources.
import { researchOf, rule, type ChartRule } from '../chart.ts';
import type { Context } from './context.ts';

const visits = researchOf({ zh: '1（第 76 行）', en: '1, row 76' }, '包联走访', 'assigned visits');
const light = researchOf('5.6', '减负', 'burden');

export const visitChartRules = {
  'is-visitor': rule(
    visits,
    '只有走访人可以这样做',
    'only the visitor can do this',
    ({ context, event }) => event.actor.person !== null && event.actor.person === context.visitor,
  ),
  'is-planner': rule(
    visits,
    '只有安排走访的人或走访人可以这样做',
    'only whoever planned it, or the visitor, can do this',
    ({ context, event }) => event.actor.person !== null && [context.visitor, context.plannedBy].includes(event.actor.person),
  ),
  'is-planner-or-office': rule(
    researchOf({ zh: '1（第 57 行）', en: '1, row 57' }, '任期届满交接', 'hand-over at the end of a term'),
    '只有安排走访的人、走访人，或安排交接的支部、社区、街道可以转交',
    'whoever planned it, the visitor, or the branch, community or street that arranges a hand-over passes it on',
    ({ context, event: { actor } }) =>
      actor.person !== null &&
      ([context.visitor, context.plannedBy].includes(actor.person) || ['secretary', 'community', 'street'].includes(actor.role)),
  ),
  'is-away-again': rule(
    light,
    '家中无人，另约时间',
    'nobody was at home: it is tried again',
    ({ context, event }) =>
      event.input['outcome'] === 'away' &&
      context.records.length + 1 < ((event.facts['after'] as Facts | undefined)?.attempts ?? 1),
  ),
  'is-not-linked': rule(
    visits,
    '此单已关联',
    'this order is linked already',
    ({ context, event }) => !context.orders.includes(event.input['order']),
  ),
  'has-room': rule(
    light,
    '一次走访最多关联 20 件单',
    'a visit has twenty orders at most',
    ({ context }) => context.orders.length < 20,
  ),
  'is-visitor-or-rule': rule(
    visits,
    '由走访人结束，或到期自动结束',
    'the visitor ends it, or its limit does',
    ({ context, event }) => event.actor.role === 'system' || event.actor.person === context.visitor,
  ),
} as const satisfies Record<string, ChartRule<Context>>;

interface Facts {
  readonly attempts: number;
}
