// Which desks a role works from, the one it begins with first. Who sees what on them the server decides.
import type { Reply } from '../shared/api/client.ts';
import { wordOf } from '../shared/words.ts';
import { t } from './words.ts';

const dispatching = [
  'intake',
  'dispatch',
  'consulting',
  'decide',
  'objections',
  'returned',
  'today',
  'at-risk',
  'overdue',
  'cards',
  'risks',
  'topics',
  'task-list',
  'campaigns',
  'shelved',
];
const office = [...dispatching, 'tasks', 'accept', 'mine', 'callback', 'sample', 'calls', 'confirm', 'drafts', 'requests', 'all'];
const handlers = ['accept', 'mine', 'pool', 'all'];
const proxies = ['drafts', 'requests', 'evaluate', 'all'];
const watchers = [
  'overdue',
  'today',
  'at-risk',
  'cards',
  'risks',
  'topics',
  'task-list',
  'campaigns',
  'raised',
  'shelved',
  'callback',
  'sample',
  'all',
];

const ofRole: Readonly<Record<string, readonly string[]>> = {
  secretary: [...office.slice(0, 2), 'inbox', ...office.slice(2)],
  community: ['inbox', ...office],
  street: [
    'inbox',
    'duty',
    ...dispatching.slice(0, 5),
    'raised',
    ...dispatching.slice(5),
    ...office.slice(dispatching.length, -1),
    'publish',
    'all',
  ],
  discipline: ['intake', 'dispatch', 'decide', 'objections', 'today', 'at-risk', 'overdue', 'cards', 'callback', 'all'],
  member: handlers,
  'team-lead': ['pool', 'accept', 'mine', 'all'],
  property: ['inbox', 'pool', 'accept', 'mine', 'topics', 'tasks', 'all'],
  department: ['inbox', 'pool', 'accept', 'mine', 'topics', 'tasks', 'all'],
  facility: ['inbox', 'pool', 'accept', 'mine', 'topics', 'all'],
  'grid-worker': ['accept', 'mine', 'inbox', 'topics', 'tasks', 'drafts', 'requests', 'evaluate', 'all'],
  window: ['calls', ...proxies],
  'opinion-aide': proxies,
  supervisor: [...watchers.slice(0, -1), 'objections', 'all'],
  representative: watchers,
  leader: [...watchers.slice(0, -1), 'tasks', 'decide', 'objections', 'all'],
  publisher: ['publish', 'all'],
  dpo: ['inbox', 'all'],
};

export const desksOf = (role: string): readonly string[] => ofRole[role] ?? [];

type DeskName = keyof typeof t.desk;
export type DeskGroup = 'work' | 'dispatch' | 'watch' | 'matters' | 'after' | 'orders';

/** What a post does there. */
const groupOf: Readonly<Record<DeskName, DeskGroup>> = {
  inbox: 'work',
  accept: 'work',
  pool: 'work',
  mine: 'work',
  duty: 'dispatch',
  calls: 'dispatch',
  confirm: 'dispatch',
  intake: 'dispatch',
  consulting: 'dispatch',
  dispatch: 'dispatch',
  returned: 'dispatch',
  raised: 'dispatch',
  decide: 'dispatch',
  objections: 'dispatch',
  today: 'watch',
  'at-risk': 'watch',
  overdue: 'watch',
  cards: 'watch',
  shelved: 'watch',
  risks: 'watch',
  topics: 'matters',
  tasks: 'matters',
  'task-list': 'matters',
  campaigns: 'matters',
  publish: 'after',
  evaluate: 'after',
  callback: 'after',
  sample: 'after',
  drafts: 'orders',
  requests: 'orders',
  all: 'orders',
};

/** Whether whoever answers for an area looks there at what others do in all of it. */
export const isOfArea = (desk: string, role: string): boolean =>
  readsFigures(role) && (desk === 'all' || groupOf[desk as DeskName] === 'watch');

/** What lies on a desk, for whoever has it in this role. */
export const leadOf = (desk: string, role: string): string =>
  (t.deskLeadOf as Readonly<Record<string, Readonly<Record<string, string>>>>)[role]?.[desk] ?? wordOf(t.deskLead, desk);

/** Whether the role accepts orders before all else that it does. */
export const worksFirst = (role: string): boolean => ['member', 'team-lead', 'grid-worker'].includes(role);

/** Whether writing orders down for others is what the role does all day, before all else. */
export const placesFirst = (role: string): boolean => ['window', 'opinion-aide'].includes(role);

/** Whether what lies there is the reader's own to do: who has it need not be said. */
export const isOwnWork = (desk: string): boolean => groupOf[desk as DeskName] === 'work';

/** Whether orders lie there at every stage: one that nobody has in hand yet says where it lies. */
export const isOfEveryStage = (desk: string): boolean => desk === 'all' || groupOf[desk as DeskName] === 'watch';

interface HowMany {
  readonly count: number;
  readonly more: boolean;
}

interface Count extends HowMany {
  /** Null where all that lies there counts; absent where the server is of an earlier release. */
  readonly waiting?: HowMany | null;
}

/** How many orders lie on each desk. */
export type Counts = ReadonlyMap<string, Count>;

/** That more lies there, which waits for others; empty where none is told apart, or nobody knows. */
export function othersSaid(all: Count | undefined): string {
  if (!all?.waiting || all.waiting.more) return '';
  const others = all.count - all.waiting.count;
  return others > 0 || all.more ? t.withOthers(Math.max(others, 1), all.more) : '';
}

/** What the number beside a desk says: how much there waits for its reader. */
export const waitingOn = ({ count, more, waiting }: Count): HowMany => waiting ?? { count, more };

/** So many take no more room than the line that they would lie behind. */
const FEW_EMPTY = 2;

/**
 * The desks of a role under what is done there, each group where its first desk stands; and those with nothing on them. Where one begins,
 * the desk that is open, and all orders are never among these, nor is any before the counts are there.
 */
export function groupedDesks(role: string, counts: Counts | undefined, opened: string) {
  const desks = desksOf(role);
  const stays = new Set([desks[0], opened, 'all']);
  const none = desks.filter((desk) => !stays.has(desk) && counts?.get(desk)?.count === 0);
  const empty = none.length > FEW_EMPTY ? none : [];
  const groups = new Map<DeskGroup, string[]>();
  for (const desk of desks) {
    if (empty.includes(desk)) continue;
    const group = groupOf[desk as DeskName];
    groups.set(group, [...(groups.get(group) ?? []), desk]);
  }
  return { groups: [...groups].map(([group, own]) => ({ group, desks: own })), empty };
}

const supervisors = new Set(['supervisor', 'discipline', 'representative', 'leader']);

/** Whether the role calls orders to account by cards. */
export const issuesCards = (role: string): boolean => supervisors.has(role);

const admitters = new Set(['secretary', 'community', 'street', 'discipline']);

/** Whether the role takes orders in. */
export const admits = (role: string): boolean => admitters.has(role);

const starters = new Set(['community', 'street', 'leader']);

/** Whether the role starts emergencies, or drills. */
export const startsEmergencies = (role: string): boolean => starters.has(role);

const responders = new Set(['grid-worker', 'member', 'team-lead', 'secretary', 'community', 'street', 'leader']);

/** Whether the role deals with emergencies, or may be called out. */
export const readsEmergencies = (role: string): boolean => responders.has(role);

const stewards = new Set(['secretary', 'community', 'street', 'window', 'grid-worker']);

/** Whether the role prints the sheets that hang in buildings. */
export const printsSheets = (role: string): boolean => stewards.has(role);

const readers = new Set([
  'secretary',
  'community',
  'street',
  'department',
  'supervisor',
  'discipline',
  'representative',
  'leader',
  'admin',
]);

/** Whether the role reads the month's figures of its unit. */
export const readsFigures = (role: string): boolean => readers.has(role);

const clerks = new Set(['secretary', 'community', 'street', 'team-lead', 'window', 'grid-worker', 'property']);

/** Whether the role prints orders for those who work without a telephone. */
export const printsSlips = (role: string): boolean => clerks.has(role);

export const countsOf = ({ desks }: Reply<'countDesks'>): Counts => new Map(desks.map((one) => [one.desk, one]));

/** Whether points are counted for the role. */
export const earnsPoints = (role: string): boolean => role === 'member' || role === 'team-lead';

const judges = new Set(['secretary', 'community', 'street']);

/** Whether the role decides on deductions and appeals. */
export const decidesPoints = (role: string): boolean => judges.has(role);

const accusers = new Set(['secretary', 'community', 'supervisor']);

/** Whether the role proposes deductions. */
export const proposesDeductions = (role: string): boolean => accusers.has(role);

/** Whether the role reads what members of its branch have. */
export const readsPoints = (role: string): boolean => role === 'secretary';

/** Whether the role proposes persons for the red list. */
export const proposesRed = (role: string): boolean => role === 'secretary' || role === 'community';

/** Whether the role reads which units stand on a list. */
export const readsLists = (role: string): boolean => readsFigures(role) && role !== 'admin';

/** Whether the role looks at evaluations that may not be the resident’s own. */
export const readsMarks = (role: string): boolean => role === 'supervisor' || role === 'discipline';

const appellants = new Set(['secretary', 'community', 'street', 'department', 'property', 'team-lead']);

/** Whether the role appeals for its own unit. */
export const appealsLists = (role: string): boolean => appellants.has(role);

/** Whether the role decides on appeals of the units below. */
export const decidesLists = (role: string): boolean => role === 'street' || role === 'supervisor' || role === 'leader';

/** Whether the role asks that sealed orders be opened to it, and whether it has such requests to read. */
export const asksForOpenings = (role: string): boolean => role === 'street';
export const readsOpenings = (role: string): boolean => role === 'dpo' || asksForOpenings(role);
