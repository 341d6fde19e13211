// The rules of a warning's course, with their sources.
import { researchOf, rule, type ChartRule } from '../chart.ts';
import type { Context } from './context.ts';

const source = researchOf({ zh: '1（第 73 行）', en: '1, row 73' }, '矛盾排查预警', 'screening and warning');

export const warningRules = {
  'has-owner': rule(
    source,
    '研判前须先定责任人',
    'a warning has an owner before it is assessed',
    ({ context }) => context.owner !== null,
  ),
  'has-measure': rule(
    source,
    '没有研判和措施的预警不能解除',
    'a warning is closed after it was assessed',
    ({ context }) => context.measures.length > 0,
  ),
  'is-by-rule': rule(
    source,
    '预警由系统按同类同地纠纷的次数发出',
    'a rule counts disputes and warns',
    ({ event }) => event.actor.role === 'system',
  ),
} as const satisfies Record<string, ChartRule<Context>>;
