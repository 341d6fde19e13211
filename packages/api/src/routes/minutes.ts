// Minutes of a deliberation (会议纪要), to be printed: of a topic with a day all that was decided of that meeting. What is read for them
// is logged, as on the screen; orders are named by their numbers, to those alone who see them.
import { Router } from 'express';
import { maySee } from '@six-order/community/authority/authority';
import { disclose, type Disclosed } from '@six-order/community/privacy/disclose';
import { fieldsOf } from '@six-order/community/privacy/field-name';
import type { Words } from '@six-order/community/rules/rule';
import { OrderId, type StoredOrder } from '@six-order/engine';
import { silentParties, standingOpinions, type Context } from '@six-order/workflows/deliberation/context';
import { contextOf } from '@six-order/workflows/deliberation/face';
import type { PartState } from '@six-order/workflows/task/context';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { calledBy } from '../present-names.ts';
import type { Presenting } from '../presenter.ts';
import { minutesSheet, type MinutesItem } from '../print/minutes-sheet.ts';
import { sendSheets } from '../print/page.ts';
import { Refusal } from '../refusal.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

/** Topics of a forum that are looked through at once. */
const PAGE = 50;

export function minutesRoutes(api: Api): Router {
  const { engine, directory, rules, clock } = api;
  const router = Router();

  serve(router, api, contract.printMinutes, async ({ params, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    if (order.workflow !== 'deliberation') throw new Refusal('not-found');
    const context = contextOf(order.snapshot);
    if (context.decision === null) throw new Refusal('not-allowed', { detail: undecided });
    const { forum, holder, parties, quorum, passes, meetingOn } = context;
    const now = clock.now();
    const numberOf = async (id: string | null): Promise<string | null> => {
      const found = id === null ? null : await engine.get(OrderId.parse(id));
      return found && maySee(reader, found) ? found.face.number : null;
    };
    // An official document is in Chinese.
    const presenting = { directory, rules, reader, now, language: 'zh' } as const;
    const items: MinutesItem[] = [];
    for (const one of await topicsOf(order, context)) {
      if (!maySee(reader, one)) continue;
      const reading = { db: api.tables, accessLog: api.accessLog, engine, reader, order: one, now, newId: api.newId };
      items.push(await itemOf(contextOf(one.snapshot), presenting, { shown: await disclose(reading, fieldsOf(one)), numberOf }));
    }
    const unitName = (id: string | null): string => (id === null ? '' : (directory.unitById(id)?.name ?? ''));
    const sheet = minutesSheet({
      forum: forum.zh,
      convener: unitName(holder.id),
      day: meetingOn === null ? null : dayOf(meetingOn),
      parties: parties.map(({ zh, unit }) => ({ name: zh, unit: unitName(unit) })),
      quorum,
      passes,
      items,
    });
    sendSheets(res, `会议纪要 ${order.face.number}`, [sheet]);
  });

  return router;

  /** What the same unit's meeting of the same day has decided, the earliest first; without a day it alone. */
  async function topicsOf(order: StoredOrder, { forum, holder, meetingOn }: Context): Promise<readonly StoredOrder[]> {
    if (meetingOn === null) return [order];
    // Who has a task of a topic is among its people, too.
    const isOfMeeting = ({ id, snapshot }: StoredOrder): boolean => {
      const other = contextOf(snapshot);
      return (
        id !== order.id &&
        other.holder.id === holder.id &&
        other.decision !== null &&
        other.meetingOn !== null &&
        dayOf(other.meetingOn) === dayOf(meetingOn)
      );
    };
    const ofDay: StoredOrder[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof engine.find>> = await engine.find({
        tenant: order.tenant,
        filter: { all: [{ people: [holder.id] }, { workflow: 'deliberation' }, { label: `forum:${forum.code}` }] },
        sort: 'newest',
        limit: PAGE,
        ...(cursor !== null && { cursor }),
      });
      ofDay.push(...page.orders.filter(isOfMeeting));
      cursor = page.next;
    } while (cursor !== null);
    return [order, ...ofDay].toSorted((a, b) => (a.face.number < b.face.number ? -1 : 1));
  }
}

const undecided: Words = {
  zh: '还没有形成结论，没有会议纪要。',
  en: 'Nothing is decided yet: there are no minutes.',
};

/** `YYYY年M月D日` in China of an ISO instant. */
function dayOf(instant: string): string {
  const [year, month, day] = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

const stanceWords = { agree: '同意', disagree: '不同意', abstain: '弃权' } as const satisfies Record<string, string>;
const recordWords = { minutes: '会议记录', written: '书面意见', ballot: '表决记录', visit: '上门征求' } as const;
const verdictWords = { adopted: '通过', rejected: '未通过', raised: '提交上级会议' } as const;
const forOrderWords = { keep: null, resume: '关联单恢复办理', escalate: '关联单提级办理' } as const;
const stateWords = {
  assigned: '已交办',
  'on-track': '正常',
  blocked: '受阻',
  finished: '已完成，待核查',
  settled: '已销号',
  excused: '已免除',
} as const satisfies Record<PartState, string>;

async function itemOf(
  context: Context,
  presenting: Presenting,
  { shown, numberOf }: { readonly shown: Disclosed; readonly numberOf: (id: string | null) => Promise<string | null> },
): Promise<MinutesItem> {
  const { number, unit, order, lower, higher, decision, tasks, opinions } = context;
  const { directory } = presenting;
  const nameOf = (id: string): string => directory.unitById(id)?.name ?? '';
  const partyName = (code: string): string => context.parties.find((party) => party.code === code)?.zh ?? code;
  if (decision === null) throw new Error('minutes of what is not decided');
  return {
    number,
    question: shown.question ?? null,
    place: nameOf(unit),
    order: await numberOf(order),
    lower: await numberOf(lower),
    opinions: [...standingOpinions(context).values()].map((opinion) => {
      const { party, stance, record } = opinion;
      const people = record?.people ? `，${record.people} 人` : '';
      return {
        party: partyName(party),
        stance: stanceWords[stance],
        record: record && `（${recordWords[record.how]}，${dayOf(record.on)}${people}）`,
        text: shown[`opinions.${opinions.indexOf(opinion)}.text`] ?? null,
      };
    }),
    silent: silentParties(context).map(({ code }) => partyName(code)),
    verdict: verdictWords[decision.verdict],
    decision: shown.decision ?? null,
    decidedBy: calledBy(presenting, decision.by, 'accept'),
    decidedAt: decision.at,
    forOrder: forOrderWords[decision.forOrder],
    tasks: await Promise.all(
      tasks.map(async ({ unit: of, child, state, dueOn }) => ({
        unit: nameOf(of),
        dueOn: dayOf(dueOn),
        order: await numberOf(child),
        state: stateWords[state],
      })),
    ),
    higher: await numberOf(higher?.child ?? null),
  };
}
