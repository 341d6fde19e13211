// What roles are called: as people who work there, so that nobody takes a post for the unit it is in.
import type { Role } from './role.ts';
import type { Words } from '../rules/rule.ts';

export const roleWords: Record<Role, Words> = {
  resident: { zh: '居民', en: 'resident' },
  relative: { zh: '家属', en: 'relative' },
  'household-head': { zh: '联户长', en: 'household-group head' },
  'grid-worker': { zh: '网格员', en: 'grid worker' },
  'opinion-aide': { zh: '民情助理', en: 'opinion aide' },
  window: { zh: '窗口工作人员', en: 'window clerk' },
  secretary: { zh: '支部书记', en: 'branch secretary' },
  member: { zh: '党员', en: 'member' },
  'team-lead': { zh: '队长', en: 'team lead' },
  property: { zh: '物业工作人员', en: 'property worker' },
  facility: { zh: '服务点工作人员', en: 'facility worker' },
  community: { zh: '社区工作人员', en: 'community officer' },
  street: { zh: '街道工作人员', en: 'street officer' },
  department: { zh: '部门工作人员', en: 'department officer' },
  supervisor: { zh: '督办专员', en: 'supervisor' },
  discipline: { zh: '纪检监察干部', en: 'discipline inspector' },
  representative: { zh: '居民代表', en: 'representative' },
  leader: { zh: '包保领导', en: 'leader' },
  publisher: { zh: '晒单员', en: 'publisher' },
  admin: { zh: '系统管理员', en: 'administrator' },
  dpo: { zh: '个人信息保护负责人', en: 'data protection officer' },
  archives: { zh: '档案管理员', en: 'archives officer' },
};
