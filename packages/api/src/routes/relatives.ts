// Relatives whom a resident named: a code that one makes and the other enters, and the end of it.
//
// Owns: the doors. Not ours: what a relative may do (community/proxy, community/authority).
// R3: nothing tells a wrong code from one that is over or one's own, and tries are counted by person.
import { randomInt } from 'node:crypto';
import { Router } from 'express';
import { endPost } from '@six-order/community/people/people-store';
import {
  bindRelative,
  CODE_LASTS_MS,
  codeOpenUntil,
  MOST_RELATIVES,
  putRelativeCode,
  relativesOf,
  takeRelativeCode,
  type Relative,
} from '@six-order/community/people/relative-store';
import { maskName } from '@six-order/community/privacy/mask';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import { createRateLimit } from '../rate-limit.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { SessionActor } from '../session.ts';

const iso = (at: number): string => new Date(at).toISOString();

export function relativeRoutes(api: Api): Router {
  const { clock, directory, keyring, newId, tables } = api;
  const router = Router();
  const tries = createRateLimit(api, { what: 'relative codes by person', burst: 5, fillSeconds: 3_600 });

  const digestOf = (tenant: string, code: string): Uint8Array => keyring.digest('relative code', `${tenant} ${code}`);
  const called = (person: string): string => maskName(directory.personName(person) ?? '');

  async function listOf({ tenant, person }: SessionActor) {
    const now = clock.now();
    const [bonds, until] = await Promise.all([
      relativesOf(tables, tenant, person, now),
      codeOpenUntil(tables, tenant, person, now),
    ]);
    const bond = (one: Relative, other: string) => ({ id: one.id, name: called(other), since: iso(one.since) });
    return {
      named: bonds.filter(({ resident }) => resident === person).map((one) => bond(one, one.person)),
      of: bonds.filter((one) => one.person === person).map((one) => ({ ...bond(one, one.resident), person: one.resident })),
      codeUntil: until === null ? null : iso(until),
    };
  }

  serve(router, api, contract.listRelatives, async ({ session: { actor }, res }) => sendJson(res, 200, await listOf(actor)));

  serve(router, api, contract.makeRelativeCode, async ({ session: { actor }, res }) => {
    const { tenant, person } = actor;
    // Whoever is at home here names relatives; an office does not.
    if (actor.role !== 'resident') throw new Refusal('forbidden');
    const named = (await listOf(actor)).named.length;
    if (named >= MOST_RELATIVES) throw new Refusal('not-allowed', { detail: enough });
    const now = clock.now();
    const draw = (): string => String(randomInt(100_000_000)).padStart(8, '0');
    let code = draw();
    while (!(await putRelativeCode(tables, { tenant, resident: person, digest: digestOf(tenant, code), now }))) code = draw();
    sendJson(res, 201, { code, until: iso(now + CODE_LASTS_MS) });
  });

  serve(router, api, contract.acceptRelativeCode, async ({ body: { code }, session: { actor }, res }) => {
    const { tenant, person } = actor;
    const wait = await tries.take(`${tenant} ${person}`, clock.wall());
    if (wait > 0) throw new Refusal('too-many', { headers: { 'retry-after': String(wait) } });
    const now = clock.now();
    await tables.transaction().execute(async (transaction) => {
      const resident = await takeRelativeCode(transaction, { tenant, person, digest: digestOf(tenant, code), now });
      const home = resident === undefined ? undefined : directory.postsOf(resident).find(({ role }) => role === 'resident');
      if (resident === undefined || !home) throw new Refusal('not-found', { detail: unknown });
      const term = { validFrom: now, validTo: null, marks: { of: resident } };
      if (!(await bindRelative(transaction, { id: newId(), tenant, person, role: 'relative', unit: home.unit, ...term })))
        throw new Refusal('not-allowed', { detail: enough });
    });
    await directory.refresh();
    sendJson(res, 201, await listOf(actor));
  });

  serve(router, api, contract.endRelative, async ({ params: { id }, session: { actor }, res }) => {
    const { tenant, person } = actor;
    const now = clock.now();
    const bond = (await relativesOf(tables, tenant, person, now)).find((one) => one.id === id);
    if (!bond) throw new Refusal('not-found');
    await endPost(tables, { tenant, id }, now);
    await directory.refresh();
    sendJson(res, 200, await listOf(actor));
  });

  return router;
}

const unknown = {
  zh: '没有这个家属码，或者已经过期。请家里人重新生成一个。',
  en: 'There is no such code, or it is over. Ask for a new one.',
};
const enough = {
  zh: `最多指定 ${MOST_RELATIVES} 位家属；同一位只需指定一次。`,
  en: `A resident names ${MOST_RELATIVES} relatives at most, each of them once.`,
};
