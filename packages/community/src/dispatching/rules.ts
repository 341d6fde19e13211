// The rules that bind a dispatch, as data: what each says, and where it comes from.
//
// Whoever is refused is told the rule's name and its source; the page docs/rules.md lists them. Whether one is broken is said
// in breaches.ts.
import type { Rule } from '../rules/rule.ts';

export const dispatchRules = {
  'nobody-able': {
    zh: '该对象目前没有能接单的岗位',
    en: 'nobody there can accept an order',
    source: { zh: '领域研究 3.1 接单', en: 'domain research 3.1, who accepts' },
  },
  reclaimed: {
    zh: '本类是上级收回事项，只能由上级部门主办',
    en: 'this kind was taken back by the level above: only a department may lead it',
    source: { zh: '乡镇（街道）履行职责事项清单·上级收回', en: 'list of duties of townships and streets, taken back' },
  },
  'not-mine': {
    zh: '职责清单写明本类不属于该对象，不能由其主办',
    en: 'the catalogue of duties says that this kind is not theirs to lead',
    source: { zh: '乡镇（街道）履行职责事项清单', en: 'list of duties of townships and streets' },
  },
  'enforcement-only': {
    zh: '本类需要执法，只能由执法单位或已获赋权的街道主办',
    en: 'this kind needs enforcement: only an enforcement unit, or a street to which it is delegated, may lead it',
    source: { zh: '行政执法事项目录、赋权事项指导清单', en: 'catalogue of enforcement matters, list of delegable powers' },
  },
  'community-not-main': {
    zh: '本类社区不作主责，社区和网格只能协助',
    en: 'a community and its grids are not made the main handler of this kind; they may assist',
    source: {
      zh: '《北京市接诉即办工作条例》第十七条；村级组织减负指导目录',
      en: 'Beijing regulation on handling complaints, article 17; list of what villages and communities are relieved of',
    },
  },
  'departments-by-street': {
    zh: '向县直部门派单由街道进行，街道须持有效的统筹协调权',
    en: 'an order is given to a county department by the street, under its power of overall coordination',
    source: {
      zh: '领域研究 3.1 派单；街道吹哨、部门报到',
      en: 'domain research 3.1, who dispatches; the street whistles, departments report in',
    },
  },
  'unit-concerned': {
    zh: '投诉不交给被反映的单位',
    en: 'a complaint is not given to the community that it may be about',
    source: {
      zh: '《济南市12345条例》第三十二条、《信访工作条例》第三十条',
      en: 'Jinan 12345 regulation, article 32; petition regulation, article 30',
    },
  },
  'interested-person': {
    zh: '本单的点单人应当回避，不能办理自己的单',
    en: 'whoever the order is for steps aside',
    source: { zh: '领域研究 2.6 回避', en: 'domain research 2.6, interested persons step aside' },
  },
  'self-dispatch': {
    zh: '投诉类不得由派单人派给自己',
    en: 'a complaint is not dispatched to oneself',
    source: { zh: '领域研究 3.1 职责分离', en: 'domain research 3.1, separation of duties' },
  },
  'own-members-only': {
    zh: '指派只限本支部党员；双报到党员和志愿者可以邀请或抢单，不能指派',
    en: 'only the branch’s own members are assigned; members who report in and volunteers are invited or claim',
    source: { zh: '领域研究 3.1 接单；志愿服务自愿原则', en: 'domain research 3.1; volunteering is voluntary' },
  },
  'assigned-gives-ground': {
    zh: '指派的单谢绝须写明理由，并计一次退单；邀请、抢单的单谢绝不需理由，不计次',
    en: 'whoever was assigned an order and declines it says why, and it counts as a return; who was invited, or claimed it, need not, and it counts for nothing',
    source: {
      zh: '领域研究 2.4、2.6 退单；志愿服务自愿原则',
      en: 'domain research 2.4, 2.6, returns; volunteering is voluntary',
    },
  },
  'load-limit': {
    zh: '该人员在手的单已达上限',
    en: 'this person has as many orders in hand as may be given',
    source: { zh: '系统默认〔设计〕，可由县、街道调整', en: 'design default, a county or street may change it' },
  },
  'push-in-emergency': {
    zh: '应急状态下指派，不抢单',
    en: 'in an emergency work is given to somebody, not offered to all',
    source: { zh: '领域研究 6，急时变化', en: 'domain research 6, changes' },
  },
  away: {
    zh: '该人员请假或外出，当前不派新单',
    en: 'this person is away, so nothing new is given',
    source: { zh: '系统默认〔设计〕A/B 岗', en: 'design default, deputies stand in' },
  },
} as const satisfies Record<string, Rule>;

export type DispatchRule = keyof typeof dispatchRules;
