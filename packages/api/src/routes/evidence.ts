// The list of evidence (证据清单) of an order or a card, for whoever calls orders to account: what the journal holds, and whether its
// chain holds.
//
// Keeps: I11, I12. E1: nothing is opened for it: of what is sealed it says only that it is there.
import { Router } from 'express';
import { acts } from '@six-order/community/authority/acts';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { clockNames, clockWords, type ClockName } from '@six-order/community/deadlines/clock-name';
import { parseDuration, sayDuration } from '@six-order/community/deadlines/duration';
import { explain } from '@six-order/community/deadlines/explain';
import { bornOf } from '@six-order/community/desks/marks';
import { maySee } from '@six-order/community/authority/authority';
import { accessOf } from '@six-order/community/privacy/fields';
import { colourWords, reasonWords } from '@six-order/community/supervision/reason';
import { OrderId, type Json, type JournalEntry, type StoredOrder } from '@six-order/engine';
import { isSound } from '@six-order/engine/runtime';
import { clocksOf as cardClocksOf } from '@six-order/workflows/card/clocks';
import { contextOf as cardOf } from '@six-order/workflows/card/face';
import { clocksOf } from '@six-order/workflows/six-order/clocks';
import { contextOf } from '@six-order/workflows/six-order/face';
import type { ShownClock } from '@six-order/workflows/shown-clock';
import { sideReminders } from '@six-order/workflows/side-reminders';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { entryTitle } from '../entry-title.ts';
import { handling } from '../order-words/zh.ts';
import { presentSummary } from '../present-order.ts';
import { calledBy, isOfficial, officialName, roleText } from '../present-names.ts';
import { mayReadEvaluations } from '../present-six-order.ts';
import { holderName, type Presenting } from '../presenter.ts';
import { chineseTime } from '../print/chinese-time.ts';
import { evidenceSheet, type EvidenceCard, type EvidenceClock, type EvidenceRow } from '../print/evidence-sheet.ts';
import { sendSheets } from '../print/page.ts';
import { Refusal } from '../refusal.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

/** Cards are read by so many at once, however many there are: what is left out of a list of evidence is held back. */
const CARDS_AT_ONCE = 50;

const kinds: Readonly<Record<string, string>> = { 'six-order': '六单', card: '督办卡' };

export function evidenceRoutes(api: Api): Router {
  const { engine, directory, rules, clock, imports } = api;
  const router = Router();

  serve(router, api, contract.printEvidence, async ({ params, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    const kind = kinds[order.workflow];
    if (kind === undefined || !engine.workflows.knows(order.workflow, order.version)) throw new Refusal('not-found');
    if (acts['card']?.['issue']?.[actor.role as never] === undefined) throw new Refusal('forbidden');
    const now = clock.now();
    // An official document is in Chinese.
    const presenting: Presenting = { directory, rules, reader, now, language: 'zh' };
    const [entries, cards] = await Promise.all([
      engine.journal(OrderId.parse(order.id)),
      order.workflow === 'card' ? [] : cardsOf(order).then((all) => all.filter((card) => maySee(reader, card))),
    ]);
    const verified = await areSound([order, ...cards]);
    // A card may have come with the order that it is about.
    const about = order.workflow === 'card' ? OrderId.parse(cardOf(order.snapshot).order.id) : order.id;
    const broughtIn = (await imports.of(order.tenant, [about])).get(about) ?? null;
    const isBroughtIn = (at: number): boolean => at <= (broughtIn?.until ?? Number.NEGATIVE_INFINITY);
    const { face } = order;
    const { state } = presentSummary(order, presenting);
    const category = typeof face.data['category'] === 'string' ? categoryByCode(face.data['category'])?.nameZh : undefined;
    const unit = typeof face.data['unit'] === 'string' ? directory.unitById(face.data['unit']) : undefined;
    const isCard = order.workflow === 'card';
    const holder = isCard ? cardOf(order.snapshot).holder : contextOf(order.snapshot).holder;
    const clocks: readonly ShownClock[] = isCard ? cardClocksOf(order.snapshot, now) : clocksOf(order.snapshot, now);
    const evaluations = mayReadEvaluations(reader, accessOf(reader, order, now)('comment'));
    const reminders = sideReminders(engine.workflows, entries);
    const sheet = evidenceSheet({
      number: face.number,
      kind,
      isCard,
      category: face.labels.includes('sealed') ? null : (category ?? ''),
      unit: unit
        ? directory
            .lineOf(unit)
            .slice(-3)
            .map(({ name }) => name)
            .join(' · ')
        : '',
      holder: holder && holderName(holder, presenting),
      state: (handling as Readonly<Record<string, string>>)[state.handling] ?? state.handling,
      rows: entries.map((entry) => ({
        ...rowOf(entry, order, presenting, evaluations, reminders),
        broughtIn: isBroughtIn(entry.at),
      })),
      clocks: clocks.map((one) => clockOf(one, entries)),
      cards: cards.map((card) => cardLines(card, presenting, isBroughtIn)),
      verified,
      broughtIn,
      printedBy: `${roleText(actor.role).zh} ${officialName(presenting, actor.person) ?? ''}`.trim(),
      printedAt: now,
    });
    sendSheets(res, `证据清单 ${face.number}`, [sheet]);
  });

  return router;

  async function cardsOf({ id, tenant, face }: StoredOrder): Promise<readonly StoredOrder[]> {
    const [county = ''] = face.path.split('.');
    const filter = { all: [{ within: county }, { label: bornOf(id) }, { workflow: 'card' }] };
    const found: StoredOrder[] = [];
    let cursor: string | null = null;
    do {
      const asked = { tenant, filter, sort: 'newest', limit: CARDS_AT_ONCE, ...(cursor !== null && { cursor }) } as const;
      const page: Awaited<ReturnType<typeof engine.find>> = await engine.find(asked);
      found.push(...page.orders);
      cursor = page.next;
    } while (cursor !== null);
    return found.filter(({ workflow, version }) => engine.workflows.knows(workflow, version)).toReversed();
  }

  /** State, holder and clocks are read of what is kept beside the journals. */
  async function areSound(orders: readonly StoredOrder[]): Promise<boolean> {
    for (const { id } of orders) if (!(await isSound(engine, OrderId.parse(id)))) return false;
    return true;
  }

  function rowOf(
    entry: JournalEntry,
    order: StoredOrder,
    presenting: Presenting,
    evaluations: boolean,
    reminders: ReturnType<typeof sideReminders>,
  ): Omit<EvidenceRow, 'broughtIn'> {
    const { seq, at, actor, input, facts, mac } = entry;
    const commands = engine.workflows.get(order.workflow, order.version).commands;
    // An evaluation, whoever wrote it down.
    const readable = !('stars' in input) || evaluations;
    const files = facts['attachments'];
    return {
      seq,
      at,
      what: entryTitle(entry, commands, reminders).zh,
      by: actorOf(actor, presenting),
      with: [
        ...changesOf(entry, order),
        ...(readable ? saidOf(input, presenting) : []),
        ...(readable && Object.values(input).some(holdsSealed) ? ['文字内容（已封存）'] : []),
        ...(Array.isArray(files) ? files.flatMap(fileOf) : []),
      ],
      mac,
    };
  }
}

function actorOf({ person, role }: JournalEntry['actor'], presenting: Presenting): string {
  if (role === 'system' || role === 'clock') return '系统';
  const name = person !== null && isOfficial(role) ? officialName(presenting, person) : null;
  return [roleText(role).zh, name].filter(Boolean).join(' ');
}

const holdsSealed = (value: Json): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (typeof (value as { readonly sealed?: unknown }).sealed === 'string' || Object.values(value).some((one) => holdsSealed(one)));

const fileWords: Readonly<Record<string, string>> = { photo: '照片', voice: '语音', paper: '材料' };

function fileOf(fact: Json): string[] {
  const { kind, digest } = fact as { readonly kind?: unknown; readonly digest?: unknown };
  return typeof digest === 'string' ? [`${fileWords[String(kind)] ?? '附件'}，指纹 ${digest}`] : [];
}

/** Members of an input that say something to whoever reads it on paper; codes of other members stand in the system. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  granted: { true: '同意', false: '不同意' },
  upheld: { true: '异议成立', false: '异议不成立' },
  excluded: { true: '不计入考核', false: '计入考核' },
  verdict: { accepted: '核查认可', returned: '核查退回' },
  solved: { yes: '解决了', partly: '部分解决', no: '没有解决', true: '已解决', false: '未解决' },
  awaiting: { resident: '等待居民', 'third-party': '等待第三方' },
  act: { acceptance: '接单', contact: '首次联系', arrival: '到场', progress: '进展', finish: '办结' },
  reached: { false: '没有打通，不算首次联系' },
  outcome: { confirmed: '居民认可', contradicted: '居民不认可', unreached: '没有联系上' },
};
const texts: Readonly<Record<string, (text: string) => string>> = {
  stars: (text) => `${text} 星`,
  urgency: (text) => `紧急程度 ${text}`,
  by: (text) => `延长 ${sayDuration(parseDuration(text)).zh}`,
  on: (text) => `约定：${chineseTime(Date.parse(text))}`,
  target: (text) => `预计解决：${chineseTime(Date.parse(text))}`,
};

interface Changed {
  readonly kind: 'urgency' | 'category';
  readonly from: string;
  readonly to: string;
}

/** What the entry made of the order's kind and urgency, from old to new, as its clocks were counted anew by it. Of a sealed order no kind. */
function changesOf({ at, type, facts, input }: JournalEntry, { face, snapshot, workflow }: StoredOrder): string[] {
  const found = new Map<Changed['kind'], Changed>();
  for (const change of countedAnew(facts, at)) found.set(change.kind, change);
  const urgency = found.get('urgency');
  // Before it was admitted no clock hung on its kind.
  const corrections = workflow === 'six-order' && type === 'correctCategory' ? contextOf(snapshot).corrections : undefined;
  const corrected = found.get('category') ?? corrections?.find((one) => one.at === at);
  const category = face.labels.includes('sealed') ? undefined : corrected;
  const asked = input['to'];
  return [
    ...(category ? [`类别：${kindOf(category.from)} → ${kindOf(category.to)}`] : []),
    ...(urgency ? [`紧急程度：${urgency.from} → ${urgency.to}`] : []),
    ...(!urgency && type === 'changeUrgency' && typeof asked === 'string' ? [`申请改为：紧急程度 ${asked}`] : []),
  ];
}

const kindOf = (code: string): string => categoryByCode(code)?.nameZh ?? code;

/** Wherever in an entry's facts a clock's trace says what changed it at this instant. */
function countedAnew(value: Json, at: number): Changed[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => countedAnew(one, at));
  const { kind, from, to, at: when } = value as { readonly [key: string]: Json };
  if ((kind === 'urgency' || kind === 'category') && when === at && typeof from === 'string' && typeof to === 'string')
    return [{ kind, from, to }];
  return Object.values(value).flatMap((one) => countedAnew(one, at));
}

const saidOf = (input: JournalEntry['input'], presenting: Presenting): string[] =>
  Object.entries(input).flatMap(([name, value]) => {
    if (name === 'to' && typeof value === 'object' && value !== null && 'kind' in value) {
      const holder = holderName(value as never, presenting);
      return holder ? [`对象：${holder}`] : [];
    }
    if (typeof value === 'object') return [];
    const text = String(value);
    return words[name]?.[text] ?? texts[name]?.(text) ?? [];
  });

const nameOf = (clock: string): string =>
  (clockNames as readonly string[]).includes(clock) ? clockWords[clock as ClockName].zh : clock;

/** How it was counted stands in the journal, where a clock that ended does not keep it. */
function clockOf(
  { name, startedAt, dueAt, finishedAt, ending, light, explanation }: ShownClock,
  entries: readonly JournalEntry[],
) {
  const counted = entries
    .flatMap(({ facts }) => facts[name] ?? [])
    .filter((fact) => (fact as { readonly startedAt?: unknown }).startedAt === startedAt && 'trace' in (fact as object))
    .at(-1);
  const how = finishedAt !== null && counted ? explain(counted as never).zh : '';
  return {
    name: nameOf(name),
    startedAt,
    dueAt,
    finishedAt,
    ending,
    stopped: light === 'paused',
    explanation: how === '' ? explanation.zh : how,
  } satisfies EvidenceClock;
}

function cardLines(card: StoredOrder, presenting: Presenting, isBroughtIn: (at: number) => boolean): EvidenceCard {
  const { number, colour, reason, issuer, issuedAt, clocks, signedAt, signer, replies, checks, lookBacks, closedAt } = cardOf(
    card.snapshot,
  );
  const supervisor = (by: string | null) => calledBy(presenting, by, 'supervise');
  const answerer = (by: string | null) => calledBy(presenting, by, 'accept');
  const lines = [
    { at: issuedAt, what: '发卡', by: supervisor(issuer) },
    ...(signedAt === null ? [] : [{ at: signedAt, what: '签收', by: answerer(signer) }]),
    ...replies.map(({ at, by }) => ({ at, what: '回复（文字已封存）', by: answerer(by) })),
    ...checks.map(({ at, by, verdict }) => ({
      at,
      what: verdict === 'accepted' ? '核查：通过' : '核查：退回',
      by: supervisor(by),
    })),
    ...(closedAt === null ? [] : [{ at: closedAt, what: '销号', by: null }]),
    ...lookBacks.map(({ at, by, solved }) => ({ at, what: solved ? '回头看：已解决' : '回头看：未解决', by: supervisor(by) })),
  ]
    .toSorted((a, b) => a.at - b.at)
    .map((line) => ({ ...line, broughtIn: isBroughtIn(line.at) }));
  const due = clocks.reply;
  const limit =
    due && `，回复时限 ${chineseTime(due.dueAt)}${due.finishedAt !== null && due.finishedAt > due.dueAt ? '（超期）' : ''}`;
  return { number, what: `${colourWords[colour].zh}色督办卡，因${reasonWords[reason].zh}${limit ?? ''}`, lines };
}
