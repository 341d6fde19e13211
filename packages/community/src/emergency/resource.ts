// What an area can count on in an emergency: forces sent down to it (下沉力量) and supplies, and what a plan needs of them. Pure.
//
// Source: domain research 1 (rows 12 to 14), 6. R1: codes and numbers only, no text: nobody is named here.
import { z } from 'zod';
import type { Words } from '../rules/rule.ts';
import type { Hazard } from './hazard.ts';

export const resourceKinds = ['force', 'supply'] as const;
export type ResourceKind = (typeof resourceKinds)[number];

/** By kind: what there is, in words, with what it is counted in. */
export const resourceWords = {
  force: {
    cadres: { zh: '下沉干部（人）', en: 'officials sent down (people)' },
    members: { zh: '党员突击队（人）', en: 'Party members (people)' },
    volunteers: { zh: '志愿者（人）', en: 'volunteers (people)' },
    medical: { zh: '医护（人）', en: 'medical staff (people)' },
    repair: { zh: '抢修（人）', en: 'repair crews (people)' },
    machines: { zh: '机械操作（人）', en: 'machine operators (people)' },
  },
  supply: {
    sandbags: { zh: '沙袋（个）', en: 'sandbags' },
    pumps: { zh: '抽水泵（台）', en: 'pumps' },
    generators: { zh: '发电机（台）', en: 'generators' },
    lights: { zh: '应急照明（盏）', en: 'emergency lights' },
    'life-vests': { zh: '救生衣（件）', en: 'life vests' },
    boats: { zh: '冲锋舟（艘）', en: 'boats' },
    tents: { zh: '帐篷（顶）', en: 'tents' },
    blankets: { zh: '棉被（床）', en: 'blankets' },
    water: { zh: '饮用水（箱）', en: 'drinking water (boxes)' },
    food: { zh: '方便食品（箱）', en: 'food (boxes)' },
    extinguishers: { zh: '灭火器（具）', en: 'fire extinguishers' },
    salt: { zh: '融雪剂（袋）', en: 'de-icing salt (bags)' },
    masks: { zh: '口罩（盒）', en: 'masks (boxes)' },
    'first-aid': { zh: '急救箱（个）', en: 'first-aid boxes' },
    vehicles: { zh: '车辆（台）', en: 'vehicles' },
    cordon: { zh: '警戒带（卷）', en: 'cordon tape (rolls)' },
  },
} as const satisfies Record<ResourceKind, Record<string, Words>>;

export type ResourceCode = { [kind in ResourceKind]: keyof (typeof resourceWords)[kind] }[ResourceKind];

const codes = resourceKinds.flatMap((kind) => Object.keys(resourceWords[kind])) as [ResourceCode, ...ResourceCode[]];

/** Of what kind a code is. */
export const kindOf = (what: ResourceCode): ResourceKind => (Object.hasOwn(resourceWords.force, what) ? 'force' : 'supply');

/** Whether the kind knows the code. */
export const isResource = (kind: ResourceKind, what: string): boolean => Object.hasOwn(resourceWords[kind], what);

/** By code of a force or a supply: how much of it each community at least is to have. */
export const Needs = z.partialRecord(z.enum(codes), z.int().min(1).max(1_000_000));
export type Needs = Readonly<z.infer<typeof Needs>>;

/** What a plan needs that does not say so itself. */
export const defaultNeeds: Readonly<Record<Hazard, Needs>> = {
  flood: { sandbags: 200, pumps: 2, 'life-vests': 20, lights: 4 },
  geological: { tents: 5, lights: 4, cordon: 5 },
  fire: { extinguishers: 20, 'first-aid': 2 },
  cold: { salt: 50, blankets: 20 },
  health: { masks: 100, 'first-aid': 2 },
  outage: { generators: 1, water: 50, lights: 10 },
  other: {},
};

export interface Resource {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly unit: string;
  readonly what: string;
  readonly source: string | null;
  readonly amount: number;
  /** Epoch ms. */
  readonly validFrom: number;
  readonly validTo: number | null;
}

export interface Shortage {
  readonly what: ResourceCode;
  readonly needed: number;
  readonly there: number;
}

/** What the plan needs and the register does not hold; nothing where it holds enough. */
export function shortages(resources: readonly Pick<Resource, 'kind' | 'what' | 'amount'>[], needs: Needs): readonly Shortage[] {
  const there = new Map<string, number>();
  for (const { kind, what, amount } of resources) {
    // People are no supplies, whatever they are called.
    if (isResource(kind, what)) there.set(what, (there.get(what) ?? 0) + amount);
  }
  return Object.entries(needs).flatMap(([what, needed]) => {
    const held = there.get(what) ?? 0;
    return held < needed ? [{ what: what as ResourceCode, needed, there: held }] : [];
  });
}

/** What an area of so many communities needs; one that is smaller needs what its community does. */
export const needsOfArea = (needs: Needs, communities: number): Needs =>
  Object.fromEntries(Object.entries(needs).map(([what, needed]) => [what, needed * Math.max(1, communities)]));

/** Columns of a table of them, by their names in either language; the last three may be left out. */
export const resourceColumns = {
  unit: '单位',
  what: '物资或力量',
  amount: '数量',
  source: '派出单位',
  from: '启用日期',
  to: '停用日期',
} as const;
