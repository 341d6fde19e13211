import type * as zh from './zh.ts';

/** The same shape with other texts in it. */
type Words<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K];
};

export const promise: Words<typeof zh.promise> = {
  suspended:
    'The area is in an emergency: this order is paused for it, and so are its time limits. When the emergency ends it goes on, with as much office time more as it stood still for, one working day at most. In danger call 110, 119 or 120.',
  placed: (due) => `You hear by ${due} whether it is admitted`,
  admitted: (due) => `Admitted; somebody is sent by ${due}`,
  dispatched: (due) => `Dispatched; somebody accepts it by ${due}`,
  accepted: (due) => `Accepted; you hear from them by ${due}`,
  working: (due) => `Being worked on; a result by ${due}`,
  reworking: (due) => `It was not done well: being done again, a result by ${due}, and you are asked again how it went`,
  finished: (due) => `It is done. Please say by ${due} how it went`,
  evaluated: () => 'This is done. Thank you for your evaluation',
  unanswered: () => 'This is done. You did not evaluate it, and we count that as no answer, not as satisfied',
  refused: () => 'This was not admitted; the order says why, and where to turn',
  withdrawn: () => 'You withdrew this order',
  draft: () => 'Written down; waits to be confirmed by whom it is for',
  calling: (due) => `Expect a call by ${due}`,
  consulting: () => 'Being talked over with those concerned',
  pooled: (due) => `Offered to all who can do it; taken by ${due}`,
  claimed: () => 'Somebody wants to take it; being confirmed',
  returning: () => 'Whoever took it says it cannot be done there; being checked, and given to another',
  paused: () => 'Paused; it goes on when the cause is gone, and the clock waits too',
  shelved: () => 'Not possible for now: planned, and reviewed regularly',
  escalated: () => 'Taken up to the level above',
  merged: () => 'The same matter as a neighbour’s: handled together; you are told what comes of it, and asked how it went',
  objecting: (due) => `Your objection is under review; an answer by ${due}`,
  willStandStill:
    'The area is in an emergency: once admitted, this order stands still, and its time limits too. It goes on when the emergency ends, and you are told the new time. In danger call 110, 119 or 120.',
  late: 'The time has passed; whoever has to act was reminded automatically.',
};

export const overdue: typeof zh.overdue = {
  placed: (due, by) => `You should have heard whether it is admitted by ${due}, ${by} ago`,
  admitted: (due, by) => `Admitted; somebody should have been sent by ${due}, ${by} ago`,
  dispatched: (due, by) => `Dispatched; somebody should have accepted it by ${due}, ${by} ago`,
  accepted: (due, by) => `Accepted; you should have heard from them by ${due}, ${by} ago`,
  working: (due, by) => `Being worked on; a result was due by ${due}, ${by} ago`,
  reworking: (due, by) => `It was not done well: being done again; a result was due by ${due}, ${by} ago`,
  calling: (due, by) => `You should have been called by ${due}, ${by} ago`,
  pooled: (due, by) => `Offered to all who can do it; it should have been taken by ${due}, ${by} ago`,
  objecting: (due, by) => `Your objection is under review; an answer was due by ${due}, ${by} ago`,
};

export const handling: Words<typeof zh.handling> = {
  new: 'New',
  placed: 'Waits to be admitted',
  admitted: 'Waits for dispatch',
  dispatched: 'Waits to be accepted',
  accepted: 'Accepted',
  working: 'Being worked on',
  finished: 'To be evaluated',
  reworking: 'Being done again',
  evaluated: 'Evaluated',
  unanswered: 'Not evaluated',
  refused: 'Not admitted',
  withdrawn: 'Withdrawn',
  draft: 'To be confirmed',
  calling: 'Waits for a call',
  consulting: 'Being consulted on',
  pooled: 'Open to claim',
  claimed: 'Claimed, to be accepted',
  returning: 'Return under review',
  paused: 'Paused',
  shelved: 'Shelved, with a plan',
  escalated: 'Taken up a level',
  merged: 'Merged',
  objecting: 'Under review',
  waiting: 'To be taken on',
  mediating: 'In mediation',
  agreed: 'Agreed',
  reconciled: 'Reconciled',
  declined: 'Mediation declined',
  referred: 'Told of other ways',
  raised: 'To be assessed',
  watched: 'Watched',
  planned: 'To be visited',
  away: 'Nobody at home, to be tried again',
  visited: 'Visited',
  done: 'Visit ended',
  assigned: 'In hand',
  gathering: 'With units below',
  issued: 'To be signed for',
  signed: 'To be answered',
  replied: 'To be checked',
  returned: 'Answer sent back',
  checked: 'Checked',
  closed: 'Closed',
  lookingBack: 'Looked at again',
  settled: 'Settled',
  reopened: 'Opened again',
  cancelled: 'Cancelled',
  suspended: 'Paused for an emergency',
};

export const handlingIn: Words<typeof zh.handlingIn> = {
  mediation: { settled: 'Agreement kept', withdrawn: 'Taken back' },
  deliberation: {
    proposed: 'To put on the agenda',
    hearing: 'The parties speak',
    deciding: 'To be decided',
    carrying: 'Its tasks are in hand',
    raised: 'At the level above',
    decided: 'To be told',
    closed: 'Told, and ended',
    refused: 'Not on the agenda',
    dropped: 'Dropped',
    withdrawn: 'Taken back',
  },
};

export const stationStatus: Words<typeof zh.stationStatus> = {
  todo: 'to come',
  now: 'now',
  done: 'done',
  skipped: 'skipped',
  returned: 'returned',
};

export const stationWaits: Words<typeof zh.stationWaits> = {
  toAdmit: 'admitted first, then dispatched',
  noConsent: 'not agreed to',
  sealed: 'confidential, not shown in public',
  takenDown: (since) => (since === '' ? 'was public, taken down' : `was public, taken down ${since}`),
  hidden: 'somebody objected: not public until that is decided',
  lacking: 'you were not satisfied; it is being done again',
  falselyDone: 'found not to be settled; it is being done again',
};

/** Before a time of day. */
export const near: Words<typeof zh.near> = {
  day: { yesterday: 'yesterday', today: 'today', tomorrow: 'tomorrow' },
  evening: { yesterday: 'last night', today: 'tonight', tomorrow: 'tomorrow night' },
  night: (day) => `early ${day}`,
};

/** `time`: which time of doing it is told of there, where it was done again since. */
export const onBoard = (time: number | undefined): string =>
  time === undefined ? 'See it on the public board' : `See it on the public board (of attempt ${time})`;

/** `time`: which it is, from 2 on; `since` in words. */
export const redone = (time: number, since: string): string =>
  `Attempt ${time}: it was not settled the last time, and is done again since ${since}`;

/** Before who does it, and behind it while he has not accepted it. */
export const handles: Words<typeof zh.handles> = { title: 'Who handles it: ', waits: ' (has not accepted it yet)' };

/** Of a step that goes on; both in words. */
export const since = (from: string): string => `since ${from}`;
export const dueBy: Words<typeof zh.dueBy> = {
  intake: (until) => `to be admitted by ${until}`,
  dispatch: (until) => `to be dispatched by ${until}`,
  accept: (until) => `to be accepted by ${until}`,
  claim: (until) => `to be taken by ${until}`,
  contact: (until) => `first call due by ${until}`,
  whole: (until) => `to be done by ${until}`,
  rework: (until) => `to be done again by ${until}`,
  evaluate: (until) => `open until ${until}`,
  callRequest: (until) => `call back due by ${until}`,
  objectionReview: (until) => `answer due by ${until}`,
};
export const sinceDue = (from: string, due: string): string => `since ${from}, ${due}`;
export const wasDue = (due: string): string => `${due}, late now`;

/** Of a step that took its time and is over; both in words. */
export const lasted = (from: string, until: string): string => `from ${from}, done ${until}`;

/** Of a step that was not gone through again; `at` in words. */
export const earlier = (at: string): string => `last time: ${at}`;

export const saidBefore = 'Said the last time: ';
