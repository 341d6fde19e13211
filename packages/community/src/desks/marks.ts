// Marks (标记): what an order's face says of the desks that few orders stand on, so that a desk of an area finds them by key.
//
// Owns: their names, one for each such desk. Not ours: when an order has one (the faces of the workflows), how it is found by it
// (engine, postgres/keys.ts).
import { DAY_MS } from '../calendar/day.ts';

export const marks = {
  returned: '#returned',
  overdue: '#overdue',
  /** 将到期: a clock of its whole or of its stage is pressing, or its stage's is missed; as a whole it is not late yet. */
  atRisk: '#at-risk',
  cards: '#cards',
  decide: '#decide',
  objections: '#objections',
  /** 不计入考核: whether the order counts is to be decided, or judged; also long after its end. */
  exclusion: '#exclusion',
  shelved: '#shelved',
  raised: '#raised',
  consulting: '#consulting',
  calls: '#calls',
  /** 风险清单: a warning about disputes of one kind at one place. */
  risk: '#risk',
  /** 议题: a topic that is not done with. */
  topic: '#topic',
  /** 任务: a task that is neither settled nor cancelled. */
  task: '#task',
  /** 平急转换: an emergency that is not settled in every respect. */
  emergency: '#emergency',
  /** 代点: neither the resident nor a call has confirmed it yet. */
  unconfirmed: '#unconfirmed',
  /** A matter of life (U0), or what came to a desk where nobody sits, and is not admitted yet: the duty room sees it at once. */
  life: '#life',
  /** To be rewritten, approved or set aside. */
  publish: '#publish',
  /** Taken off the board until somebody decides about an objection. */
  hidden: '#hidden',
  /** A request about one's own data: few among very many orders. */
  dataRequest: '#data-request',
} as const;

/** Whoever must deal with it now lets it lie far past its limit: the level above may do it in his place. No mark: no desk of its own. */
export const SILENT = 'silent';

/** What was born of an order has this mark: a card, a mediation, a topic; a visit, of each order that it led to. No desk's. */
export const bornOf = (order: string): string => `#of:${order}`;

/** What is called about within 30 days of its end (domain research 2.6), by the day on which it ended. */
export type CallMark = 'unanswered' | 'sample';
export const CALLED_WITHIN_DAYS = 30;
/** Twice the longest window to evaluate (deadlines, `evaluate`). */
const MOST_DAYS_WAITING = 60;

const dayIn = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

/** `at` in epoch ms. */
export const callMark = (what: CallMark, at: number): string => `#${what}-${dayIn(at)}`;

/** Those that may still be called about at `now`, the newest first. */
export const callMarks = (what: CallMark, now: number): readonly string[] =>
  Array.from({ length: CALLED_WITHIN_DAYS + 1 }, (_, days) => callMark(what, now - days * DAY_MS));

/**
 * Which level decides at the least: a return and an objection above whoever decided, an extension and a pause (`work`) at the level
 * that dispatched. What the street decided, another there decides, or the county.
 */
export const forCommunity = { work: 'work:community' } as const;
export const forStreet = { work: 'work:street', return: 'return:street', objection: 'objection:street' } as const;
export const forCounty = { return: 'return:county', objection: 'objection:county' } as const;

/** An order that stands still, or has other limits, while an emergency lasts. */
export const emergencyLabel = (emergency: string): string => `in-emergency:${emergency}`;

/**
 * 在手: who has an order in hand, person, team or unit: it is offered to them, theirs to help with, or accepted, and not finished. The unit
 * that has a task in hand: its own part of it, or the whole that went on to others.
 */
export const inHandOf = (id: string): string => `${IN_HAND}${id}`;
export const IN_HAND = 'in-hand:';

/** Whose it is now to answer a card: person, team or unit. Who had it before may still, and it waits for him no more. */
export const answerFrom = (id: string): string => `answer-from:${id}`;

/** Whose order or work an answered card is about, and who answered: he does not check it himself. */
export const notCheckedBy = (person: string): string => `not-checked-by:${person}`;

/** Of a task that is no part of another. */
export const taskRoot = (kind: 'major' | 'campaign'): string => `task-root:${kind}`;

/** Who asked for what waits to be decided: he does not decide it himself. */
export const askedBy = (person: string): string => `asked-by:${person}`;

/** Who dispatched what is asked to be returned: he does not review it himself. */
export const dispatchedBy = (person: string): string => `dispatched-by:${person}`;

/** Who decided what is objected to: he does not judge it himself. */
export const decidedBy = (person: string): string => `decided-by:${person}`;

/** Who proposed that the order counts no more, or decided about it: he does not decide it himself. */
export const exclusionBy = (person: string): string => `exclusion-by:${person}`;

/** Who placed for another what nobody has confirmed: he does not confirm it himself. */
export const placedBy = (person: string): string => `placed-by:${person}`;

/** The unit that an order went up to. */
export const raisedTo = (unit: string): string => `level:${unit}`;

/** Of what waits for its evaluation: from which day on its resident is to be called. No mark: most are evaluated before. */
export const callFrom = (at: number): string => `call-${dayIn(at)}`;

/** Of those who are to be called by now. */
export const callsDue = (now: number): readonly string[] =>
  Array.from({ length: MOST_DAYS_WAITING + 1 }, (_, days) => callFrom(now - days * DAY_MS));
