// The chart of a warning (预警研判单): raised by a rule, given an owner, assessed with a measure and a date, reviewed, closed; raised
// again when it happens again. Source: domain research 1, rows 53 and 73.
//
// Keeps: I4. M1: only `handling` takes commands; the clocks' regions follow events that it raises. W1: it keys on a kind of
// dispute and a place, never on a person.
import type { WarningFact } from '@six-order/community/mediation/facts';
import type { WarningNews } from '@six-order/community/mediation/news';
import {
  chartMachine,
  clockRegion,
  finished,
  recompute,
  remember as keep,
  said,
  signal,
  started,
  telling,
  type Part,
} from '../chart.ts';
import { emptyContext, warningClocks, type Context, type WarningClock } from './context.ts';
import { warningRules } from './rules.ts';

const news = telling<'warning', Context>('warning');
const tell = (event: WarningNews, clock?: WarningClock, toUnit = false) =>
  news(({ category, owner, holder, clocks }) => ({
    event,
    to: [toUnit ? holder.id : (owner ?? holder.id)],
    category,
    due: clock && clocks[clock],
  }));

const remember = keep<Context>;

const raise = remember(({ event: { at, input, facts } }) => {
  const { holder, clock } = facts['warning'] as WarningFact;
  return {
    number: facts['number'],
    category: input['category'],
    unit: { id: facts['unit'].id, path: facts['unit'].path },
    count: input['count'],
    colour: input['colour'],
    raisedAt: at,
    times: 1,
    holder: { kind: 'unit', id: holder },
    clocks: { assess: started(clock) },
  };
});

const recur = remember(({ context, event: { at, input, facts } }) => {
  const { holder, clock } = facts['warning'] as WarningFact;
  return {
    count: input['count'],
    colour: input['colour'],
    times: context.times + 1,
    holder: { kind: 'unit' as const, id: holder },
    clocks: { ...finished(context.clocks, at, 'review'), assess: started(clock) },
  };
});

const assess = remember(({ context, event }) => ({
  measures: [...context.measures, { ...said(event), reviewAt: event.facts['review'].dueAt }],
  clocks: { ...finished(context.clocks, event.at, 'assess'), review: started(event.facts['review']) },
}));

const close = remember(({ context, event }) => ({
  closing: { ...said(event), eased: event.input['eased'] },
  endedAt: event.at,
  clocks: finished(context.clocks, event.at, ...warningClocks),
}));

const again = {
  guard: 'is-by-rule',
  target: 'raised',
  actions: [recur, signal('reviewStop'), signal('assessStart'), tell('recurred', 'assess', true), tell('recurred', 'assess')],
};
const own = { actions: [remember(({ event: { input } }) => ({ owner: input['person'] })), tell('owned', 'assess')] };
const assessed = { guard: 'has-owner', target: 'watched', actions: [assess, signal('assessStop'), signal('reviewStart')] };
const closed = { guard: 'has-measure', target: 'closed', actions: [close, signal('assessStop'), signal('reviewStop')] };

const regions: Part = {
  handling: {
    initial: 'new',
    on: { recompute: recompute(warningClocks) },
    states: {
      new: { on: { raise: { target: 'raised', actions: [raise, signal('assessStart'), tell('raised', 'assess')] } } },
      raised: { meta: { turn: ['owner'], clock: 'assess' }, on: { own, assess: assessed, recur: again, close: closed } },
      watched: { meta: { turn: ['owner'], clock: 'review' }, on: { own, assess: assessed, recur: again, close: closed } },
      closed: { meta: { end: true } },
    },
  },
  assess: clockRegion('assess', {
    pressing: [tell('pressing', 'assess')],
    due: [tell('due', 'assess', true)],
    over: [tell('due', 'assess', true)],
  }),
  review: clockRegion('review', { due: [tell('review', 'review')], over: [tell('review', 'review')] }),
};

export const machine = chartMachine('warning', {
  regions,
  clocks: warningClocks,
  rules: warningRules,
  context: emptyContext,
});
