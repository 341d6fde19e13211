// Hazards and levels of an emergency (平急转换). Source: domain research 6; 突发事件应对法 63 (levels I to IV: red to blue).
import { z } from 'zod';
import type { Words } from '../rules/rule.ts';

export const hazards = {
  flood: { zh: '洪涝', en: 'flood' },
  geological: { zh: '地质灾害', en: 'landslide or other geological hazard' },
  fire: { zh: '火灾', en: 'fire' },
  cold: { zh: '低温雨雪冰冻', en: 'cold, rain and snow' },
  health: { zh: '公共卫生', en: 'public health' },
  outage: { zh: '停水停电', en: 'water or power cut' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Words>;
export type Hazard = keyof typeof hazards;
export const Hazard = z.enum(Object.keys(hazards) as [Hazard, ...Hazard[]]);

export const levels = ['I', 'II', 'III', 'IV'] as const;
export type Level = (typeof levels)[number];
export const Level = z.enum(levels);

export const levelWords = {
  I: { zh: '一级（红色）', en: 'level I (red)' },
  II: { zh: '二级（橙色）', en: 'level II (orange)' },
  III: { zh: '三级（黄色）', en: 'level III (yellow)' },
  IV: { zh: '四级（蓝色）', en: 'level IV (blue)' },
} as const satisfies Record<Level, Words>;

/** I is the gravest. */
export const isGraver = (level: Level, than: Level): boolean => levels.indexOf(level) < levels.indexOf(than);

/** 启动, 先期处置, 演练. */
export const emergencyKinds = ['response', 'first-response', 'drill'] as const;
export type EmergencyKind = (typeof emergencyKinds)[number];
