// Powers of a street (赋权): what it may do because a document says so, and for how long.
//
// Each is a permission key that a county rule of kind `power` gives to a unit and all below it; without such a rule in force
// the street has not got it. Source: domain research 1, rows 16, 18 and 20.
import { z } from 'zod';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Duty } from './duty.ts';

/** The three that every street is to have. */
export const streetPowers = {
  /** 综合管理权. */
  'comprehensive-management': { zh: '综合管理权', en: 'comprehensive management' },
  /** 统筹协调权: it may give an order to the county's departments (街道吹哨、部门报到). */
  'overall-coordination': { zh: '统筹协调权', en: 'overall coordination' },
  /** 应急处置权: in an emergency it may send anybody of its area without waiting for the branch. */
  'emergency-disposal': { zh: '应急处置权', en: 'emergency disposal' },
} as const;
export type StreetPower = keyof typeof streetPowers;

/** Enforcement in the matters of one category, delegated. */
export const enforcementOf = (category: string) => `enforce:${category}` as const;
export type Power = StreetPower | ReturnType<typeof enforcementOf>;

/** The key, the document and the term say it all. */
export const PowerGrant = z.strictObject({});

interface Where {
  readonly tenant: string;
  readonly path: string;
  readonly at: number;
}

/** Whether the unit at `path` has the power at `at`. */
export const hasPower = (rules: CountyRules, power: Power, where: Where): boolean =>
  rules.find('power', power, where) !== undefined;

/** The powers that a unit has, each with the document that gave it and its term. */
export const powersOf = (rules: CountyRules, where: Where) =>
  rules
    .all('power', where)
    .map(({ key, document, validFrom, validTo }) => ({ power: key as Power, document, validFrom, validTo }));

/** Whether a unit may lead what needs enforcement: it enforces by its own right, or by a delegation that the list allows. */
export const mayEnforce = (rules: CountyRules, duty: Duty, enforces: boolean, where: Where): boolean =>
  enforces || (duty.flags.includes('delegable') && hasPower(rules, enforcementOf(duty.category), where));
