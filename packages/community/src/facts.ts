// The facts that commands name, read from what is in memory: unit, category, number, clock, holder.
//
// Owns: each kind's question and answer. A question that the input cannot be served with becomes an issue at its field.
// Not ours: where the values are used (the workflows), how they are kept (the engine's journal).
// F1: an issue never repeats what was given (I12).
import { z } from 'zod';
import { isWithin, type FaceFilter, type Json, type StoredOrder } from '@six-order/engine';
import type { FactAnswer, ReadFacts } from '@six-order/engine/runtime';
import { MAX_PER_ORDER, type AttachmentKind } from './attachments/attachment.ts';
import type { Waiting } from './attachments/attachment-store.ts';
import { categoryByCode } from './catalogue/catalogue.ts';
import { Urgency } from './catalogue/category.ts';
import { dutyOf } from './catalogue/duties.ts';
import { isMeant, type Duty, type Party } from './catalogue/duty.ts';
import type { EmergencySources } from './emergency/facts.ts';
import { emergencyAt } from './emergency/mode.ts';
import { exchangeRules } from './exchange/rules.ts';
import { emergencyRules } from './emergency/rules.ts';
import { modeOf } from './emergency/standing.ts';
import { noCountyRules, type CountyRules } from './county-rules/county-rules.ts';
import {
  answerClock,
  answerClockChange,
  answerClockRecount,
  answerTermRecount,
  answerClockTurn,
  ClockAsk,
  ClockChangeAsk,
  ClockRecountAsk,
  TermRecountAsk,
  ClockTurnAsk,
  correctionRefused,
} from './deadlines/clock-facts.ts';
import { officialRules, type Rules } from './deadlines/clock.ts';
import type { Directory } from './directory.ts';
import { issue, issueAt, unknownCategory, unknownUnit, value } from './fact-answer.ts';
import { monthsAfter } from './calendar/day.ts';
import { HolderAsk, holderFacts, type HolderFact } from './dispatching/holder-fact.ts';
import { nextHolder } from './dispatching/next.ts';
import { dispatchRules } from './dispatching/rules.ts';
import { targetOf } from './dispatching/target.ts';
import type { Numbers } from './numbers/number-store.ts';
import { ConsentHow } from './proxy/breaches.ts';
import { proxyFact, type ProxyFact } from './proxy/proxy-fact.ts';
import { draw } from './proxy/sample.ts';
import { aliasOf } from './publication/alias.ts';
import { isOrderPolicy, orderPolicies, samplePolicies } from './policies/policies.ts';
import { SHOWN_MONTHS } from './publication/policy.ts';
import { scanProposal, type Unseal } from './publication/proposal.ts';
import { draftShown, likenessOf, type TakenDraft } from './publication/upheld.ts';
import { Between } from './mediation/facts.ts';
import { refusalOf } from './rules/rule.ts';
import { CarryOutAsk, carryOutFact, dataDeskOf } from './privacy/data-request.ts';
import { answersAt, cardFact, notByConcerned } from './supervision/card-fact.ts';
import { matterAsks, matterFacts } from './matter-facts.ts';
import { levelAbove } from './supervision/level.ts';
import { isServed, unmannedAt } from './supervision/manned.ts';
import { streetOf } from './units/unit.ts';
import { colours, replyClocks } from './supervision/reason.ts';

/** `kind: 'unit'`: a unit by id or code. */
export interface UnitFact {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly path: string;
  /** Id of the street that it lies in, or is. */
  readonly street?: string;
}

/** `kind: 'category'`. */
export interface CategoryFact {
  readonly code: string;
  readonly urgency: string;
  readonly sealed: boolean;
  readonly flags: readonly string[];
}

/** `kind: 'duty-row'`: as what the catalogue names whoever has the order, who leads by it, and what the row follows. */
export interface DutyRowFact {
  readonly row: string;
  readonly standing: 'main' | 'assisting' | 'not-mine' | 'unnamed';
  readonly main: string[];
  readonly source: string;
}

/** `kind: 'order'`: another order, to merge into. */
export interface OrderFact {
  readonly id: string;
  readonly merged: boolean;
}

/** `kind: 'attachments'`: uploads of the sender's that no order has yet. */
export type AttachmentFact = readonly { readonly id: string; readonly kind: AttachmentKind; readonly digest: string }[];

/** `kind: 'earlier'`: how far the same matter has come. */
export interface EarlierFact {
  readonly id: string;
  readonly number: string;
  readonly stage: string;
}

const field = z.string().optional();
const Unit = z.object({ kind: z.literal('unit'), ref: z.string(), field });
/** `unit`: where an order is placed; kinds of an emergency are open there only while it lasts. */
const Category = z.object({ kind: z.literal('category'), code: z.string(), unit: z.string().optional(), field });
const OrderNumber = z.object({ kind: z.literal('number'), series: z.enum(['', 'D']).optional() });
const Card = z.object({
  kind: z.literal('card'),
  /** The order that it is about. */
  about: z.string(),
  /** Person id of the issuer; null of a rule. */
  by: z.string().nullable(),
  colour: z.enum(colours),
  holder: z.object({ kind: z.enum(['person', 'unit', 'team']), id: z.string() }).nullable(),
  /** The card that this one follows by rule. */
  follows: z.string().optional(),
  field,
});
/** Where requests about one's own data go. */
const Desk = z.object({ kind: z.literal('data-desk'), field });
/** `least`: from this level on. `steps`: 2 asks for the level above that one, null where it is the top. */
const LevelAbove = z.object({
  kind: z.literal('level-above'),
  unit: z.string(),
  least: z.enum(['street']).optional(),
  steps: z.literal(2).optional(),
  /** Of a card about an order there: the next level at which somebody can answer it. */
  card: z.object({ category: z.string(), path: z.string(), between: Between.optional() }).optional(),
});
/** To whom a life-or-property order is offered when nobody took it: the next who fits; null when there is nobody left. */
const NextHolder = z.object({
  kind: z.literal('next-holder'),
  work: z.object({ category: z.string(), path: z.string(), urgency: Urgency, resident: z.string().nullish() }),
  /** Persons who had it already. */
  tried: z.array(z.string()),
});
/** What a unit or a kind of order is bound by: whether only enforcement may lead it. */
const Enforcement = z.object({ kind: z.literal('enforcement'), category: z.string(), path: z.string() });
/** Whether nobody sits at the desk to which an order comes. `unit`: where it lies, by id or code. */
const UnmannedAsk = z.object({ kind: z.literal('unmanned'), unit: z.string(), category: z.string() });
/** What the catalogue of duties says of a kind of order and of whom it was given to: for a return (退单). `row`: as it was cited. */
const DutyRow = z.object({
  kind: z.literal('duty-row'),
  category: z.string(),
  path: z.string(),
  holder: z.object({ kind: z.enum(['person', 'unit', 'team']), id: z.string() }).nullable(),
  row: z.string().nullish(),
  field,
});
/** An order of the same resident and category that was placed before: the same matter without new facts. */
const Earlier = z.object({
  kind: z.literal('earlier'),
  id: z.string(),
  category: z.string(),
  resident: z.string().nullable(),
  field,
});
const Proxy = z.object({
  kind: z.literal('proxy'),
  resident: z.string().optional(),
  /** Id or code of the order's unit. */
  unit: z.string(),
  by: z.object({ role: z.string(), path: z.string(), person: z.string().nullable() }),
  consentHow: ConsentHow.optional(),
  field,
});
/** The units and teams that a post stands for. */
const Holds = z.object({ kind: z.literal('holds'), post: z.string() });
/** Whether the term of a post is to end, and soon. */
const Leaving = z.object({ kind: z.literal('leaving'), post: z.string() });
/** The units given and those in which a person stands in a post, each with what it is a part of below the street. */
const Involved = z.object({ kind: z.literal('involved'), units: z.array(z.string()), person: z.string().nullable() });
/** An order that another is merged into: of the same street as `near`, and not that one itself. */
const Other = z.object({ kind: z.literal('order'), id: z.string(), near: z.string(), field });
/** Whether the county publishes from the end of the work on, or after the evaluation. */
const Publication = z.object({ kind: z.literal('publication'), unit: z.string() });
const Attachments = z.object({
  kind: z.literal('attachments'),
  ids: z.array(z.string()),
  person: z.string().nullable(),
  /** How many the order has. */
  held: z.number(),
  field,
});
/** Whether a post speaks for another system: only then does it give that system's number. */
const ExchangeSystem = z.object({
  kind: z.literal('exchange-system'),
  system: z.string(),
  post: z.string().nullable(),
  path: z.string(),
  field,
});
/** Whether who was assigned an order says why he declines it. */
const Grounded = z.object({ kind: z.literal('grounded'), given: z.boolean(), field });
const Sample = z.object({ kind: z.literal('sample'), of: z.enum(['transcribed', 'five-star']), path: z.string() });
/** The numbers of the rules that hold otherwise than by default where an order is placed; null where all are the default's. */
const Policies = z.object({ kind: z.literal('policies'), unit: z.string() });
/**
 * How an order would stand on the board, and what looks like personal data in its proposal. `objected`: somebody objected to what was
 * published of it. `fields`: those that are approved.
 */
const Showing = z.object({
  kind: z.literal('showing'),
  path: z.string(),
  objected: z.literal(true).optional(),
  fields: z.array(z.string()).optional(),
});
const Ask = z.discriminatedUnion('kind', [
  Showing,
  Unit,
  Category,
  OrderNumber,
  ClockAsk,
  ClockChangeAsk,
  ClockRecountAsk,
  TermRecountAsk,
  ClockTurnAsk,
  HolderAsk,
  Card,
  LevelAbove,
  NextHolder,
  Enforcement,
  DutyRow,
  UnmannedAsk,
  Earlier,
  Desk,
  CarryOutAsk,
  ...matterAsks,
  Proxy,
  ExchangeSystem,
  Grounded,
  Sample,
  Policies,
  Holds,
  Leaving,
  Involved,
  Other,
  Publication,
  Attachments,
]);
type Ask = z.infer<typeof Ask>;

export interface FactSources {
  readonly directory: Directory;
  readonly numbers: Numbers;
  /** A county's calendar and limits; without them the official calendar and the default limits. */
  readonly deadlinesOf?: (tenant: string) => Rules;
  /** What counties decided for themselves; without them every default holds. */
  readonly rules?: CountyRules;
  /** The newest orders of a filter; without it no dispute is a sign of more. */
  readonly recentOf?: (tenant: string, filter: FaceFilter, limit: number) => Promise<readonly StoredOrder[]>;
  /** How many open orders of a filter there are; without it nobody is reminded of what an emergency left open. */
  readonly openOf?: (tenant: string, filter: FaceFilter) => Promise<number>;
  /** The register of forces and supplies of units; without it nothing is said of what an emergency’s plan lacks. */
  readonly resourcesIn?: NonNullable<EmergencySources['resourcesIn']>;
  /** How many orders a person has in hand, counted up to `limit`; without it no load limit binds. */
  readonly openOrdersOf?: (tenant: string, person: string, limit: number) => Promise<number>;
  /** Reads the order that a card is about; without it there are no cards. */
  readonly orderOf?: (order: string) => Promise<StoredOrder | null>;
  /** Uploads of a person's that wait to be named; without it nothing can be attached. */
  readonly waitingOf?: (tenant: string, person: string, ids: readonly string[]) => Promise<readonly Waiting[]>;
  /** Opens sealed values for the scan before publication; without it nothing can be published. */
  readonly unsealOf?: Unseal;
  /** What of an order went by an upheld objection; without it nothing is published of what anybody objected to. */
  readonly upheldOf?: (order: string) => Promise<readonly TakenDraft[]>;
  /** Draws samples that nobody can foresee; without it nothing is drawn. */
  readonly digest?: (purpose: string, text: string) => Uint8Array;
}

/**
 * The engine's reader of facts. Throws ZodError when a workflow asks for a kind or in a shape that is not ours: a fault of
 * the workflow, not of the input.
 */
export function createFacts({
  directory,
  numbers,
  deadlinesOf = () => officialRules,
  rules = noCountyRules,
  recentOf,
  openOf,
  resourcesIn,
  openOrdersOf,
  orderOf,
  unsealOf,
  upheldOf,
  waitingOf,
  digest,
}: FactSources): ReadFacts {
  const matters = matterFacts({ directory, rules, deadlinesOf, recentOf, openOf, resourcesIn, orderOf });
  const readers: {
    readonly [K in Ask['kind']]: (ask: Extract<Ask, { kind: K }>, at: number, tenant: string, order: string) => Answer;
  } = {
    unit(ask, _at, tenant) {
      const unit = directory.findUnit(tenant, ask.ref);
      if (!unit) return issue(ask.field, unknownUnit);
      const street = directory.lineOf(unit).find(({ kind }) => kind === 'street')?.id;
      return value<UnitFact>({ code: unit.code, id: unit.id, kind: unit.kind, path: unit.path, ...(street && { street }) });
    },
    category(ask, at, tenant) {
      const category = categoryByCode(ask.code);
      if (!category) return issue(ask.field, unknownCategory);
      const unit = ask.unit === undefined ? undefined : directory.findUnit(tenant, ask.unit);
      if (unit && category.group.emergency && !emergencyAt(rules, { tenant, path: unit.path, at }))
        return issue(ask.field, refusalOf('emergency-categories', emergencyRules['emergency-categories']));
      // Nobody would ever get it.
      if (unit && !isServed({ directory, unit, category: category.code }))
        return issue('unit', '这里还没有开通点单，请拨打 12345 / orders are not taken here yet: call 12345');
      return value<CategoryFact>({
        code: category.code,
        flags: category.flags,
        sealed: category.sealed,
        urgency: category.urgency,
      });
    },
    grounded: ({ given, field: at }) =>
      given ? { value: true } : issue(at, refusalOf('assigned-gives-ground', dispatchRules['assigned-gives-ground'])),
    number: async ({ series }, at, tenant) => ({ value: await numbers.next(tenant, at, series) }),
    clock(ask, at, tenant) {
      const path = ask.unit == null ? ask.path : (directory.findUnit(tenant, ask.unit)?.path ?? '');
      const mode = ask.mode ?? modeOf(rules, { ...ask, path }, { tenant, at });
      return clockAnswer(ask.field, answerClock({ ...ask, path, mode }, deadlinesOf(tenant)));
    },
    'term-recount': (ask, _at, tenant) => ({ value: answerTermRecount(ask, deadlinesOf(tenant)) as unknown as Json }),
    'clock-recount'(ask, at, tenant) {
      const against = correctionRefused(ask, at, deadlinesOf(tenant));
      if (against !== null) return issue(ask.field, against);
      return { value: answerClockRecount(ask, at, deadlinesOf(tenant)) as unknown as Json };
    },
    'clock-turn': (ask, at, tenant) => ({ value: answerClockTurn(ask, at, deadlinesOf(tenant)) as unknown as Json }),
    'clock-change': (ask, at, tenant) => clockAnswer(ask.field, answerClockChange(ask, at, deadlinesOf(tenant))),
    holder: holderFacts({ directory, rules, openOrdersOf }),
    async card({ about, by, colour, holder, follows, field }, at, tenant) {
      const found = (await orderOf?.(about)) ?? null;
      // Of another county it is as one that is not there.
      const order = found?.tenant === tenant ? found : null;
      const concerned = notByConcerned(directory, order, by);
      if (concerned !== null) return issue('order', concerned);
      const before = follows === undefined ? null : ((await orderOf?.(follows)) ?? null);
      const instead =
        before?.tenant === tenant && before.workflow === 'card' ? (before.snapshot.context['level'] as string) : null;
      const fact = cardFact({ directory, order, tenant, colour, holder, instead });
      if (fact === null) return { value: null };
      if ('unfit' in fact) return issue(field, fact.unfit);
      const { category, path } = fact.order;
      const ask = ClockAsk.parse({ kind: 'clock', clock: replyClocks[colour], category, path, from: at, required: true });
      const reply = answerClock(ask, deadlinesOf(tenant));
      return 'issue' in reply ? issue(field, reply.issue) : value({ ...fact, reply: reply.clock });
    },
    holds({ post }) {
      const actor = directory.actorOf(post);
      return { value: actor ? [...directory.holdsOf(actor)] : [] };
    },
    leaving({ post }, at) {
      const end = directory.post(post)?.validTo ?? null;
      return { value: end !== null && end - at <= LEAVING_MS };
    },
    involved({ units, person }) {
      const all = [...units, ...(person === null ? [] : directory.postsOf(person).map(({ unit }) => unit))];
      const lines = all.flatMap((id) => {
        const unit = directory.unitById(id);
        return unit
          ? directory.lineOf(unit).filter((one) => one.id === id || (one.kind !== 'street' && one.kind !== 'county'))
          : [];
      });
      return { value: [...new Set(lines.map(({ id }) => id))].toSorted() };
    },
    async order({ id, near, field }, _at, tenant, self) {
      const other = id === self ? null : ((await orderOf?.(id)) ?? null);
      if (other?.tenant !== tenant || other.workflow !== 'six-order' || !isWithin(other.face.path, streetOf(near))) {
        return issue(field, '本街道没有这个 id 的另一单 / no other order of this street has this id');
      }
      if (other.version < 2) return issue(field, '不能并入第一版的单 / nothing is merged into an order of the first version');
      return value<OrderFact>({ id, merged: other.face.stage === 'merged' });
    },
    publication({ unit: ref }, at, tenant) {
      const path = directory.findUnit(tenant, ref)?.path ?? '';
      return { value: rules.find('publication', '', { tenant, path, at })?.value.after ?? 'finish' };
    },
    async attachments({ ids, person, held, field }, _at, tenant) {
      if (held + ids.length > MAX_PER_ORDER)
        return issue(field, `一单最多 ${MAX_PER_ORDER} 个附件 / an order holds ${MAX_PER_ORDER} attachments at most`);
      const waiting = person === null ? [] : ((await waitingOf?.(tenant, person, ids)) ?? []);
      const found = ids.map((id) => waiting.find((one) => one.id === id));
      if (found.includes(undefined))
        return issue(field, '没有这个 id 的、您上传而未用过的文件 / no upload of yours that is not used yet has this id');
      return value(found);
    },
    async showing({ path, objected, fields }, at, tenant, order) {
      const stored = (await orderOf?.(order)) ?? null;
      // Fails closed: what cannot be scanned is not published.
      if (!stored || !unsealOf || !digest) return { value: { alias: '', until: at, findings: ['text:0-0:unscanned'] } };
      const holder = stored.face.data['handler'];
      const name = typeof holder === 'string' ? directory.personName(holder) : undefined;
      const findings = await scanProposal(unsealOf, stored, name ? [name] : []);
      const draft = objected ? draftShown(stored.snapshot.context, fields) : null;
      const asUpheld =
        draft && (!upheldOf || ((await likenessOf(unsealOf, stored.id, draft, await upheldOf(order)))?.same ?? false));
      const months = rules.find('publication', '', { tenant, path, at })?.value.months ?? SHOWN_MONTHS;
      return value({
        alias: aliasOf(digest, order),
        until: monthsAfter(at, months),
        findings: findings.map(({ id }) => id),
        // Drafts have names now, and are published by them.
        named: true,
        // What was found, too, where nothing stands against it.
        ...(asUpheld !== null && { asUpheld }),
      });
    },
    async 'data-carry-out'(ask, _at, tenant) {
      const ended = (person: string): FaceFilter => ({ all: [{ people: [person] }, { not: { open: true } }] });
      const sources = {
        orderOf: async (order: string) => (await orderOf?.(order)) ?? null,
        endedOf: async (of: string, person: string, limit: number) => (await recentOf?.(of, ended(person), limit)) ?? [],
      };
      const answer = await carryOutFact(sources, ask, tenant);
      return 'issues' in answer ? answer : value(answer.value);
    },
    'data-desk'({ field }, _at, tenant) {
      const desk = dataDeskOf(directory, tenant);
      return desk ? value(desk) : issue(field, '本县还没有设立单元 / the county has no unit yet');
    },
    'level-above'({ unit, least, steps, card }) {
      let above = levelAbove(directory, unit, least);
      while (card && above && !answersAt(directory, above.id, card)) above = levelAbove(directory, above.id);
      const found = above && steps === 2 ? levelAbove(directory, above.id) : above;
      return { value: found && found.id };
    },
    'next-holder'({ work, tried }, at, tenant) {
      const next = nextHolder({ directory, rules, tenant, at, tried, ...work });
      return next ? value<HolderFact>(next) : { value: null };
    },
    enforcement: ({ category, path }, at, tenant) => ({
      value: dutyOf(rules, category, { tenant, path, at })?.flags.includes('enforcement') ?? false,
    }),
    unmanned({ unit: ref, category }, at, tenant) {
      const unit = directory.findUnit(tenant, ref);
      if (!unit) return { value: null };
      return { value: unmannedAt({ directory, calendar: deadlinesOf(tenant).calendarAt(unit.path), unit, category, at }) };
    },
    'duty-row'({ category, path, holder, row, field }, at, tenant) {
      const cited = row?.replace(/^duty\//, '') ?? category;
      const duty = dutyOf(rules, cited, { tenant, path, at });
      if (!duty)
        return issue(
          field,
          '权责清单没有这一行：填类别编码，例如 0101 / no row of the catalogue of duties has this name: it is the code of a category, such as 0101',
        );
      const parties = holder === null ? [] : targetOf(directory, holder).capacities.flatMap((one) => one.parties);
      return value<DutyRowFact>({
        row: duty.category,
        standing: standingOf(duty, parties),
        main: [...duty.main],
        source: duty.source,
      });
    },
    async earlier({ id, category, resident, field }, _at, tenant, self) {
      const other = id === self ? null : ((await orderOf?.(id)) ?? null);
      const own =
        other?.tenant === tenant &&
        other.workflow === 'six-order' &&
        resident !== null &&
        other.face.data['resident'] === resident &&
        other.face.data['category'] === category;
      if (!own)
        return issue(
          field,
          '没有这个 id 的、这位居民同一类别的先前的单 / no earlier order of this resident about this kind has this id',
        );
      return value<EarlierFact>({ id, number: other.face.number, stage: other.face.stage });
    },
    proxy({ field, resident, unit, by, consentHow }, _at, tenant) {
      const fact = proxyFact({ directory, tenant, resident, unit, by, consentHow });
      if (!('refused' in fact)) return value<ProxyFact>(fact);
      // What the other facts of the command already complain of is not said twice.
      return fact.refused.length === 0 ? { value: null } : { issues: fact.refused.map((why) => issueAt(field, why)) };
    },
    'exchange-system'({ system, post, path, field }, at, tenant) {
      const posts = rules.find('exchange', system, { tenant, path, at })?.value.posts ?? [];
      return post !== null && posts.includes(post)
        ? { value: true }
        : issue(field, refusalOf('exchange-speaks', exchangeRules['exchange-speaks']));
    },
    ...matters,
    sample({ of, path }, at, tenant, order) {
      const name = `sample/${of}` as const;
      const percent = Number(rules.find('policy', name, { tenant, path, at })?.value ?? samplePolicies[name].standing);
      return { value: digest === undefined ? false : { ...draw(digest(`sample ${of}`, order), percent) } };
    },
    policies({ unit }, at, tenant) {
      const path = directory.findUnit(tenant, unit)?.path ?? '';
      const told = rules
        .all('policy', { tenant, path, at })
        .filter(({ key, value: set }) => isOrderPolicy(key) && set !== orderPolicies[key].standing)
        .map(({ key, value: set }) => [key, set] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1));
      return { value: told.length === 0 ? null : (Object.fromEntries(told) as Json) };
    },
  };

  // Only numbers, loads and cards may have to wait, so only they make promises: this runs for every command.
  return async (asks) => {
    const answers = asks.map(({ at, tenant, order, ...request }) => {
      const ask = Ask.parse(request);
      return (readers[ask.kind] as (ask: Ask, at: number, tenant: string, order: string) => Answer)(ask, at, tenant, order);
    });
    const waits = answers.some((answer) => answer instanceof Promise);
    return waits ? Promise.all(answers.map((answer) => Promise.resolve(answer))) : (answers as FactAnswer[]);
  };
}

type Answer = FactAnswer | Promise<FactAnswer>;

/** So long before its end a term is ending: what is given back by then is handed over, not declined. */
const LEAVING_MS = 60 * 86_400_000;

const clockAnswer = (field: string | undefined, answer: ReturnType<typeof answerClock>): FactAnswer =>
  'issue' in answer ? issue(field, answer.issue) : { value: answer.clock as unknown as Json };

const standingOf = (duty: Duty, parties: readonly Party[]): DutyRowFact['standing'] => {
  const meant = (by: readonly Party[]): boolean => parties.some((party) => isMeant(party, by));
  if (meant(duty.main)) return 'main';
  if (meant(duty.notMine)) return 'not-mine';
  return meant(duty.assisting) ? 'assisting' : 'unnamed';
};
