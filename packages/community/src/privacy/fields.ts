// Who reads which personal field of an order, and how: the table of the field (domain research 3.2) as data.
//
// Owns: the table, and which of its columns a reader stands in. Not ours: who sees the order at all (../authority),
// how a value is masked (mask.ts), the opening and its log (disclose.ts).
// Keeps: I12, denied by default. F1: several columns may hold for one reader (a secretary who placed the order): the most open counts.
import type { Json, StoredOrder } from '@six-order/engine';
import { maySee } from '../authority/authority.ts';
import type { Reader } from '../authority/reader.ts';
import {
  isAsked,
  isHolder,
  isKeptOut,
  isMediator,
  isParty,
  isPlacer,
  isResident,
  isSide,
  isTasked,
} from '../authority/relation.ts';
import { categoryByCode } from '../catalogue/catalogue.ts';
import { marks } from '../desks/marks.ts';
import type { Role } from '../people/role.ts';
import { noteOf, placeOf, writerOf, type FieldName } from './field-name.ts';

/** `reveal`: masked until the reader gives a reason. From closed to open. */
const accesses = ['none', 'masked', 'reveal', 'full'] as const;
export type Access = (typeof accesses)[number];

/** What a personal field of an order can be. */
export type FieldKind =
  | 'text'
  | 'contact.name'
  | 'contact.phone'
  | 'contact.address'
  | 'place.room'
  | 'place.note'
  | 'dispatch-note'
  | 'return-reason'
  | 'refusal'
  | 'note'
  /** Why what was published was taken off the board, or stays: a third person may be in it. */
  | 'publication-note'
  /** What either side of a dispute said to whoever mediates, or asks afterwards whether it is kept: for neither side to read. */
  | 'mediator-note'
  /** Who asked for mediation, and how to reach him: for whoever has taken it on. */
  | 'applicant.name'
  | 'applicant.phone'
  | 'result'
  | 'comment'
  | 'proposal'
  /** Photographs, voice notes and papers: nothing redacts them, so they are shown whole or not at all. */
  | 'attachment'
  /** Photographs alone: whoever prepares one for the board must see what is to be covered in it. */
  | 'photo'
  /** What a third person said against what is published; how to reach him. */
  | 'public-objection'
  | 'objector.contact'
  /** Of a supervision card: why it was issued, what was answered, what those who check it said. */
  | 'grounds'
  | 'reply'
  | 'check';

/** A column of the table. */
type View =
  /** The resident whose order it is. */
  | 'own'
  /** Who entered it for another; the first 30 days, and later. */
  | 'placer'
  | 'placerLater'
  /** Secretary and community of the area, until the handling ends, and after. */
  | 'branch'
  | 'branchEnded'
  | 'street'
  /** It is dispatched to the reader, not accepted; accepted; both until 7 days after the handling ended. */
  | 'offered'
  | 'handler'
  /** Supervisors of every kind: redacted copies. */
  | 'watcher'
  | 'publisher'
  /** Of an order whose resident agreed to publication, while a publisher has something to decide about it. */
  | 'publishing'
  /** Whoever must dispatch a sealed order, as long as it is to be dispatched. */
  | 'sealedDesk'
  /** A party of a dispute that another opened: what they agreed on, and no word of the other side. */
  | 'party'
  /** Whoever has taken a dispute on, beside what he reads as its handler. */
  | 'mediator';

const F = 'full';
const R = 'reveal';
const M = 'masked';
const _ = 'none';

// oxfmt-ignore
const table: Record<FieldKind, Record<View, Access>> = {
  'text':            { own: F, placer: F, placerLater: F, branch: F, branchEnded: F, street: F, offered: F, handler: F, watcher: M, publisher: M, publishing: M, sealedDesk: R, party: _, mediator: _ },
  'contact.name':    { own: F, placer: F, placerLater: M, branch: F, branchEnded: M, street: R, offered: M, handler: F, watcher: M, publisher: _, publishing: _, sealedDesk: M, party: _, mediator: _ },
  'contact.phone':   { own: F, placer: _, placerLater: _, branch: R, branchEnded: R, street: R, offered: _, handler: R, watcher: M, publisher: _, publishing: _, sealedDesk: _, party: _, mediator: _ },
  'contact.address': { own: F, placer: F, placerLater: F, branch: F, branchEnded: F, street: M, offered: M, handler: F, watcher: M, publisher: _, publishing: _, sealedDesk: M, party: _, mediator: _ },
  'place.room':      { own: F, placer: F, placerLater: F, branch: F, branchEnded: F, street: M, offered: M, handler: F, watcher: _, publisher: _, publishing: _, sealedDesk: _, party: _, mediator: _ },
  'place.note':      { own: F, placer: F, placerLater: F, branch: F, branchEnded: F, street: M, offered: M, handler: F, watcher: _, publisher: _, publishing: _, sealedDesk: _, party: _, mediator: _ },
  'dispatch-note':   { own: F, placer: _, placerLater: _, branch: F, branchEnded: F, street: F, offered: F, handler: F, watcher: M, publisher: _, publishing: _, sealedDesk: F, party: _, mediator: _ },
  'return-reason':   { own: F, placer: _, placerLater: _, branch: F, branchEnded: F, street: F, offered: M, handler: M, watcher: M, publisher: _, publishing: _, sealedDesk: R, party: _, mediator: _ },
  'refusal':         { own: F, placer: F, placerLater: F, branch: F, branchEnded: F, street: F, offered: _, handler: _, watcher: M, publisher: _, publishing: _, sealedDesk: R, party: _, mediator: _ },
  'note':            { own: F, placer: M, placerLater: M, branch: F, branchEnded: F, street: F, offered: M, handler: F, watcher: M, publisher: _, publishing: _, sealedDesk: R, party: _, mediator: _ },
  'publication-note':{ own: M, placer: M, placerLater: M, branch: F, branchEnded: F, street: F, offered: M, handler: M, watcher: M, publisher: F, publishing: F, sealedDesk: _, party: _, mediator: _ },
  'mediator-note':   { own: _, placer: _, placerLater: _, branch: F, branchEnded: F, street: F, offered: _, handler: F, watcher: M, publisher: _, publishing: _, sealedDesk: _, party: _, mediator: _ },
  'applicant.name':  { own: F, placer: F, placerLater: M, branch: _, branchEnded: _, street: _, offered: _, handler: _, watcher: _, publisher: _, publishing: _, sealedDesk: _, party: _, mediator: F },
  'applicant.phone': { own: F, placer: _, placerLater: _, branch: _, branchEnded: _, street: _, offered: _, handler: _, watcher: _, publisher: _, publishing: _, sealedDesk: _, party: _, mediator: R },
  'result':          { own: F, placer: F, placerLater: F, branch: F, branchEnded: F, street: F, offered: M, handler: F, watcher: M, publisher: M, publishing: M, sealedDesk: _, party: F, mediator: _ },
  'comment':         { own: F, placer: _, placerLater: _, branch: F, branchEnded: F, street: F, offered: M, handler: M, watcher: F, publisher: _, publishing: _, sealedDesk: _, party: _, mediator: _ },
  'proposal':        { own: F, placer: _, placerLater: _, branch: F, branchEnded: F, street: F, offered: _, handler: _, watcher: F, publisher: F, publishing: F, sealedDesk: _, party: _, mediator: _ },
  'public-objection':{ own: _, placer: _, placerLater: _, branch: F, branchEnded: F, street: F, offered: _, handler: _, watcher: M, publisher: F, publishing: F, sealedDesk: _, party: _, mediator: _ },
  'objector.contact':{ own: _, placer: _, placerLater: _, branch: R, branchEnded: R, street: R, offered: _, handler: _, watcher: _, publisher: R, publishing: R, sealedDesk: _, party: _, mediator: _ },
  'attachment':      { own: F, placer: F, placerLater: _, branch: F, branchEnded: F, street: F, offered: F, handler: F, watcher: _, publisher: _, publishing: _, sealedDesk: _, party: _, mediator: _ },
  'photo':           { own: F, placer: F, placerLater: _, branch: F, branchEnded: F, street: F, offered: F, handler: F, watcher: _, publisher: _, publishing: F, sealedDesk: _, party: _, mediator: _ },
  'grounds':         { own: _, placer: F, placerLater: F, branch: F, branchEnded: F, street: F, offered: F, handler: F, watcher: M, publisher: _, publishing: _, sealedDesk: F, party: _, mediator: _ },
  'reply':           { own: _, placer: F, placerLater: F, branch: F, branchEnded: F, street: F, offered: F, handler: F, watcher: M, publisher: _, publishing: _, sealedDesk: F, party: _, mediator: _ },
  'check':           { own: _, placer: F, placerLater: F, branch: F, branchEnded: F, street: F, offered: F, handler: F, watcher: M, publisher: _, publishing: _, sealedDesk: F, party: _, mediator: _ },
};

const DAY = 86_400_000;
/**
 * How long who placed for another reads his name, and who handled an order reads it once it ended (domain research 3.2). No policy rows:
 * they are of the same table as the columns above, and say how little is enough (PIPL 6); no place has a reason to see others' data longer.
 */
const PLACER_FRESH = 30 * DAY;
const HANDLER_KEEPS = 7 * DAY;

/** What an order's face tells the columns apart by. */
interface Facing {
  readonly reader: Reader;
  readonly order: StoredOrder;
  readonly sealed: boolean;
  /** When the handling ended (epoch ms), however it did; null until then. */
  readonly endedAt: number | null;
  readonly now: number;
}

/** To admit, refuse or dispatch. */
const atTheDesk = ({ order }: Facing): boolean => order.face.stage === 'placed' || order.face.stage === 'admitted';

const branch = (facing: Facing): readonly View[] => {
  if (facing.sealed) return atTheDesk(facing) ? ['sealedDesk'] : [];
  return facing.endedAt === null ? ['branch'] : ['branchEnded'];
};

/** Complaints that pass by the unit concerned are the street's to dispatch; other sealed orders once no desk below has acted in time. */
const isTheStreets = ({ order: { face } }: Facing): boolean =>
  face.labels.some(
    (label) =>
      label === 'raised' ||
      label.startsWith('card:') ||
      (label.startsWith('cat:') && categoryByCode(label.slice(4))?.flags.includes('bypasses-unit') === true),
  );

const street = (facing: Facing): readonly View[] => {
  if (facing.sealed) return atTheDesk(facing) && isTheStreets(facing) ? ['sealedDesk'] : [];
  return ['street'];
};

/** Sealed orders reach discipline inspection only as its own to handle. */
const discipline = ({ sealed, endedAt }: Facing): readonly View[] => {
  if (sealed) return endedAt === null ? ['sealedDesk'] : [];
  return ['watcher'];
};

/** Its consent holds, and a publisher has something to decide. */
const publishing = ['publication:open', 'publication:proposed', 'publication:hidden', marks.publish];

const watcher = ({ sealed }: Facing): readonly View[] => (sealed ? [] : ['watcher']);
const publisher = ({ sealed, order: { face } }: Facing): readonly View[] => {
  if (sealed) return [];
  return publishing.some((label) => face.labels.includes(label)) ? ['publishing'] : ['publisher'];
};

const placer = ({ reader, order, sealed, now }: Facing): readonly View[] => {
  if (sealed || !isPlacer(reader, order)) return [];
  return now <= order.face.openedAt + PLACER_FRESH ? ['placer'] : ['placerLater'];
};

/** Whoever calls back reads what a branch reads, until the call is made. */
const caller = ({ order, sealed }: Facing): readonly View[] =>
  !sealed && order.face.labels.includes('call-back') ? ['branch'] : [];

/** Who has other business with it than being asked reads it by that. */
const isOnlyAsked = (reader: Reader, order: StoredOrder): boolean => {
  const { asked: _, ...data } = order.face.data;
  return isAsked(reader, order) && !isHolder(reader, { face: { ...order.face, data } });
};

const handler = ({ reader, order, endedAt, now }: Facing): readonly View[] => {
  if (!isHolder(reader, order) || (endedAt !== null && now > endedAt + HANDLER_KEEPS)) return [];
  return order.face.stage === 'dispatched' || isOnlyAsked(reader, order) ? ['offered'] : ['handler'];
};

/** Whoever issued a supervision card reads it as its placer, whoever must answer it as its handler; of other orders they stay watchers. */
const issuer = (facing: Facing): readonly View[] => (facing.order.workflow === 'card' ? placer(facing) : []);
const answerer = (facing: Facing): readonly View[] => (facing.order.workflow === 'card' ? handler(facing) : []);

/** Whoever makes a visit reads what he wrote of it, in whatever post he visits. */
const visitor = (facing: Facing): readonly View[] => (facing.order.workflow === 'visit' ? handler(facing) : []);

/** Whoever proposed a topic reads it as its placer, whoever convenes as its handler, in posts that else only look on. */
const convening = (facing: Facing): readonly View[] =>
  facing.order.workflow === 'deliberation' ? [...placer(facing), ...handler(facing)] : [];
const proposing = (facing: Facing): readonly View[] => (facing.order.workflow === 'deliberation' ? placer(facing) : []);

/** A unit below reads what the task that its own is a part of is about. */
const below = ({ order }: Facing): readonly View[] => (order.workflow === 'task' ? ['offered'] : []);

/** Whoever deals with an emergency, or is called out in it, reads what is known of it. */
const responding = ({ order }: Facing): readonly View[] => (order.workflow === 'emergency' ? ['offered'] : []);

/** One's own order, read as a resident: in an official post one reads it as that post does. */
const own = ({ reader, order }: Facing): readonly View[] => (isResident(reader, order) ? ['own'] : []);

const party = ({ reader, order }: Facing): readonly View[] => (isParty(reader, order) ? ['party'] : []);

/** Whoever takes part in a deliberation, or has a task of it, reads what is put to the parties and what they said and decided. */
const voice = ({ reader, order }: Facing): readonly View[] =>
  order.workflow === 'deliberation' && (isParty(reader, order) || isTasked(reader, order)) ? ['party'] : [];

/** Requests about one's own data are addressed to the officer. */
const dataOfficer = ({ order }: Facing): readonly View[] => (order.workflow === 'data-request' ? ['branch'] : []);

const views: Record<Role, readonly ((facing: Facing) => readonly View[])[]> = {
  resident: [own, party],
  relative: [placer],
  'household-head': [placer],
  'grid-worker': [placer, handler, below, voice, responding],
  'opinion-aide': [placer, visitor],
  window: [placer, caller],
  secretary: [placer, handler, branch, voice, responding],
  member: [handler, responding],
  'team-lead': [handler, responding],
  property: [handler, voice],
  facility: [handler, voice],
  community: [placer, handler, branch, voice, responding],
  street: [placer, handler, street, voice],
  department: [handler, below, voice],
  supervisor: [watcher, issuer],
  discipline: [discipline, issuer, answerer],
  representative: [watcher, issuer, proposing, voice],
  leader: [watcher, issuer, answerer, visitor, convening, voice],
  publisher: [publisher],
  admin: [],
  dpo: [dataOfficer],
  archives: [],
};

/** Who is a side of a dispute that another asked for reads it as that side in whatever post: the words of the other are in none of them his. */
const isOtherSide = (reader: Reader, order: StoredOrder): boolean =>
  order.workflow === 'mediation' &&
  (isParty(reader, order) || isSide(reader, order)) &&
  !isResident(reader, order) &&
  !isPlacer(reader, order);

/** The columns in which a reader stands; none for who may not see the order. */
function columnsOf(reader: Reader, order: StoredOrder, now: number): readonly View[] {
  if (!maySee(reader, order) || !Object.hasOwn(views, reader.role)) return [];
  if (isOtherSide(reader, order)) return ['party'];
  const { endedAt } = order.face.data;
  const facing: Facing = {
    reader,
    order,
    sealed: order.face.labels.includes('sealed'),
    endedAt: typeof endedAt === 'number' ? endedAt : null,
    now,
  };
  const columns = views[reader.role as Role].flatMap((viewsOf) => viewsOf(facing));
  // What he asked for or wrote down himself stays his to read.
  if (isKeptOut(reader, order)) return columns.filter((view) => writers.has(view));
  return columns.includes('handler') && isMediator(reader, order) ? [...columns, 'mediator'] : columns;
}

/** How this reader may read a field of the order at `now` (epoch ms). Who may not see the order reads nothing of it. */
export function accessOf(reader: Reader, order: StoredOrder, now: number): (kind: FieldKind) => Access {
  const columns = columnsOf(reader, order, now);
  return (kind) => columns.map((view) => table[kind][view]).reduce(moreOpen, 'none');
}

interface Span {
  readonly startedAt: Json;
  readonly finishedAt: Json;
}

/**
 * The kind of a field of this order. What was said when it was decided about an objection to what is published stands among the notes under
 * the same word as what was said in a review of a decision (six-order, version 2): what is not known, by its instant, to be of the last review
 * is taken for the former. Its writer tells nothing: who placed an order for another may decide about it in another post.
 */
export function kindOf(order: StoredOrder, name: FieldName): FieldKind | undefined {
  const kind = placeOf(order.workflow, name)?.kind;
  const note = kind === 'note' ? noteOf(order, name) : undefined;
  if (!note) return kind;
  if (note.about === 'retraction') return 'publication-note';
  if (note.about !== 'objection') return kind;
  const clocks = order.snapshot.context['clocks'] as Readonly<Record<string, Span>> | undefined;
  const { publicObjection, objectionReview } = clocks ?? {};
  if (!publicObjection) return kind;
  const isOfReview = note.at === objectionReview?.startedAt || note.at === objectionReview?.finishedAt;
  return isOfReview && note.at !== publicObjection.finishedAt ? kind : 'publication-note';
}

/** Whose words they are. */
const writers: ReadonlySet<View> = new Set<View>(['own', 'placer', 'placerLater']);

/** Who may have written a field, so that numbers in it are read with it. */
export type Author = 'resident' | 'office' | 'channel' | 'issuer';

/**
 * Who reads as it was written what he may read at all: those, and whoever signed what was agreed or spoke in a meeting; an office's words
 * whoever works on it, for they are his or those that he works by.
 */
const readsAsWritten: Readonly<Record<Author, ReadonlySet<View>>> = {
  resident: new Set<View>([...writers, 'party']),
  office: new Set<View>(['own', 'handler', 'sealedDesk']),
  channel: new Set<View>(['own', 'handler', 'sealedDesk']),
  issuer: new Set<View>(['placer', 'placerLater', 'handler']),
};

/**
 * By which right of this table numbers in words are read: that to the resident's telephone. Where he gave none (a topic, a request
 * about his data, a visit), that to one's of an order; about what is published, that to the telephone of whoever objects to it.
 */
const phoneOf = (workflow: string, kind: FieldKind): FieldKind => {
  if (kind === 'public-objection' || kind === 'publication-note') return 'objector.contact';
  return workflow === 'mediation' ? 'applicant.phone' : 'contact.phone';
};

/** Steps that whoever placed it for him takes for him, and not in his own post. */
const stepsForHim: ReadonlySet<unknown> = new Set([undefined, 'urge']);

/** Steps whose note says what a resident answered. */
const answersOfResidents: ReadonlySet<unknown> = new Set(['callback']);

/** Whose words a field holds, where there may be numbers of persons in them (decisions 0364, 0460); null where there are none. */
export function authorOf(order: StoredOrder, name: FieldName): Author | null {
  const { resident = null, openedBy = null } = order.face.data;
  switch (placeOf(order.workflow, name)?.words) {
    case 'resident':
      return 'resident';
    case 'answer':
      return 'office';
    case 'channel':
      return 'channel';
    case 'issuer':
      return 'issuer';
    case 'asker':
      return resident === null ? null : 'resident';
    case 'writer': {
      const note = noteOf(order, name);
      if (!note) return null;
      // Whoever placed it for him adds what he says, and notes the steps of his own post as any other does.
      const isHis =
        note.by === resident || (note.by === openedBy && stepsForHim.has(note.about)) || answersOfResidents.has(note.about);
      return isHis ? 'resident' : 'office';
    }
    default:
      return null;
  }
}

/** A result is of whoever handles it, or settled it at once. */
function isWriter({ person }: Reader, order: StoredOrder, name: FieldName): boolean {
  const wrote = order.workflow === 'six-order' && name === 'result' ? order.face.data.handler : writerOf(order, name);
  return person !== null && wrote === person;
}

/**
 * How this reader reads the numbers in a field that he may read (decisions 0342, 0364, 0460). Whoever wrote it reads it as written. `words`:
 * the order that the field is of, where it is read through another.
 */
export function numbersIn(reader: Reader, order: StoredOrder, now: number, name: FieldName, words: StoredOrder = order): Access {
  const kind = kindOf(words, name);
  const author = authorOf(words, name);
  if (kind === undefined || author === null) return 'full';
  if (isWriter(reader, words, name)) return 'full';
  const phone = phoneOf(words.workflow, kind);
  return columnsOf(reader, order, now)
    .map((view) => table[readsAsWritten[author].has(view) ? kind : phone][view])
    .reduce(moreOpen, 'none');
}

/** How the street reads a sealed order that was opened to it (sealed-opening.ts): as any other order, the opening's reason being its reason. */
export const accessWhenOpened = (kind: FieldKind): Access => table[kind].street;

/** Whether the reader reads of it because it is his to handle, and for no other reason. */
export const onlyHandles = (reader: Reader, order: StoredOrder, now: number): boolean => {
  const columns = columnsOf(reader, order, now);
  return columns.length > 0 && columns.every((view) => view === 'handler' || view === 'offered');
};

const moreOpen = (a: Access, b: Access): Access => (accesses.indexOf(b) > accesses.indexOf(a) ? b : a);
