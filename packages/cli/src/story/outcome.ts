// What a command came to, in a few words behind its name: to whom, how it was decided. No free text.
import { clockWords } from '@six-order/community/deadlines/clock-name';
import { defaultDeliberation } from '@six-order/community/deliberation/policy';
import { hazards, levelWords, type Hazard, type Level } from '@six-order/community/emergency/hazard';
import { defaultPlan } from '@six-order/community/emergency/plan';
import { colourWords, reasonWords, type CardReason, type Colour } from '@six-order/community/supervision/reason';
import type { JournalEntry } from '@six-order/engine';
import type { Words } from '@six-order/community/rules/rule';

/** Who or what has this id: a person, a unit, a team; an order by its number. */
export type NameOf = (id: string) => string | null;

type Input = Readonly<Record<string, unknown>>;
type Said = (input: Input, facts: Input, nameOf: NameOf) => Words | null;

const named = (id: unknown, zh: string, en: string, nameOf: NameOf): Words | null => {
  const name = typeof id === 'string' ? nameOf(id) : null;
  return name === null ? null : { zh: `${zh}${name}`, en: `${en} ${name}`.trimStart() };
};
/** Units by their names, `给甲、乙`. */
const allNamed = (ids: unknown, zh: string, en: string, nameOf: NameOf): Words | null => {
  const names = (Array.isArray(ids) ? ids : [ids]).flatMap((id: unknown) => (typeof id === 'string' ? [nameOf(id)] : []));
  const known = names.filter((name) => name !== null);
  return known.length === 0 ? null : { zh: `${zh}${known.join('、')}`, en: `${en} ${known.join(', ')}` };
};
/** What is known of it, one after the other. */
const together = (...parts: readonly (Words | null | undefined)[]): Words | null => {
  const said = parts.filter((part) => part != null);
  return said.length === 0 ? null : { zh: said.map(({ zh }) => zh).join('，'), en: said.map(({ en }) => en).join(', ') };
};
const toWhom: Said = ({ to }, _, nameOf) => named((to as { readonly id?: unknown } | undefined)?.id, '给', 'to', nameOf);
const hazardNames = Object.keys(hazards) as readonly Hazard[];
const verdicts: Readonly<Record<string, Words>> = {
  accepted: { zh: '通过', en: 'accepted' },
  returned: { zh: '退回', en: 'returned' },
  adopted: { zh: '通过', en: 'adopted' },
  rejected: { zh: '不通过', en: 'rejected' },
  raised: { zh: '提交上一级', en: 'taken up a level' },
};
const stances: Readonly<Record<string, Words>> = {
  agree: { zh: '同意', en: 'for it' },
  disagree: { zh: '不同意', en: 'against it' },
  abstain: { zh: '弃权', en: 'abstains' },
};
const answers: Readonly<Record<string, Words>> = {
  heard: { zh: '收到', en: 'heard it' },
  out: { zh: '出动', en: 'sets out' },
  there: { zh: '到位', en: 'is there' },
};
const visits: Readonly<Record<string, Words>> = {
  met: { zh: '见到了', en: 'met somebody' },
  away: { zh: '家中无人', en: 'nobody was in' },
  declined: { zh: '对方不愿走访', en: 'they did not want a visit' },
};
const reported: Readonly<Record<string, Words>> = {
  'on-track': { zh: '正常', en: 'on track' },
  blocked: { zh: '受阻', en: 'blocked' },
  finished: { zh: '已完成', en: 'done' },
};
const states: Readonly<Record<string, Words>> = {
  ...reported,
  assigned: { zh: '已交办', en: 'given' },
  settled: { zh: '已销号', en: 'settled' },
  excused: { zh: '已免除', en: 'excused' },
};
const kinds: Readonly<Record<string, Words>> = {
  response: { zh: '应急响应', en: 'response' },
  'first-response': { zh: '先期处置', en: 'first response' },
  drill: { zh: '演练', en: 'drill' },
};
const records: Readonly<Record<string, Words>> = {
  minutes: { zh: '凭会议记录代记', en: 'written down from minutes' },
  written: { zh: '凭书面意见代记', en: 'written down from a letter' },
  ballot: { zh: '凭表决记录代记', en: 'written down from a ballot' },
  visit: { zh: '上门征求后代记', en: 'written down at their homes' },
};
const signatures: Readonly<Record<string, Words>> = {
  signed: { zh: '签名', en: 'signed' },
  fingerprint: { zh: '按指印', en: 'fingerprint' },
  recorded: { zh: '由调解员记录', en: 'recorded by the mediator' },
};
const kept: Readonly<Record<string, Words>> = {
  yes: { zh: '已履行', en: 'kept' },
  partly: { zh: '部分履行', en: 'partly kept' },
  no: { zh: '未履行', en: 'not kept' },
};
/** Parties as the default policy names them. */
const partyWords: ReadonlyMap<string, Words> = new Map(
  defaultDeliberation.forums.flatMap(({ parties }) => parties.map(({ code, zh, en }) => [code, { zh, en }] as const)),
);
const idsTo = (facts: Input): unknown => (facts['plan'] as { readonly to?: unknown } | undefined)?.to;
/** By the list of the default plans: what was gone through. */
const items: ReadonlyMap<string, Words> = new Map(
  hazardNames.flatMap((hazard) => defaultPlan(hazard).checklist.map(({ code, zh, en }) => [code, { zh, en }] as const)),
);
const solved: Readonly<Record<string, Words>> = {
  yes: { zh: '已解决', en: 'solved' },
  partly: { zh: '部分解决', en: 'partly solved' },
  no: { zh: '未解决', en: 'not solved' },
};

const grounds: Readonly<Record<string, Words>> = {
  'not-our-duty': { zh: '不属于本单位职责', en: 'not our duty' },
  'wrong-place': { zh: '地点不对', en: 'the wrong place' },
  'needs-enforcement': { zh: '需要执法权', en: 'needs enforcement' },
  unclear: { zh: '情况不清楚', en: 'unclear' },
  'conflict-of-interest': { zh: '与当事人有利害关系', en: 'a conflict of interest' },
  'beyond-means': { zh: '超出能力', en: 'beyond our means' },
};

const saidOf: Readonly<Record<string, Said>> = {
  askReturn: ({ ground }) => grounds[ground as string] ?? null,
  dispatch: toWhom,
  involve: toWhom,
  transfer: toWhom,
  whistle: ({ departments, lead }, _, nameOf) => {
    const ids: readonly unknown[] = Array.isArray(departments) ? departments : [lead];
    const names = ids.flatMap((id) => (typeof id === 'string' ? [nameOf(id)] : [])).filter((name) => name !== null);
    return names.length === 0 ? null : { zh: `请${names.join('、')}报到`, en: `calls ${names.join(', ')}` };
  },
  decide: ({ granted, verdict }) =>
    verdicts[verdict as string] ?? (granted ? { zh: '同意', en: 'granted' } : { zh: '不同意', en: 'not granted' }),
  decideObjection: ({ upheld }) => (upheld ? { zh: '异议成立', en: 'upheld' } : { zh: '维持原决定', en: 'not upheld' }),
  evaluate: ({ solved: how, stars }) => {
    const words = solved[how as string];
    return words ? { zh: `${words.zh}，${String(stars)} 星`, en: `${words.en}, ${String(stars)} of 5 stars` } : null;
  },
  check: ({ verdict, item }) => verdicts[verdict as string] ?? items.get(item as string) ?? null,
  speak: ({ party, stance, record }) =>
    together(
      partyWords.get(party as string),
      records[(record as { readonly how?: string } | undefined)?.how ?? ''],
      stances[stance as string],
    ),
  propose: ({ kind, hazard, level }) =>
    hazard === undefined
      ? null
      : together(kinds[kind as string], hazards[hazard as Hazard], levelWords[level as Level] as Words | undefined),
  confirm: ({ level }) => (levelWords[level as Level] as Words | undefined) ?? null,
  renew: ({ level }) => (levelWords[level as Level] as Words | undefined) ?? null,
  assign: ({ unit }, facts, nameOf) => allNamed(idsTo(facts), '给', 'to', nameOf) ?? allNamed(unit, '给', 'to', nameOf),
  passOn: (_, facts, nameOf) => allNamed(idsTo(facts), '给', 'to', nameOf),
  excuse: ({ unit }, _, nameOf) => named(unit, '', '', nameOf),
  partChanged: ({ unit, state }, _, nameOf) => together(named(unit, '', '', nameOf), states[state as string]),
  higherChanged: ({ ended }) => (ended ? { zh: '已有结果', en: 'it has ended' } : { zh: '已提出', en: 'it was proposed there' }),
  plan: ({ visitor, unit }, facts, nameOf) =>
    together(
      named((facts['unit'] as { readonly id?: unknown } | undefined)?.id ?? unit, '', '', nameOf),
      named(visitor, '由', 'by', nameOf),
    ),
  link: ({ order }, _, nameOf) => named(order, '', '', nameOf),
  own: ({ person }, _, nameOf) => named(person, '', '', nameOf),
  handOver: ({ person, visitor }, _, nameOf) => named(person ?? visitor, '给', 'to', nameOf),
  climb: (_, { rung }) => {
    const above = rung as (Words & object) | null | undefined;
    return above ? { zh: `到${above.zh}`, en: `to ${above.en}` } : null;
  },
  agree: ({ form, signed }) => {
    const { a, b } = (signed ?? {}) as { readonly a?: string; readonly b?: string };
    const [one, other] = [signatures[a ?? ''], signatures[b ?? '']];
    return together(
      form === 'written' ? { zh: '书面', en: 'in writing' } : { zh: '口头', en: 'by word of mouth' },
      one &&
        other && { zh: `双方${one.zh === other.zh ? one.zh : `分别${one.zh}、${other.zh}`}`, en: `${one.en} and ${other.en}` },
    );
  },
  recordRuling: ({ confirmed }) =>
    confirmed ? { zh: '法院确认有效', en: 'confirmed by the court' } : { zh: '法院不予确认', en: 'not confirmed by the court' },
  followUp: ({ kept: how }) => kept[how as string] ?? null,
  raise: ({ count, colour }) => warned(count, colour),
  recur: ({ count, colour }) => warned(count, colour),
  answerCall: ({ state }) => answers[state as string] ?? null,
  record: ({ outcome }) => visits[outcome as string] ?? null,
  report: ({ status }) => reported[status as string] ?? null,
  lookBack: ({ solved: is }) => (is ? solved['yes']! : solved['no']!),
  issue: ({ colour, reason }) => {
    const [shade, why] = [colourWords[colour as Colour], reasonWords[reason as CardReason]];
    return shade && why ? { zh: `${shade.zh}卡，事由：${why.zh}`, en: `${shade.en} card: ${why.en}` } : null;
  },
  meet: ({ requirement }) => clockWords[requirement as keyof typeof clockWords] ?? null,
  escalate: (_, { above }, nameOf) => named(above, '到', 'to', nameOf),
};

/** A warning: how many disputes, and its colour. */
function warned(count: unknown, colour: unknown): Words | null {
  const shade = colourWords[colour as Colour] as Words | undefined;
  return shade === undefined
    ? null
    : { zh: `${shade.zh}色，同类同地已 ${String(count)} 起`, en: `${shade.en}, ${String(count)} of the kind at the place` };
}

/** Null where the command’s name says all. */
export const outcomeOf = ({ type, input, facts }: JournalEntry, nameOf: NameOf): Words | null =>
  saidOf[type]?.(input, facts, nameOf) ?? null;
