// Plans (应急预案) as templates: by hazard, how long each level lasts, who is called out, what is checked, how often is reported.
// A rule that a county, street or community can set for itself, with its document and validity.
//
// Source: domain research 6 (duration, changes, end), 1 (rows 12, 13, 14).
import { z } from 'zod';
import { Limit } from '../terms/term.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Hazard, Level } from './hazard.ts';
import { defaultNeeds, Needs } from './resource.ts';

const byLevel = <S extends z.ZodType>(of: S) => z.strictObject({ I: of, II: of, III: of, IV: of });

const Item = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  zh: z.string().min(1).max(60),
  en: z.string().min(1).max(120),
});

export const EmergencyPlan = z.strictObject({
  /** How long a response of the level lasts unless it is renewed. */
  lasts: byLevel(Limit),
  /** How often the situation is reported. */
  reportEvery: byLevel(Limit),
  /** Which teams are called out: rescue teams (应急救援队), help teams (帮帮团). */
  calls: z.array(z.enum(['emergency', 'help'])).min(1),
  /** How many teams of the scope are called out at least: a plan with nobody to call starts nothing. */
  teams: z.int().min(1).max(20),
  /** Which forces and supplies each community at least is to have; those of its hazard (resource.ts) where the plan says nothing. */
  needs: Needs.optional(),
  /** What is gone through, by code. */
  checklist: z.array(Item).min(1).max(40),
  /** How long a second person has to confirm a start. */
  confirmWithin: Limit,
  /** How long a community's first response stands without a confirmation. */
  firstResponse: Limit,
  /** Minutes before its end at which a response is announced to end by itself. */
  alarmMinutes: z.int().min(10).max(720),
  /** After the end: until when orders of the emergency are closed, the report is written, the data is destroyed. */
  closeWithin: Limit,
  reviewWithin: Limit,
  destroyWithin: Limit,
});
export type EmergencyPlan = z.infer<typeof EmergencyPlan>;

const item = (code: string, zh: string, en: string) => ({ code, zh, en });

const everywhere = [
  item('duty', '值班带班人员到岗', 'whoever is on duty is there'),
  item('warn', '预警信息传到楼栋和联户', 'the warning reached buildings and household groups'),
  item('count', '人员清点和缺员电话核实', 'people counted, the missing telephoned'),
];

const checklists: Readonly<Record<Hazard, EmergencyPlan['checklist']>> = {
  flood: [
    ...everywhere,
    item('low', '低洼楼栋、地下空间、下穿通道巡查和封控', 'low buildings, cellars and underpasses checked and closed'),
    item('slope', '边坡、挡墙、河道巡查', 'slopes, walls and rivers checked'),
    item('move', '危险区人员转移安置', 'people moved out of danger'),
  ],
  geological: [
    ...everywhere,
    item('site', '隐患点监测值守', 'known sites watched'),
    item('move', '受威胁户转移安置', 'threatened households moved'),
  ],
  fire: [
    ...everywhere,
    item('119', '确认已报 119', '119 was called'),
    item('lane', '消防通道清障', 'the fire lane is clear'),
    item('evacuate', '楼栋疏散清点', 'the building evacuated and counted'),
  ],
  cold: [
    ...everywhere,
    item('ice', '坡道、桥面、楼梯除冰', 'ramps, bridges and stairs freed of ice'),
    item('pipes', '水管防冻抢修', 'pipes kept from freezing and repaired'),
  ],
  health: [
    ...everywhere,
    item('site', '场所消毒和防护物资', 'places disinfected, protective supplies'),
    item('told', '按指令告知居民', 'residents told as ordered'),
  ],
  outage: [
    ...everywhere,
    item('supply', '供水车、发电设备到位', 'water carts and generators there'),
    item('lift', '电梯困人排查', 'lifts checked for people shut in'),
  ],
  other: everywhere,
};

const lasts = { I: '24 h', II: '24 h', III: '48 h', IV: '72 h' } as const satisfies Record<Level, string>;

export const defaultPlan = (hazard: Hazard): EmergencyPlan => ({
  lasts,
  reportEvery: { I: '2 h', II: '2 h', III: '6 h', IV: '6 h' },
  calls: ['emergency', 'help'],
  teams: 1,
  checklist: checklists[hazard],
  confirmWithin: '1 h',
  firstResponse: '4 h',
  alarmMinutes: 120,
  closeWithin: '72 h',
  reviewWithin: '168 h',
  destroyWithin: '720 h',
});

/** The plan of a hazard that holds at a place, and by which row. `at` in epoch ms. */
export function planAt(
  rules: Pick<CountyRules, 'find'>,
  hazard: Hazard,
  where: { readonly tenant: string; readonly path: string; readonly at: number },
): { readonly plan: EmergencyPlan; readonly id: string } {
  const rule = rules.find('emergency-plan', hazard, where);
  return { plan: rule?.value ?? defaultPlan(hazard), id: rule?.id ?? 'default' };
}

export const needsOf = (hazard: Hazard, { needs }: Pick<EmergencyPlan, 'needs'>): Needs => needs ?? defaultNeeds[hazard];
