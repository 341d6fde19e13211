// The fact `proxy`: that this person may order for that one, and how the consent was got; or the rules that forbid it.
import type { Directory } from '../directory.ts';
import { refusalOf, type Refused } from '../rules/rule.ts';
import { isStanding, needsConfirmation, proxyBreaches, type ConsentHow } from './breaches.ts';
import { proxyRules } from './rules.ts';

/** `kind: 'proxy'`. */
export interface ProxyFact {
  readonly how: ConsentHow;
  /** The resident, or a call, has yet to confirm. */
  readonly confirm: boolean;
}

export function proxyFact(ask: {
  readonly directory: Directory;
  readonly tenant: string;
  /** Undefined when a relative named nobody. */
  readonly resident: string | undefined;
  /** Id or code of the order's unit. */
  readonly unit: string;
  readonly by: { readonly role: string; readonly path: string; readonly person: string | null };
  readonly consentHow: ConsentHow | undefined;
}): ProxyFact | { readonly refused: readonly Refused[] } {
  const { directory, tenant, resident, by, consentHow } = ask;
  if (resident === undefined) return { refused: [refusalOf('proxy-names', proxyRules['proxy-names'])] };
  const place = directory.findUnit(tenant, ask.unit)?.path;
  if (place === undefined || directory.tenantOf(resident) !== tenant) return { refused: [] };
  const posts = directory.postsOf(resident).filter(({ role }) => role === 'resident');
  const homes = posts.flatMap(({ unit }) => directory.unitById(unit)?.path ?? []);
  // Who has left, or whose name was erased, is spoken for by nobody.
  const named = by.person !== null && posts.length > 0 && isNamed(directory, { tenant, resident, person: by.person });
  const standing = isStanding({ by, named });
  const broken = proxyBreaches({ by, place, homes, covers: coveredBy(directory, by.path), named, consentHow });
  const how = consentHow ?? (standing ? 'written' : undefined);
  if (broken.length > 0 || how === undefined) {
    return { refused: broken.map((rule) => refusalOf(rule, proxyRules[rule])) };
  }
  return { how, confirm: !standing && needsConfirmation(how) };
}

/** Whether the resident named this person as his relative. */
const isNamed = (
  directory: Directory,
  { tenant, resident, person }: { readonly tenant: string; readonly resident: string; readonly person: string },
): boolean =>
  directory.postsOf(person).some((post) => post.tenant === tenant && post.role === 'relative' && post.marks?.of === resident);

/** The buildings that a household group says it is of; where it says nothing, those of its grid. */
function coveredBy(directory: Directory, path: string): readonly string[] {
  const [group] = directory.unitsWithin(path);
  if (group?.kind !== 'household-group' || group.path !== path) return [];
  const { buildings } = group.flags;
  const grid = path.split('.').slice(0, -1).join('.');
  return directory
    .unitsWithin(grid)
    .filter(({ kind, code }) => kind === 'building' && (!Array.isArray(buildings) || buildings.includes(code)))
    .map((building) => building.path);
}
