// What a six-order order remembers between two commands. Plain JSON; personal data only as sealed values (I12).
//
// Keeps: X1: what version 1 knew keeps its name and its meaning. X2: what is new is absent until there is something to say,
// so that an ordinary order stays small.
import type { ClockName } from '@six-order/community/deadlines/clock-name';
import type { Attached } from '@six-order/community/attachments/attachment';
import type { PreparedPhoto } from '@six-order/community/publication/photo';
import type { DutyRowFact } from '@six-order/community/facts';
import type { Told } from '@six-order/community/policies/policies';
import type { Clock, SealedValue } from '@six-order/engine';

export type Urgency = 'U0' | 'U1' | 'U2' | 'U3';

/** In the order in which an order meets them. */
export const orderClocks = [
  'callRequest',
  'intake',
  'consult',
  'dispatch',
  'accept',
  'contact',
  'arrive',
  'feedback',
  'report',
  'police',
  'cordon',
  'refer',
  'confirm',
  'whole',
  'returnReview',
  'decision',
  'transfer',
  'pause',
  'shelveReview',
  'reportIn',
  'callback',
  'evaluate',
  'rework',
  'publish',
  'objectionReview',
  'publicObjection',
] as const satisfies readonly ClockName[];
export type OrderClockName = (typeof orderClocks)[number];

/** A running clock, or what is worth remembering of one whose stage was left; the journal keeps the whole. Epoch ms. */
export type OrderClock = RunningClock | FinishedClock;

export const sideRungs = ['half', 'pressing', 'due', 'over'] as const;
export type SideRung = (typeof sideRungs)[number];

export interface RunningClock extends Clock {
  readonly finishedAt: null;
  /** Of a clock beside the stage's own: the last rung that was told. */
  readonly told?: SideRung;
  /** How often it was reminded of since it was over; counted where reminders end. */
  readonly reminded?: number;
}

export interface FinishedClock extends Pick<Clock, 'startedAt' | 'dueAt'> {
  readonly finishedAt: number;
}

export interface Holder {
  readonly kind: 'person' | 'unit' | 'team';
  readonly id: string;
}

/** Where an order comes from: 居民 · 代点 · 窗口 · 巡查 · 走访 · 会议 · 12345 · 上级 (domain research 2.2). */
export const sources = ['resident', 'proxy', 'window', 'patrol', 'visit', 'meeting', '12345', 'superior'] as const;
export type Source = (typeof sources)[number];
/** 未诉先办: found by staff, asked for by nobody. */
export const isProactive = (source: Source | undefined): boolean =>
  source === 'patrol' || source === 'visit' || source === 'meeting';

/** Who spoke for the resident: 代录 from a telephone call, at the window, by the proxy who placed it. */
export const transcriptions = ['telephone', 'window', 'proxy'] as const;
export type Transcription = (typeof transcriptions)[number];

export interface Evaluation {
  readonly solved: 'yes' | 'partly' | 'no';
  readonly stars: number;
  /** 响应、质量、态度、廉洁: 1 to 5, those that were given. */
  readonly scores?: { readonly [name in 'response' | 'quality' | 'attitude' | 'integrity']?: number };
  readonly comment: SealedValue | null;
  readonly at: number;
  readonly by: string | null;
  /** By a one-time link or a paper code, or by the query code: whoever held it. */
  readonly byToken?: true;
  /** It was the query code of the receipt. */
  readonly byCode?: true;
  /** The post in which staff handed that out; absent where the resident made it himself. */
  readonly handedOutBy?: string;
  /** It was written down for the resident. */
  readonly transcribed?: Transcription;
  /** Until when it may be changed; of a bad one: until when it may be found unfounded. Epoch ms. */
  readonly changeBy?: number;
  readonly reviewBy?: number;
  /** False: found unfounded (异议). It stays to be seen and does not count. */
  readonly counts?: boolean;
  readonly reviewedBy?: string | null;
}

/** What a note is about, when it belongs to a command of its own. */
export const noteSubjects = [
  'contact',
  'unreached',
  'progress',
  'appointment',
  'consultation',
  'urgency',
  'category',
  'merge',
  'objection',
  'transfer',
  'return',
  'extension',
  'pause',
  'shelving',
  'decision',
  'requirement',
  'part',
  'whistle',
  'escalation',
  'urge',
  'evaluation',
  'callback',
  'false-completion',
  'privacy-leak',
  'conclusion',
  'exclusion',
  'retraction',
] as const;
export type NoteSubject = (typeof noteSubjects)[number];

export interface Note {
  readonly at: number;
  readonly by: string | null;
  readonly text: SealedValue;
  readonly about?: NoteSubject;
}

/** 协办: one of those who help, each with its part. */
export interface Assistant extends Holder {
  readonly askedAt: number;
  /** A department that the street whistled for (吹哨报到); of those one leads. */
  readonly whistled?: 'lead' | 'member';
  /** Who took the part, or reported in, and when. */
  readonly by?: string | null;
  readonly takenAt?: number;
  readonly doneAt?: number;
}

/** What waits for somebody's decision. One at a time. */
export type Request = { readonly at: number; readonly by: string | null } & (
  | {
      readonly kind: 'return';
      readonly ground: string;
      readonly catalogue: string | null;
      /** What that row says of whoever has the order (职责清单). */
      readonly duty?: DutyRowFact;
      readonly from: 'dispatched' | 'accepted' | 'working';
    }
  /** `clock`: as it will be when it is granted. */
  | { readonly kind: 'extension'; readonly clock: Clock }
  | { readonly kind: 'pause'; readonly awaiting: string }
  | { readonly kind: 'shelving'; readonly target: number }
  | { readonly kind: 'downgrade'; readonly to: Urgency }
);

/** What the resident may object to once (复核), and what came of it. */
export interface Objection {
  readonly matter: 'refusal' | 'merging' | 'downgrade' | 'pause';
  /** In which post it was decided, and by whom: the level above judges, and never the same person. */
  readonly decidedAs: string;
  readonly decidedBy: string | null;
  readonly decidedAt: number;
  /** Until when (epoch ms). */
  readonly until: number;
  /** The urgency before a downgrade. */
  readonly urgency?: Urgency;
  readonly raisedAt?: number;
  readonly upheld?: boolean;
}

/** 不计入考核: proposed, heard, decided, perhaps contested (exclusion.ts). Instants in epoch ms. */
export interface Exclusion {
  readonly ground: ExclusionGround;
  /** The county's document about the force majeure, by its number. */
  readonly document?: string;
  readonly at: number;
  readonly by: string | null;
  /** Until when resident and handler may speak; who of them did. */
  readonly hearBy: number;
  readonly heard?: readonly string[];
  /** On which grounds it was proposed before, and counts all the same. */
  readonly before?: readonly ExclusionGround[];
  /** As it was decided, or judged when it was contested; absent until then. */
  readonly excluded?: boolean;
  readonly decidedAt?: number;
  readonly decidedBy?: string | null;
  readonly contestBy?: number;
  readonly contestedAt?: number;
  readonly judgedAt?: number;
}

/** 不属实, 不可抗力. */
export const exclusionGrounds = ['untrue', 'force-majeure'] as const;
export type ExclusionGround = (typeof exclusionGrounds)[number];

/** 晒单稿: what the public is to read, or reads. */
interface Proposal {
  readonly title: SealedValue;
  readonly text: SealedValue;
  /** What was done, in the publisher's words. */
  readonly after?: SealedValue;
  readonly at: number;
  readonly by: string | null;
  /** What looked like personal data in it and is none: a person said so of each, and why. */
  readonly cleared?: readonly string[];
  /** Chosen for the board, in this order. */
  readonly photos?: readonly PreparedPhoto[];
  /** It stood on the board and was taken off it: another is written in its place. */
  readonly takenDown?: true;
}

export interface Context {
  readonly number: string;
  readonly category: string;
  /** A category that is never published and shown to few. */
  readonly sealed: boolean;
  readonly urgency: Urgency;
  /** What the person who placed it thought; a person decides at admission. */
  readonly claimedUrgency: Urgency | null;
  /** `street`: the id of the street that it lies in, whose duty room takes over where no desk acts. */
  readonly unit: { readonly id: string; readonly code: string; readonly path: string; readonly street?: string };
  readonly building: string | null;
  readonly text: SealedValue | null;
  readonly contact: SealedValue | null;
  readonly placeNote: SealedValue | null;
  /** Whose order it is, and who entered it. */
  readonly resident: string | null;
  readonly openedBy: string | null;
  readonly openedAt: number;
  readonly admittedAt: number | null;
  readonly dispatchedAt: number | null;
  readonly dispatcher: string | null;
  readonly dispatchNote: SealedValue | null;
  readonly holder: Holder | null;
  /** Who accepted; leads to the end (首接负责). */
  readonly handler: string | null;
  readonly acceptedAt: number | null;
  readonly contactedAt: number | null;
  /** 没打通: when the resident was called and not reached, the last ones (epoch ms). */
  readonly unreachedAt?: readonly number[];
  readonly finishedAt: number | null;
  /** When the handling ended, however it did. */
  readonly closedAt: number | null;
  /** How often it was given back to be dispatched anew. */
  readonly returns: number;
  readonly returnReason: SealedValue | null;
  readonly refusal: {
    readonly reason: SealedValue;
    readonly channel: SealedValue | null;
    readonly channelCode?: string;
    /** The same matter without new facts: the resident's earlier order, and how far it had come. */
    readonly earlier?: { readonly id: string; readonly number: string; readonly stage: string };
  } | null;
  readonly result: SealedValue | null;
  /** One evaluation for each round of work. */
  readonly rounds: readonly Evaluation[];
  readonly notes: readonly Note[];
  readonly publishConsent: boolean;
  readonly proposal: Proposal | null;
  readonly publishedAt: number | null;
  readonly publisher: string | null;
  /** Since when the card shown has its colour. */
  readonly cardAt: number | null;
  readonly clocks: { readonly [name in OrderClockName]?: OrderClock };

  // Since version 2, absent until there is something to say (X2).
  /** The numbers of the rules as they held when it was placed, where they were not the default's; they hold to its end. */
  readonly policies?: Told;
  /** Photographs, voice notes, papers, by id; what they hold lies beside the order. */
  readonly attachments?: readonly Attached[];
  readonly source?: Source;
  readonly requestType?: string;
  /** 更正类别: what it was taken for before, by codes. */
  readonly corrections?: readonly {
    readonly at: number;
    readonly by: string | null;
    readonly from: string;
    readonly to: string;
  }[];
  /** How the resident's consent was got when somebody else placed it. */
  readonly consentHow?: string;
  /** Written down for somebody without an account: who agreed that whoever handles it reads what was written. */
  readonly detailsConsent?: 'self' | 'guardian' | undefined;
  /** The resident, or a call, has yet to confirm what another placed. */
  readonly unconfirmed?: boolean;
  /** Nobody sat at the desk that it came to: the street's duty room has it. */
  readonly unmanned?: true;
  /** Drawn for a call about an evaluation that was written down. */
  readonly sampled?: boolean;
  /** 即办: answered on the spot; counted apart. */
  readonly settled?: boolean;
  /** 指派 when absent, 邀请, 抢单. */
  readonly how?: 'invite' | 'claim' | undefined;
  /** U0: whom it was offered to and did not take it; it waits to pass on to the next. */
  readonly passed?: readonly string[] | undefined;
  readonly untaken?: true | undefined;
  /** The pool that a claimed order goes back to when the claim is not confirmed. */
  readonly pool?: Holder | undefined;
  readonly claimedAt?: number | undefined;
  /** The role in which it was dispatched. */
  readonly dispatchedAs?: string;
  /** Until when it may be returned (epoch ms); null: not at all. */
  readonly returnBy?: number | null | undefined;
  /** Persons who led the work before the one who does. */
  readonly formerHandlers?: readonly string[];
  /** How often a return was asked for. */
  readonly returnsAsked?: number;
  /** 指定: from then on it is not returned any more. */
  readonly designated?: { readonly at: number; readonly as: string } | undefined;
  /** When they mean to meet (epoch ms). */
  readonly appointment?: number | undefined;
  readonly arrivedAt?: number;
  readonly assistants?: readonly Assistant[];
  /** 转办, until the receiver accepts it. */
  readonly transfer?: { readonly to: Holder; readonly at: number } | undefined;
  readonly request?: Request | undefined;
  readonly extensions?: number;
  /** Those that are over, whichever clock they stopped (挂起 in all). Epoch ms. */
  readonly pauses?: readonly { readonly from: number; readonly to: number }[];
  /** 挂账: until when, and when it was for the first time (epoch ms). */
  readonly shelvedUntil?: number | undefined;
  readonly firstShelvedAt?: number;
  readonly stopped?: Stopped | undefined;
  /** 提级: the unit that it went up to, and how often it did. */
  readonly level?: string;
  readonly escalations?: number;
  /** There is no level above that one. */
  readonly atTop?: true | undefined;
  /** 催办: how often it was urged, and when last by each of those who have to wait before they may again. */
  readonly urges?: number;
  readonly urgers?: readonly { readonly by: string | null; readonly at: number }[];
  /** Open cards; `card` is null until it is known which order it is. `hand`: issued by a person, not by a rule. */
  readonly cards?: readonly {
    readonly card: string | null;
    readonly colour: string;
    readonly reason?: string;
    readonly hand?: true;
  }[];
  readonly objection?: Objection | undefined;
  /** What was decided while an objection waited to be decided: the resident may object to it afterwards. */
  readonly laterObjections?: readonly Objection[] | undefined;
  /** The order that it was merged into; those that were merged into it. */
  readonly parent?: string | undefined;
  readonly children?: readonly string[];
  readonly callbacks?: readonly { readonly at: number; readonly by: string | null; readonly outcome: string }[];
  /** 代录: what was written down for a handler who works from a paper slip. */
  readonly recorded?: readonly { readonly at: number; readonly by: string | null; readonly act: string }[];
  /** 虚假办结: when it was found. */
  readonly falseAt?: number;
  /** 泄露个人信息: when it was last found. */
  readonly leakedAt?: number;
  readonly exclusion?: Exclusion;
  /** The work order of another system that this one is. Its deadline binds ours; until `returnBy` it takes the order back. Epoch ms. */
  readonly reference?: {
    readonly system: string;
    readonly number: string;
    readonly dueAt?: number;
    readonly returnBy?: number;
  };
  /** 短信告知: the resident agreed to be told at the contact's telephone how the order goes. */
  readonly contactBySms?: true | undefined;
  /** 移交: another system took it on, under its own number. Epoch ms. */
  readonly handedOver?: { readonly system: string; readonly number: string; readonly at: number } | undefined;
  /** How it stands on the board: under which name, until when (epoch ms), and which fields were approved. */
  readonly showing?: { readonly alias: string; readonly until: number; readonly fields: readonly string[] };
  /** What stands on the board while another proposal is at work. */
  readonly stillShown?: Proposal | undefined;
  /** The time of doing it, from 2 on, for which what was on the board was left as it was. */
  readonly leftAsOf?: number;
  /** When a publisher took it off the board the last time. */
  readonly takenDownAt?: number;
  /** A third person objected to what is published. */
  readonly publicObjection?: {
    readonly at: number;
    readonly text: SealedValue;
    readonly contact: SealedValue | null;
    readonly upheld?: boolean;
  };
  /** Objections to what is published that were not upheld. `by`: digest of the contact that was left; null: none was. `ground`: of what was said. */
  readonly deniedObjections?: readonly { readonly by: string | null; readonly ground: string }[] | undefined;
  /** Texts that an objection was upheld against and that are not proposed again: keyed digests of their parts. */
  readonly barredTexts?: readonly { readonly title: string; readonly text: string; readonly after?: string }[];
  /** 平急转换: the emergency that its area is in. `from`: the state in which ordinary work stands still since `at` (epoch ms). */
  readonly emergency?: { readonly id: string; readonly at: number; readonly from?: string } | undefined;
  /** The emergency in which its ordinary work was let go on by hand. */
  readonly exemptFrom?: string;
  /** 晒 after 评, where the county wants it so; else from 办结 on. */
  readonly publishAfter?: 'evaluation';
}

/** The clock of the work as it stood when the order was merged, refused or shelved; it goes on with what was left. */
export interface Stopped {
  readonly name: 'whole' | 'rework';
  readonly clock: Clock;
  readonly at: number;
}

/** Before its opening command an order remembers nothing. */
export const emptyContext: Context = {
  number: '',
  category: '',
  sealed: false,
  urgency: 'U2',
  claimedUrgency: null,
  unit: { id: '', code: '', path: '' },
  building: null,
  text: null,
  contact: null,
  placeNote: null,
  resident: null,
  openedBy: null,
  openedAt: 0,
  admittedAt: null,
  dispatchedAt: null,
  dispatcher: null,
  dispatchNote: null,
  holder: null,
  handler: null,
  acceptedAt: null,
  contactedAt: null,
  finishedAt: null,
  closedAt: null,
  returns: 0,
  returnReason: null,
  refusal: null,
  result: null,
  rounds: [],
  notes: [],
  publishConsent: false,
  proposal: null,
  publishedAt: null,
  publisher: null,
  cardAt: null,
  clocks: {},
};
