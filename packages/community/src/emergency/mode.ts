// Which areas are in an emergency now: rows of the county's rules with their document and validity, written by the emergency's
// own effects and by nobody else.
//
// Keeps: E1: a drill is no emergency: no limit, no order, nothing public hangs on it.
import { z } from 'zod';
import type { CountyRule, CountyRules } from '../county-rules/county-rules.ts';
import type { Words } from '../rules/rule.ts';
import type { Unit } from '../units/unit.ts';
import { Hazard, hazards, Level, levelWords } from './hazard.ts';

export const EmergencyMode = z.strictObject({
  /** Id of its order. */
  emergency: z.uuid(),
  hazard: Hazard,
  level: Level,
  /** 先期处置: a community's own, for a few hours. */
  firstResponse: z.boolean(),
});
export type EmergencyMode = z.infer<typeof EmergencyMode>;

/** Key: the emergency's id. */
export const MODE = 'emergency-mode';

/** The emergency that a place is in at `at` (epoch ms), or null. Two never hold at one place. */
export const emergencyAt = (
  rules: CountyRules,
  where: { readonly tenant: string; readonly path: string; readonly at: number },
): CountyRule<typeof MODE> | null => rules.all(MODE, where).toSorted((a, b) => a.validFrom - b.validFrom)[0] ?? null;

/** An emergency as everybody may know of it. */
export interface PublicEmergency {
  readonly mode: EmergencyMode;
  /** Its areas, the widest of each. */
  readonly areas: readonly Unit[];
  readonly document: string;
  /** Epoch ms. */
  readonly from: number;
  readonly until: number | null;
}

/** Those that hold at `at` (epoch ms) among these units, each once. Drills are none (E1). */
export function emergenciesAt(rules: CountyRules, units: readonly Unit[], at: number): readonly PublicEmergency[] {
  const found = new Map<string, PublicEmergency>();
  for (const unit of units) {
    for (const rule of rules.all(MODE, { tenant: unit.tenant, path: unit.path, at })) {
      if (rule.path !== unit.path) continue;
      const known = found.get(rule.key);
      const { value: mode, document, validFrom: from, validTo: until } = rule;
      found.set(rule.key, { mode, document, from, until, areas: [...(known?.areas ?? []), unit] });
    }
  }
  return [...found.values()];
}

/** What the banner says (横幅), in both languages. `when`: an instant (epoch ms) in words. */
export function bannerOf(
  { mode, areas, document, until }: PublicEmergency,
  when: (at: number, language: 'zh' | 'en') => string,
): Words {
  const hazard = hazards[mode.hazard];
  const level = levelWords[mode.level];
  const names = areas.map(({ name }) => name);
  const by = mode.firstResponse ? null : document;
  return {
    zh: `应急响应：${names.join('、')}，${hazard.zh}，${mode.firstResponse ? '社区先期处置' : level.zh}${by ? `（${by}）` : ''}${until === null ? '' : `，计划至 ${when(until, 'zh')}`}。平时的诉求暂缓办理、时限顺延；遇险请拨 110、119、120，或向社区报告险情。`,
    en: `Emergency: ${names.join(', ')}, ${hazard.en}, ${mode.firstResponse ? 'first response' : level.en}${by ? ` (${by})` : ''}${until === null ? '' : `, planned until ${when(until, 'en')}`}. Ordinary orders wait and have more time; in danger call 110, 119 or 120, or report it to the community.`,
  };
}
