// Kinds of department (部门、公共服务单位) that the catalogue of duties names. A unit says which it is by its flag `duty`.
import type { Words } from '../rules/rule.ts';

export const departments: Readonly<Record<string, Words>> = {
  housing: { zh: '住房和城乡建设', en: 'housing and construction' },
  water: { zh: '水务、供水', en: 'water' },
  power: { zh: '供电', en: 'power supply' },
  gas: { zh: '燃气', en: 'gas supply' },
  telecom: { zh: '通信、广电', en: 'telecom and broadcasting' },
  'city-enforcement': { zh: '综合行政执法', en: 'city administration and enforcement' },
  market: { zh: '市场监督管理', en: 'market supervision' },
  'civil-affairs': { zh: '民政', en: 'civil affairs' },
  labour: { zh: '人力资源和社会保障', en: 'human resources and social security' },
  health: { zh: '卫生健康', en: 'health' },
  insurance: { zh: '医疗保障', en: 'medical insurance' },
  disabled: { zh: '残联', en: 'disabled persons’ federation' },
  education: { zh: '教育', en: 'education' },
  police: { zh: '公安', en: 'police' },
  emergency: { zh: '应急管理、消防救援', en: 'emergency management and fire rescue' },
  justice: { zh: '司法行政', en: 'justice' },
  discipline: { zh: '纪检监察', en: 'discipline inspection' },
};

const parties: Readonly<Record<string, Words>> = {
  grid: { zh: '网格', en: 'grid' },
  community: { zh: '社区', en: 'community' },
  street: { zh: '街道', en: 'street' },
  member: { zh: '党员、志愿者', en: 'members and volunteers' },
  team: { zh: '队伍', en: 'team' },
  property: { zh: '物业', en: 'property service' },
  facility: { zh: '服务阵地', en: 'facility' },
  department: { zh: '部门', en: 'department' },
};

/** How a party of the catalogue is called; a department that nobody named here by its own word. */
export function partyName(party: string): Words {
  const [kind = '', which] = party.split(':');
  const general = parties[kind] ?? { zh: party, en: party };
  return which === undefined ? general : (departments[which] ?? { zh: which, en: which });
}
