// Activities: what everybody may read of them, volunteers joining and leaving, hours.
//
// A1: who sees one is who lives or works under the street that it is of: nobody else could come. A2: volunteers are named to whoever confirms
// their hours in the area, and never to each other or to the public; of numbers the public is told that it is full, and no other.
import { Router } from 'express';
import { activityWords, minutesOf, serviceKindOf } from '@six-order/community/activities/activity';
import { isPersonal } from '@six-order/community/privacy/redaction/redact';
import {
  cancelActivity,
  confirmHours,
  findActivity,
  joinActivity,
  leaveActivity,
  moveActivity,
  putActivity,
  readActivities,
  readVolunteers,
  type Listed,
} from '@six-order/community/activities/activity-store';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { dayOf, sayDay } from '@six-order/community/calendar/day';
import type { Unit } from '@six-order/community/units/unit';
import { streetOf } from '@six-order/community/units/unit';
import type { Actor } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { sendCached } from '../board/send-cached.ts';
import { contract } from '../contract.ts';
import { iso } from '../iso-instant.ts';
import { invalid, Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';

/** Past ones are shown for their hours. */
const BACK_MS = 30 * 86_400_000;

type Person = Actor & { readonly person: string };

export function activityRoutes(api: Api): Router {
  const { directory, tables, clock, newId } = api;
  const router = Router();

  serve(router, api, contract.publicActivities, async ({ query: { county }, req, res }) => {
    const found = await readActivities(tables, { tenant: county, after: clock.now() });
    sendCached(
      req,
      res,
      'application/json; charset=utf-8',
      JSON.stringify({ activities: found.map((one) => presentActivity(api, one)) }),
    );
  });

  serve(router, api, contract.listActivities, async ({ session: { actor }, res }) => {
    const found = await around(actor, clock.now() - BACK_MS);
    const mayPlan = mayRefer(readerOf(api, actor), 'keep-activities', actor.path);
    sendJson(res, 200, { activities: await Promise.all(found.map((one) => out(actor, one))), mayPlan });
  });

  serve(router, api, contract.planActivity, async ({ body, session: { actor }, res }) => {
    const unit = unitNamed(actor, body.unit, 'unit');
    if (!keeps(actor, unit)) throw new Refusal('forbidden');
    const facility = body.facility === undefined ? null : unitNamed(actor, body.facility, 'facility');
    if (facility && facility.kind !== 'facility') throw invalid('facility', '这不是服务点 / it is no facility');
    const startsAt = sayable(body);
    const id = newId();
    await putActivity(tables, {
      id,
      tenant: actor.tenant,
      kind: body.kind,
      unit: unit.id,
      facility: facility?.id ?? null,
      title: body.title,
      place: body.place ?? null,
      startsAt,
      endsAt: Date.parse(body.endsAt),
      wanted: body.wanted,
      cancelledAt: null,
      enteredBy: actor.person,
    });
    sendJson(res, 201, { activity: await one(actor, id) });
  });

  serve(router, api, contract.cancelActivity, async ({ params: { id }, session: { actor }, res }) => {
    const activity = await kept(actor, id);
    if (!(await cancelActivity(tables, { activity, at: clock.now(), notice: newId() })))
      throw new Refusal('not-allowed', { detail: begun });
    sendJson(res, 200, { activity: await one(actor, id) });
  });

  serve(router, api, contract.moveActivity, async ({ params: { id }, body, session: { actor }, res }) => {
    const activity = await kept(actor, id);
    const { facility, place } = activity;
    const to = {
      startsAt: sayable(body),
      endsAt: Date.parse(body.endsAt),
      // A place that is said takes it out of its facility.
      ...(body.place === undefined ? { facility, place } : { facility: null, place: body.place }),
    };
    if (!(await moveActivity(tables, { activity, at: clock.now(), notice: newId(), to })))
      throw new Refusal('not-allowed', { detail: begun });
    sendJson(res, 200, { activity: await one(actor, id) });
  });

  serve(router, api, contract.joinActivity, async ({ params: { id }, session: { actor }, res }) => {
    await one(actor, id);
    const done = await joinActivity(tables, { tenant: actor.tenant, activity: id, person: actor.person, at: clock.now() });
    if (done !== 'joined') throw new Refusal('not-allowed', { detail: done === 'full' ? full : begun });
    sendJson(res, 200, { activity: await one(actor, id) });
  });

  serve(router, api, contract.leaveActivity, async ({ params: { id }, session: { actor }, res }) => {
    await one(actor, id);
    if (!(await leaveActivity(tables, { tenant: actor.tenant, activity: id, person: actor.person, at: clock.now() })))
      throw new Refusal('not-allowed', { detail: notJoined });
    sendJson(res, 200, { activity: await one(actor, id) });
  });

  serve(router, api, contract.confirmActivityHours, async ({ params: { id }, body, session: { actor }, res }) => {
    const activity = await kept(actor, id);
    if (body.person === actor.person) throw invalid('person', '不能确认自己的时长 / nobody confirms his own service');
    if (activity.cancelledAt !== null || activity.startsAt > clock.now()) throw new Refusal('not-allowed', { detail: notBegun });
    const record = {
      id: newId(),
      tenant: actor.tenant,
      person: body.person,
      unit: activity.unit,
      day: sayDay(dayOf(activity.startsAt)),
      kind: serviceKindOf[activity.kind],
      minutes: body.minutes ?? minutesOf(activity),
      order: null,
      confirmedBy: actor.person,
      at: clock.now(),
      materialCents: 0,
      materialAgreedAt: null,
      reverses: null,
    };
    if (!(await confirmHours(tables, id, record))) throw new Refusal('not-allowed', { detail: noHours });
    sendJson(res, 201, { activity: await one(actor, id) });
  });

  return router;

  /** A2. When it begins, epoch ms. Throws where a text says too much, or the time has passed. */
  function sayable(body: { readonly title?: string; readonly place?: string | undefined; readonly startsAt: string }): number {
    for (const field of ['title', 'place'] as const)
      if (isPersonal(body[field] ?? ''))
        throw invalid(
          field,
          '像是有个人信息，活动内容人人可见，请改写 / it looks like personal data, and anybody reads it: write it otherwise',
        );
    const startsAt = Date.parse(body.startsAt);
    if (startsAt <= clock.now()) throw invalid('startsAt', '开始时间已过 / it lies in the past');
    return startsAt;
  }

  /** A1. */
  function around(actor: Person, after: number): Promise<readonly Listed[]> {
    const street = streetOf(actor.path);
    const units = directory.unitsWithin(street).map(({ id }) => id);
    return readActivities(tables, { tenant: actor.tenant, units, person: actor.person, after });
  }

  async function one(actor: Person, id: string) {
    const found = (await around(actor, clock.now() - BACK_MS)).find((activity) => activity.id === id);
    if (!found) throw new Refusal('not-found');
    return out(actor, found);
  }

  /** Of whoever may change it. */
  async function kept(actor: Person, id: string) {
    const activity = await findActivity(tables, actor.tenant, id);
    const unit = activity && directory.unitById(activity.unit);
    if (!activity || !unit || !keeps(actor, unit)) throw new Refusal('not-found');
    return activity;
  }

  function keeps(actor: Actor, unit: Unit): boolean {
    return mayRefer(readerOf(api, actor), 'keep-activities', unit.path);
  }

  function unitNamed(actor: Actor, ref: string, field: string): Unit {
    const unit = directory.findUnit(actor.tenant, ref);
    if (!unit) throw invalid(field, '本县没有这个 id 或编码的单元 / no unit of this county has this id or code');
    return unit;
  }

  async function out(actor: Person, activity: Listed) {
    const unit = directory.unitById(activity.unit);
    const { wanted, joined, mine } = activity;
    const volunteers =
      unit && keeps(actor, unit)
        ? (await readVolunteers(tables, actor.tenant, activity.id)).map(({ person, confirmed }) => ({
            person,
            name: directory.personName(person) ?? '',
            confirmed,
          }))
        : undefined;
    return { ...presentActivity(api, activity), wanted, joined, mine, ...(volunteers && { volunteers }) };
  }
}

/** What anybody may read of it. */
export function presentActivity({ directory }: Pick<Api, 'directory'>, one: Listed) {
  const refOf = (id: string | null) => {
    const unit = id === null ? undefined : directory.unitById(id);
    return unit ? { code: unit.code, name: unit.name } : null;
  };
  return {
    id: one.id,
    kind: one.kind,
    title: one.title,
    unit: refOf(one.unit) ?? { code: '', name: activityWords[one.kind].zh },
    facility: refOf(one.facility),
    place: one.place,
    startsAt: iso(one.startsAt),
    endsAt: iso(one.endsAt),
    cancelled: one.cancelledAt !== null,
    full: one.joined >= one.wanted,
  };
}

const begun = { zh: '活动已经开始、结束或取消。', en: 'It has begun, is over, or was cancelled.' };
const full = { zh: '名额已满。', en: 'As many have joined as are wanted.' };
const notJoined = { zh: '没有报名，或活动已经开始。', en: 'You have not joined, or it has begun.' };
const notBegun = { zh: '活动还没有开始，或已取消。', en: 'It has not begun yet, or was cancelled.' };
const noHours = { zh: '此人没有报名，或时长已确认过。', en: 'That person has not joined, or has the hours already.' };
