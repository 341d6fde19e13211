// Service: hours, reports-in, the papers made of them; and the groups that a person says he is of.
import { Router } from 'express';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { personKey, readPersonKey, type PersonKey } from '@six-order/community/people/people-store';
import { reportInLetter, Service, serviceCertificate, type ServiceRecord } from '@six-order/community/people/service';
import {
  endReportIn,
  putReportIn,
  putServiceRecord,
  readReportIns,
  readServiceRecords,
} from '@six-order/community/people/service-store';
import { readTags, setTags } from '@six-order/community/people/tag-store';
import type { Actor } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { parse } from '../parse.ts';
import { isOfficial } from '../present-names.ts';
import { unitRef } from '../unit-ref.ts';
import { languageOf } from '../problem-handler.ts';
import { complaint, Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';

const iso = (at: number): string => new Date(at).toISOString();
const dayOf = (at: number): string => iso(at + 8 * 3_600_000).slice(0, 10);

export function serviceRoutes(api: Api): Router {
  const { directory, tables, clock, newId, keyring } = api;
  const router = Router();

  const keyOf = async (actor: Actor & { readonly person: string }): Promise<PersonKey> => {
    const stored = await readPersonKey(tables, actor.tenant, actor.person);
    if (!stored) throw new Error('a session is of a person who is there');
    return personKey(keyring, stored);
  };
  const recordOut = ({ id, unit, day, kind, minutes, order, reverses }: ServiceRecord) => ({
    id,
    unit: unitRef(directory, unit),
    day,
    kind,
    minutes,
    order,
    reverses,
  });
  const reportsOut = async (actor: Actor & { readonly person: string }) => ({
    reports: (await readReportIns(tables, await keyOf(actor), actor.tenant, actor.person)).map(
      ({ id, unit, employer, reportedAt, endedAt }) => ({
        id,
        unit: unitRef(directory, unit),
        employer,
        reportedAt: iso(reportedAt),
        endedAt: endedAt === null ? null : iso(endedAt),
      }),
    ),
  });
  /** The person served somewhere in the confirmer's area: has a post or a report-in there. */
  const known = (actor: Actor, person: string): boolean =>
    directory.tenantOf(person) === actor.tenant &&
    directory.postsOf(person).some(({ role, unit }) => {
      const path = directory.unitById(unit)?.path;
      return isOfficial(role) && path !== undefined && mayRefer(readerOf(api, actor), 'confirm-service', path);
    });

  serve(router, api, contract.confirmService, async ({ params, body, session: { actor }, req, res }) => {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, 'confirm-service')) throw new Refusal('forbidden');
    if (!known(actor, params.id)) throw new Refusal('not-found');
    const { unit: ref, ...given } = body;
    const unit = unitOf(api, actor, ref);
    const errors = [
      ...(mayRefer(reader, 'confirm-service', unit.path)
        ? []
        : [complaint('unit', '不在您的辖区内 / it lies outside your area')]),
      ...(params.id === actor.person ? [complaint('id', '不能确认自己的服务时长 / nobody confirms his own service')] : []),
      ...(given.day > dayOf(clock.now()) ? [complaint('day', '这一天还没到 / this day is yet to come')] : []),
    ];
    if (errors.length > 0) throw new Refusal('invalid', { errors });
    const { materialAgreedAt, ...service } = parse(Service, given, () => languageOf(req));
    const record: ServiceRecord = {
      ...service,
      id: newId(),
      tenant: actor.tenant,
      person: params.id,
      unit: unit.id,
      confirmedBy: actor.person,
      at: clock.now(),
      materialAgreedAt: materialAgreedAt === null ? null : Date.parse(materialAgreedAt),
      reverses: null,
    };
    await putServiceRecord(tables, record);
    sendJson(res, 201, { record: recordOut(record) });
  });

  serve(router, api, contract.reverseService, async ({ params, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, 'confirm-service')) throw new Refusal('forbidden');
    const records = await readServiceRecords(tables, { tenant: actor.tenant, person: params.id });
    const wrong = records.find(({ id }) => id === params.record);
    const path = wrong && directory.unitById(wrong.unit)?.path;
    if (!wrong || path === undefined || !mayRefer(reader, 'confirm-service', path) || params.id === actor.person) {
      throw new Refusal('not-found');
    }
    const back: ServiceRecord = {
      ...wrong,
      id: newId(),
      minutes: -wrong.minutes,
      confirmedBy: actor.person,
      at: clock.now(),
      materialCents: 0,
      materialAgreedAt: null,
      reverses: wrong.id,
    };
    if (wrong.reverses !== null || !(await putServiceRecord(tables, back))) {
      throw new Refusal('not-allowed', { detail: { zh: '该记录已冲销', en: 'It is taken back already' } });
    }
    sendJson(res, 201, { record: recordOut(back) });
  });

  serve(router, api, contract.listMyService, async ({ session: { actor }, res }) => {
    const records = await readServiceRecords(tables, actor);
    const minutes = records.reduce((sum, record) => sum + record.minutes, 0);
    sendJson(res, 200, { records: records.map(recordOut), minutes });
  });

  serve(router, api, contract.getCertificate, async ({ query, session: { actor }, res }) => {
    const unit = unitOf(api, actor, query.unit);
    const records = await readServiceRecords(tables, { tenant: actor.tenant, person: actor.person, unit: unit.id });
    const name = directory.personName(actor.person) ?? '';
    sendJson(res, 200, { text: serviceCertificate({ name, community: unit.name, records, day: dayOf(clock.now()) }) });
  });

  serve(router, api, contract.listReportIns, async ({ session: { actor }, res }) => sendJson(res, 200, await reportsOut(actor)));

  serve(router, api, contract.reportIn, async ({ body, session: { actor }, res }) => {
    const unit = unitOf(api, actor, body.unit);
    if (unit.kind !== 'community') {
      throw new Refusal('invalid', { errors: [{ path: 'unit', message: '只能到社区报到 / one reports in to a community' }] });
    }
    const report = {
      id: newId(),
      tenant: actor.tenant,
      person: actor.person,
      unit: unit.id,
      employer: body.employer,
      reportedAt: clock.now(),
      endedAt: null,
    };
    if (!(await putReportIn(tables, await keyOf(actor), report))) {
      throw new Refusal('not-allowed', { detail: { zh: '已在该社区报到', en: 'You have reported in there already' } });
    }
    sendJson(res, 201, await reportsOut(actor));
  });

  serve(router, api, contract.endReportIn, async ({ params, session: { actor }, res }) => {
    const report = { tenant: actor.tenant, person: actor.person, id: params.id };
    if (!(await endReportIn(tables, report, clock.now()))) throw new Refusal('not-found');
    sendJson(res, 200, await reportsOut(actor));
  });

  serve(router, api, contract.getReportInLetter, async ({ params, session: { actor }, res }) => {
    const reports = await readReportIns(tables, await keyOf(actor), actor.tenant, actor.person);
    const report = reports.find(({ id }) => id === params.id);
    if (!report) throw new Refusal('not-found');
    if (report.employer === null) {
      throw new Refusal('not-allowed', { detail: { zh: '报到时没有填写所在单位', en: 'No unit of your own was given' } });
    }
    const records = await readServiceRecords(tables, { tenant: actor.tenant, person: actor.person, unit: report.unit });
    const text = reportInLetter({
      name: directory.personName(actor.person) ?? '',
      community: directory.unitById(report.unit)?.name ?? '',
      employer: report.employer,
      reportedOn: dayOf(report.reportedAt),
      records,
      day: dayOf(clock.now()),
    });
    sendJson(res, 200, { text });
  });

  serve(router, api, contract.getTags, async ({ session: { actor }, res }) =>
    sendJson(res, 200, { tags: await readTags(tables, await keyOf(actor), actor) }),
  );

  serve(router, api, contract.setTags, async ({ body, session: { actor }, res }) => {
    const key = await keyOf(actor);
    await setTags(tables, key, actor, { tags: body.tags, at: clock.now(), newId });
    sendJson(res, 200, { tags: await readTags(tables, key, actor) });
  });

  return router;
}
