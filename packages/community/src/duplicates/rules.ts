// The rules about duplicates, as data, and the numbers that a county may change.
//
// Source: domain research 2.6, 重复诉求合并.
import { z } from 'zod';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Rule } from '../rules/rule.ts';

export const duplicateRules = {
  'same-resident': {
    zh: '同一居民、同一类别、同一地点，30 天内再次点单，建议合并',
    en: 'the same resident, category and place within 30 days are proposed for merging',
    source: { zh: '领域研究 2.6 重复诉求合并', en: 'domain research 2.6, merging of duplicates' },
  },
  'many-residents': {
    zh: '7 天内三名以上居民反映同一件事，建议合并为一张主单',
    en: 'three residents on one matter within 7 days are proposed for merging under one order',
    source: { zh: '领域研究 2.6 重复诉求合并', en: 'domain research 2.6, merging of duplicates' },
  },
  'no-new-facts': {
    zh: '同一事项没有新情况的，告知办理进展或结果，不重复受理',
    en: 'the same matter without new facts is answered with its progress or its result',
    source: {
      zh: '《北京市接诉即办工作条例》第十一条、《潍坊市12345条例》第十九条',
      en: 'Beijing regulation, article 11; Weifang 12345 regulation, article 19',
    },
  },
  'me-too': {
    zh: '“我也一样”只用于公共设施或已公开的事项，只显示类别、地点和日期，公开了的再加公开栏上的标题；05、07、08、11 类一律不提供',
    en: '“me too” is offered for public facilities and published items only, with category, place and date, and of what is on the board its title there; never for groups 05, 07, 08 and 11',
    source: { zh: '个人信息保护法第六条、第二十五条', en: 'PIPL articles 6 and 25' },
  },
} as const satisfies Record<string, Rule>;

export const DuplicateLimits = z.strictObject({
  sameResidentDays: z.int().min(1).max(365),
  manyResidents: z.int().min(2).max(100),
  manyResidentsDays: z.int().min(1).max(365),
  /** Of texts, 0 to 1: from here on two orders of one place are one matter, */
  similarityHere: z.number().min(0).max(1),
  /** and from here on two of one community. */
  similarityNearby: z.number().min(0).max(1),
});
export type DuplicateLimits = z.infer<typeof DuplicateLimits>;

export const defaultDuplicateLimits: DuplicateLimits = {
  sameResidentDays: 30,
  manyResidents: 3,
  manyResidentsDays: 7,
  similarityHere: 0.1,
  similarityNearby: 0.4,
};

export const duplicateLimitsAt = (
  rules: CountyRules,
  where: { readonly tenant: string; readonly path: string; readonly at: number },
): DuplicateLimits => rules.find('duplicates', '', where)?.value ?? defaultDuplicateLimits;
