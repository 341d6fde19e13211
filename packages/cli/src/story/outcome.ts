// What a command came to, in a few words behind its name: to whom, how it was decided, which clock spoke. No free text.
import { clockWords } from '@six-order/community/deadlines/clock-name';
import { hazards, type Hazard } from '@six-order/community/emergency/hazard';
import { defaultPlan } from '@six-order/community/emergency/plan';
import { colourWords, reasonWords, type CardReason, type Colour } from '@six-order/community/supervision/reason';
import type { JournalEntry, StoredOrder } from '@six-order/engine';
import { sideClocks } from '@six-order/workflows/six-order/v2/clock';
import type { Words } from './story.ts';
import { rungOf } from './words.ts';

/** Who or what has this id: a person, a unit, a team. */
export type NameOf = (id: string) => string | null;

type Input = Readonly<Record<string, unknown>>;
type Said = (input: Input, facts: Input, nameOf: NameOf) => Words | null;

const named = (id: unknown, zh: string, en: string, nameOf: NameOf): Words | null => {
  const name = typeof id === 'string' ? nameOf(id) : null;
  return name === null ? null : { zh: `${zh}${name}`, en: `${en} ${name}` };
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
  speak: ({ stance }) => stances[stance as string] ?? null,
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

/** Null where the command’s name says all. */
export const outcomeOf = ({ type, input, facts }: JournalEntry, nameOf: NameOf): Words | null =>
  saidOf[type]?.(input, facts, nameOf) ?? null;

interface Kept {
  readonly halfAt?: number;
  readonly pressingAt?: number;
  readonly dueAt: number;
  readonly overAt?: number;
  readonly everyMs?: number;
}
const rungs = { dueAt: 'Due', overAt: 'Over', pressingAt: 'Pressing', halfAt: 'Half' } as const;

/** Which clocks beside the stage’s own spoke at this instant (epoch ms); null when it cannot be told any more. */
export function sideClockAt({ snapshot }: StoredOrder, at: number): Words | null {
  const clocks = snapshot.context['clocks'] as unknown as Readonly<Record<string, Kept | undefined>>;
  const said = sideClocks.flatMap((name): Words[] => {
    const kept = clocks[name];
    const rung = kept && (Object.keys(rungs) as (keyof typeof rungs)[]).find((instant) => kept[instant] === at);
    const { overAt = Infinity, everyMs = 1 } = kept ?? {};
    const late = overAt < at && (at - overAt) % everyMs === 0 ? 'Again' : null;
    const words = rung ? rungOf(name + rungs[rung]) : late && rungOf(name + late);
    return words ? [words] : [];
  });
  return said.length === 0 ? null : { zh: said.map(({ zh }) => zh).join('，'), en: said.map(({ en }) => en).join('; ') };
}
