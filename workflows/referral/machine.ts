// The chart of a referral (移送单): opened, everybody told who must be, their numbers and receipts there. Source: domain research 2.6
// (强制报告), 4; 未成年人保护法 11; 反家庭暴力法 14; 信访工作条例.
//
// Keeps: I4. M1: only `handling` takes commands; the clocks' regions follow events that it raises. R1: it names no petitioner and no
// victim; who was told, and under which number, is sealed.
import type { ReferralFact } from '@six-order/community/referrals/facts';
import type { ReferralNews } from '@six-order/community/referrals/news';
import {
  ask,
  chartMachine,
  clockRegion,
  finished,
  only,
  recompute,
  remember as keep,
  said,
  signal,
  started,
  telling,
  type Part,
} from '../chart.ts';
import { when } from '../six-order/v2/rule.ts';
import { emptyContext, referralClocks, type Context, type ReferralClock } from './context.ts';
import { referralChartRules } from './rules.ts';

/** Everybody was told: what the order asks for (强制报告) is done, and its own clock ends. Of a petition the order hears nothing (R1). */
const orderIsReported = ask<Context>(({ context }) => ({
  order: context.order,
  type: 'meet',
  input: { requirement: 'report' },
  optional: true,
}));

const news = telling<'referral', Context>('referral');
const tell = (event: ReferralNews, clock?: ReferralClock) =>
  news(({ holder, clocks }) => ({ event, to: [holder.id], due: clock && clocks[clock] }));

const remember = keep<Context>;

const open = remember(({ event: { at, actor, input, facts } }) => {
  const { holder, bodies, duty } = facts['referral'] as ReferralFact;
  return {
    number: facts['number'],
    kind: input['kind'],
    order: input['order'],
    unit: facts['unit'].id,
    holder: { kind: 'unit' as const, ...holder },
    bodies,
    openedBy: actor.person,
    openedAt: at,
    clocks: { duty: started(duty) },
  };
});

const told = remember(({ context, event: { at, actor, input } }) => ({
  tellings: [
    ...context.tellings,
    {
      body: input['body'],
      toldAt: input['on'] === undefined ? at : Date.parse(input['on']),
      at,
      by: actor.person,
      how: input['how'],
      who: input['who'] ?? null,
    },
  ],
}));
const waived = remember(({ context, event }) => ({
  waivers: [...context.waivers, { ...said(event), body: event.input['body'] }],
}));
const receipted = remember(({ context, event: { at, actor, input } }) => ({
  receipts: [...context.receipts, { body: input['body'], at, by: actor.person, number: input['number'] ?? null }],
}));

const toldAll = [
  remember(({ context, event: { at, facts } }) => ({
    clocks: { ...finished(context.clocks, at, 'duty'), receipt: started(facts['receipt']) },
  })),
  signal('dutyStop'),
  signal('receiptStart'),
  only<Context>(({ context }) => context.kind === 'harm', orderIsReported),
];
const end = remember(({ context, event: { at } }) => ({ endedAt: at, clocks: finished(context.clocks, at, ...referralClocks) }));

const regions: Part = {
  handling: {
    initial: 'new',
    on: { recompute: recompute(referralClocks) },
    states: {
      new: { on: { open: { target: 'telling', actions: [open, signal('dutyStart'), tell('opened', 'duty')] } } },
      telling: {
        meta: { turn: ['holder'], clock: 'duty' },
        on: {
          tell: [
            { guard: when('is-to-be-told', 'is-past', 'all-are-told'), target: 'told', actions: [told, ...toldAll] },
            { guard: when('is-to-be-told', 'is-past'), actions: told },
          ],
          leaveOut: [
            { guard: when('may-be-left-out', 'all-are-told'), target: 'told', actions: [waived, ...toldAll] },
            { guard: 'may-be-left-out', actions: waived },
          ],
          cancel: {
            guard: when('is-no-harm', 'nobody-was-told'),
            target: 'cancelled',
            actions: [end, signal('dutyStop')],
          },
        },
      },
      told: {
        meta: { turn: ['holder'], clock: 'receipt' },
        on: {
          acknowledge: [
            {
              guard: when('was-told', 'all-receipts-are-there'),
              target: 'done',
              actions: [receipted, end, signal('receiptStop'), tell('done')],
            },
            { guard: 'was-told', actions: receipted },
          ],
        },
      },
      done: { meta: { end: true } },
      cancelled: { meta: { end: true } },
    },
  },
  duty: clockRegion('duty', {
    pressing: [tell('pressing', 'duty')],
    due: [tell('due', 'duty')],
    over: [tell('due', 'duty')],
  }),
  receipt: clockRegion('receipt', { due: [tell('receiptDue', 'receipt')], over: [tell('receiptDue', 'receipt')] }),
};

export const machine = chartMachine('referral', {
  regions,
  clocks: referralClocks,
  rules: referralChartRules,
  context: emptyContext,
});
