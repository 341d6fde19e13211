// Who lives and serves in the demo's past besides the personas, in three communities of the street. All names are invented.
import { demoId } from '@six-order/community/demo/demo-id';
import { demoCommunity, demoStreet, personas } from '@six-order/community/demo/personas';
import { demoTenant } from '@six-order/community/demo/seed';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import type { Role } from '@six-order/community/people/role';
import type { Db } from '@six-order/community/tables';
import { ownCode } from '@six-order/community/units/unit';
import { readUnits } from '@six-order/community/units/unit-store';
import type { Keyring } from '@six-order/engine/runtime';

/** A person in the post in which he acts. */
export interface Neighbour {
  readonly person: string;
  readonly post: string;
  readonly name: string;
}

export interface Community {
  /** Official code. */
  readonly code: string;
  readonly residents: readonly Neighbour[];
  readonly secretary: Neighbour;
  readonly members: readonly Neighbour[];
}

interface Newcomer extends Neighbour {
  readonly role: Role;
  /** Code of the post's unit. */
  readonly unit: string;
}

const newcomer = (name: string, role: Role, unit: string): Newcomer => ({
  person: demoId(`person ${name}`),
  post: demoId(`post ${name} ${role} ${unit}`),
  name,
  role,
  unit,
});

const residentsOf = (community: string, names: readonly string[]): readonly Newcomer[] =>
  names.map((name, n) => newcomer(name, 'resident', ownCode.building(ownCode.grid(community, 1 + (n % 2)), 1 + (n % 3))));

const pinglang = '522326004001';
const fulin = '522326004003';
const townsfolk: Readonly<Record<string, readonly Newcomer[]>> = {
  [pinglang]: residentsOf(pinglang, ['石安和', '覃乐居', '杨喜邻', '王平顺', '陈和美', '罗添福']),
  [demoCommunity]: residentsOf(demoCommunity, ['韦瑞雪', '岑丰年', '黄立夏', '陆清泉']),
  [fulin]: residentsOf(fulin, ['潘吉祥', '龙如意', '莫长乐', '班满园', '卢知足', '邓有余']),
};
const secretaries: Readonly<Record<string, Newcomer>> = {
  [pinglang]: newcomer('杨同心', 'secretary', pinglang),
  [fulin]: newcomer('覃为民', 'secretary', fulin),
};
const members: Readonly<Record<string, readonly Newcomer[]>> = {
  [pinglang]: ['韦争先', '罗敢当'].map((name, n) => newcomer(name, 'member', ownCode.grid(pinglang, n + 1))),
  [fulin]: ['黄热心', '王实干'].map((name, n) => newcomer(name, 'member', ownCode.grid(fulin, n + 1))),
};

/** Publishes for all communities of the street. */
export const streetPublisher = newcomer('石映晴', 'publisher', demoStreet);

export const communities: readonly Community[] = [
  { code: pinglang, residents: townsfolk[pinglang] ?? [], secretary: secretaries[pinglang]!, members: members[pinglang] ?? [] },
  {
    code: demoCommunity,
    residents: [personas.resident, personas['resident-2'], ...(townsfolk[demoCommunity] ?? [])],
    secretary: personas.secretary,
    members: [personas.member, personas['member-2']],
  },
  { code: fulin, residents: townsfolk[fulin] ?? [], secretary: secretaries[fulin]!, members: members[fulin] ?? [] },
];

const newcomers: readonly Newcomer[] = [
  ...Object.values(townsfolk).flat(),
  ...Object.values(secretaries),
  ...Object.values(members).flat(),
  streetPublisher,
];

/** Puts them in their posts from `from` (epoch ms) on; who is there stays. */
export async function putNeighbours(db: Db, keyring: Keyring, from: number): Promise<void> {
  const idOf = new Map((await readUnits(db, demoTenant)).map(({ code, id }) => [code, id]));
  await db.transaction().execute(async (transaction) => {
    await putPeople(
      transaction,
      newcomers.map(({ person, name }) => sealPerson(keyring, { tenant: demoTenant, id: person, name })),
    );
    await putPosts(
      transaction,
      newcomers.map(({ person, post, role, unit }) => ({
        id: post,
        tenant: demoTenant,
        person,
        role,
        unit: idOf.get(unit) as string,
        validFrom: from,
        validTo: null,
      })),
    );
  });
}
