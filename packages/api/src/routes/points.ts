// Points: one's own, those of a branch's members for its secretary, deductions, appeals, households' accounts.
//
// P1: to whoever may not read a person's points it is as if nobody were there. P2: no route lists persons or compares them.
// P3: what a person said for himself stands in the access log once another reads it (I12).
import { Router } from 'express';
import { maySee } from '@six-order/community/authority/authority';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { dayNamed, dayOf, sayDay, startOf, yearOf } from '@six-order/community/calendar/day';
import { monthOf } from '@six-order/community/metrics/measure';
import { personKey, readPersonKey, type PersonKey } from '@six-order/community/people/people-store';
import { branchPathOf } from '@six-order/community/points/branch';
import { appealEnd, endOfWorkdays, pointDays, whyNotDecide, type PointCase } from '@six-order/community/points/case';
import {
  casesOf,
  decideCase,
  findCase,
  hear,
  openCase,
  openCases,
  openWord,
  readHandled,
  type StoredCase,
} from '@six-order/community/points/case-store';
import { balanceOf, deedLeft, deedTenths, lackingTenths } from '@six-order/community/points/household-points';
import { rulesAt } from '@six-order/community/points/in-force';
import { bears } from '@six-order/community/points/member-points';
import {
  findEntry,
  findHousehold,
  givenBefore,
  householdOf,
  lockPoints,
  openHousehold,
  putEntries,
  putExchange,
  readEntries,
  readExchanges,
  type Household,
  type PointEntry,
} from '@six-order/community/points/point-store';
import { ledgers, type DeedKind } from '@six-order/community/points/rule-set';
import type { Db } from '@six-order/community/tables';
import { OrderId } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { iso, isoOrNull } from '../iso-instant.ts';
import { complaint, Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { SessionActor } from '../session.ts';
import { unitOf } from '../unit-of.ts';
import { unitRef } from '../unit-ref.ts';

const noRules = {
  zh: '当地没有经居民会议通过的积分规则。',
  en: 'No rule set that a residents’ meeting adopted is in force there.',
};
const points = (tenths: number): number => tenths / 10;

export function pointRoutes(api: Api): Router {
  const { accessLog, deadlines, directory, engine, tables, rules, clock, newId, keyring } = api;
  const calendarAt = (tenant: string, path: string) => deadlines.rulesOf(tenant).calendarAt(path);
  const router = Router();

  serve(router, api, contract.getMyPoints, async ({ query, session: { actor }, res }) => {
    const household = await householdOf(tables, actor.tenant, actor.person);
    sendJson(res, 200, {
      member: await memberOut(actor, actor.person, query.year),
      household: household ? await accountOut(household, actor) : null,
    });
  });

  serve(router, api, contract.getPersonPoints, async ({ params: { id }, query, session: { actor }, res }) => {
    if (actor.person !== id && !branchOf(actor, id, 'read-points')) throw new Refusal('not-found');
    sendJson(res, 200, { member: await memberOut(actor, id, query.year) });
  });

  serve(router, api, contract.proposeDeduction, async ({ params: { id }, body, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'propose-deduction')) throw new Refusal('forbidden');
    const branch = branchOf(actor, id, 'propose-deduction');
    if (branch === undefined || id === actor.person) throw new Refusal('not-found');
    const handled = await readHandled(tables, actor.tenant, body.order, id);
    if (!handled || !mayRefer(readerOf(api, actor), 'propose-deduction', handled.path)) {
      throw new Refusal('invalid', {
        errors: [
          {
            path: 'order',
            message: '您的辖区内没有该党员已结束的这一单 / no ended order of this member in your area has this id',
          },
        ],
      });
    }
    if (!bears[body.kind](handled)) {
      throw new Refusal('not-allowed', {
        detail: { zh: '这一单的记录不支持这项扣分。', en: 'What is on record of the order does not bear this deduction.' },
      });
    }
    const rule = rulesAt(rules, 'members', { tenant: actor.tenant, path: handled.path, at: startOf(dayNamed(handled.day)) });
    if (!rule) throw new Refusal('not-allowed', { detail: noRules });
    const now = clock.now();
    const one: PointCase = {
      id: newId(),
      tenant: actor.tenant,
      kind: 'deduction',
      person: id,
      path: branch,
      order: body.order,
      deduction: body.kind,
      tenths: rule.value.deductions[body.kind] * 10,
      rule: rule.id,
      ruleVersion: rule.value.version,
      entry: null,
      openedBy: actor.person,
      openedAt: now,
      hearBy: endOfWorkdays(
        calendarAt(actor.tenant, branch),
        now,
        pointDays(rules, 'points/hearing', { tenant: actor.tenant, path: branch, at: now }),
      ),
      heardAt: null,
      decidedAt: null,
      upheld: null,
    };
    if (!(await openCase(tables, one, null, await keyOf(actor.tenant, id)))) {
      throw new Refusal('not-allowed', { detail: { zh: '已提出过这项扣分。', en: 'It is proposed already.' } });
    }
    sendJson(res, 201, { case: await caseOut({ ...one, statement: null, grounds: null }, actor) });
  });

  serve(router, api, contract.speakOnDeduction, async ({ params: { id }, body, session: { actor }, res }) => {
    const one = await findCase(tables, actor.tenant, id);
    if (!one || one.person !== actor.person || one.kind !== 'deduction') throw new Refusal('not-found');
    if (!(await hear(tables, one, body.text, await keyOf(actor.tenant, actor.person), clock.now()))) {
      throw new Refusal('not-allowed', { detail: { zh: '已陈述过，或已决定。', en: 'You spoke already, or it is decided.' } });
    }
    sendJson(res, 200, { case: await caseAgain(one, actor) });
  });

  serve(router, api, contract.appealPoints, async ({ params: { id }, body, session: { actor }, res }) => {
    const entry = await findEntry(tables, actor.tenant, id);
    if (!entry || entry.reverses !== null) throw new Refusal('not-found');
    const path = await appealedAt(entry, actor);
    const now = clock.now();
    if (now >= endOfAppeal(entry, path)) {
      throw new Refusal('not-allowed', { detail: { zh: '申诉期已过。', en: 'The time to appeal is over.' } });
    }
    const one: PointCase = {
      id: newId(),
      tenant: actor.tenant,
      kind: 'appeal',
      person: actor.person,
      path,
      order: entry.order,
      deduction: null,
      tenths: 0,
      rule: entry.rule,
      ruleVersion: entry.ruleVersion,
      entry: entry.id,
      openedBy: actor.person,
      openedAt: now,
      hearBy: now,
      heardAt: now,
      decidedAt: null,
      upheld: null,
    };
    if (!(await openCase(tables, one, body.text, await keyOf(actor.tenant, actor.person)))) {
      throw new Refusal('not-allowed', { detail: { zh: '已申诉过。', en: 'You appealed already.' } });
    }
    sendJson(res, 201, { case: await caseAgain(one, actor) });
  });

  serve(router, api, contract.listPointCases, async ({ session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'decide-points')) throw new Refusal('forbidden');
    const cases = [];
    for (const one of await openCases(tables, actor.tenant, actor.path)) {
      const mayDecide = (await whyNot(one, actor)) === null;
      cases.push({ ...(await caseOut(one, actor)), person: one.person, mayDecide });
    }
    sendJson(res, 200, { cases });
  });

  serve(router, api, contract.decidePointCase, async ({ params: { id }, body, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, 'decide-points')) throw new Refusal('forbidden');
    const one = await findCase(tables, actor.tenant, id);
    if (!one || !mayRefer(reader, 'decide-points', one.path)) throw new Refusal('not-found');
    const detail = await whyNot(one, actor);
    if (detail) throw new Refusal('not-allowed', { detail });
    const now = clock.now();
    const decision = { ...body, by: actor.person, at: now, key: await keyOf(actor.tenant, one.person) };
    const entry = one.entry === null ? undefined : await findEntry(tables, actor.tenant, one.entry);
    const ofHousehold = body.upheld && entry?.ledger === 'households' ? entry : undefined;
    if (!ofHousehold !== (body.deed === undefined)) {
      throw new Refusal('invalid', {
        errors: [
          {
            path: 'deed',
            message:
              '本户的申诉成立时（也只在这时），须写明实际做的是哪件事 / of an upheld appeal of a household, and of nothing else, say what the deed was',
          },
        ],
      });
    }
    const done = await decideCase(tables, one, decision, async (transaction) =>
      ofHousehold && body.deed
        ? correctionOf(transaction, ofHousehold, body.deed, { path: one.path, by: actor.person, at: now })
        : body.upheld
          ? entryOf(one, actor.person, now)
          : null,
    );
    if (!done) throw new Refusal('not-allowed', { detail: { zh: '已经决定。', en: 'It is decided already.' } });
    sendJson(res, 200, { case: await caseAgain(one, actor) });
  });

  serve(router, api, contract.openHousehold, async ({ body, session: { actor }, res }) => {
    const unit = unitOf(api, actor, body.unit);
    if (!rulesAt(rules, 'households', { tenant: actor.tenant, path: unit.path, at: clock.now() })) {
      throw new Refusal('not-allowed', { detail: noRules });
    }
    const { tenant, person } = actor;
    const household = { id: newId(), tenant, person, unit: unit.id, path: unit.path, openedAt: clock.now() };
    if (!(await openHousehold(tables, household))) {
      throw new Refusal('not-allowed', { detail: { zh: '本户已有账户。', en: 'Your household has an account already.' } });
    }
    sendJson(res, 201, { household: await accountOut(household, actor) });
  });

  serve(router, api, contract.creditHousehold, async ({ params: { id }, body, session: { actor }, res }) => {
    const household = await householdFor(actor, id, 'credit-household');
    const { kind, day, minutes, order, confirmedBy } = body;
    const rule = rulesAt(rules, 'households', { ...household, at: startOf(dayNamed(day)) });
    if (!rule) throw new Refusal('not-allowed', { detail: noRules });
    const errors = [
      ...(day > sayDay(dayOf(clock.now())) ? [complaint('day', '这一天还没到 / this day is yet to come')] : []),
      ...((kind === 'volunteering') === (minutes === undefined)
        ? [complaint('minutes', '只有志愿服务须填写时长 / of volunteering, and of nothing else, say for how long')]
        : []),
      ...((kind === 'neighbour') === (confirmedBy === undefined)
        ? [
            complaint(
              'confirmedBy',
              '只有邻里互助须由受助人确认 / help to a neighbour is confirmed by that person; nothing else is',
            ),
          ]
        : []),
      ...(confirmedBy !== undefined &&
      (directory.tenantOf(confirmedBy) !== actor.tenant || confirmedBy === household.person || confirmedBy === actor.person)
        ? [complaint('confirmedBy', '须为本县的另一个人 / it must be another person of this county')]
        : []),
      ...(household.person === actor.person ? [complaint('id', '不能给自己家加分 / nobody gives his own household points')] : []),
    ];
    if (order !== undefined) {
      const named = await engine.get(OrderId.parse(order));
      if (!named || !maySee(readerOf(api, actor), named))
        errors.push(complaint('order', '您能查看的单里没有这个 id / you see no order of this id'));
    }
    if (errors.length > 0) throw new Refusal('invalid', { errors });
    const now = clock.now();
    const subject = { tenant: actor.tenant, ledger: 'households' as const, subject: household.id };
    const entry = await tables.transaction().execute(async (transaction) => {
      await lockPoints(transaction, household.id);
      const { today } = await givenBefore(transaction, subject, day, kind);
      const tenths = Math.min(deedTenths(kind, minutes ?? 0, rule.value), deedLeft(kind, today, rule.value));
      const full = { zh: '这一天的志愿服务积分已满。', en: 'The day has all the points that it may have for volunteering.' };
      if (tenths <= 0) throw new Refusal('not-allowed', { detail: full });
      const one = {
        ...subject,
        id: newId(),
        year: yearOf(dayNamed(day)),
        day,
        reason: kind,
        tenths,
        order: order ?? null,
        rule: rule.id,
        ruleVersion: rule.value.version,
        reverses: null,
        decidedBy: actor.person,
        at: now,
        appealBy: appealEnd({ rules, calendarAt }, { tenant: actor.tenant, path: household.path, at: now }),
      };
      await putEntries(transaction, [one]);
      return one;
    });
    sendJson(res, 201, { entry: entryOut(entry, household.path, new Set()) });
  });

  serve(router, api, contract.exchangePoints, async ({ params: { id }, body, session: { actor }, res }) => {
    const household = await householdFor(actor, id, 'exchange-points');
    const now = clock.now();
    const rule = rulesAt(rules, 'households', { ...household, at: now });
    if (!rule) throw new Refusal('not-allowed', { detail: noRules });
    const item = rule.value.items.find(({ code }) => code === body.item);
    if (!item)
      throw new Refusal('invalid', { errors: [{ path: 'item', message: '规则中没有这一项 / the rule set has no such item' }] });
    const { tenths } = await balance(household, rule.value.validMonths);
    if (tenths < item.points * 10) {
      throw new Refusal('not-allowed', { detail: { zh: '积分不足。', en: 'There are not enough points.' } });
    }
    const done = await putExchange(tables, {
      id: newId(),
      tenant: actor.tenant,
      household: household.id,
      month: monthOf(now),
      item: item.code,
      tenths: item.points * 10,
      rule: rule.id,
      ruleVersion: rule.value.version,
      handedOutBy: actor.person,
      at: now,
    });
    if (!done) throw new Refusal('not-allowed', { detail: { zh: '本月已兑换过。', en: 'It exchanged in this month already.' } });
    sendJson(res, 201, { item: item.code, points: item.points });
  });

  serve(router, api, contract.listPointRules, ({ query, session: { actor }, res }) => {
    const { path } = unitOf(api, actor, query.unit);
    const where = { tenant: actor.tenant, path, at: clock.now() };
    const found = ledgers.flatMap((ledger) => {
      const rule = ledger === 'members' ? rulesAt(rules, 'members', where) : rulesAt(rules, 'households', where);
      if (!rule) return [];
      const { meeting: _meeting, version: _version, ledger: _ledger, ...amounts } = rule.value;
      return [{ ledger, ...ruleOut(rule), amounts }];
    });
    sendJson(res, 200, { rules: found });
  });

  return router;

  async function keyOf(tenant: string, person: string): Promise<PersonKey> {
    const stored = await readPersonKey(tables, tenant, person);
    if (!stored) throw new Refusal('not-found');
    return personKey(keyring, stored);
  }

  /** Where a member serves; undefined of who is none. */
  /** The path of a member's branch that lies in the actor's area. */
  function branchOf(actor: SessionActor, person: string, act: 'read-points' | 'propose-deduction'): string | undefined {
    const path = branchPathOf(directory, actor.tenant, person);
    return path !== undefined && mayRefer(readerOf(api, actor), act, path) ? path : undefined;
  }

  async function householdFor(actor: SessionActor, id: string, act: 'credit-household' | 'exchange-points'): Promise<Household> {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, act)) throw new Refusal('forbidden');
    const household = await findHousehold(tables, actor.tenant, id);
    if (!household || !mayRefer(reader, act, household.path)) throw new Refusal('not-found');
    return household;
  }

  async function whyNot(one: StoredCase, actor: SessionActor) {
    const entry = one.entry === null ? undefined : await findEntry(tables, actor.tenant, one.entry);
    return whyNotDecide(one, { person: actor.person, at: clock.now(), entryBy: entry?.decidedBy ?? null });
  }

  /** Where an appeal against an entry of one's own, or of one's household's, is decided. What nobody decided is no matter of appeal. */
  async function appealedAt({ ledger, subject, decidedBy }: PointEntry, { tenant, person, path }: SessionActor): Promise<string> {
    if (ledger === 'members' && subject === person) return branchPathOf(directory, tenant, person) ?? path;
    const household = ledger === 'households' ? await findHousehold(tables, tenant, subject) : undefined;
    if (household?.person !== person || decidedBy === null) throw new Refusal('not-found');
    return household.path;
  }

  /** What an entry of a household lacks, its deed having been such: by the rules of its day, and within what that day may have. */
  async function correctionOf(
    transaction: Db,
    entry: PointEntry,
    deed: { readonly kind: DeedKind; readonly minutes?: number | undefined },
    decided: { readonly path: string; readonly by: string; readonly at: number },
  ): Promise<PointEntry> {
    const { tenant, day, reason } = entry;
    const errors = [
      ...((deed.kind === 'volunteering') === (deed.minutes === undefined)
        ? [complaint('deed.minutes', '只有志愿服务须填写时长 / of volunteering, and of nothing else, say for how long')]
        : []),
      ...(deed.kind === 'neighbour' && reason !== 'neighbour'
        ? [
            complaint(
              'deed.kind',
              '只有邻里互助须由受助人确认 / help to a neighbour is confirmed by that person; nothing else is',
            ),
          ]
        : []),
    ];
    if (errors.length > 0) throw new Refusal('invalid', { errors });
    const rule = rulesAt(rules, 'households', { tenant, path: decided.path, at: startOf(dayNamed(day)) });
    if (!rule) throw new Refusal('not-allowed', { detail: noRules });
    await lockPoints(transaction, entry.subject);
    const { today } = await givenBefore(transaction, entry, day, deed.kind);
    const tenths = lackingTenths(entry, { kind: deed.kind, minutes: deed.minutes ?? 0 }, today, rule.value);
    if (tenths <= 0) {
      throw new Refusal('not-allowed', {
        detail: {
          zh: '按规则这件事不会多记分：请核对所填的事和时长，或定为申诉不成立。',
          en: 'By the rules this deed gives no more than was entered: check it and its length, or dismiss the appeal.',
        },
      });
    }
    return {
      ...entry,
      id: newId(),
      reason: deed.kind,
      tenths,
      rule: rule.id,
      ruleVersion: rule.value.version,
      reverses: entry.id,
      decidedBy: decided.by,
      at: decided.at,
      appealBy: null,
    };
  }

  /** A deduction is entered; of a member's entry that an appeal is right about, the same amount the other way. */
  async function entryOf(one: StoredCase, by: string, at: number): Promise<PointEntry | null> {
    const { tenant, person: subject, order, rule, ruleVersion } = one;
    const of = { id: newId(), tenant, ledger: 'members' as const, subject, order, rule, ruleVersion, decidedBy: by, at };
    const appealBy = appealEnd({ rules, calendarAt }, { tenant, path: one.path, at });
    if (one.kind === 'deduction') {
      const handled = order === null ? undefined : await readHandled(tables, tenant, order, subject);
      const day = handled?.day ?? sayDay(dayOf(at));
      return {
        ...of,
        year: yearOf(dayNamed(day)),
        day,
        reason: one.deduction ?? '',
        tenths: -one.tenths,
        reverses: null,
        appealBy,
      };
    }
    const entry = one.entry === null ? undefined : await findEntry(tables, tenant, one.entry);
    if (!entry) return null;
    const { year, day, reason, tenths } = entry;
    return { ...of, year, day, reason, tenths: -tenths, reverses: entry.id, appealBy: null };
  }

  async function caseAgain({ tenant, id }: PointCase, reader: SessionActor) {
    const one = await findCase(tables, tenant, id);
    if (!one) throw new Error('a case that was written is there');
    return caseOut(one, reader);
  }

  async function caseOut(one: StoredCase, reader: SessionActor) {
    const key = await keyOf(one.tenant, one.person);
    const against = one.entry === null ? undefined : await findEntry(tables, one.tenant, one.entry);
    await logReading(one, reader);
    return {
      id: one.id,
      kind: one.kind,
      deduction: one.deduction,
      order: one.order,
      points: points(one.tenths),
      entry: one.entry,
      against: against
        ? { ledger: against.ledger, reason: against.reason, points: points(against.tenths), day: against.day }
        : null,
      openedAt: iso(one.openedAt),
      hearBy: iso(one.hearBy),
      heardAt: isoOrNull(one.heardAt),
      statement: openWord(key, one, 'statement'),
      decidedAt: isoOrNull(one.decidedAt),
      upheld: one.upheld,
      grounds: openWord(key, one, 'grounds'),
    };
  }

  /**
   * What somebody said for himself, read by another: written down before it is opened, with the order that it is about; where it
   * is about none, with the case itself.
   */
  async function logReading(
    { id, order, person: whose, statement, grounds }: StoredCase,
    { tenant, person, post }: SessionActor,
  ) {
    if (person === whose) return;
    const read = { tenant, at: clock.now(), person, post, order: order ?? id, how: 'full', reason: null } as const;
    await accessLog.write([
      ...(statement === null ? [] : [{ ...read, id: newId(), field: 'points.statement' }]),
      ...(grounds === null ? [] : [{ ...read, id: newId(), field: 'points.grounds' }]),
    ]);
  }

  /** As it was told when it was entered; of what was entered before that was kept, on the calendar as it is known now. */
  function endOfAppeal({ tenant, at, appealBy }: PointEntry, path: string): number {
    return appealBy ?? appealEnd({ rules, calendarAt }, { tenant, path, at });
  }

  function entryOut(entry: PointEntry, path: string, closed: ReadonlySet<string>) {
    const { id, day, reason, tenths, order, rule, ruleVersion, reverses, decidedBy } = entry;
    const by = endOfAppeal(entry, path);
    const open = (entry.ledger === 'members' || decidedBy !== null) && reverses === null && !closed.has(id) && by > clock.now();
    return {
      id,
      day,
      reason,
      points: points(tenths),
      order,
      rule,
      ruleVersion,
      reverses,
      decided: decidedBy !== null,
      appealBy: open ? iso(by) : null,
    };
  }

  async function memberOut(reader: SessionActor, person: string, asked: number | undefined) {
    const { tenant } = reader;
    const now = clock.now();
    const year = asked ?? yearOf(dayOf(now));
    // What the same person said as a household's is not the branch's to read.
    const household = await householdOf(tables, tenant, person);
    const itsOwn = new Set(household && (await entriesOf(household)).map(({ id }) => id));
    const cases = (await casesOf(tables, tenant, person)).filter(({ entry }) => entry === null || !itsOwn.has(entry));
    const closed = new Set(cases.flatMap(({ entry }) => entry ?? []));
    const path = branchPathOf(directory, tenant, person);
    const rule = path === undefined ? undefined : rulesAt(rules, 'members', { tenant, path, at: now });
    const ofYear = async (one: number) => {
      const entries = await readEntries(tables, { tenant, ledger: 'members', subject: person }, one);
      return {
        year: one,
        total: points(entries.reduce((sum, { tenths }) => sum + tenths, 0)),
        entries: entries.map((entry) => entryOut(entry, path ?? '', closed)),
      };
    };
    return {
      ...(await ofYear(year)),
      lastYear: await ofYear(year - 1),
      cases: await Promise.all(cases.map((one) => caseOut(one, reader))),
      rules: rule ? ruleOut(rule) : null,
    };
  }

  function entriesOf({ tenant, id: subject }: Household): Promise<readonly PointEntry[]> {
    return readEntries(tables, { tenant, ledger: 'households', subject });
  }

  async function balance(household: Household, validMonths: number) {
    const { tenant, id, path } = household;
    const now = clock.now();
    const days = { validMonths, warnedDays: pointDays(rules, 'points/warned', { tenant, path, at: now }) };
    return balanceOf(await entriesOf(household), await readExchanges(tables, { tenant, id }), days, now);
  }

  async function accountOut(household: Household, reader: SessionActor) {
    const { tenant, id, path, unit } = household;
    const rule = rulesAt(rules, 'households', { tenant, path, at: clock.now() });
    const { tenths, ending } = await balance(household, rule?.value.validMonths ?? 24);
    const entries = await entriesOf(household);
    const ids = new Set(entries.map((entry) => entry.id));
    const cases = (await casesOf(tables, tenant, household.person)).filter(({ entry }) => entry !== null && ids.has(entry));
    const closed = new Set(cases.map(({ entry }) => entry ?? ''));
    return {
      id,
      unit: unitRef(directory, unit),
      points: points(tenths),
      ending: points(ending),
      entries: entries.map((entry) => entryOut(entry, path, closed)),
      cases: await Promise.all(cases.map((one) => caseOut(one, reader))),
      exchanges: (await readExchanges(tables, household)).map((one) => ({
        id: one.id,
        at: iso(one.at),
        item: one.item,
        points: points(one.tenths),
      })),
      rules: rule ? ruleOut(rule) : null,
      items: (rule?.value.items ?? []).map(({ code, zh, en, points: price }) => ({ code, zh, en, points: price })),
    };
  }
}

const ruleOut = (rule: {
  readonly id: string;
  readonly document: string;
  readonly value: { readonly version: string; readonly meeting: { readonly heldOn: string; readonly record: string } };
}) => ({
  id: rule.id,
  version: rule.value.version,
  document: rule.document,
  heldOn: rule.value.meeting.heldOn,
  record: rule.value.meeting.record,
});
