// Posts, absences and hand-overs.
//
// Owns: the doors. Not ours: who may (community/authority), which post fits where (community/people/post-rules).
import { Router } from 'express';
import { sendersOf } from '@six-order/community/authority/acts';
import { maySee } from '@six-order/community/authority/authority';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import type { Reader } from '@six-order/community/authority/reader';
import { isHolder } from '@six-order/community/authority/relation';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { Absence } from '@six-order/community/people/absence';
import { endAbsence, putAbsences, readAbsences } from '@six-order/community/people/absence-store';
import { handOverSheet, planHandOver, type HandOver, type HeldOrder } from '@six-order/community/people/hand-over';
import { endPost, putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { PostMarks, type Post } from '@six-order/community/people/post';
import { unfitBeside, unfitDeputy, unfitPlaceOf } from '@six-order/community/people/post-rules';
import { separationsBroken } from '@six-order/community/people/separation';
import { Role } from '@six-order/community/people/role';
import { recordChanges } from '@six-order/community/reference-change-store';
import type { Words } from '@six-order/community/rules/rule';
import type { Db } from '@six-order/community/tables';
import { OrderId, type Actor, type Issue, type Json, type StoredOrder } from '@six-order/engine';
import { whyNot } from '@six-order/workflows/six-order/why-not';
import type { z } from 'zod';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { isOfficial, roleText } from '../present-names.ts';
import { unitRef } from '../unit-ref.ts';
import { invalid, Refusal, saidBySchema } from '../refusal.ts';
import { say } from '../say.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { Session, SessionActor } from '../session.ts';
import { unitOf } from '../unit-of.ts';

const iso = (at: number): string => new Date(at).toISOString();
/** The day in China. */
const dayOf = (at: number): string => iso(at + 8 * 3_600_000).slice(0, 10);

/** In a post of these an order stays in hand; a post that only watches takes none. */
const workers: ReadonlySet<string> = new Set(sendersOf('six-order', 'accept'));

type Done = z.infer<(typeof contract.handOver)['answers'][200]['schema']>;

const both = (issues: readonly Issue[]): Words => ({ zh: saidIn(issues, 'zh'), en: saidIn(issues, 'en') });
const saidIn = (issues: readonly Issue[], language: 'zh' | 'en'): string =>
  issues.map(({ message }) => say(message, language)).join(language === 'zh' ? '；' : '; ');
/** Why something stays where it is after a hand-over. */
/** Whom he may order for stands in the post (relative-store.ts, R1). */
const namedByResident =
  '家属由居民本人用家属码指定，谁也不能授予这个岗位 / a relative is named by the resident himself, with a code; nobody gives this post';

const nobodyFollows: Words = {
  zh: '没有可以接手的人：由派单人转办给他人，或由承办人申请退单',
  en: 'nobody may follow: whoever dispatches transfers it, or the handler asks for its return',
};
const notHis: Words = {
  zh: '移交人对此单没有转交的权限或时机已过：由派单人处理',
  en: 'whoever hands over may not pass it on, or it has moved meanwhile: it is for a dispatcher to see to',
};
const leftByWorkflow: Readonly<Record<string, Words>> = {
  card: {
    zh: '督办卡没有指定接手的人：请指定接任人，或在离任前答复；逾期自动提级',
    en: 'nobody is named to answer the card: name a successor, or answer it before leaving; it goes up by itself when it is late',
  },
  mediation: {
    zh: '没有指定接手的调解员：请指定本单位的接任人，或由调解员本人交回单位',
    en: 'nobody is named to go on as the mediator: name somebody of the unit, or let the mediator give it back to the unit',
  },
};
const leftOf = ({ workflow }: HeldOrder): Words =>
  leftByWorkflow[workflow] ?? {
    zh: '该类单没有转交办法：请在离任前办结，或由所在单位接手',
    en: 'this kind is passed on by no command: finish it before leaving, or let the unit take it over',
  };

/** How what is no six-order order passes to another, and the stages in which it lies with a person at all. */
const passings: Readonly<Record<string, { readonly type: string; readonly field: string; readonly stages: readonly string[] }>> =
  {
    card: { type: 'handOver', field: 'person', stages: ['issued', 'signed', 'returned'] },
    mediation: { type: 'handOver', field: 'person', stages: ['mediating', 'agreed'] },
    visit: { type: 'handOver', field: 'visitor', stages: ['planned', 'away'] },
    warning: { type: 'own', field: 'person', stages: ['raised', 'watched'] },
  };

/** Whether it lies with this person himself, not with a unit of his, and waits for him. */
function liesWith(leaver: Reader, order: StoredOrder): boolean {
  const { holder } = order.face.data as { holder?: { readonly id?: string } | null };
  if (passings[order.workflow]?.stages.includes(order.face.stage) === false) return false;
  return order.workflow === 'card' ? holder?.id === leaver.person : isHolder(leaver, order);
}

/** A hand-over of more is drawn up in pieces: what is due first comes first. */
const HELD_AT_MOST = 500;

export function postRoutes(api: Api): Router {
  const { directory, tables, clock, newId, keyring, engine } = api;
  const router = Router();

  const pathOf = (unit: string): string => directory.unitById(unit)?.path ?? '';
  const postOut = (post: Post) => {
    const unit = unitRef(directory, post.unit);
    if (!unit) throw new Error('a post is in a unit that is there');
    return {
      post: {
        id: post.id,
        role: post.role,
        unit,
        person: post.person,
        from: iso(post.validFrom),
        to: post.validTo === null ? null : iso(post.validTo),
      },
    };
  };
  const ownPost = (actor: Actor, id: string): Post => {
    const post = directory.post(id);
    if (!post || post.tenant !== actor.tenant) throw new Refusal('not-found');
    return post;
  };

  serve(router, api, contract.addPost, async ({ body, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'change-posts')) throw new Refusal('forbidden');
    const role = Role.safeParse(body.role);
    if (!role.success) throw invalid('role', `应为下列之一：${Role.options.join('、')} / one of ${Role.options.join(', ')}`);
    const unit = unitOf(api, actor, body.unit);
    if (role.data === 'relative') throw invalid('role', namedByResident);
    const wrongPlace = unfitPlaceOf(role.data, unit.kind);
    if (wrongPlace) throw invalid('unit', wrongPlace);
    const { membership, duty, chosenHow, chosenOn } = body;
    const marks = PostMarks.safeParse({ membership, duty, chosenHow, chosenOn });
    if (!marks.success) {
      const issue = marks.error.issues[0];
      throw invalid(issue?.path.join('.') ?? 'duty', saidBySchema(issue?.message ?? '不符合要求 / not fit'));
    }
    const person = body.person ?? newId();
    if (body.person !== undefined && directory.tenantOf(person) !== actor.tenant) {
      throw invalid('person', '本县没有这个 id 的人 / no person of this county has this id');
    }
    const beside = unfitBeside(role.data, directory.postsOf(person));
    if (beside) throw invalid('role', beside);
    const now = clock.now();
    const validFrom = body.from === undefined ? now : Date.parse(body.from);
    const validTo = body.to === undefined ? null : Date.parse(body.to);
    if (validTo !== null && validTo <= validFrom) throw invalid('to', '结束早于开始 / it ends before it begins');
    const post: Post = {
      id: newId(),
      tenant: actor.tenant,
      person,
      role: role.data,
      unit: unit.id,
      validFrom,
      validTo,
      ...(body.deputyOf !== undefined && { deputyOf: body.deputyOf }),
      marks: marks.data,
    };
    if (post.deputyOf !== undefined) {
      const principal = directory.post(post.deputyOf);
      const wrong = unfitDeputy(post, principal?.tenant === actor.tenant ? principal : undefined);
      if (wrong) throw invalid('deputyOf', wrong);
    }
    await tables.transaction().execute(async (transaction) => {
      if (body.name !== undefined) {
        await putPeople(transaction, [sealPerson(keyring, { tenant: actor.tenant, id: person, name: body.name })]);
      }
      await putPosts(transaction, [post]);
      await recordChanges(transaction, [
        {
          id: newId(),
          tenant: actor.tenant,
          at: now,
          by: { person: actor.person, post: actor.post },
          subject: 'post',
          subjectId: post.id,
          change: 'added',
          before: null,
          after: { role: post.role, unit: unit.code, from: iso(validFrom), to: validTo === null ? null : iso(validTo) },
          reason: body.reason,
        },
      ]);
    });
    await directory.refresh();
    sendJson(res, 201, postOut(post));
  });

  serve(router, api, contract.endPost, async ({ params, body, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'change-posts')) throw new Refusal('forbidden');
    const post = ownPost(actor, params.id);
    const now = clock.now();
    const at = body.at === undefined ? now : Date.parse(body.at);
    if (at < now) throw invalid('at', '任期不能在过去结束 / a term does not end in the past');
    if (at <= post.validFrom) throw invalid('at', '结束早于开始 / it ends before it begins');
    const ends = tables.transaction().execute((transaction) => endTerm(transaction, actor, post, at, body.reason));
    if (!(await ends)) throw invalid('at', '任期在那之前已经结束 / its term ends before that already');
    await directory.refresh();
    sendJson(res, 200, postOut({ ...post, validTo: at }));
  });

  /** The plan for a post that the actor holds, or arranges: whose posts one does not arrange are as good as not there. */
  async function planFor(actor: Session['actor'], id: string, to: string | undefined): Promise<HandOver> {
    const reader = readerOf(api, actor);
    const post = ownPost(actor, id);
    const own = post.person === actor.person && isOfficial(actor.role);
    if (!own && !mayRefer(reader, 'hand-over', pathOf(post.unit)))
      throw new Refusal(isOfficial(actor.role) ? 'not-found' : 'forbidden');
    if (to !== undefined && directory.tenantOf(to) !== actor.tenant)
      throw invalid('to', '本县没有这个 id 的人 / no person of this county has this id');
    const { orders } = await engine.find({
      tenant: actor.tenant,
      filter: { all: [{ open: true }, { people: [post.person] }] },
      sort: 'due',
      limit: HELD_AT_MOST,
    });
    const leaver = {
      person: post.person,
      post: post.id,
      role: post.role,
      tenant: post.tenant,
      path: pathOf(post.unit),
      holds: [],
    };
    const deputies = directory.deputiesOf(post.id);
    const successors = [...(to === undefined ? [] : [to]), ...deputies.map(({ person }) => person)];
    const held = orders
      .filter((order) => liesWith(leaver, order) && (own || maySee(reader, order)))
      .map((order) => heldOf(order, successors, actor.person));
    const others = directory.postsOf(post.person).filter(({ id, deputyOf }) => id !== post.id && deputyOf === undefined);
    return planHandOver({
      post,
      held,
      remaining: others.filter(({ role }) => workers.has(role)).map(({ unit }) => pathOf(unit)),
      successors,
      deputies,
      deputizes: directory.deputyPostsOf(post.person),
      next:
        to === undefined || to === post.person
          ? null
          : (directory
              .postsOf(to)
              .find(({ role, unit, deputyOf }) => role === post.role && unit === post.unit && deputyOf === undefined) ?? null),
    });
  }

  serve(router, api, contract.planHandOver, async ({ params, query, session: { actor }, res }) => {
    const plan = await planFor(actor, params.id, query.to);
    const { post } = plan;
    sendJson(res, 200, {
      orders: plan.items.flatMap((item) => {
        if (item.subject !== 'order') return [];
        const { id, number, workflow, stage, dueAt } = item.order;
        return [{ id, number, workflow, stage, dueAt: dueAt === null ? null : iso(dueAt), action: item.action, to: item.to }];
      }),
      deputies: plan.items.flatMap((item) =>
        item.subject === 'deputy' ? [{ post: item.post.id, person: item.post.person, action: item.action }] : [],
      ),
      sheet: handOverSheet(plan, {
        // Of those who hold an office alone: `to` may be anybody's id, and a resident's name is no answer to it.
        nameOf: (person) =>
          directory.postsOf(person).some(({ role }) => isOfficial(role)) ? (directory.personName(person) ?? '') : '',
        unit: directory.unitById(post.unit)?.name ?? '',
        role: roleText(post.role).zh,
        dayOf,
        at: clock.now(),
      }),
    });
  });

  serve(router, api, contract.handOver, async ({ params, body, session: { actor }, res }) => {
    const { post, items, next } = await planFor(actor, params.id, body.to);
    const orders: Done['orders'] = [];
    for (const item of items) {
      if (item.subject !== 'order' || item.action === 'stay') continue;
      const { id, number } = item.order;
      const why =
        item.to === null ? await giveBack(actor, item.order, body.reason) : await offer(actor, item.order, item.to, body.reason);
      const done = item.to === null ? ('returned' as const) : ('offered' as const);
      orders.push({ id, number, outcome: why === null ? done : 'left', to: why === null ? item.to : null, why });
    }
    const until = post.validTo !== null && post.validTo > clock.now() ? post.validTo : clock.now();
    const deputies: Done['deputies'] = [];
    for (const item of items) {
      if (item.subject !== 'deputy' || item.action === 'keep') continue;
      const { ended, moved } = await tables.transaction().execute(async (transaction) => {
        const over = await endTerm(transaction, actor, item.post, until, body.reason);
        if (item.action !== 'move' || next === null || !over) return { ended: over, moved: null };
        return { ended: over, moved: await standInFor(transaction, actor, item.post, next, until, body.reason) };
      });
      deputies.push({ post: item.post.id, endsAt: iso(ended ? until : (item.post.validTo ?? until)), moved });
    }
    if (deputies.length > 0) await directory.refresh();
    sendJson(res, 200, { orders, deputies });
  });

  /** In hand it is transferred, and theirs when they accept; not accepted yet it is dispatched to them. Null, or why it stays where it is. */
  async function offer(actor: Actor, order: HeldOrder, to: string, reason: string): Promise<Words | null> {
    const passing = passings[order.workflow];
    if (passing) return send(actor, order, passing.type, { [passing.field]: to });
    if (order.workflow !== 'six-order') return leftOf(order);
    const person = { kind: 'person', id: to };
    if (order.stage === 'dispatched') return send(actor, order, 'dispatch', { to: person, note: reason });
    return send(actor, order, 'transfer', { to: person, reason });
  }

  /** Nobody may follow: what is not accepted yet goes back to whoever dispatches, from the leaver's own hand alone. */
  async function giveBack(actor: Actor, order: HeldOrder, reason: string): Promise<Words | null> {
    // The mediator himself gives it back to the unit.
    if (order.workflow === 'mediation' && order.stage === 'mediating') {
      return (await send(actor, order, 'stepAside', {})) && leftOf(order);
    }
    if (order.workflow !== 'six-order') return leftOf(order);
    return order.stage === 'dispatched' ? send(actor, order, 'decline', { reason, handOver: true }) : nobodyFollows;
  }

  async function send(
    actor: Actor,
    order: HeldOrder,
    type: string,
    input: Readonly<Record<string, Json>>,
  ): Promise<Words | null> {
    const outcome = await engine.execute({ order: OrderId.parse(order.id), type, input, actor });
    api.metrics.command(type, outcome.kind);
    if (outcome.kind === 'applied') return null;
    if (outcome.kind === 'invalid') return both(outcome.issues);
    if (outcome.kind !== 'not-allowed' || outcome.order === null || order.workflow !== 'six-order') return notHis;
    const { zh, en } = whyNot(outcome.order.snapshot, { type, input, actor, at: clock.now() }) ?? notHis;
    return { zh, en };
  }

  /** The deputy (B岗) of whoever leaves is the successor's from `at` on, to the end of his own term; the new post's id. */
  async function standInFor(
    transaction: Db,
    actor: SessionActor,
    old: Post,
    principal: Post,
    at: number,
    reason: string,
  ): Promise<string> {
    const post: Post = { ...old, id: newId(), deputyOf: principal.id, validFrom: at };
    const after = {
      role: post.role,
      deputyOf: principal.id,
      from: iso(at),
      to: post.validTo === null ? null : iso(post.validTo),
    };
    await putPosts(transaction, [post]);
    await recordChanges(transaction, [{ ...changeOf(actor, post, reason), change: 'added', before: null, after }]);
    return post.id;
  }

  /** False when its term ends before that already. */
  async function endTerm(transaction: Db, actor: SessionActor, post: Post, at: number, reason: string): Promise<boolean> {
    if (!(await endPost(transaction, post, at))) return false;
    const before = { to: post.validTo === null ? null : iso(post.validTo) };
    await recordChanges(transaction, [{ ...changeOf(actor, post, reason), change: 'ended', before, after: { to: iso(at) } }]);
    return true;
  }

  function changeOf({ tenant, person, post: by }: SessionActor, { id }: Post, reason: string) {
    return { id: newId(), tenant, at: clock.now(), by: { person, post: by }, subject: 'post', subjectId: id, reason } as const;
  }

  const absenceOut = (actor: Actor, { id, person, startsAt, endsAt }: Absence) => ({
    id,
    person: { id: person, name: directory.personName(person) ?? null },
    from: iso(startsAt),
    to: iso(endsAt),
    deputies: directory
      .postsOf(person)
      .filter(({ tenant }) => tenant === actor.tenant)
      .flatMap((post) => directory.deputiesOf(post.id))
      .map((deputy) => ({
        post: deputy.id,
        person: deputy.person,
        name: directory.personName(deputy.person) ?? null,
        role: deputy.role,
      })),
  });
  /** Whether the actor may know and enter that this person is away: himself, or one with a post in his area. */
  const mayEnter = (actor: Actor, person: string): boolean => {
    if (person === actor.person) return isOfficial(actor.role);
    const reader = readerOf(api, actor);
    return directory
      .postsOf(person)
      .some(({ role, unit }) => isOfficial(role) && mayRefer(reader, 'enter-absence', pathOf(unit)));
  };

  serve(router, api, contract.listAbsences, async ({ session: { actor }, res }) => {
    const absences = await readAbsences(tables, clock.now(), actor.tenant);
    sendJson(res, 200, {
      absences: absences
        .filter(({ person }) => mayEnter(actor, person))
        .toSorted((a, b) => a.startsAt - b.startsAt)
        .map((absence) => absenceOut(actor, absence)),
    });
  });

  serve(router, api, contract.addAbsence, async ({ body, session: { actor }, res }) => {
    const person = body.person ?? actor.person;
    if (!isOfficial(actor.role)) throw new Refusal('forbidden');
    if (!mayEnter(actor, person))
      throw invalid('person', '本辖区在岗的人里没有这个 id / nobody in a post of this area has this id');
    const [startsAt, endsAt] = [Date.parse(body.from), Date.parse(body.to)];
    if (endsAt <= startsAt) throw invalid('to', '结束早于开始 / it ends before it begins');
    if (endsAt <= clock.now()) throw invalid('to', '已经过去了 / it is over already');
    const absence: Absence = { id: newId(), tenant: actor.tenant, person, startsAt, endsAt };
    await putAbsences(tables, [{ ...absence, enteredBy: actor.person }]);
    await directory.refresh();
    sendJson(res, 201, { absence: absenceOut(actor, absence) });
  });

  serve(router, api, contract.endAbsence, async ({ params, session: { actor }, res }) => {
    const absences = await readAbsences(tables, clock.now(), actor.tenant);
    const absence = absences.find(({ id }) => id === params.id);
    if (!absence || !mayEnter(actor, absence.person)) throw new Refusal('not-found');
    await endAbsence(tables, absence, clock.now());
    await directory.refresh();
    sendJson(res, 200, { ended: true });
  });

  return router;
}

/** `candidates` are those who could follow, `by` who hands over: none may take what he has another part in. */
function heldOf({ id, workflow, face }: StoredOrder, candidates: readonly string[], by: string): HeldOrder {
  const { resident, openedBy, category } = face.data;
  const parts = { resident: [resident, openedBy].filter((one): one is string => typeof one === 'string'), dispatcher: [by] };
  const complaint = typeof category === 'string' && categoryByCode(category)?.flags.includes('bypasses-unit') === true;
  const conflicts = candidates.filter(
    (person) => separationsBroken({ person, serves: [], wanted: 'handler', parts, complaint }).length > 0,
  );
  return { id, number: face.number, workflow, stage: face.stage, path: face.path, dueAt: face.dueAt, conflicts };
}
