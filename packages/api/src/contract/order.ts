// Orders as the API shows and takes them.
import { deskNames } from '@six-order/community/desks/desk-name';
import { groups } from '@six-order/community/dispatching/reasons';
import { consentPurposeNames } from '@six-order/community/privacy/purposes';
import { TELEPHONE_RULE } from '@six-order/community/privacy/telephone';
import { Telephone } from '@six-order/community/privacy/telephone-input';
import { DRAFT } from '@six-order/community/publication/draft';
import { z } from 'zod';
import { OrderAttachment } from './attachment.ts';
import { Card, CardRef, IssueCardRequest } from './card.ts';
import { Bilingual, Instant, InstantOrNull, Shown, sealedReaders, UnitRef, WorksAs } from './common.ts';
import { Cursor } from './cursor.ts';
import { Deliberation, ProposeTopicRequest } from './deliberation.ts';
import { Emergency, ProposeEmergencyRequest } from './emergency.ts';
import { Mediation, OpenMediationRequest, Warning } from './mediation.ts';
import { OpenReferralRequest, Referral } from './referral.ts';
import { AssignTaskRequest, Task, TaskRef } from './task.ts';
import { PlanVisitRequest, Visit } from './visit.ts';

export const OrderPath = z.object({ id: z.uuid().toLowerCase() });

export const AllowedCommand = z.object({
  type: z.string(),
  title: Bilingual,
  input: z.record(z.string(), z.unknown()).describe('JSON schema of the command’s input'),
});

export const Station = z.object({
  station: z
    .enum(['place', 'admit', 'dispatch', 'accept', 'supervise', 'publish', 'evaluate'])
    .describe('点 (受理) 派 接 督 晒 评; which are there, and in which order, is the county’s template'),
  title: Bilingual.describe('What the county calls it'),
  status: z.enum(['todo', 'now', 'done', 'skipped', 'returned']),
  enteredAt: InstantOrNull.describe('The last time; where the work began anew, of the time that is under way'),
  doneAt: Instant.optional().describe('When it was over; absent while it goes on, and of what is done in a moment'),
  by: z.string().nullable().describe('A name for staff; for others what the person acted as'),
  earlier: z.literal(true).optional().describe('重办: it was entered before the work began anew, and not since'),
  falselyDone: z.literal(true).optional().describe('Sent round again by what was found (虚假办结), not by an evaluation'),
});

export const OrderClock = z.object({
  name: z.string(),
  startedAt: Instant,
  dueAt: Instant,
  finishedAt: InstantOrNull,
  light: z.enum(['green', 'blue', 'yellow', 'red', 'paused', 'done']),
  explanation: Bilingual.describe('Which limit holds and how it was counted; of one that ended, how it did'),
  ending: z
    .enum(['met', 'with-work', 'with-order', 'overtaken', 'ended'])
    .optional()
    .describe(
      'Of one that ended: `met` by what it waited for; that did not take place by itself, and it ended with the work (`with-work`), ' +
        'with the order (`with-order`) or since the order went another way (`overtaken`); `ended`: not known which. Only `met` says that it was done',
    ),
  provisional: z
    .literal(true)
    .optional()
    .describe('暂定: due beyond the official calendar; counted anew when its notice is there'),
});

export const OrderState = z.object({
  handling: z.string(),
  supervision: z.string().nullable(),
  publication: z.string().nullable(),
});

const HolderRef = z.object({
  kind: z.enum(['person', 'unit', 'team']),
  id: z.uuid(),
  name: z.string(),
  within: z.string().optional().describe('Of a team: the unit above it, since names of teams repeat'),
  as: WorksAs.optional().describe('Of a person: what he works as, and where; to whom the name is not given, in its place'),
});

const BroughtIn = z
  .object({
    source: z.string().describe('The import profile'),
    number: z.string().describe('The record’s id over there'),
    file: z.string().nullable().describe('Null of what was brought in before this was kept, and to whoever reads it in no post'),
    until: InstantOrNull.describe('What happened up to then was brought in; what did later happened here. Null as above'),
  })
  .describe('导入: it was brought in from elsewhere');

/** What any list shows of an order: no free text, no personal data. */
export const OrderSummary = z.object({
  id: z.uuid(),
  number: z.string(),
  workflow: z.string(),
  version: z.int(),
  revision: z.int(),
  state: OrderState,
  category: z.string().nullable(),
  urgency: z.string().nullable(),
  unit: UnitRef.nullable(),
  where: z.string().describe('The place as one says it: the community, and the building or else the grid'),
  excerpt: z
    .string()
    .nullable()
    .optional()
    .describe(
      'How the text begins, personal data masked: of one’s own orders (as one wrote them), and of those that one placed for somebody, on the desk `requests`; of what the post may read on a desk that it works from, of a task what is to be done, of a card how its order begins; null when there is none, it is sealed or was erased',
    ),
  forum: Bilingual.optional().describe('Of a topic: before whom it comes'),
  openedAt: Instant,
  closedAt: InstantOrNull,
  holder: HolderRef.nullable().describe('To whom it is dispatched'),
  dueAt: InstantOrNull.describe('The nearest deadline that still runs; of what is late as a whole since when it is'),
  stations: z.array(Station).describe('Of a six-order order; other workflows have none'),
  redone: z
    .object({ time: z.int().describe('2 for the first that it is done again'), since: Instant })
    .optional()
    .describe('重办: which time it is done, and since when; absent the first time'),
  clocks: z.array(OrderClock),
  suspendedAt: Instant.optional().describe('急时暂停: since when it stands still for an emergency of its area'),
  willStandStill: z
    .literal(true)
    .optional()
    .describe(
      'Of one that waits to be admitted: its area is in an emergency, for which it stands still with its clocks as soon as it is',
    ),
  card: CardRef.optional().describe('Of a supervision card'),
  rollUp: TaskRef.optional().describe('Of a task: how far its parts are'),
  reference: z
    .object({ system: z.string(), number: z.string(), dueAt: InstantOrNull, returnBy: InstantOrNull })
    .optional()
    .describe('来单: the work order of another system that it is, its deadline, and until when it is taken back there'),
  broughtIn: BroughtIn.optional(),
  handedOver: z
    .object({ system: z.string(), number: z.string(), at: Instant })
    .optional()
    .describe('移交: another system took it on, under its own number'),
});

/** What is going on beside the stage; absent what there is not. */
const OrderWork = z
  .object({
    source: z
      .string()
      .describe('居民 resident, 代点 proxy, 窗口 window, 巡查 patrol, 走访 visit, 会议 meeting, 12345, 上级 superior'),
    settled: z.boolean().describe('即办: answered on the spot'),
    unconfirmed: z.boolean().describe('The resident, or a call, has yet to confirm'),
    how: z.enum(['invite', 'claim']).describe('Absent: assigned'),
    request: z
      .object({
        kind: z.string(),
        at: Instant,
        ground: z.string().optional().describe('Of a return'),
        duty: z
          .object({
            row: z.string(),
            standing: z.enum(['main', 'assisting', 'not-mine', 'unnamed']),
            main: z.array(z.string()),
            source: z.string(),
          })
          .optional()
          .describe('Of a return: what the catalogue of duties says of whoever has the order'),
      })
      .describe('What waits for a decision'),
    corrections: z
      .array(z.object({ at: Instant, from: Bilingual, to: Bilingual }))
      .describe('更正类别: what it was taken for before, and what it was corrected to'),
    extensions: z.int(),
    unreachedAt: z.array(Instant).describe('没打通: when the resident was called and not reached, the last ones'),
    appointment: Instant,
    shelvedUntil: Instant,
    returnBy: Instant,
    designatedAt: Instant,
    assistants: z.array(
      z.object({
        holder: HolderRef.nullable(),
        whistled: z.enum(['lead', 'member']).optional(),
        takenAt: InstantOrNull,
        doneAt: InstantOrNull,
      }),
    ),
    transferTo: HolderRef.nullable(),
    objection: z.object({
      matter: z.enum(['refusal', 'merging', 'downgrade', 'pause']),
      until: Instant,
      raisedAt: InstantOrNull,
      upheld: z.boolean().nullable(),
    }),
    exclusion: z
      .object({
        ground: z.enum(['untrue', 'force-majeure']),
        document: z.string().nullable().describe('Of force majeure: the county’s document, by its number'),
        at: Instant,
        hearBy: Instant.describe('Until when resident and handler may speak'),
        excluded: z.boolean().nullable().describe('Null: not decided yet'),
        contestBy: InstantOrNull,
        contestedAt: InstantOrNull,
        judgedAt: InstantOrNull,
        counts: z.boolean().describe('Whether the order counts in the figures of its month now'),
      })
      .describe('不计入考核: found untrue (不属实), or stopped by force majeure (不可抗力); it marks the order, never a person'),
    level: UnitRef.describe('提级: where it went up to'),
    urges: z.int(),
    parent: z.uuid(),
    children: z.int(),
  })
  .partial();

export const Order = OrderSummary.extend({
  turns: z
    .array(
      z.object({
        who: Bilingual.extend({ code: z.string() }),
        clock: z.string().nullable().describe('Of what is to be done now, by its name in the workflow'),
        dueAt: InstantOrNull.describe('Null where nothing limits it, or its clock stands still'),
      }),
    )
    .describe(
      '该谁办: who is to act now, the stage’s own first; none where it has ended; of what stands still for an emergency who is to when it goes on',
    ),
  publishConsent: z.boolean(),
  sealed: z.literal(true).optional().describe(`保密：${sealedReaders.zh} / sealed: ${sealedReaders.en}`),
  text: Shown.describe(
    'As the reader’s post may see it, like every personal field: absent when it may not, null when it was erased',
  ),
  contact: z
    .object({ name: Shown, phone: Shown, address: Shown })
    .nullable()
    .optional()
    .describe('Null where the resident left no telephone; absent where it is not for this reader'),
  place: z.object({ building: UnitRef.nullable(), room: Shown, note: Shown }),
  dispatchNote: Shown,
  returnReason: Shown,
  refusal: z
    .object({
      reason: Shown,
      channel: Shown,
      channelCode: z.string().optional(),
      earlier: z
        .object({ id: z.uuid(), number: z.string(), stage: z.string() })
        .optional()
        .describe('同一事项无新情况: the resident’s earlier order, and how far it had come'),
    })
    .nullable()
    .describe('Not admitted: why, and the right channel (不属本平台办理，已告知渠道)'),
  work: OrderWork.optional(),
  result: Shown,
  notes: z.array(
    z.object({
      at: Instant,
      by: z.string().nullable(),
      text: Shown,
      about: z.string().optional().describe('The command that it belongs to, such as transfer or decision'),
    }),
  ),
  evaluations: z
    .array(
      z.object({
        at: Instant,
        solved: z.enum(['yes', 'partly', 'no']),
        stars: z.int().min(1).max(5).optional().describe('Absent for whoever handled it: those come in batches of five'),
        scores: z
          .object({ response: z.int(), quality: z.int(), attitude: z.int(), integrity: z.int() })
          .partial()
          .optional()
          .describe('响应、质量、态度、廉洁, 1 to 5'),
        comment: Shown,
        byToken: z.literal(true).optional().describe('By a one-time link, a paper code or the query code'),
        byCode: z.literal(true).optional().describe('By the query code of the receipt'),
        handedOut: z.literal(true).optional().describe('That link or code was handed out by staff'),
        transcribed: z.enum(['telephone', 'window', 'proxy']).optional().describe('Written down for the resident'),
        counts: z.boolean().optional().describe('False: found unfounded (异议); it stays to be seen'),
      }),
    )
    .optional(),
  proposal: z
    .object({
      title: Shown,
      text: Shown,
      after: Shown,
      draft: z.string().regex(DRAFT).describe('Name of this text and its photographs, to be given when it is published'),
      takenDown: z
        .boolean()
        .optional()
        .describe('It stood on the board and was taken off it: nothing was written in its place yet'),
    })
    .nullable(),
  publication: z
    .object({
      alias: z.string().nullable().describe('Its name on the board'),
      until: InstantOrNull,
      resultOf: z
        .int()
        .optional()
        .describe('Which time of doing it is told of there, from 1 on, where it was done again since; absent: the last one'),
      takenDownAt: Instant.optional().describe(
        'Since when what was published last is off the board: a publisher took it down, or an objection to it was upheld; another text may be at work',
      ),
      own: z.literal(true).optional().describe('The reader wrote or published it: somebody else dismisses an objection to it'),
      objection: z.object({ at: Instant, text: Shown, contact: Shown, upheld: z.boolean().nullable() }).nullable(),
    })
    .optional()
    .describe('How it stands on the board; absent while it was never there'),
  attachments: z.array(OrderAttachment).optional().describe('Those that the reader may open'),
  card: Card.optional().describe('Of a supervision card'),
  mediation: Mediation.optional().describe('Of a mediation'),
  warning: Warning.optional().describe('Of a warning'),
  visit: Visit.optional().describe('Of a visit'),
  task: Task.optional().describe('Of a task'),
  deliberation: Deliberation.optional().describe('Of a deliberation'),
  referral: Referral.optional().describe('Of a referral'),
  emergency: Emergency.optional().describe('Of an emergency'),
  withheld: z
    .array(z.object({ purpose: z.enum(consentPurposeNames), why: Bilingual }))
    .optional()
    .describe('Consents for want of which whoever handles it is not shown what was written'),
  revealable: z.array(z.string()).optional().describe('Fields that are masked until a reason is given (reveal)'),
  allowed: z.array(AllowedCommand).describe('What this actor may send now'),
});

export const OrderReply = z.object({ order: Order });
export const FollowReply = z.object({
  order: Order,
  kind: Bilingual.nullable().describe('What its category is called; null where it has none'),
  evaluation: z
    .object({
      finishedAt: Instant.describe('Names the round that waits'),
      until: InstantOrNull,
      closed: Bilingual.nullable().describe('Why it is not evaluated by this code; null: it is, by POST /follow/evaluation'),
    })
    .nullable()
    .describe('null: nothing waits for an evaluation'),
});

export const CommandReply = z.object({
  order: Order.describe('A command’s answer opens no personal field: those that were filled are absent here and read by GET'),
});

const Unit = z.string().trim().min(1).max(64).describe('Id or official code of a unit');

/** Workflows whose opening takes a body of its own. */
const ownBody: ReadonlySet<string> = new Set(['card', 'mediation', 'visit', 'task', 'deliberation', 'referral', 'emergency']);

const PlaceRequest = z.strictObject({
  workflow: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .refine((workflow) => !ownBody.has(workflow))
    .default('six-order'),
  category: z.string().max(64).describe('Code of a category'),
  text: z.string().describe('What is wanted, in the resident’s words'),
  unit: Unit,
  place: z.strictObject({ building: z.string(), room: z.string(), note: z.string() }).partial().optional(),
  contact: z
    .strictObject({
      name: z.string(),
      phone: Telephone.describe(`How to reach whoever wants it: ${TELEPHONE_RULE}`),
      address: z.string().optional(),
    })
    .optional(),
  contactBySms: z.boolean().optional().describe('The resident agrees to be told by SMS at the telephone of the contact'),
  urgency: z.enum(['U0', 'U1', 'U2', 'U3']).optional().describe('As the resident claims it'),
  onBehalfOf: z.uuid().toLowerCase().optional().describe('The resident for whom this is placed'),
  publishConsent: z.boolean().default(false),
  source: z
    .enum(['resident', 'proxy', 'window', 'patrol', 'visit', 'meeting', '12345', 'superior'])
    .optional()
    .describe(
      'Where it comes from; required of staff who place it for nobody in particular. `resident`: the matter is one’s own, in whatever post; so it is where `onBehalfOf` is oneself',
    ),
  consentHow: z.string().max(32).optional().describe('How the resident’s consent was got, when somebody else places it'),
  detailsConsent: z
    .enum(['self', 'guardian'])
    .optional()
    .describe('Of somebody without an account: who agreed that whoever handles it reads what was written'),
  requestType: z.string().max(32).optional().describe('Sets the limit of a category that has none of its own'),
  draft: z.boolean().optional().describe('Kept until the speaker confirms it'),
  callBack: z.boolean().optional().describe('请给我回电: the window calls back within half an hour of office time'),
  settle: z.strictObject({ result: z.string() }).optional().describe('即办: answered on the spot, by staff'),
  attachments: z.array(z.string()).optional().describe('Ids of uploads: photographs, voice notes, papers'),
  join: z
    .string()
    .max(64)
    .optional()
    .describe(
      '我也一样: of an offer. It joins that order as its child; when that one may not be joined any more, it goes on by itself',
    ),
});

export const OpenRequest = z.union([
  IssueCardRequest,
  OpenMediationRequest,
  PlanVisitRequest,
  AssignTaskRequest,
  ProposeTopicRequest,
  OpenReferralRequest,
  ProposeEmergencyRequest,
  PlaceRequest,
]);

export const PlaceReply = z.object({
  order: Order,
  queryCode: z
    .string()
    .optional()
    .describe(
      "With the number it shows the order without a session; to be kept like a receipt. Absent when it is another's order",
    ),
  joined: z.literal(true).optional().describe('It goes with the order of the offer in `join`, which may still be joined'),
});

export const CommandRequest = z.strictObject({
  type: z.string().min(1).max(64),
  revision: z.int().min(1).optional().describe('Act on this revision and none other'),
  input: z.record(z.string(), z.unknown()).default({}),
});

export const DeskQuery = z.strictObject({
  desk: z.enum(deskNames).default('all'),
  unit: Unit.optional(),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const DeskPage = z.object({
  orders: z.array(OrderSummary),
  next: z.string().nullable().describe('Cursor of the next page; null at the end'),
});

export const SearchRequest = z.strictObject({
  text: z.string().trim().min(2).max(40).describe('要找的词 / words of the text'),
  desk: z.enum(deskNames).default('all'),
  unit: Unit.optional(),
  cursor: Cursor.optional().describe('`next` of the answer before; there may be more where an answer holds none'),
});

const HowMany = z.object({
  count: z.int().min(0),
  more: z.boolean().describe('There are more than were counted'),
});

export const DeskCounts = z.object({
  desks: z.array(
    HowMany.extend({
      desk: z.string(),
      waiting: HowMany.nullable().describe(
        'Of a desk on which what others must do stands, too (`cards`): how much waits for this post; null of every other',
      ),
    }),
  ),
});

export const RevealRequest = z.strictObject({
  field: z.string().min(1).max(64),
  reason: z.string().trim().min(2).max(200),
});

export const RevealReply = z.object({ field: z.string(), value: z.string().nullable().describe('null when it was erased') });

export const FollowRequest = z.strictObject({
  number: z.string().min(1).max(32),
  code: z.string().min(1).max(32),
});

export const Candidates = z.object({
  candidates: z.array(
    z.object({
      group: z
        .enum([...groups, 'refused'])
        .describe(
          'The list follows these: whom the catalogue of duties names to lead, of the order’s own grid; elsewhere; to assist; not named; refused by a rule. In each, what the catalogue says, skills, nearness, then the load',
        ),
      kind: z.enum(['person', 'team', 'unit']),
      id: z.uuid(),
      name: z.string(),
      role: z.string().nullable().describe('The post’s role; null for teams and units'),
      unit: UnitRef,
      load: z.int().describe('在手: orders in hand now: offered, to help with or accepted, and not finished'),
      reasons: z.array(Bilingual),
      conflicts: z.array(
        Bilingual.extend({
          rule: z.string().nullable().describe('The rule that would refuse the dispatch; null where it is only to be known'),
        }),
      ),
    }),
  ),
});

export const Journal = z.object({
  entries: z.array(
    z.object({
      seq: z.int(),
      at: Instant,
      type: z.string(),
      title: Bilingual.describe('what the command, or the entry of a clock, is called'),
      actor: z.object({ role: z.string(), name: z.string().nullable() }),
      input: z.record(z.string(), z.unknown()).describe('Personal fields stand as { sealed: true }'),
      broughtIn: z.literal(true).optional().describe('导入: it was brought in; nobody did it here'),
      hash: z.string().describe('MAC over the previous entry’s and this entry, base64url'),
    }),
  ),
  broughtIn: BroughtIn.optional(),
  verified: z.boolean().describe('The chain holds and ends in the order’s head'),
  counted: z
    .array(z.object({ name: z.string(), startedAt: Instant, explanation: Bilingual }))
    .describe('Of each clock of the order that has ended: how it had been counted as long as it ran'),
});
