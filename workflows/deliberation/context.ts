// What a deliberation (议事单) remembers: the topic, who takes part, what each side said and by which record, what was decided, which
// tasks came of it. What people say is sealed (I12); the resident’s own words are not the question that the parties read.
import type { PartyFact } from '@six-order/community/deliberation/facts';
import type { SealedValue } from '@six-order/engine';
import type { Said } from '../chart.ts';
import type { KeptClock } from '../shown-clock.ts';
import type { TaskPart } from '../task/context.ts';

export const deliberationClocks = ['agenda', 'opinions', 'decide', 'outcome'] as const;
export type DeliberationClock = (typeof deliberationClocks)[number];

export const stances = ['agree', 'disagree', 'abstain'] as const;

/** How it is known what a party said that did not say it here itself: 会议记录, 书面意见, 表决记录, 上门征求. */
export const records = ['minutes', 'written', 'ballot', 'visit'] as const;

/** What becomes of the order that was put before them. */
export const forOrder = ['keep', 'resume', 'escalate'] as const;

export const verdicts = ['adopted', 'rejected', 'raised'] as const;

export interface Opinion extends Said {
  /** Code of the party. */
  readonly party: string;
  readonly stance: (typeof stances)[number];
  /** Null: the party said it here itself. `on`: ISO instant. `people`: how many were there, or voted. */
  readonly record: { readonly how: (typeof records)[number]; readonly on: string; readonly people: number | null } | null;
}

export interface Context {
  readonly number: string;
  readonly forum: { readonly code: string; readonly zh: string; readonly en: string };
  /** Where the matter is. */
  readonly unit: string;
  /** The unit that convenes. */
  readonly holder: { readonly kind: 'unit'; readonly id: string; readonly path: string };
  /** The unit above, which is told when the holder lets it lie, and may decide then. Of topics from before, and at the top, absent. */
  readonly above?: string;
  /** What it is about, in the words of whoever asked. */
  readonly text: SealedValue | null;
  /** The order that is put before them. */
  readonly order: string | null;
  /** The topic of the level below that went up to here. */
  readonly lower: string | null;
  readonly openedBy: string | null;
  readonly resident: string | null;
  readonly openedAt: number;
  /** As it is put to the parties. */
  readonly question: SealedValue | null;
  /** The day of the meeting, ISO instant; null: they speak within the limit. */
  readonly meetingOn: string | null;
  readonly parties: readonly PartyFact[];
  readonly quorum: number;
  readonly passes: number;
  readonly opinions: readonly Opinion[];
  readonly decision:
    | (Said & { readonly verdict: (typeof verdicts)[number]; readonly forOrder: (typeof forOrder)[number] })
    | null;
  /** What each is about stands in the decision. */
  readonly tasks: readonly (TaskPart & { readonly dueOn: string })[];
  readonly excuses: readonly Said[];
  /** The topic of the level above that it became. */
  readonly higher: { readonly child: string | null; readonly ended: boolean } | null;
  readonly feedback: Said | null;
  /** Why it was refused or dropped, and where else to go. */
  readonly ending: Said | null;
  readonly endedAt: number | null;
  readonly clocks: { readonly [name in DeliberationClock]?: KeptClock };
}

export const emptyContext: Context = {
  number: '',
  forum: { code: '', zh: '', en: '' },
  unit: '',
  holder: { kind: 'unit', id: '', path: '' },
  text: null,
  order: null,
  lower: null,
  openedBy: null,
  resident: null,
  openedAt: 0,
  question: null,
  meetingOn: null,
  parties: [],
  quorum: 0,
  passes: 0,
  opinions: [],
  decision: null,
  tasks: [],
  excuses: [],
  higher: null,
  feedback: null,
  ending: null,
  endedAt: null,
  clocks: {},
};

type Heard = Pick<Context, 'parties' | 'opinions'>;

/** What each party said last, by its code; a party that said nothing is not in it (I13). */
export const standingOpinions = ({ opinions }: Heard): ReadonlyMap<string, Opinion> =>
  new Map(opinions.map((opinion) => [opinion.party, opinion]));

/** Those who have not spoken. */
export const silentParties = (heard: Heard): readonly PartyFact[] => {
  const said = standingOpinions(heard);
  return heard.parties.filter(({ code }) => !said.has(code));
};

/** How many parties agree. */
export const agreeing = (heard: Heard): number =>
  [...standingOpinions(heard).values()].filter(({ stance }) => stance === 'agree').length;
