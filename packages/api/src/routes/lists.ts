// 红榜 and 整改提醒榜 of units: what the public sees, what a unit is told before, appeals, corrections; persons who agreed.
//
// L1: what has ended is read by nobody here. L2: a person who did not agree is told so himself and nobody else.
import { Router } from 'express';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { isShown, type Entry } from '@six-order/community/lists/lists';
import {
  appealAgainst,
  consentToList,
  correctEntry,
  decideAppeal,
  proposePerson,
  readLists,
} from '@six-order/community/lists/list-store';
import { monthOf } from '@six-order/community/metrics/measure';
import type { Actor } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { sendCached } from '../board/send-cached.ts';
import { contract } from '../contract.ts';
import { iso, isoOrNull } from '../iso-instant.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitRef } from '../unit-ref.ts';
import type { Words } from '@six-order/community/rules/rule';

export function listRoutes(api: Api): Router {
  const { deadlines, directory, tables, rules, clock, newId } = api;
  const router = Router();

  serve(router, api, contract.publicLists, async ({ query: { county }, req, res }) => {
    const now = clock.now();
    const entries = (await readLists(tables, now, county)).filter((one) => isEnabled(one.tenant) && isShown(one, now));
    const shown = entries.map((one) => {
      const unit = one.unit === null ? null : unitRef(directory, one.unit);
      return {
        list: one.list,
        month: one.month,
        unit: unit && { code: unit.code, name: unit.name },
        person: one.person === null ? null : `${(directory.personName(one.person) ?? '').slice(0, 1)}同志`,
        reasons: one.reasons,
        from: iso(one.shownFrom),
        until: iso(one.endsAt),
      };
    });
    sendCached(req, res, 'application/json; charset=utf-8', JSON.stringify({ entries: shown }));
  });

  serve(router, api, contract.listUnitEntries, async ({ session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'read-figures')) throw new Refusal('forbidden');
    const entries = (await readLists(tables, clock.now(), actor.tenant)).filter((one) => mayAbout(actor, one, 'read-figures'));
    sendJson(res, 200, { entries: entries.map(entryOut) });
  });

  serve(router, api, contract.appealUnitEntry, async ({ params: { id }, body, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'appeal-list')) throw new Refusal('forbidden');
    const one = await find(actor, id, 'appeal-list');
    const now = clock.now();
    if (now >= one.appealBy)
      throw new Refusal('not-allowed', { detail: { zh: '申诉期已过。', en: 'The time to appeal is over.' } });
    await done(appealAgainst(tables, one, body.ground, actor.person, now), { zh: '已申诉过。', en: 'It was appealed against.' });
    sendJson(res, 200, { entry: entryOut(await find(actor, id, 'appeal-list')) });
  });

  serve(router, api, contract.decideUnitEntry, async ({ params: { id }, body, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'decide-list')) throw new Refusal('forbidden');
    const one = await find(actor, id, 'decide-list');
    await done(decideAppeal(tables, one, body.upheld, actor.person, clock.now()), {
      zh: '没有待决定的申诉，或申诉人是本人。',
      en: 'There is no appeal to decide, or you made it.',
    });
    sendJson(res, 200, { entry: entryOut(await find(actor, id, 'decide-list')) });
  });

  serve(router, api, contract.correctUnitEntry, async ({ params: { id }, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'decide-list')) throw new Refusal('forbidden');
    const one = await find(actor, id, 'decide-list');
    await done(correctEntry(tables, one, actor.person, clock.now()), {
      zh: '只有整改提醒榜可以撤榜，且只撤一次。',
      en: 'It is no reminder, or is taken down already.',
    });
    sendJson(res, 200, { entry: entryOut(await find(actor, id, 'decide-list')) });
  });

  serve(router, api, contract.proposeRedPerson, async ({ params: { id }, body, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, 'propose-red')) throw new Refusal('forbidden');
    const lives = directory
      .postsOf(id)
      .some(
        ({ tenant, unit }) => tenant === actor.tenant && mayRefer(reader, 'propose-red', directory.unitById(unit)?.path ?? ''),
      );
    if (!lives || id === actor.person) throw new Refusal('not-found');
    const rule = rules.find('lists', '', { tenant: actor.tenant, path: actor.path, at: clock.now() });
    if (!rule) throw new Refusal('not-allowed', { detail: notEnabled });
    const proposal = {
      id: newId(),
      tenant: actor.tenant,
      person: id,
      month: monthOf(clock.now()),
      reasons: [body.reason],
      rule,
    };
    const calendar = deadlines.rulesOf(actor.tenant).calendarAt(actor.path);
    await done(proposePerson(tables, proposal, calendar, clock.now()), {
      zh: '本月已提名。',
      en: 'Proposed in this month already.',
    });
    sendJson(res, 201, { proposed: true });
  });

  serve(router, api, contract.listMyRedEntries, async ({ session: { actor }, res }) => {
    const entries = (await readLists(tables, clock.now(), actor.tenant)).filter(({ person }) => person === actor.person);
    sendJson(res, 200, { entries: entries.map(mineOut) });
  });

  serve(router, api, contract.consentToRedList, async ({ params: { id }, body, session: { actor }, res }) => {
    const mine = async () => {
      const one = (await readLists(tables, clock.now(), actor.tenant)).find((entry) => entry.id === id);
      if (!one || one.person !== actor.person) throw new Refusal('not-found');
      return one;
    };
    await consentToList(tables, await mine(), body.given, clock.now());
    sendJson(res, 200, { entry: mineOut(await mine()) });
  });

  return router;

  /** A county that ends its rule ends what is shown. */
  function isEnabled(tenant: string): boolean {
    const county = directory.unitsWithin('').find((unit) => unit.tenant === tenant && unit.kind === 'county');
    return county !== undefined && rules.find('lists', '', { tenant, path: county.path, at: clock.now() }) !== undefined;
  }

  type Act = 'read-figures' | 'appeal-list' | 'decide-list';

  function mayAbout(actor: Actor, { unit }: Entry, act: Act): boolean {
    const path = unit === null ? undefined : directory.unitById(unit)?.path;
    const reader = readerOf(api, actor);
    if (path === undefined || !mayRefer(reader, act, path)) return false;
    // A unit appeals for itself, and is judged from above.
    if (act === 'appeal-list') return path === actor.path;
    return act !== 'decide-list' || path !== actor.path;
  }

  async function find(actor: Actor, id: string, act: Act): Promise<Entry> {
    const one = (await readLists(tables, clock.now(), actor.tenant)).find((entry) => entry.id === id);
    if (!one || !mayAbout(actor, one, act)) throw new Refusal('not-found');
    return one;
  }

  function datesOut(one: Entry) {
    return {
      noticedAt: iso(one.noticedAt),
      shownFrom: iso(one.shownFrom),
      appealBy: iso(one.appealBy),
      endsAt: iso(one.endsAt),
      ground: one.ground,
      appealedAt: isoOrNull(one.appealedAt),
      decidedAt: isoOrNull(one.decidedAt),
      upheld: one.upheld,
      correctedAt: isoOrNull(one.correctedAt),
      shown: isEnabled(one.tenant) && isShown(one, clock.now()),
    };
  }

  function entryOut(one: Entry) {
    const { id, list, month, unit, reasons, score } = one;
    return { id, list, month, unit: unit === null ? null : unitRef(directory, unit), reasons, score, ...datesOut(one) };
  }

  function mineOut(one: Entry) {
    const { id, list, month, reasons } = one;
    return { id, list, month, reasons, ...datesOut(one), consentedAt: isoOrNull(one.consentedAt) };
  }
}

const notEnabled = { zh: '县里未发文启用榜单。', en: 'The county has not enabled lists by a document.' };

async function done(made: Promise<boolean>, detail: Words): Promise<void> {
  if (!(await made)) throw new Refusal('not-allowed', { detail });
}
