// Which forums there are for a matter, and who convenes each: what somebody chooses from before he proposes a topic.
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Directory } from '../directory.ts';
import type { Unit, UnitKind } from '../units/unit.ts';
import { defaultDeliberation, type Forum } from './policy.ts';

/** The nearest unit from the matter upwards of a kind at which the forum is; undefined where there is none. */
export const convenerOf = (directory: Pick<Directory, 'lineOf'>, unit: Unit, { at }: Forum): Unit | undefined =>
  directory.lineOf(unit).findLast(({ kind }) => (at as readonly UnitKind[]).includes(kind));

/** Forums of the policy in force at the place of a matter, each with who convenes it; those that nobody convenes there are left out. */
export function forumsFor(
  { directory, rules }: { readonly directory: Pick<Directory, 'lineOf'>; readonly rules: Pick<CountyRules, 'find'> },
  unit: Unit,
  at: number,
): readonly { readonly forum: Forum; readonly convener: Unit }[] {
  const { value: policy = defaultDeliberation } =
    rules.find('deliberation', '', { tenant: unit.tenant, path: unit.path, at }) ?? {};
  return policy.forums.flatMap((forum) => {
    const convener = convenerOf(directory, unit, forum);
    return convener ? [{ forum, convener }] : [];
  });
}
