// What hangs on the demo street's area tree: Party organisations, self-government, compounds with their property, facilities;
// marks of its places; and posts beside the main ones: deputies, a responsible leader, a first secretary. All of it is invented.
import type { Json } from '@six-order/engine';
import type { PostMarks } from '../people/post.ts';
import type { Role } from '../people/role.ts';
import { wangmo } from '../units/wangmo.ts';
import { ownCode, type UnitEntry } from '../units/unit.ts';
import type { PersonaName } from './persona-name.ts';
import { demoCommunity, demoGrid, demoStreet, personas } from './personas.ts';
import { demoUnits } from './street.ts';

const villages = wangmo.streets.find(({ code }) => code === demoStreet)?.villages ?? [];
const grids = demoUnits.filter(({ kind }) => kind === 'grid');

/** 城南社区: a resettlement community (集中安置区) of over 10,000 people. */
export const demoResettlement = '522326004004';
/** 甘莱村, where a first secretary and a work team are. */
const villageOfTeam = '522326004200';

const party: readonly UnitEntry[] = [
  {
    code: ownCode.party(demoStreet, 1),
    name: '蟠桃街道党工委',
    kind: 'party',
    parent: demoStreet,
    flags: { class: 'working-committee' },
  },
  ...villages.map(({ code, name }): UnitEntry => ({
    code: ownCode.party(code, 1),
    name: `${name.replace(/居民委员会$|村民委员会$/, '')}党总支`,
    kind: 'party',
    parent: code,
    flags: { class: 'general-branch' },
  })),
  // One grid of the village has none yet, as in life: `doctor` says so.
  ...grids
    .filter(({ code }) => code !== ownCode.grid(villageOfTeam, 2))
    .map((grid): UnitEntry => ({
      code: ownCode.party(grid.code, 1),
      name: `${grid.name}党支部`,
      kind: 'party',
      parent: grid.code,
      flags: { class: 'branch' },
    })),
  ...[1, 2, 3].map((ordinal): UnitEntry => ({
    code: ownCode.party(ownCode.building(demoGrid, ordinal), 1),
    name: `${ordinal}栋党小组`,
    kind: 'party',
    parent: ownCode.building(demoGrid, ordinal),
    flags: { class: 'building-group' },
  })),
];

const organisations: readonly UnitEntry[] = (
  [
    ['蟠桃园社区居民委员会', 'self-government'],
    ['蟠桃园社区居务监督委员会', 'self-government'],
    ['蟠桃园社区妇女联合会', 'mass'],
    ['桃邻互助会', 'social'],
    ['蟠桃园社区股份经济合作社', 'economic'],
  ] as const
).map(([name, kind], at) => ({
  code: ownCode.organisation(demoCommunity, at + 1),
  name,
  kind: 'organisation',
  parent: demoCommunity,
  flags: { class: kind },
}));

const garden = ownCode.compound(demoCommunity, 1);
const oldYard = ownCode.compound(demoCommunity, 2);
const compounds: readonly UnitEntry[] = [
  {
    code: garden,
    name: '蟠桃花园小区',
    kind: 'compound',
    parent: demoCommunity,
    flags: { property: 'market', firm: ownCode.property(demoCommunity, 1), households: 360 },
  },
  {
    code: ownCode.ownersCommittee(garden, 1),
    name: '蟠桃花园小区业主委员会',
    kind: 'owners-committee',
    parent: garden,
    flags: { memberLed: true, termFrom: '2024-05-01', termTo: '2029-04-30' },
  },
  { code: oldYard, name: '供销社老院', kind: 'compound', parent: demoCommunity, flags: { property: 'none', households: 360 } },
];

const facility = (unit: string, ordinal: number, name: string, flags: Readonly<Record<string, Json>>): UnitEntry => ({
  code: ownCode.facility(unit, ordinal),
  name,
  kind: 'facility',
  parent: unit,
  flags,
});

const facilities: readonly UnitEntry[] = [
  facility(demoStreet, 1, '蟠桃街道综治中心', {
    class: 'governance-centre',
    hours: '工作日 9:00–12:00、14:00–18:00',
    items: ['矛盾纠纷调解', '法律咨询', '人民调解'],
    howTo: '可直接前往，也可由社区陪同',
    address: '蟠桃街道办事处一楼',
    lat: 25.1712,
    lng: 106.0986,
  }),
  facility(demoStreet, 2, '蟠桃街道卫生服务中心', {
    class: 'health-station',
    hours: '每日 8:00–20:00',
    items: ['基本医疗', '慢病随访', '预防接种'],
    materials: ['身份证或医保卡'],
    address: '蟠桃街道平安路',
    lat: 25.1738,
    lng: 106.1012,
  }),
  facility(demoCommunity, 1, '蟠桃园社区党群服务中心', {
    class: 'party-service-centre',
    hours: '每日 8:30–20:00',
    items: ['点单受理', '证明帮办', '政策咨询'],
    materials: ['身份证', '与事项有关的材料'],
    howTo: '到窗口取号，或由网格员代办',
    address: '蟠桃园社区居委会一楼',
    lat: 25.1746,
    lng: 106.0961,
  }),
  facility(demoCommunity, 2, '蟠桃园社区日间照料中心', {
    class: 'elder-day-care',
    hours: '工作日 8:00–17:30',
    items: ['日间照料', '助餐', '陪诊'],
    materials: ['身份证'],
    howTo: '可点单预约，首次由工作人员上门了解情况',
    address: '蟠桃园社区居委会后院',
    categories: ['0801', '0802', '0805'],
    lat: 25.1749,
    lng: 106.0957,
  }),
  facility(demoCommunity, 3, '蟠桃园社区食堂', {
    class: 'canteen',
    hours: '每日 7:00–19:00',
    items: ['老年助餐', '学生午餐'],
    address: '蟠桃花园小区东门',
    categories: ['0802'],
    lat: 25.1753,
    lng: 106.0972,
  }),
  facility(demoCommunity, 4, '蟠桃园社区儿童之家', {
    class: 'children-home',
    hours: '周一至周六 15:00–19:00',
    items: ['课后托管', '阅读', '亲子活动'],
    howTo: '监护人登记后接送',
    address: '蟠桃园社区居委会二楼',
    categories: ['0804', '0902'],
    lat: 25.1747,
    lng: 106.096,
  }),
];

export const demoOrganisations: readonly UnitEntry[] = [...party, ...organisations, ...compounds, ...facilities];

/** Marks of places that stand elsewhere in the demo's lists, by code. */
export const demoMarks: ReadonlyMap<string, Readonly<Record<string, Json>>> = new Map([
  [demoCommunity, { population: 6_800, households: 2_160, brand: '桃邻里', telephone: '0859-0000200' }],
  [demoResettlement, { population: 12_600, households: 2_900, resettledSince: '2019-06-01', brand: '新城新家' }],
  ...grids.map((grid): [string, Readonly<Record<string, Json>>] => [
    grid.code,
    grid.code === demoGrid
      ? {
          fullTimePosts: 1,
          forces: ['专职网格员', '社区民警', '楼栋长', '家庭医生', '物业管家', '民情助理', '在职党员', '志愿者'],
        }
      : { fullTimePosts: 1 },
  ]),
  ...demoUnits
    .filter(({ kind, code }) => kind === 'building' && code.startsWith(demoCommunity))
    .map(({ code }): [string, Readonly<Record<string, Json>>] => [
      code,
      { compound: [1, 2].some((ordinal) => code.startsWith(ownCode.grid(demoCommunity, ordinal))) ? garden : oldYard },
    ]),
]);

/** What a persona's post is beside its role. */
export const personaMarks: Partial<Record<PersonaName, PostMarks>> = {
  'grid-worker': { duty: 'full-time' },
  relative: { of: personas.resident.person },
  'household-head': { chosenHow: 'elected', chosenOn: '2024-03-09' },
  representative: { chosenHow: 'elected', chosenOn: '2024-03-09' },
  department: { duty: 'part-time-member' },
};

interface DemoPost {
  /** A persona, or the name of one more person. */
  readonly who: PersonaName | { readonly name: string };
  readonly role: Role;
  /** Code of the unit. */
  readonly unit: string;
  readonly marks?: PostMarks;
  /** Stands in for the persona's main post (B岗). */
  readonly deputyOf?: PersonaName;
  /** YYYY-MM-DD in China: the first day that it is over. */
  readonly until?: string;
}

/** Posts beside the main ones. */
export const demoPosts: readonly DemoPost[] = [
  { who: 'leader', role: 'leader', unit: demoResettlement, marks: { duty: 'responsible-leader' } },
  { who: { name: '班致和' }, role: 'secretary', unit: demoCommunity, deputyOf: 'secretary' },
  { who: { name: '岑望山' }, role: 'grid-worker', unit: demoGrid, deputyOf: 'grid-worker' },
  { who: { name: '蒙接力' }, role: 'community', unit: demoCommunity, deputyOf: 'community' },
  { who: { name: '田驻村' }, role: 'community', unit: villageOfTeam, marks: { duty: 'first-secretary' }, until: '2028-07-01' },
  { who: { name: '石帮扶' }, role: 'opinion-aide', unit: villageOfTeam, marks: { duty: 'work-team' }, until: '2028-07-01' },
  { who: { name: '覃下沉' }, role: 'opinion-aide', unit: demoGrid, marks: { duty: 'attached-official' } },
];
