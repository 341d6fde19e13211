// The personas of the demo: one person in one post for each way of taking part. All names are invented.
//
// Their ids are made from their names and never change, so that scripts, tests and a second seed meet the same people.
import type { Role } from '../people/role.ts';
import { wangmo } from '../units/wangmo.ts';
import { ownCode } from '../units/unit.ts';
import { demoId } from './demo-id.ts';
import type { PersonaName } from './persona-name.ts';

/** 蟠桃园社区, where the personas live, and its grid 01. */
export const demoStreet = '522326004';
export const demoCommunity = '522326004002';
export const demoGrid = ownCode.grid(demoCommunity, 1);
const county = wangmo.county.code;

/** Role, unit's code, name. */
const table = {
  resident: ['resident', ownCode.building(demoGrid, 1), '韦春梅'],
  'resident-2': ['resident', ownCode.building(demoGrid, 2), '黄小满'],
  relative: ['relative', ownCode.building(demoGrid, 1), '韦立冬'],
  'household-head': ['household-head', ownCode.householdGroup(demoGrid, 1), '罗大宽'],
  'grid-worker': ['grid-worker', demoGrid, '岑雨晴'],
  'opinion-aide': ['opinion-aide', demoCommunity, '陆知秋'],
  window: ['window', demoCommunity, '莫晓窗'],
  secretary: ['secretary', demoCommunity, '王守正'],
  member: ['member', demoGrid, '李向前'],
  'member-2': ['member', demoGrid, '杨有为'],
  'team-lead': ['team-lead', ownCode.team(demoCommunity, 1), '陈领航'],
  property: ['property', ownCode.property(demoCommunity, 1), '周修远'],
  facility: ['facility', ownCode.facility(demoCommunity, 2), '岑乐龄'],
  community: ['community', demoCommunity, '覃安民'],
  street: ['street', demoStreet, '吴远街'],
  department: ['department', ownCode.department(county, 1), '郑承建'],
  supervisor: ['supervisor', demoStreet, '蒙督明'],
  discipline: ['discipline', county, '卢清源'],
  representative: ['representative', demoCommunity, '潘代言'],
  leader: ['leader', county, '梁包联'],
  publisher: ['publisher', demoCommunity, '石晒雨'],
  admin: ['admin', county, '何运维'],
  dpo: ['dpo', county, '谢守护'],
  archives: ['archives', county, '宋存真'],
} as const satisfies Record<PersonaName, readonly [Role, string, string]>;

export interface Persona {
  readonly persona: PersonaName;
  /** Id of the person and of the person's post. */
  readonly person: string;
  readonly post: string;
  readonly role: Role;
  /** Code of the post's unit. */
  readonly unit: string;
  readonly name: string;
}

export const personas: Readonly<Record<PersonaName, Persona>> = Object.fromEntries(
  Object.entries(table).map(([persona, [role, unit, name]]) => [
    persona,
    { persona, person: demoId(`person ${persona}`), post: demoId(`post ${persona}`), role, unit, name },
  ]),
) as unknown as Record<PersonaName, Persona>;
