// What the statistical bureau does not list: grids, household groups, buildings, departments, teams and a property firm of
// the demo street, and more people for its desks. All of it is invented.
import type { Role } from '../people/role.ts';
import { wangmo } from '../units/wangmo.ts';
import { ownCode, type UnitEntry } from '../units/unit.ts';
import { demoCommunity, demoGrid, demoStreet } from './personas.ts';

const county = wangmo.county.code;
const villages = wangmo.streets.find(({ code }) => code === demoStreet)?.villages ?? [];

const gridsOf = (community: string): number => (community === demoCommunity ? 4 : 2);
const chinese = ['一', '二', '三', '四'];

/** Each after its parent; communities with grids of 2 household groups and, in town, 3 buildings. */
const grids: readonly UnitEntry[] = villages.flatMap(({ code: community, name }) =>
  Array.from({ length: gridsOf(community) }, (_, at): UnitEntry[] => {
    const grid = ownCode.grid(community, at + 1);
    const inTown = name.endsWith('居民委员会');
    return [
      { code: grid, name: `第${chinese[at]}网格`, kind: 'grid', parent: community, flags: { households: inTown ? 180 : 60 } },
      ...[1, 2].map((ordinal): UnitEntry => ({
        code: ownCode.householdGroup(grid, ordinal),
        name: `第${chinese[ordinal - 1]}联户`,
        kind: 'household-group',
        parent: grid,
        flags: { households: 10 },
      })),
      ...(inTown ? [1, 2, 3] : []).map((ordinal): UnitEntry => ({
        code: ownCode.building(grid, ordinal),
        name: `${at * 3 + ordinal}栋`,
        kind: 'building',
        parent: grid,
        flags: { households: 60 },
      })),
    ];
  }).flat(),
);

/** Name, what the catalogue of duties calls it, and whether it enforces. The order gives the codes: new ones go to the end. */
const departments: readonly UnitEntry[] = (
  [
    ['住房和城乡建设局', 'housing', false],
    ['水务局', 'water', false],
    ['综合行政执法局', 'city-enforcement', true],
    ['市场监督管理局', 'market', true],
    ['民政局', 'civil-affairs', false],
    ['人力资源和社会保障局', 'labour', false],
    ['卫生健康局', 'health', false],
    ['教育局', 'education', false],
    ['公安局', 'police', true],
    ['应急管理局', 'emergency', true],
  ] as const
).map(([name, duty, enforcement], at) => ({
  code: ownCode.department(county, at + 1),
  name,
  kind: 'department',
  parent: county,
  flags: { duty, ...(enforcement && { enforcement }) },
}));

const teamOfCommunity = ownCode.team(demoCommunity, 1);
const teamOfStreet = ownCode.team(demoStreet, 1);

export const demoUnits: readonly UnitEntry[] = [
  ...grids,
  ...departments,
  {
    code: teamOfCommunity,
    name: '党员先锋帮帮团',
    kind: 'team',
    parent: demoCommunity,
    flags: { class: 'help', skills: ['水电', '文艺'] },
  },
  {
    code: teamOfStreet,
    name: '综合应急救援队',
    kind: 'team',
    parent: demoStreet,
    flags: { class: 'emergency', skills: ['应急', '消防'] },
  },
  {
    code: ownCode.property(demoCommunity, 1),
    name: '红色物业服务站',
    kind: 'property',
    parent: demoCommunity,
    flags: { skills: ['水电', '防水', '疏通', '绿化'] },
  },
];

/** More people of the street: name, and each post with its unit's code. The first post is the main one. */
export const demoPeople: readonly { readonly name: string; readonly posts: readonly (readonly [Role, string])[] }[] = [
  {
    name: '冉助人',
    posts: [
      ['member', ownCode.grid(demoCommunity, 2)],
      ['member', teamOfCommunity],
    ],
  },
  {
    name: '龙修齐',
    posts: [
      ['member', ownCode.grid(demoCommunity, 2)],
      ['member', teamOfCommunity],
    ],
  },
  { name: '班致和', posts: [['secretary', ownCode.grid(demoCommunity, 2)]] },
  { name: '岑望山', posts: [['grid-worker', ownCode.grid(demoCommunity, 2)]] },
  { name: '韦常青', posts: [['secretary', ownCode.grid(demoCommunity, 3)]] },
  { name: '陆平川', posts: [['secretary', ownCode.grid(demoCommunity, 4)]] },
  { name: '黎当先', posts: [['team-lead', teamOfStreet]] },
  {
    name: '邓守夜',
    posts: [
      ['member', teamOfStreet],
      ['member', ownCode.grid(demoCommunity, 3)],
    ],
  },
  { name: '罗联芳', posts: [['household-head', ownCode.householdGroup(demoGrid, 2)]] },
  // One for each department but the first, which a persona has, so that what only a department may lead finds somebody.
  ...['石水清', '莫执明', '韦衡平', '黄惠民', '王业兴', '岑康宁', '陆启蒙', '班安邦', '梁应急'].map((name, at) => ({
    name,
    posts: [['department', ownCode.department(county, at + 2)]] as const,
  })),
];
