// What kinds of unit are called.
import type { Words } from '../rules/rule.ts';
import type { UnitKind } from './unit.ts';

export const unitKindWords: Record<UnitKind, Words> = {
  province: { zh: '省', en: 'province' },
  city: { zh: '市州', en: 'city' },
  county: { zh: '县', en: 'county' },
  street: { zh: '街道、镇', en: 'street' },
  community: { zh: '社区、村', en: 'community' },
  grid: { zh: '网格', en: 'grid' },
  'household-group': { zh: '联户', en: 'household group' },
  building: { zh: '楼栋', en: 'building' },
  department: { zh: '部门', en: 'department' },
  team: { zh: '队伍', en: 'team' },
  property: { zh: '物业', en: 'property service' },
  compound: { zh: '小区', en: 'compound' },
  'owners-committee': { zh: '业委会', en: 'owners’ committee' },
  party: { zh: '党组织', en: 'Party organisation' },
  organisation: { zh: '组织', en: 'organisation' },
  facility: { zh: '服务点', en: 'facility' },
};
