// The notice, consents, one's own data, and the data protection officer's records.
//
// Owns: the doors, and what a copy of one's own data holds. Not ours: who reads which field (community/privacy/fields).
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { visibleTo } from '@six-order/community/authority/authority';
import { isResident } from '@six-order/community/authority/relation';
import type { Reader } from '@six-order/community/authority/reader';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { readAbsences } from '@six-order/community/people/absence-store';
import { personKey, readPersonKey } from '@six-order/community/people/people-store';
import { readReportIns, readServiceRecords } from '@six-order/community/people/service-store';
import { readTags } from '@six-order/community/people/tag-store';
import { readAccess, readVisits } from '@six-order/community/privacy/access-log-store';
import { dataRequestWords } from '@six-order/community/privacy/data-request';
import { consentsNow, unfitConsent, type Consent } from '@six-order/community/privacy/consent';
import { putConsent, readConsents, readMissingConsents } from '@six-order/community/privacy/consent-store';
import { disclose } from '@six-order/community/privacy/disclose';
import { fieldsOf } from '@six-order/community/privacy/field-name';
import { noticeAt, noticeOf } from '@six-order/community/privacy/notice';
import { consentPurposeNames, consentPurposes, guardianPurpose } from '@six-order/community/privacy/purposes';
import { recordShapes, standingRecords, type PrivacyRecord } from '@six-order/community/privacy/record';
import {
  listForBreach,
  noteNotified,
  putPrivacyRecord,
  readBreachList,
  readPrivacyRecords,
} from '@six-order/community/privacy/record-store';
import { readTurnedAway } from '@six-order/community/privacy/turned-away-store';
import { readCursor, writeCursor, type Actor, type StoredOrder } from '@six-order/engine';
import { contextOf, handlingOf } from '@six-order/workflows/data-request/face';
import { sendRefusal } from '../answer-outcome.ts';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { parse } from '../parse.ts';
import { languageOf } from '../problem-handler.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { Session } from '../session.ts';
import { unitRef } from '../unit-ref.ts';

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** What is read at once of one's orders and of the readings of each: a copy is written while it is fetched. */
const ORDERS = 100;
const READINGS = 1_000;
/** Of the orders that lack a consent, the first to be looked after. */
const LACKING = 500;
/** The officer answers the first due first; whoever has more is late as it is. */
const REQUESTS = 200;

/** Its JSON without the closing brace: more of it follows. */
const openEnded = (value: object): string => JSON.stringify(value).slice(0, -1);

const namesOfCategory = (code: string) => {
  const category = categoryByCode(code);
  return { zh: category?.nameZh ?? code, en: category?.nameEn ?? code };
};

export function privacyRoutes(api: Api): Router {
  const { accessLog, directory, tables, clock, newId, keyring, engine } = api;
  const router = Router();

  serve(router, api, contract.getPrivacyNotice, ({ query, res }) => {
    const notice = query.version === undefined ? noticeAt(clock.now()) : noticeOf(query.version);
    if (!notice) throw new Refusal('not-found');
    sendJson(res, 200, notice);
  });

  const consentsOut = (said: readonly Consent[]) => {
    const now = consentsNow(said);
    return {
      notice: noticeAt(clock.now()).version,
      consents: consentPurposeNames.map((purpose) => {
        const last = now[purpose];
        const { title, with: used, without, sensitive } = consentPurposes[purpose];
        return {
          purpose,
          title,
          with: used,
          without,
          sensitive,
          guardian: purpose === guardianPurpose,
          given: last?.given ?? false,
          at: isoOrNull(last?.at ?? null),
          notice: last?.notice ?? null,
          how: last?.how ?? null,
        };
      }),
    };
  };
  const say = async (consent: Consent): Promise<ReturnType<typeof consentsOut>> => {
    if (!noticeOf(consent.notice)) {
      throw new Refusal('invalid', {
        errors: [{ path: 'notice', message: '没有这一版的告知书 / there never was a notice of this version' }],
      });
    }
    const wrong = unfitConsent(consent);
    if (wrong !== null) throw new Refusal('invalid', { errors: [{ path: 'guardian', message: wrong }] });
    await putConsent(tables, consent);
    return consentsOut(await readConsents(tables, consent.tenant, consent.person));
  };

  serve(router, api, contract.listMyConsents, async ({ session: { actor }, res }) =>
    sendJson(res, 200, consentsOut(await readConsents(tables, actor.tenant, actor.person))),
  );

  serve(router, api, contract.setMyConsent, async ({ body, session: { actor }, res }) => {
    const { tenant, person } = actor;
    const { asGuardian, ...said } = body;
    const consent: Consent = {
      ...said,
      id: newId(),
      tenant,
      person,
      at: clock.now(),
      how: 'self',
      enteredBy: person,
      guardian: asGuardian ? person : null,
    };
    sendJson(res, 200, await say(consent));
  });

  /** Someone with a post in the area; whoever is not is as good as not there. */
  const inArea = (actor: Actor, person: string): boolean => {
    const reader = readerOf(api, actor);
    return directory
      .postsOf(person)
      .some(
        ({ tenant, unit }) => tenant === actor.tenant && mayRefer(reader, 'record-consent', directory.unitById(unit)?.path ?? ''),
      );
  };

  serve(router, api, contract.recordConsent, async ({ params, body, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'record-consent')) throw new Refusal('forbidden');
    if (!inArea(actor, params.id) || params.id === actor.person) throw new Refusal('not-found');
    const at = clock.now();
    const consent: Consent = { ...body, id: newId(), tenant: actor.tenant, person: params.id, at, enteredBy: actor.person };
    sendJson(res, 201, await say(consent));
  });

  const keeper = (actor: Actor): Reader => {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, 'keep-privacy-records')) throw new Refusal('forbidden');
    return reader;
  };

  serve(router, api, contract.listConsents, async ({ params, session: { actor }, res }) => {
    keeper(actor);
    if (directory.tenantOf(params.id) !== actor.tenant) throw new Refusal('not-found');
    sendJson(res, 200, consentsOut(await readConsents(tables, actor.tenant, params.id)));
  });

  serve(router, api, contract.getMyData, async ({ session: { actor }, res }) => {
    const { orders, ...head } = await copyOf(actor);
    res.status(200).set('content-type', 'application/json; charset=utf-8');
    // What fails once it is under way ends the answer in the middle: a file that is not whole is none. Who stops listening ends the reading.
    await pipeline(Readable.from(written(head, orders)), res).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  });

  serve(router, api, contract.listMyVisits, async ({ query: { cursor, limit }, session: { actor }, res }) => {
    const { tenant, person } = actor;
    const numbers = new Map<string, string>();
    for await (const { id, face } of ownOrders(actor)) numbers.set(id, face.number);
    const from = cursor === undefined ? null : readCursor(cursor);
    const after = from === null ? undefined : { at: from.at ?? 0, id: from.id };
    const found = await readVisits(tables, { tenant, orders: [...numbers.keys()], notBy: person, after, limit: limit + 1 });
    const page = found.visits.slice(0, limit);
    const last = page.at(-1);
    sendJson(res, 200, {
      visits: page.map(({ id, order, post, from, to, read }) => ({
        id,
        order: { id: order, number: numbers.get(order) ?? '' },
        ...byPost(post),
        from: iso(from),
        to: iso(to),
        read,
      })),
      total: found.total,
      next: found.visits.length > limit && last ? writeCursor({ at: last.to, id: last.id }) : null,
    });
  });

  /** By post, not by name: who it was, the data protection officer tells whoever asks why. */
  const byPost = (id: string | null) => {
    const held = id === null ? undefined : directory.post(id);
    return { role: held?.role ?? null, unit: held ? unitRef(directory, held.unit) : null };
  };

  /** Whose order it is reads it as its resident, in whatever post. */
  const asResident = (actor: Session['actor']): Reader => ({ ...actor, role: 'resident', holds: [] });

  /** One's own orders, newest first. */
  async function* ownOrders(actor: Session['actor']): AsyncGenerator<StoredOrder> {
    const { tenant, person } = actor;
    const ask = { tenant, filter: { people: [person] }, sort: 'newest', limit: ORDERS } as const;
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await engine.find({ ...ask, ...(cursor !== undefined && { cursor }) });
      yield* page.orders.filter((order) => isResident(asResident(actor), order));
      cursor = page.next;
    }
  }

  /** All that is kept of the person: opening it is logged as any other reading. */
  async function copyOf(actor: Session['actor']) {
    const { tenant, person } = actor;
    const stored = await readPersonKey(tables, tenant, person);
    if (!stored) throw new Error('a session is of a person who is there');
    const key = personKey(keyring, stored);
    const now = clock.now();
    const [absences, tags, reports, service, consents] = await Promise.all([
      readAbsences(tables, 0, tenant),
      readTags(tables, key, actor),
      readReportIns(tables, key, tenant, person),
      readServiceRecords(tables, { tenant, person }),
      readConsents(tables, tenant, person),
    ]);
    return {
      at: iso(now),
      person: { id: person, name: directory.personName(person) ?? '' },
      posts: directory.postsOf(person).flatMap(({ id, role, unit, validFrom, validTo }) => {
        const at = unitRef(directory, unit);
        return at ? [{ id, role, unit: at, from: iso(validFrom), to: isoOrNull(validTo) }] : [];
      }),
      absences: absences
        .filter((absence) => absence.person === person)
        .map(({ startsAt, endsAt }) => ({ from: iso(startsAt), to: iso(endsAt) })),
      tags,
      reportIns: reports.map(({ unit, employer, reportedAt, endedAt }) => ({
        unit: unitRef(directory, unit),
        employer,
        reportedAt: iso(reportedAt),
        endedAt: isoOrNull(endedAt),
      })),
      service: service.map(({ day, kind, minutes }) => ({ day, kind, minutes })),
      consents: consents.map(({ purpose, given, notice, at, how, guardian }) => ({
        purpose,
        given,
        notice,
        at: iso(at),
        how,
        guardian,
      })),
      more: false,
      orders: orderCopies(actor, now),
    };
  }

  /** A line for each order and each reading of it. */
  async function* written(head: object, orders: ReturnType<typeof orderCopies>): AsyncGenerator<string> {
    yield `${openEnded(head)},\n"orders":[`;
    let order = 0;
    for await (const { readings, ...said } of orders) {
      yield `${order++ === 0 ? '' : ','}\n${openEnded(said)},\n"readings":[`;
      let reading = 0;
      for await (const page of readings) {
        yield page.map((one) => `${reading++ === 0 ? '' : ','}\n${JSON.stringify(one)}`).join('');
      }
      yield ']}';
    }
    yield ']}\n';
  }

  async function* orderCopies(actor: Session['actor'], now: number) {
    for await (const order of ownOrders(actor)) yield await orderCopy(asResident(actor), order, now);
  }

  async function orderCopy(reader: Reader, order: StoredOrder, now: number) {
    const fields = await disclose({ db: tables, accessLog, engine, reader, order, now, newId }, fieldsOf(order));
    return {
      id: order.id,
      number: order.face.number,
      workflow: order.workflow,
      stage: order.face.stage,
      openedAt: iso(order.face.openedAt),
      closedAt: isoOrNull(order.face.closedAt),
      fields: { ...fields },
      readings: readingsOf(reader, order.id),
    };
  }

  /** What others read of it, newest first, in pages. */
  async function* readingsOf({ tenant, person }: Reader, order: string) {
    for (let after: { at: number; id: string } | undefined; ;) {
      const page = await readAccess(tables, { tenant, order, notBy: person, after, limit: READINGS });
      yield page.map(({ at, field, how, post, reason }) => ({ at: iso(at), field, how, ...byPost(post), reason }));
      after = page.at(-1);
      if (page.length < READINGS) return;
    }
  }

  const requestOut = ({ id, face, snapshot }: StoredOrder) => {
    const { kind, about, answer, askedAt } = contextOf(snapshot);
    return {
      id,
      number: face.number,
      kind,
      title: dataRequestWords[kind],
      about,
      stage: handlingOf(snapshot),
      outcome: answer?.outcome ?? null,
      askedAt: iso(askedAt),
      dueAt: isoOrNull(face.dueAt),
    };
  };

  serve(router, api, contract.askDataRequest, async ({ body, session: { actor }, key, req, res }) => {
    const command = { workflow: 'data-request', type: 'ask', input: body, actor, ...(key !== undefined && { key }) };
    const outcome = await engine.execute(command);
    api.metrics.command('ask', outcome.kind);
    if (outcome.kind !== 'applied') return sendRefusal(api, { req, res, actor }, outcome, (path) => path);
    sendJson(res, 201, { request: requestOut(outcome.order) });
  });

  serve(router, api, contract.listMyDataRequests, async ({ session: { actor }, res }) => {
    const filter = { all: [{ workflow: 'data-request' }, { people: [actor.person] }] };
    const { orders } = await engine.find({ tenant: actor.tenant, filter, sort: 'newest', limit: REQUESTS });
    sendJson(res, 200, { requests: orders.map(requestOut) });
  });

  serve(router, api, contract.listDataRequests, async ({ session: { actor }, res }) => {
    const reader = keeper(actor);
    const filter = { all: [visibleTo(reader), { workflow: 'data-request' }, { open: true }] };
    const { orders } = await engine.find({ tenant: actor.tenant, filter, sort: 'due', limit: REQUESTS });
    sendJson(res, 200, {
      requests: orders.map((order) => {
        const { resident } = contextOf(order.snapshot);
        const name = resident === null ? undefined : directory.personName(resident);
        return { ...requestOut(order), person: resident === null ? null : { id: resident, name: name ?? '' } };
      }),
    });
  });

  serve(router, api, contract.countTurnedAway, async ({ session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'read-turned-away')) throw new Refusal('forbidden');
    sendJson(res, 200, { months: [...(await readTurnedAway(tables, actor.tenant))] });
  });

  serve(router, api, contract.listMissingConsents, async ({ session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'read-missing-consents')) throw new Refusal('forbidden');
    const found = await readMissingConsents(tables, actor.tenant, LACKING + 1);
    sendJson(res, 200, {
      orders: found.slice(0, LACKING).map(({ number, category, person, openedAt, missing }) => ({
        number,
        category: { code: category, name: namesOfCategory(category) },
        person,
        openedAt: iso(openedAt),
        missing: missing.map((purpose) => ({ purpose, title: consentPurposes[purpose].title })),
      })),
      more: found.length > LACKING,
    });
  });

  const recordOut = ({ id, kind, at, supersedes, body }: PrivacyRecord) => ({
    id,
    kind,
    at: iso(at),
    supersedes,
    body: { ...body },
  });

  serve(router, api, contract.listPrivacyRecords, async ({ query, session: { actor }, res }) => {
    keeper(actor);
    const records = standingRecords(await readPrivacyRecords(tables, actor.tenant, query.kind));
    sendJson(res, 200, { records: records.map(recordOut) });
  });

  serve(router, api, contract.addPrivacyRecord, async ({ body, session: { actor }, req, res }) => {
    keeper(actor);
    const record: PrivacyRecord = {
      id: newId(),
      tenant: actor.tenant,
      kind: body.kind,
      at: clock.now(),
      enteredBy: actor.person,
      supersedes: body.supersedes,
      body: parse(recordShapes[body.kind], body.body, () => languageOf(req)),
    };
    if (record.supersedes !== null) {
      const known = await readPrivacyRecords(tables, actor.tenant, record.kind);
      if (!known.some(({ id }) => id === record.supersedes)) {
        throw new Refusal('invalid', {
          errors: [{ path: 'supersedes', message: '没有这个 id 的此类记录 / no record of this kind has this id' }],
        });
      }
    }
    if (!(await putPrivacyRecord(tables, record))) {
      throw new Refusal('not-allowed', { detail: { zh: '该记录已被替代', en: 'Another record supersedes it already' } });
    }
    const [kept] = (await readPrivacyRecords(tables, actor.tenant, record.kind)).filter(({ id }) => id === record.id);
    sendJson(res, 201, { record: recordOut(kept ?? record) });
  });

  const breach = async (actor: Actor, id: string): Promise<PrivacyRecord> => {
    keeper(actor);
    const found = (await readPrivacyRecords(tables, actor.tenant, 'breach')).find((record) => record.id === id);
    if (!found) throw new Refusal('not-found');
    return found;
  };
  const listOut = async ({ tenant, id }: PrivacyRecord) => ({
    people: (await readBreachList(tables, tenant, id)).map(({ person, listedAt, notifiedAt, how }) => ({
      person,
      listedAt: iso(listedAt),
      notifiedAt: isoOrNull(notifiedAt),
      how,
    })),
  });

  serve(router, api, contract.listBreachPeople, async ({ params, session: { actor }, res }) =>
    sendJson(res, 200, await listOut(await breach(actor, params.id))),
  );

  serve(router, api, contract.noteBreachPeople, async ({ params, body, session: { actor }, res }) => {
    const record = await breach(actor, params.id);
    const strangers = body.people.filter((person) => directory.tenantOf(person) !== actor.tenant);
    if (strangers.length > 0) {
      throw new Refusal('invalid', {
        errors: [{ path: 'people', message: '其中有外县的人，或没有这个人 / someone of another county, or of none' }],
      });
    }
    const list = { tenant: actor.tenant, breach: record.id, people: body.people, at: clock.now() };
    await listForBreach(tables, list);
    if (body.told !== undefined) await noteNotified(tables, { ...list, how: body.told });
    sendJson(res, 200, await listOut(record));
  });

  return router;
}
