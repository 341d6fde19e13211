// The facts of mediation, warnings, visits, tasks and deliberation, put together for facts.ts.
import type { StoredOrder } from '@six-order/engine';
import { deliberationAsks, deliberationFacts } from './deliberation/facts.ts';
import { emergencyAsks, emergencyFacts, type EmergencySources } from './emergency/facts.ts';
import { BornOfAsk, bornOfFact } from './links/fact.ts';
import { mediationAsks, mediationFacts, type MediationSources } from './mediation/facts.ts';
import { referralAsks, referralFacts } from './referrals/facts.ts';
import { DatedTermAsk, datedTermFact } from './terms/facts.ts';
import { taskAsks, taskFacts } from './tasks/facts.ts';
import { visitAsks, visitFacts } from './visits/facts.ts';

export const matterAsks = [
  ...mediationAsks,
  ...visitAsks,
  ...taskAsks,
  ...deliberationAsks,
  ...emergencyAsks,
  ...referralAsks,
  DatedTermAsk,
  BornOfAsk,
] as const;

interface MatterSources extends MediationSources, Pick<EmergencySources, 'resourcesIn' | 'openOf'> {
  readonly orderOf?: ((order: string) => Promise<StoredOrder | null>) | undefined;
}

export const matterFacts = (sources: MatterSources) => ({
  ...mediationFacts(sources),
  ...visitFacts(sources),
  ...taskFacts(sources),
  ...deliberationFacts(sources),
  ...emergencyFacts(sources),
  ...referralFacts(sources),
  'dated-term': datedTermFact(sources.deadlinesOf),
  'born-of': bornOfFact(sources.directory, sources.orderOf),
});
