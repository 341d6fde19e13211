// The tenant that a profile's orders go into: its unit tree, and the posts that act in it.
//
// P1: whatever is there already stays, so that every run can do this first. P2: the posts are made for the import: nobody
// signs in as one that acts. Their names are no person's. P3: one more acts in nothing: whoever is invited to it looks.
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
  /** The post for whoever looks at what was brought in. */
  readonly watcher: string;
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
  const watcher: WantedPost = { role: 'supervisor', unit: root.code, name: '导入核对' };
  const missing = [constituent, desk, watcher, ...crews].filter((wanted) => !postOf(wanted));
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

  const lacking = ({ role, unit }: WantedPost) => new Error(`the tenant ${tenant} has no ${role} in ${unit}`);
  const actorOf = (wanted: WantedPost): Actor => {
    const post = postOf(wanted);
    const actor = post && directory.actorOf(post.id);
    if (!actor) throw lacking(wanted);
    return actor;
  };
  const watching = postOf(watcher);
  if (!watching) throw lacking(watcher);
  const byActing = { constituent: actorOf(constituent), desk: actorOf(desk) };
  const byDepartment = new Map(crews.map((crew) => [crew.unit, actorOf(crew)]));
  return {
    actor: (by, department) => (by === 'department' ? (byDepartment.get(department) as Actor) : byActing[by]),
    unitId,
    watcher: watching.id,
  };
}
