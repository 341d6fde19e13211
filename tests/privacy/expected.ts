// Who may see which part of which order: domain research 3.1 and 3.2, written by hand and not from the code.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import type { Datum } from './lives.ts';

/**
 * F in full; R only by a reveal, with its reason; M masked; - nothing. Of names and places the mask leaves nothing that could
 * be told apart: masked and nothing are both -.
 */
export type Letter = 'F' | 'R' | 'M' | '-';

export const data: readonly Datum[] = [
  'text',
  'name',
  'phone',
  'address',
  'room',
  'place-note',
  'attachment',
  'dispatch-note',
  'return-reason',
  'refusal',
  'note',
  'result',
  'comment',
  'proposal',
  'grounds',
  'reply',
  'check',
  'objection',
  'published',
  'channel',
];

/**
 * One letter for each datum, in the order above: text, contact, place, photographs and papers | what is said on the way | evaluation,
 * proposal | cards. Where an office sends somebody is added where there is one (`sentOn`).
 */
const line = (letters: string): readonly Letter[] => Array.from(letters.replaceAll(' ', '')) as Letter[];

/** The resident whose order it is: all of it. */
const own = line('FFFFFFF FFFFF FF --- -F');
/** Who entered it for another: what he entered and what came of it; what others added masked; no telephone, not in what came of it; no rating. */
const placer = line('FF-FFFF --MMM -- --- --');
/**
 * Secretary and community of the area: all, the telephone by a reveal, in whatever a resident writes too (text, place, comment,
 * objection to publication), and in what an office writes of it; once it has ended the name is masked.
 */
const branch = line('RFRFFRF RRRRR RF --- RF');
const branchEnded = line('R-RFFRF RRRRR RF --- RF');
/** The street: texts; name and telephone by a reveal, in what is written too; the address masked. */
const street = line('RRR---F RRRRR RF --- RF');
/** Where an office writes of no resident's matter there is nobody's telephone in its words. */
const branchAmongOffices = line('RFRFFRF FFFFF RF --- RF');
const streetAmongOffices = line('RRR---F FFFFF RF --- RF');
/** A supervisor of whatever kind: the redacted copy, no photograph, for nothing redacts those; ratings as they are, no telephone in a comment. */
const watcher = line('M-M---- MMMMM MF --- MF');
/** Just dispatched: what is to be done, and the building at most; no telephone, not in the text either. */
const offered = line('M-----F MM-MM M- --- --');
/** Accepted: what it takes to go there; comments masked; why it was refused or returned is no concern of his. */
const handler = line('RFRFFRF FM-FF M- --- --');
/** A publisher: redacted texts and what is to be published; how whoever objects to it is reached by a reveal. */
const publisher = line('M------ ----M -F --- RF');
const publisherToCorrect = line('M------ ---FM -F --- RF');
/** A sealed order at the desk that must dispatch it: the text by a reveal, a telephone in it not even so; nothing of the home. */
const sealedDesk = line('M------ FRRR- -- --- --');

/** A sealed order that the officer opened to the street: as it reads any other, the reason of the opening being its reason. */
const opened = line('FFF---F ----- -- --- --');

/** Notes are a resident's words: a telephone in them by a reveal. */
const numbersOfNotes = line('RFRFFRF FFFRF RF --- RF');

type Line = Partial<Record<PersonaName, readonly Letter[]>>;

/** Whoever wrote the note beside it reads that whole, however his post reads others’. */
const wrote = (letters: readonly Letter[]): readonly Letter[] => letters.map((letter, n) => (data[n] === 'note' ? 'F' : letter));
const watcherWhoWrote = line('M-M---- MMMFM MF --- MF');

const watchers: Line = { supervisor: watcher, discipline: watcher, representative: watcher, leader: watcher };
const area: Line = { secretary: branch, community: branch, street, ...watchers };
const areaEnded: Line = { secretary: branchEnded, community: branchEnded, street, ...watchers };
const residents: Line = { resident: own };
/** What a resident asked for, and offices decide. */
const topics: Line = { secretary: branchAmongOffices, community: branchAmongOffices, street: streetAmongOffices, ...watchers };
/** An office wrote the text: there is nobody's telephone in it. */
const asWritten = (letters: readonly Letter[]): readonly Letter[] => ['F', ...letters.slice(1)];
const office: Line = {
  secretary: asWritten(branchAmongOffices),
  community: asWritten(branchAmongOffices),
  street: asWritten(streetAmongOffices),
  ...watchers,
};
/** Of resident-2, entered by the window. */
const byWindow: Line = { 'resident-2': own, window: placer };

/** A telephone where an office sends somebody is one to call, for whoever reads the refusal at all; supervisors read the redacted copy. */
const sentOn = (lines: Line): Line =>
  Object.fromEntries(Object.entries(lines).map(([who, letters]) => [who, [...letters, who in watchers ? 'M' : 'F']]));

const card = (letters: string): readonly Letter[] => line(`------- ----- -- ${letters}`);
const cards: Line = {
  supervisor: card('FMF'),
  member: card('FFF'),
  secretary: card('RRR'),
  community: card('RRR'),
  street: card('RRR'),
  discipline: card('MMM'),
  representative: card('MMM'),
  leader: card('MMM'),
};

/** By the name of the life; personas that are not named see nothing of it. */
export const mayRead: Readonly<Record<string, Line>> = {
  placed: { ...area, ...residents },
  // From another system by its key: nobody's own, or of whoever the key is; the system reads state and result back, and nothing of these.
  exchanged: area,
  open311: { ...area, ...residents },
  offered: { ...area, ...residents, member: offered },
  working: { ...area, ...residents, secretary: wrote(branch), community: wrote(branch), member: handler },
  // Who has taken a part works on it; who has done his reads no more than before; who declined, or was let go, nothing at all;
  // a department that was whistled for and has not come yet is as one to whom it is offered.
  helping: { ...area, ...residents, member: handler, 'member-2': handler },
  helped: {
    ...area,
    ...residents,
    street: wrote(street),
    member: handler,
    'member-2': line('M-----F MM-FM M- --- --'),
    department: offered,
  },
  asked: { ...area, ...residents, member: handler, 'member-2': offered },
  declined: { ...area, ...residents },
  // Whoever asks to be rid of it reads no more of it than before he accepted.
  returning: { ...area, ...residents, member: offered },
  'handed-over': { ...area, ...residents, 'member-2': handler },
  paused: { ...area, ...residents, secretary: wrote(branch), member: handler },
  shelved: { ...area, ...residents, street: wrote(street), member: handler },
  // What was said about whether it counts is read as other notes are.
  uncounted: { ...area, ...residents, supervisor: watcherWhoWrote, member: handler },
  ended: {
    ...areaEnded,
    ...residents,
    community: wrote(branchEnded),
    supervisor: watcherWhoWrote,
    member: handler,
    publisher,
  },
  'falsely-done': { ...areaEnded, ...residents, street: wrote(street), member: handler },
  // Whoever handled it is told what was not solved; of what was praised he reads in batches, and not here.
  // Whoever wrote the comment down for the resident reads it as he wrote it.
  transcribed: {
    ...areaEnded,
    community: line('R-RFFRF RRRRR FF --- RF'),
    ...byWindow,
    window: line('FF-FFFF --MFM -- --- --'),
    member: line('RFRFFRF FM-FF -- --- --'),
  },
  drafted: { ...area, ...byWindow },
  // Whoever settles it works on it, and wrote what came of it.
  'settled-at-once': { ...area, ...byWindow, window: line('FF-FFFF --MMF -- --- --') },
  settled: { ...area, ...residents, secretary: line('RFRFFRF RRRRF RF --- RF') },
  refused: sentOn({ ...areaEnded, ...residents, community: wrote(branchEnded) }),
  withdrawn: { ...areaEnded, ...residents, secretary: wrote(branchEnded) },
  split: { ...area, ...residents, secretary: wrote(branch) },
  // Settled is finished and not yet evaluated: `settled` has not ended. Sealed: by whoever must dispatch it, the street not
  // before no desk has acted in time; then by who works on it and by nobody else.
  sealed: { ...residents, secretary: sealedDesk, community: sealedDesk, street: opened },
  'sealed-working': { ...residents, member: handler },
  // A complaint about staff passes by the unit concerned.
  staff: { ...residents, street: sealedDesk },
  corrected: { ...area, ...residents },
  // What it corrects stands in the order and in the person; here it is the officer's and whoever asked for it.
  correction: { resident: own, dpo: branch },
  // Cards: in full for who answers it and, as far as he wrote it, who issued it; numbers in it by a reveal for the branch; other
  // supervisors read it masked.
  card: cards,
  'card-cancelled': cards,
  // A dispute: whoever asked for it reads it as his own, but for what either side said to the mediator; the other side what was agreed
  // on; whoever mediates as a handler does. The telephone of whoever asked is for the mediator alone.
  mediation: {
    supervisor: line('M------ MMMMM FF --- MF'),
    discipline: line('M------ MMMMM FF --- MF'),
    representative: line('M------ MMMMM FF --- MF'),
    leader: line('M------ MMMMM FF --- MF'),
    // Numbers in what either side said, and in what they agreed on, are for the mediator, the sides and whoever wrote them down: the
    // secretary wrote the follow-up.
    secretary: line('M--FFFF FFFFM FF --- FF'),
    community: line('M--FFFF FFFMM FF --- FF'),
    street: line('MR----F FFFMM FF --- FF'),
    resident: line('FFFFFFF FFF-F FF --- -F'),
    'resident-2': line('------- ----F -- ---'),
    'grid-worker': handler,
  },
  // The firm reads no word of whoever asked, nor does the mediator whom it did not want any more.
  'mediation-refused': {
    supervisor: line('M------ MMMMM FF --- MF'),
    discipline: line('M------ MMMMM FF --- MF'),
    representative: line('M------ MMMMM FF --- MF'),
    leader: line('M------ MMMMM FF --- MF'),
    secretary: line('MF-FFFF FFFMM FF --- FF'),
    community: line('MF-FFFF FFFMM FF --- FF'),
    street: line('MR----F FFFMM FF --- FF'),
    resident: line('FFFFFFF FFF-F FF --- -F'),
  },
  // Of a warning there is nobody in it.
  warning: { ...topics },
  // A visit: whoever makes it, and the area. Who was visited is not in it.
  visit: { ...area, secretary: numbersOfNotes, community: numbersOfNotes, street: numbersOfNotes, 'grid-worker': handler },
  // A task of the street: the communities below read it too.
  // The street’s: a representative of one community does not reach it.
  task: { ...office, representative: line('------- ----- -- --- --') },
  // An emergency: the area, and whoever is called out.
  emergency: { ...office },
  // A petition handed over: whoever has it in hand, and nobody else.
  referral: { secretary: handler, community: handler },
  report: { secretary: handler, community: handler },
  // A topic: the area and whoever asked; the parties what is put to them, and what they said and decided.
  deliberation: {
    ...topics,
    ...residents,
    property: line('------- ----F -- --- --'),
    // A task of it was the grid’s.
    'grid-worker': line('------- ----F -- --- --'),
    representative: line('M-M---- MMMMF FF --- MF'),
  },
  'deliberation-refused': { ...topics, ...residents },
  'deliberation-dropped': {
    ...topics,
    ...residents,
    property: line('------- ----F -- --- --'),
    representative: line('M-M---- MMMMF FF --- MF'),
  },
  proposed: { ...area, ...residents, member: handler, publisher },
  objected: { ...area, ...residents, member: handler, publisher },
  // Back with its publisher, to be corrected: he reads why it is off the board, and no other note.
  upheld: { ...area, ...residents, member: handler, publisher: publisherToCorrect },
  'taken-down': { ...area, ...residents, member: handler, publisher: publisherToCorrect },
  'data-request': { resident: own, dpo: numbersOfNotes },
};

/** Lives whose text was approved and stands on the board: everybody's to read. */
export const onBoard: readonly string[] = ['ended'];

/** Which routes may carry which data at all; every other route carries none. */
export const carries: Readonly<Record<string, readonly Datum[]>> = {
  // What was just placed, to whoever placed it.
  placeOrder: ['text', 'grounds'],
  getOrder: data,
  // How orders begin, and of a task that was decided how the decision does (decision 0336).
  listOrders: ['text', 'result'],
  revealField: data,
  followOrder: data,
  evaluateByCode: data,
  getMyData: data,
  fetchExport: ['text'],
  printDispatchSlip: ['room', 'place-note', 'text', 'dispatch-note'],
  printCardNotice: ['grounds', 'reply', 'check'],
  printMinutes: ['result'],
  readAttachment: ['attachment'],
  readSealedOpening: ['text', 'name', 'phone'],
  readSealedAttachment: ['attachment'],
  previewProposal: ['proposal', 'published'],
  listPublicItems: ['published'],
  getPublicItem: ['published'],
  publicAtom: ['published'],
  publicJsonFeed: ['published'],
  publicItemsCsv: ['published'],
  publicSheet: ['published'],
};
