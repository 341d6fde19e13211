// What kinds of unit are called.
import { inLanguage, wordOf } from '../../shared/words.ts';

const kinds = inLanguage<Readonly<Record<string, string>>>(
  {
    province: '省',
    city: '市州',
    county: '县',
    street: '街道、镇',
    community: '社区、村',
    grid: '网格',
    'household-group': '联户',
    building: '楼栋',
    department: '部门',
    team: '队伍',
    property: '物业',
    compound: '小区',
    'owners-committee': '业委会',
    party: '党组织',
    organisation: '组织',
    facility: '服务点',
  },
  {
    province: 'province',
    city: 'city',
    county: 'county',
    street: 'street or town',
    community: 'community or village',
    grid: 'grid',
    'household-group': 'household group',
    building: 'building',
    department: 'department',
    team: 'team',
    property: 'property service',
    compound: 'compound',
    'owners-committee': 'owners’ committee',
    party: 'Party organisation',
    organisation: 'organisation',
    facility: 'facility',
  },
);

export const kindWord = (kind: string): string => wordOf(kinds, kind);

export const kindOptions = (): readonly { readonly value: string; readonly label: string }[] =>
  Object.entries(kinds).map(([value, label]) => ({ value, label }));
