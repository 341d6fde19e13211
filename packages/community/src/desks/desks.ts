// Desks (工作台): the lists that a role works from, each a filter on the face with its order.
//
// Owns: what stands on which desk. Not ours: who sees it at all: every desk is cut to what its reader may see (I11).
import type { FaceFilter } from '@six-order/engine';
import { everything, nothing } from '@six-order/engine';
import { acts } from '../authority/acts.ts';
import type { Reader } from '../authority/reader.ts';
import { isWorkday, type Calendar } from '../calendar/calendar.ts';
import { addWorkdays } from '../calendar/counting.ts';
import { dayOf, startOf } from '../calendar/day.ts';
import { hasSight, visibleTo } from '../authority/authority.ts';
import { sights } from '../authority/sight.ts';
import { heldBy } from '../dispatching/in-hand.ts';
import { isPrivate, type Role } from '../people/role.ts';
import type { DeskName } from './desk-name.ts';
import {
  answerFrom,
  askedBy,
  callMarks,
  callsDue,
  decidedBy,
  dispatchedBy,
  exclusionBy,
  forCommunity,
  forCounty,
  forStreet,
  inHandOf,
  marks,
  notCheckedBy,
  placedBy,
  raisedTo,
  taskRoot,
} from './marks.ts';

/** When a desk is read (epoch ms): now, the end of the day, and the end of the next working day. */
export interface Moment {
  readonly now: number;
  readonly midnight: number;
  readonly soon: number;
  /** Before rest days, and on them, the noon of the next working day; else now. What is due by then nobody sees again in time. */
  readonly morning: number;
}

/** Of a reader whose office keeps this calendar. */
export function momentOf(calendar: Calendar, now: number): Moment {
  const today = dayOf(now);
  const next = addWorkdays(calendar, today, 1);
  const [, noon = 0] = calendar.spansOn(next)[0] ?? [];
  return {
    now,
    midnight: startOf(today + 1),
    soon: startOf(next + 1),
    morning: next === today + 1 && isWorkday(calendar, today) ? now : startOf(next) + noon * MINUTE_MS,
  };
}

const MINUTE_MS = 60_000;

export interface Desk {
  readonly filter: FaceFilter;
  /** Nearest deadline first, or newest first. */
  readonly sort: 'due' | 'newest';
}

const open: FaceFilter = { open: true };
const stage = (...names: readonly string[]): FaceFilter => ({ stage: names });
const either = (...labels: readonly string[]): FaceFilter => ({ any: labels.map((label) => ({ label })) });
const none = (...labels: readonly string[]): FaceFilter => ({ not: either(...labels) });
const self = ({ person }: Reader): FaceFilter => (person === null ? nothing : { people: [person] });
const held = ({ holds }: Reader): FaceFilter => (holds.length === 0 ? nothing : { people: holds });
/** What somebody asks for; all else an office begins. */
const askedFor: FaceFilter = {
  any: ['six-order', 'mediation', 'deliberation', 'data-request'].map((workflow) => ({ workflow })),
};
/**
 * The reader's own, in a role that has orders placed: what he placed, and what was placed for him. He is among the people of what he works
 * on, too: that is not his request. Who is in no office has what he is a party of there as well: no other desk of his has it.
 */
const owned = (reader: Reader): FaceFilter => {
  const { person, role } = reader;
  if (person === null || !hasSight(reader, 'own')) return nothing;
  const as = isPrivate(role) ? ['resident', 'openedBy', 'parties'] : ['resident', 'openedBy'];
  return { all: [self(reader), askedFor, { any: as.map((data) => ({ data, has: person })) }] };
};
/** The reader did it, or a part of another's: he evaluates no work of his own, nor writes an evaluation of it down. */
const worked = ({ person }: Reader): FaceFilter => {
  if (person === null) return nothing;
  const is = (data: string): FaceFilter => ({ data, has: person });
  return { any: [is('handler'), { all: [is('worked'), { not: is('resident') }] }] };
};
/** Not what another system or a level above handed on, which whoever enters it stands for. */
const ownSources = ['resident', 'proxy', 'window', 'patrol', 'visit', 'meeting'];
/** 回避: the reader's own matter, of which others decide. Where its face does not say where it came from, it is not known to be one. */
const ownMatter = ({ person }: Reader): FaceFilter =>
  person === null
    ? nothing
    : {
        all: [
          { data: 'resident', has: person },
          { any: ownSources.map((source): FaceFilter => ({ data: 'source', has: source })) },
        ],
      };
/** The same, but for what he wrote down for somebody without an account: that he settles and sends on (authority/authority.ts). */
const ownToSend = (reader: Reader): FaceFilter => {
  const { person } = reader;
  if (person === null) return nothing;
  const placedByOther: FaceFilter = { not: { data: 'openedBy', has: person } };
  return { all: [{ data: 'resident', has: person }, { any: [{ data: 'source', has: 'resident' }, placedByOther] }] };
};
/** In the hands of the reader, or of a team or unit of his: whose request it is he may be, too. */
const inHands = (...ids: readonly string[]): FaceFilter => either(...ids.map(inHandOf));
const inOwnHands = ({ person, holds }: Reader): FaceFilter => inHands(...(person === null ? [] : [person]), ...holds);
const selfOrHeld = ({ person, holds }: Reader): FaceFilter => (person === null ? nothing : { people: [person, ...holds] });

/**
 * Of a post that answers for an area what lies there; of another what it sees at all. Requests about data stand on no desk but
 * their own: whoever sees nothing else is not made to look through all that is open.
 */
const inArea = (reader: Reader): FaceFilter => {
  if (hasSight(reader, 'data-requests')) return nothing;
  return hasSight(reader, 'area', 'dispatch', 'dispatch-above', 'discipline', 'publication', 'calls')
    ? { within: reader.path }
    : everything;
};

const isDispatcher = (reader: Reader): boolean => hasSight(reader, 'dispatch', 'dispatch-above');

/** The orders that the reader may send a command about, as far as authority alone says (authority/acts.ts). */
function sendable(
  reader: Reader,
  command: 'decide' | 'decideObjection' | 'decideExclusion' | 'callback' | 'confirm' | 'decidePublication',
): FaceFilter {
  const reach = acts['six-order']?.[command]?.[reader.role as Role];
  if (reach === 'visible') return inArea(reader);
  return reach === 'dispatch' || reach === 'dispatch-above' || reach === 'discipline' ? sights[reach](reader) : nothing;
}

/**
 * What waits to be decided and is not this role's to decide: a return is reviewed above whoever dispatched, a shelving approved
 * by the street, an extension or a pause decided no lower than it was dispatched (domain research 3.1).
 */
const notDecidedBy: Partial<Record<Role, FaceFilter>> = {
  secretary: either('request:return', 'request:shelving', forCommunity.work, forStreet.work),
  community: either('request:shelving', forStreet.return, forStreet.work),
  discipline: { label: 'request:shelving' },
};

/** 核查销号: tasks of the area that are reported done, but the reader’s own unit’s. */
const toCheck = (reader: Reader): FaceFilter =>
  acts['task']?.['check']?.[reader.role as Role] === undefined
    ? nothing
    : { all: [stage('finished'), inArea(reader), none(...reader.holds.map(inHandOf))] };

/** An answered card waits for those who check it, a closed one for their second look: whoever answered has nothing to do. */
const withSupervisors = stage('replied', 'checked', 'closed', 'lookingBack');

const desks: Record<DeskName, (reader: Reader, at: Moment) => Desk> = {
  /**
   * All that lies with the reader, his teams or his unit: orders to accept and to work on, cards to answer. A part-time
   * committee member (兼职委员) has his department's in it (domain research 1, row 21).
   */
  inbox: (reader) => {
    const held: FaceFilter = hasSight(reader, 'assigned', 'work')
      ? {
          all: [selfOrHeld(reader), { not: withSupervisors }, { any: [{ not: { workflow: 'six-order' } }, inOwnHands(reader)] }],
        }
      : nothing;
    return { filter: { all: [open, hasSight(reader, 'data-requests') ? { workflow: 'data-request' } : held] }, sort: 'due' };
  },
  /** 草稿: written down by the reader, or for him, and not confirmed yet. */
  drafts: (reader) => ({ filter: { all: [open, stage('draft'), none('call-back'), owned(reader)] }, sort: 'newest' }),
  /** 请给我回电: to be called within half an hour of office time, by the window, or else by whoever dispatches there. */
  calls: (reader) => ({
    filter: { all: [open, { label: marks.calls }, hasSight(reader, 'calls') || isDispatcher(reader) ? inArea(reader) : nothing] },
    sort: 'due',
  }),
  /** 代点待确认: placed for another, to be confirmed by a call; by somebody else than who placed it. */
  confirm: (reader) => ({
    filter: {
      all: [
        open,
        { label: marks.unconfirmed },
        sendable(reader, 'confirm'),
        reader.person === null ? nothing : none(placedBy(reader.person)),
        inArea(reader),
      ],
    },
    sort: 'due',
  }),
  /** To admit or refuse; what one wrote down for somebody without an account, to settle on the spot. */
  intake: (reader) => ({
    filter: { all: [open, stage('placed'), { not: { all: [ownMatter(reader), ownToSend(reader)] } }] },
    sort: 'due',
  }),
  /** 会商: it is not clear whose it is. */
  consulting: (reader) => ({ filter: { all: [open, { label: marks.consulting }, inArea(reader)] }, sort: 'due' }),
  /** To dispatch, returned ones among them. */
  dispatch: (reader) => ({ filter: { all: [open, stage('admitted'), { not: ownToSend(reader) }] }, sort: 'due' }),
  /**
   * 值班室: what no desk below has admitted or dispatched in time, and what is a matter of life (U0) as soon as it is placed
   * (domain research 2.6). The street's.
   */
  duty: (reader, { now }) => ({
    filter: {
      all: [
        open,
        { any: [{ all: [stage('placed', 'admitted'), { dueBy: now }, none('consulting', 'escalated')] }, { label: marks.life }] },
        hasSight(reader, 'dispatch-above') ? inArea(reader) : nothing,
      ],
    },
    sort: 'due',
  }),
  /** Dispatched to the reader, or to a team or unit of his, and not accepted yet. */
  accept: (reader) => ({
    filter: { all: [open, stage('dispatched'), selfOrHeld(reader), inOwnHands(reader)] },
    sort: 'due',
  }),
  /** The same, for a team or unit only: any of its people may accept. */
  pool: (reader) => ({
    filter: { all: [open, stage('dispatched'), held(reader), inHands(...reader.holds)] },
    sort: 'due',
  }),
  /** 在手: what the reader himself has in hand, offered to him or accepted, until it is finished: as many as whoever dispatches is told. */
  mine: ({ person }) => ({ filter: person === null ? nothing : heldBy(person), sort: 'due' }),
  /** 待审批: an extension, a pause, a shelving, a return, a downgrade that the reader may decide and did not ask for. */
  decide: (reader) => ({
    filter: {
      all: [
        open,
        { label: marks.decide },
        sendable(reader, 'decide'),
        { not: notDecidedBy[reader.role as Role] ?? nothing },
        ...(reader.role === 'leader' ? [{ label: forCounty.return }] : []),
        reader.person === null ? nothing : none(askedBy(reader.person), dispatchedBy(reader.person)),
        { not: ownMatter(reader) },
        inArea(reader),
      ],
    },
    sort: 'due',
  }),
  /**
   * 复核: what residents object to, for another person at the level above whoever decided; and whether an order counts (不计入考核),
   * ended or not, for whoever had no part in it.
   */
  objections: (reader) => ({
    filter: {
      all: [
        {
          any: [
            {
              all: [
                open,
                { label: marks.objections },
                sendable(reader, 'decideObjection'),
                ...(reader.role === 'community' ? [none(forStreet.objection)] : []),
                ...(reader.role === 'leader' ? [{ label: forCounty.objection }] : []),
                reader.person === null ? nothing : none(decidedBy(reader.person)),
                { not: ownMatter(reader) },
              ],
            },
            {
              all: [
                { label: marks.exclusion },
                sendable(reader, 'decideExclusion'),
                reader.person === null ? nothing : none(exclusionBy(reader.person)),
                { not: selfOrHeld(reader) },
              ],
            },
          ],
        },
        inArea(reader),
      ],
    },
    sort: 'due',
  }),
  /** Declined by whom it was dispatched to. */
  returned: (reader) => ({
    filter: { all: [open, { label: marks.returned }, { not: ownToSend(reader) }, inArea(reader)] },
    sort: 'due',
  }),
  /** 挂账, the next to be reviewed first. */
  shelved: (reader) => ({ filter: { all: [open, { label: marks.shelved }, inArea(reader)] }, sort: 'due' }),
  /** 提级: what went up to the reader's unit; at the street also what nobody below takes on any more. */
  raised: (reader) => ({
    filter: {
      all: [
        open,
        { label: marks.raised },
        either(...reader.holds.map(raisedTo), ...(hasSight(reader, 'dispatch-above') ? ['escalated'] : [])),
        inArea(reader),
      ],
    },
    sort: 'due',
  }),
  /**
   * 今天到期: what somebody of the office or the work must do about an order by midnight, missed steps among it, as long as the order
   * is not late as a whole and does not stand still for an emergency.
   */
  today: (reader, { midnight }) => ({
    filter: {
      all: [
        open,
        stage('placed', 'admitted', 'dispatched', 'accepted', 'working'),
        { workflow: 'six-order' },
        { dueBy: midnight },
        none('overdue', 'suspended'),
        inArea(reader),
      ],
    },
    sort: 'due',
  }),
  /**
   * 将到期: not late as a whole yet, but a clock of it or of its stage has passed the last reminder before its limit (by default 80 %
   * of it), or it is in hand and something of it is due by the end of the next working day; or, before it is in hand, a step of it was
   * missed (现场围护 among them) or is due before anybody comes back from a weekend or a holiday (decision 0358).
   */
  'at-risk': (reader, { soon, morning }) => ({
    filter: {
      all: [
        open,
        {
          any: [
            { label: marks.atRisk },
            { all: [stage('working'), { dueBy: soon }, none('overdue', 'paused', 'shelved', 'suspended')] },
            {
              all: [
                stage('placed', 'admitted', 'dispatched', 'accepted'),
                { workflow: 'six-order' },
                { dueBy: morning },
                none('overdue', 'suspended'),
              ],
            },
          ],
        },
        inArea(reader),
      ],
    },
    sort: 'due',
  }),
  /** Late as a whole. A missed stage shows by its blue card. */
  overdue: (reader) => ({ filter: { all: [open, { label: marks.overdue }, inArea(reader)] }, sort: 'due' }),
  /** Cards to be answered, checked or closed, and closed ones to be looked at again: each card once, and not its order beside it. */
  cards: (reader) => ({ filter: { all: [open, { workflow: 'card' }, { label: marks.cards }, inArea(reader)] }, sort: 'due' }),
  /** 风险清单: kinds of dispute at places, to be assessed or reviewed. No person is in it. */
  risks: (reader) => ({ filter: { all: [open, { label: marks.risk }, inArea(reader)] }, sort: 'due' }),
  /** 议题: what is put before the area's forums, and what the reader takes part in. */
  topics: (reader) => ({
    filter: { all: [open, { label: marks.topic }, { any: [inArea(reader), selfOrHeld(reader)] }] },
    sort: 'due',
  }),
  /** 任务: what the reader’s unit has in hand, the next report first; and what is reported done below, for whoever checks it. */
  tasks: (reader) => ({
    filter: { all: [open, { label: marks.task }, { any: [either(...reader.holds.map(inHandOf)), toCheck(reader)] }] },
    sort: 'due',
  }),
  /** 督办清单: the major tasks that were decided in the area, each with how far its parts are; and those that the reader has a part in. */
  'task-list': (reader) => ({
    filter: { all: [open, { label: marks.task }, { label: taskRoot('major') }, { any: [inArea(reader), held(reader)] }] },
    sort: 'due',
  }),
  /** 专项: the same of campaigns. */
  campaigns: (reader) => ({
    filter: { all: [open, { label: marks.task }, { label: taskRoot('campaign') }, { any: [inArea(reader), held(reader)] }] },
    sort: 'due',
  }),
  /** To rewrite, approve or set aside; and what was taken off the board until somebody decides. */
  publish: (reader) => ({
    filter: {
      all: hasSight(reader, 'publication')
        ? [open, { any: [{ label: marks.publish }, { label: marks.hidden }] }, inArea(reader)]
        : [open, { label: marks.hidden }, sendable(reader, 'decidePublication')],
    },
    sort: 'due',
  }),
  /** Finished and waiting for the reader's word: not what he did himself; what staff found themselves waits for nobody's. */
  evaluate: (reader) => ({
    filter: { all: [open, stage('finished'), owned(reader), none('no-resident'), { not: worked(reader) }] },
    sort: 'due',
  }),
  /**
   * 回访, to telephone: what nobody evaluated within the county's limit (of matters of life and urgent ones from the end of the work
   * on, for it is a day), and what ended without an evaluation within 30 days. By whoever looks after the area and has no part in it.
   */
  callback: (reader, { now }) => ({
    filter: {
      all: [
        { any: [{ all: [open, stage('finished'), either(...callsDue(now))] }, either(...callMarks('unanswered', now))] },
        sendable(reader, 'callback'),
        isDispatcher(reader) ? { not: selfOrHeld(reader) } : everything,
        inArea(reader),
      ],
    },
    sort: 'due',
  }),
  /** 抽样回访: one in ten of the evaluations that somebody wrote down for the resident, or handed the link out for (domain research 3.1). */
  sample: (reader, { now }) => ({
    filter: {
      all: [
        either(...callMarks('sample', now)),
        sendable(reader, 'callback'),
        isDispatcher(reader) ? { not: selfOrHeld(reader) } : everything,
        inArea(reader),
      ],
    },
    sort: 'newest',
  }),
  /** What the reader placed, or what was placed for him. */
  requests: (reader) => ({ filter: owned(reader), sort: 'newest' }),
  all: () => ({ filter: everything, sort: 'newest' }),
};

/**
 * Of a desk on which what others must do stands, too: what waits for the reader himself (decision 0452). Of cards, those that are now his
 * to answer, or a team's or unit's of his; and for who supervises, those that were answered and those to be looked at again, but for what
 * he answered himself, and what is about his own order or work.
 */
const waiting: Partial<Record<DeskName, (reader: Reader) => FaceFilter>> = {
  cards: (reader) => {
    const { person, holds } = reader;
    if (person === null) return nothing;
    return {
      any: [
        mayAct(reader, 'reply') ? either(...[person, ...holds].map(answerFrom)) : nothing,
        mayAct(reader, 'check') ? { all: [withSupervisors, none(notCheckedBy(person))] } : nothing,
      ],
    };
  },
};

const mayAct = ({ role }: Reader, command: 'reply' | 'check'): boolean => acts['card']?.[command]?.[role as Role] !== undefined;

/** What of a desk waits for its reader, as he sees it at a moment; null where all of it does, or none is told apart. */
export function waitingOn(name: DeskName, reader: Reader, at: Moment): FaceFilter | null {
  const own = waiting[name]?.(reader);
  return own === undefined ? null : { all: [own, deskOf(name, reader, at).filter] };
}

/** A desk as this reader sees it at a moment; with `unit` (a path in the unit tree) only what lies in there. */
export function deskOf(name: DeskName, reader: Reader, at: Moment, unit?: string): Desk {
  const { filter, sort } = desks[name](reader, at);
  // The desk's own conditions come first: by them the orders are found, by the rest they are judged.
  return { filter: { all: [filter, visibleTo(reader), ...(unit === undefined ? [] : [{ within: unit }])] }, sort };
}
