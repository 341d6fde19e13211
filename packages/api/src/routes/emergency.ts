// Forces and supplies for emergencies; telephones of those who may be called out.
//
// E1: a telephone is opened after the access log has it, for an order that the reader may see, of somebody whom its last call-out
// names and who has not said that he is there.
import { Router } from 'express';
import { maySee } from '@six-order/community/authority/authority';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { marks } from '@six-order/community/desks/marks';
import { parseDuration, sayDuration } from '@six-order/community/deadlines/duration';
import type { Hazard } from '@six-order/community/emergency/hazard';
import { needsOf, planAt } from '@six-order/community/emergency/plan';
import {
  isResource,
  kindOf,
  needsOfArea,
  resourceKinds,
  resourceWords,
  shortages,
  type Resource,
} from '@six-order/community/emergency/resource';
import {
  endResource,
  importResources,
  openDutyPhone,
  putDutyPhone,
  putResources,
  readResources,
  unitOfResource,
} from '@six-order/community/emergency/resource-store';
import { redact } from '@six-order/community/privacy/redaction/redact';
import type { Words } from '@six-order/community/rules/rule';
import { isWithin, OrderId, type StoredOrder } from '@six-order/engine';
import { confirmByOf, plannedEndOf } from '@six-order/workflows/emergency/clocks';
import { contextOf, handlingOf } from '@six-order/workflows/emergency/face';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { iso, isoOrNull } from '../iso-instant.ts';
import { invalid, Refusal } from '../refusal.ts';
import { inBoth } from '@six-order/community/rules/rule';
import { say } from '../say.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { SessionActor } from '../session.ts';
import { unitOf } from '../unit-of.ts';
import { unitRef } from '../unit-ref.ts';
import { visibleOrder } from '../visible-order.ts';

/** What the access log says was read; the person stands behind it. */
const DUTY_PHONE = 'duty-phone';

const known = resourceKinds.flatMap((kind) =>
  Object.entries<Words>(resourceWords[kind]).map(([what, name]) => ({ kind, what, name })),
);

/** Emergencies of a list. */
const MOST = 50;

export function emergencyRoutes(api: Api): Router {
  const { directory, tables, clock, newId, keyring, accessLog, rules } = api;
  const router = Router();

  serve(router, api, contract.listOwnEmergencies, async ({ session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const { faces } = await api.engine.findFaces({
      tenant: actor.tenant,
      filter: { all: [{ workflow: 'emergency' }, { label: marks.emergency }] },
      sort: 'newest',
      limit: MOST,
    });
    const orders = await Promise.all(faces.map(({ id }) => api.engine.get(OrderId.parse(id))));
    const seen = orders.filter((order) => order !== undefined && order !== null && maySee(reader, order));
    sendJson(res, 200, { emergencies: seen.map((order) => summaryOf(order as StoredOrder)) });
  });

  serve(router, api, contract.readEmergencyLimits, async ({ query, session: { actor }, res }) => {
    const { path } = unitOf(api, actor, query.unit);
    if (!mayRefer(readerOf(api, actor), 'read-resources', path)) throw new Refusal('forbidden');
    const { plan } = planAt(rules, query.hazard, { tenant: actor.tenant, path, at: clock.now() });
    const said = (limit: string): Words => sayDuration(parseDuration(limit));
    const { I, II, III, IV } = plan.lasts;
    sendJson(res, 200, {
      lasts: { I: said(I), II: said(II), III: said(III), IV: said(IV) },
      confirmWithin: said(plan.confirmWithin),
      firstResponse: said(plan.firstResponse),
    });
  });

  serve(router, api, contract.listEmergencyResources, async ({ query, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const path = query.unit === undefined ? actor.path : unitOf(api, actor, query.unit).path;
    if (!mayRefer(reader, 'read-resources', path)) throw new Refusal('forbidden');
    const units = directory.unitsWithin(path).map(({ id }) => id);
    const resources = await readResources(tables, { tenant: actor.tenant, units, at: clock.now() });
    sendJson(res, 200, {
      resources: resources.map(out),
      known,
      lacking: query.hazard ? lacking(query.hazard, { tenant: actor.tenant, path, resources }) : [],
    });
  });

  serve(router, api, contract.addEmergencyResources, async ({ body, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const now = clock.now();
    const resources = body.resources.map((one, n): Resource => {
      const unit = directory.findUnit(actor.tenant, one.unit);
      if (!unit)
        throw invalid(`resources.${n}.unit`, '本县没有这个 id 或编码的单元 / no unit of this county has this id or code');
      if (!mayRefer(reader, 'keep-resources', unit.path)) throw new Refusal('forbidden');
      if (!isResource(one.kind, one.what)) {
        throw invalid(
          `resources.${n}.what`,
          `应为下列之一：${Object.keys(resourceWords[one.kind]).join('、')} / of a ${one.kind} it is one of ${Object.keys(resourceWords[one.kind]).join(', ')}`,
        );
      }
      const source = one.source === undefined ? undefined : directory.findUnit(actor.tenant, one.source);
      if ((one.kind === 'force') !== (source !== undefined)) {
        throw invalid(
          `resources.${n}.source`,
          '队伍须写明派出它的本县单元，物资不写 / a force names the unit of this county that sends it, a supply names none',
        );
      }
      const validFrom = one.from === undefined ? now : Date.parse(one.from);
      const validTo = one.until === undefined ? null : Date.parse(one.until);
      if (validTo !== null && validTo <= validFrom)
        throw invalid(`resources.${n}.until`, '结束须晚于开始 / it ends later than it begins');
      const { kind, what, amount } = one;
      return { id: newId(), kind, what, amount, unit: unit.id, source: source?.id ?? null, validFrom, validTo };
    });
    await putResources(tables, actor.tenant, actor.person, resources);
    sendJson(res, 201, { resources: resources.map(out) });
  });

  serve(router, api, contract.importEmergencyResources, async ({ body: { table, dryRun }, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, 'keep-resources')) throw new Refusal('forbidden');
    const plan = await importResources(tables, {
      tenant: actor.tenant,
      table,
      enteredBy: actor.person,
      dryRun,
      at: clock.now(),
      newId,
      unitOf(code) {
        const unit = directory.findUnit(actor.tenant, code);
        return unit && { id: unit.id, keeps: mayRefer(reader, 'keep-resources', unit.path) };
      },
    });
    if (plan.kind === 'refused') {
      const errors = plan.problems.map(({ line, message }) => ({
        path: 'table',
        message: inBoth({ zh: `第 ${line} 行：${say(message, 'zh')}`, en: `line ${line}: ${say(message, 'en')}` }),
      }));
      throw new Refusal('invalid', { errors });
    }
    sendJson(res, 200, {
      dryRun,
      rows: plan.rows.map(({ line, outcome, resource }) => ({ line, outcome, resource: out(resource) })),
    });
  });

  serve(router, api, contract.endEmergencyResource, async ({ params: { id }, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, 'keep-resources')) throw new Refusal('forbidden');
    const at = clock.now();
    const which = { tenant: actor.tenant, id, at };
    const unit = await unitOfResource(tables, which);
    const path = unit === null ? undefined : directory.unitById(unit)?.path;
    if (path === undefined || !mayRefer(reader, 'keep-resources', path)) throw new Refusal('not-found');
    if (!(await endResource(tables, which))) throw new Refusal('not-found');
    sendJson(res, 200, { ended: iso(at) });
  });

  serve(router, api, contract.setDutyPhone, async ({ params: { id }, body: { phone }, session: { actor }, res }) => {
    if (id !== actor.person && !keepsFor(actor, id)) throw new Refusal('not-found');
    const { tenant, person: enteredBy } = actor;
    if (!(await putDutyPhone(tables, keyring, { tenant, person: id, phone, enteredBy }))) throw new Refusal('not-found');
    sendJson(res, 200, { kept: phone !== null });
  });

  serve(router, api, contract.telephoneCalled, async ({ params, body: { person, reason }, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    if (order.workflow !== 'emergency') throw new Refusal('not-found');
    if (!mayRefer(reader, 'telephone-called')) throw new Refusal('forbidden');
    const { calls, endedAt } = contextOf(order.snapshot);
    const called = calls.at(-1)?.people.find((one) => one.person === person);
    if (!called) throw new Refusal('not-found');
    if (endedAt !== null || called.state === 'there') throw new Refusal('not-allowed', { detail: needless });
    await accessLog.write([
      {
        id: newId(),
        tenant: actor.tenant,
        at: clock.now(),
        person: actor.person,
        post: actor.post,
        order: order.id,
        field: `${DUTY_PHONE}.${person}`,
        how: 'reveal',
        reason: redact(reason),
      },
    ]);
    sendJson(res, 200, { phone: await openDutyPhone(tables, keyring, { tenant: actor.tenant, person }) });
  });

  /** For those who hold a post in the area that the actor keeps the register of. */
  function keepsFor(actor: SessionActor, person: string): boolean {
    const reader = readerOf(api, actor);
    return directory
      .postsOf(person)
      .filter(({ tenant, role }) => tenant === actor.tenant && role !== 'resident' && role !== 'relative')
      .some(({ unit }) => {
        const path = directory.unitById(unit)?.path;
        return path !== undefined && isWithin(path, actor.path) && mayRefer(reader, 'keep-resources', path);
      });
  }

  function summaryOf({ id, snapshot }: StoredOrder) {
    const context = contextOf(snapshot);
    const { number, kind, hazard, level, scope, endedAt, clocks, calls } = context;
    const call = calls.at(-1);
    const answered = (...states: readonly unknown[]): number =>
      call?.people.filter(({ state }) => states.includes(state)).length ?? 0;
    return {
      id,
      number,
      kind,
      hazard,
      level,
      state: handlingOf(snapshot),
      areas: scope.map((area) => unitRef(directory, area.id)),
      plannedEnd: isoOrNull(endedAt === null ? plannedEndOf(context) : null),
      confirmBy: isoOrNull(confirmByOf(context)),
      reportDue: isoOrNull(clocks.report?.finishedAt === null ? clocks.report.dueAt : null),
      call: call
        ? {
            at: iso(call.at),
            called: call.people.length,
            heard: answered('heard', 'out', 'there'),
            out: answered('out', 'there'),
            there: answered('there'),
          }
        : null,
    };
  }

  const nameOf = (kind: Resource['kind'], what: string): Words =>
    (resourceWords[kind] as Readonly<Record<string, Words>>)[what] ?? { zh: what, en: what };

  /** By the plan that holds at `path`. */
  function lacking(
    hazard: Hazard,
    { tenant, path, resources }: { tenant: string; path: string; resources: readonly Resource[] },
  ) {
    const { plan } = planAt(rules, hazard, { tenant, path, at: clock.now() });
    const communities = directory.unitsWithin(path).filter(({ kind }) => kind === 'community').length;
    return shortages(resources, needsOfArea(needsOf(hazard, plan), communities)).map((one) => ({
      ...one,
      name: nameOf(kindOf(one.what), one.what),
    }));
  }

  function out({ id, kind, unit, what, source, amount, validFrom, validTo }: Resource) {
    return {
      id,
      kind,
      unit: unitRef(directory, unit),
      what,
      name: nameOf(kind, what),
      amount,
      source: source === null ? null : unitRef(directory, source),
      from: iso(validFrom),
      until: isoOrNull(validTo),
    };
  }

  return router;
}

const needless: Words = {
  zh: '此人已到位，或应急响应已结束：不需要电话核实。',
  en: 'This person is there, or the emergency is over: there is nothing to telephone about.',
};
