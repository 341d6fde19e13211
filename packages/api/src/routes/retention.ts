// Retention: what is past its time, the plan that names it, and the two signatures under which the worker destroys it.
//
// Owns: the doors. Not ours: what is due and how it goes (community/privacy/retention), who may (reference-acts).
import { Router } from 'express';
import { mayRefer, type ReferenceAct } from '@six-order/community/authority/reference-acts';
import {
  countDue,
  planRetention,
  retentionItems,
  retentionRuns,
  signerOf,
  signRetention,
  type RetentionRun,
} from '@six-order/community/privacy/retention/retention-store';
import { retentionRules, type RetentionRule } from '@six-order/community/privacy/retention/rule';
import type { Actor } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';

const iso = (at: number): string => new Date(at).toISOString();
const ITEMS = 1_000;

const titleOf = (rule: RetentionRule) => ({ zh: retentionRules[rule].zh, en: retentionRules[rule].en });

const planOut = ({ id, plannedAt, signed, endedAt, counts }: RetentionRun) => ({
  id,
  plannedAt: iso(plannedAt),
  signed: {
    dpo: signed.dpo && { person: signed.dpo.person, at: iso(signed.dpo.at) },
    archives: signed.archives && { person: signed.archives.person, at: iso(signed.archives.at) },
  },
  endedAt: endedAt === null ? null : iso(endedAt),
  counts: counts.map((count) => ({ ...count, title: titleOf(count.rule) })),
});

export function retentionRoutes(api: Api): Router {
  const { tables, clock, newId } = api;
  const router = Router();

  const must = (actor: Actor, act: ReferenceAct): void => {
    if (!mayRefer(readerOf(api, actor), act)) throw new Refusal('forbidden');
  };
  const planOf = async (tenant: string, id: string): Promise<RetentionRun> => {
    const run = (await retentionRuns(tables, tenant)).find((one) => one.id === id);
    if (!run) throw new Refusal('not-found');
    return run;
  };

  serve(router, api, contract.getRetention, async ({ session: { actor }, res }) => {
    must(actor, 'plan-retention');
    const rules = Object.keys(retentionRules) as RetentionRule[];
    const [due, plans] = await Promise.all([countDue(tables, actor.tenant, clock.now()), retentionRuns(tables, actor.tenant)]);
    sendJson(res, 200, {
      rules: rules.map((rule) => ({ rule, title: titleOf(rule), source: retentionRules[rule].source })),
      due,
      plans: plans.map(planOut),
    });
  });

  serve(router, api, contract.planRetention, async ({ session: { actor }, res }) => {
    must(actor, 'plan-retention');
    if ((await countDue(tables, actor.tenant, clock.now())) === 0) {
      throw new Refusal('not-allowed', {
        detail: { zh: '没有到期的信息，无须拟订计划', en: 'Nothing is past its time: there is nothing to plan' },
      });
    }
    const plan = await planRetention(tables, actor.tenant, newId(), clock.now());
    if (!plan) {
      throw new Refusal('not-allowed', {
        detail: { zh: '上一份计划已签字，尚未执行完', en: 'A plan that is signed is not carried out yet' },
      });
    }
    sendJson(res, 201, { plan: planOut(plan) });
  });

  serve(router, api, contract.getRetentionPlan, async ({ params, session: { actor }, res }) => {
    must(actor, 'plan-retention');
    const plan = await planOf(actor.tenant, params.id);
    const items = await retentionItems(tables, { tenant: actor.tenant, run: plan.id, limit: ITEMS + 1 });
    sendJson(res, 200, { plan: planOut(plan), items: items.slice(0, ITEMS), more: items.length > ITEMS });
  });

  serve(router, api, contract.signRetentionPlan, async ({ params, session: { actor }, res }) => {
    must(actor, 'sign-retention');
    const signer = signerOf(actor.role);
    if (signer === null) throw new Refusal('forbidden');
    const { tenant, person } = actor;
    const answer = await signRetention(tables, { tenant, run: params.id, signer, person, at: clock.now() });
    if (answer === 'gone') throw new Refusal('not-found');
    if (answer === 'same') {
      throw new Refusal('not-allowed', {
        detail: { zh: '两个签字须为不同的人', en: 'The other signature is yours: two persons must sign' },
      });
    }
    if (answer === 'signed') {
      throw new Refusal('not-allowed', { detail: { zh: '该计划已由此岗位签字', en: 'It is signed for this office already' } });
    }
    sendJson(res, 200, { plan: planOut(await planOf(tenant, params.id)) });
  });

  return router;
}
