// The tenant that a profile's orders go into: its unit tree, and the posts that act in it.
//
// P1: whatever is there already stays, so that every run can do this first. P2: the posts are made for the import: nobody
// signs in as one of them. Their names are no person's.
import type { Directory } from '@six-order/community/directory';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import type { Role } from '@six-order/community/people/role';
import type { Db } from '@six-order/community/tables';
import { putUnits } from '@six-order/community/units/unit-store';
import type { Actor } from '@six-order/engine';
import type { Keyring } from '@six-order/engine/runtime';
import type { Acting } from './history.ts';
import type { Profile } from './profile.ts';

export interface ImportTenant {
  /** Who acts; `department` by its unit's code. */
  actor(by: Acting, department: string): Actor;
  /** Unit id of a code. */
  unitId(code: string): string;
}

interface TenantOptions {
  readonly db: Db;
  readonly directory: Directory;
  readonly keyring: Keyring;
  readonly newId: () => string;
}

/** Units and posts begin here, 1970-01-01: before any record. */
const FROM = 0;

interface WantedPost {
  readonly role: Role;
  /** Code of its unit. */
  readonly unit: string;
  readonly name: string;
}

/** Makes what is missing. `directory` holds the tenant and is fresh when this resolves. Only one import at a time may do this. */
export async function openTenant(profile: Profile, { db, directory, keyring, newId }: TenantOptions): Promise<ImportTenant> {
  const { tenant, root, areas, departments } = profile;
  await putUnits(db, tenant, [root, ...[...areas, ...departments].map(({ named: _, ...unit }) => unit)], { newId, at: FROM });
  await directory.refresh();
  const unitId = (code: string): string => {
    const unit = directory.unitByCode(tenant, code);
    if (!unit) throw new Error(`the tenant ${tenant} has no unit ${code} that stands`);
    return unit.id;
  };
  const postOf = ({ role, unit }: WantedPost) => directory.postsIn(unitId(unit)).find((post) => post.role === role);

  const constituent: WantedPost = { role: 'resident', unit: root.code, name: '来源未载姓名的居民' };
  // From above the units concerned: complaints about their staff pass over this desk too.
  const desk: WantedPost = { role: 'street', unit: root.code, name: '导入台' };
  const crews = departments.map(({ code, name }): WantedPost => ({ role: 'department', unit: code, name }));
  const missing = [constituent, desk, ...crews].filter((wanted) => !postOf(wanted));
  await db.transaction().execute(async (transaction) => {
    const people = missing.map((wanted) => ({ ...wanted, person: newId(), post: newId() }));
    await putPeople(
      transaction,
      people.map(({ person, name }) => sealPerson(keyring, { tenant, id: person, name })),
    );
    await putPosts(
      transaction,
      people.map(({ person, post, role, unit }) => ({
        id: post,
        tenant,
        person,
        role,
        unit: unitId(unit),
        validFrom: FROM,
        validTo: null,
      })),
    );
  });
  await directory.refresh();

  const actorOf = (wanted: WantedPost): Actor => {
    const post = postOf(wanted);
    const actor = post && directory.actorOf(post.id);
    if (!actor) throw new Error(`the tenant ${tenant} has no ${wanted.role} in ${wanted.unit}`);
    return actor;
  };
  const byActing = { constituent: actorOf(constituent), desk: actorOf(desk) };
  const byDepartment = new Map(crews.map((crew) => [crew.unit, actorOf(crew)]));
  return {
    actor: (by, department) => (by === 'department' ? (byDepartment.get(department) as Actor) : byActing[by]),
    unitId,
  };
}
