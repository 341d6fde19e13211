// What personal data is used for, on which ground, and what of it is a person's own choice.
//
// P1: a purpose that rests on consent starts as not agreed to, and nothing that a resident asks for depends on it (PIPL 16).
// P2: consent to publish is separate (PIPL 25): for orders it is given order by order, never here once for all.
import type { Words } from '../rules/rule.ts';

export interface Purpose {
  readonly title: Words;
  /** What happens with it; what does not happen without it. */
  readonly with: Words;
  readonly without: Words;
  /** Sensitive data (PIPL 28–31). */
  readonly sensitive: boolean;
  /** Categories of orders that may need it: asked for where one of these is placed, never demanded (P1). */
  readonly categories: readonly string[];
}

/** Purposes that rest on a person's consent. */
export const consentPurposes = {
  'sensitive-details': {
    title: { zh: '处理健康、经济困难等敏感信息', en: 'Use of health, hardship and other sensitive details' },
    with: { zh: '在您自己写进点单时，承办人可据此上门服务', en: 'whoever handles your order may use what you wrote of it' },
    without: {
      zh: '点单照常受理，请不要写这些内容，由承办人当面了解',
      en: 'your order is taken all the same; leave such details out',
    },
    sensitive: true,
    categories: ['0701', '0702', '0703', '0704', '0801', '0805', '1202'],
  },
  'child-details': {
    title: { zh: '处理不满十四周岁未成年人信息（须监护人同意）', en: 'Details of a child under 14 (the guardian consents)' },
    with: { zh: '用于托管、走失查找等与该未成年人有关的事项', en: 'for care, search and other matters of the child' },
    without: {
      zh: '紧急情况仍按法律规定处置，其他事项只登记监护人的联系方式',
      en: 'emergencies are handled by law; otherwise only the guardian’s contact is kept',
    },
    sensitive: true,
    categories: ['0803', '0804', '0901'],
  },
  'publish-own-name': {
    title: { zh: '晒单时显示我作为承办人的姓氏', en: 'My surname as the handler on published orders' },
    with: { zh: '公开栏显示“党员先锋”和姓氏', en: 'the board shows it' },
    without: { zh: '公开栏只显示单位或队伍', en: 'the board shows unit or team only' },
    sensitive: false,
    categories: [],
  },
  'red-list': {
    title: { zh: '上红榜时公布我或我家的称呼', en: 'My or my household’s name on the red list' },
    with: { zh: '评上时公布，随时可撤下', en: 'shown when chosen; taken down at any time' },
    without: { zh: '不公布，不影响任何待遇和积分', en: 'not shown; it changes nothing else' },
    sensitive: false,
    categories: [],
  },
  'outside-provider': {
    title: { zh: '把必要信息提供给社区以外的服务机构', en: 'Handing what is needed to a provider outside the community' },
    with: { zh: '仅限办理该事项所必需，逐次告知接收方', en: 'only what the matter needs; you are told to whom each time' },
    without: { zh: '由社区转达，或告知您直接联系的方式', en: 'the community passes the matter on, or tells you whom to ask' },
    sensitive: true,
    categories: ['0802', '0804', '0805'],
  },
} as const satisfies Record<string, Purpose>;
export type ConsentPurpose = keyof typeof consentPurposes;
export const consentPurposeNames = Object.keys(consentPurposes) as [ConsentPurpose, ...ConsentPurpose[]];

/** The consents that an order of the category asks for. */
export const purposesOf = (category: string): readonly ConsentPurpose[] =>
  consentPurposeNames.filter((purpose) => (consentPurposes[purpose].categories as readonly string[]).includes(category));

/** Kinds of order whose text is likely to hold sensitive data, with the consent that covers it (PIPL 29, 31). */
export const sensitiveKinds: readonly { readonly category: string; readonly purpose: ConsentPurpose }[] = (
  ['sensitive-details', 'child-details'] as const
).flatMap((purpose) => consentPurposes[purpose].categories.map((category) => ({ category, purpose })));

/** What is written in an order of this kind rests on a separate consent: nobody reads it in passing, on a row of a desk. */
export const isSensitiveKind = (category: string): boolean =>
  purposesOf(category).some((purpose) => consentPurposes[purpose].sensitive);

/** Only for a child, by the guardian. */
export const guardianPurpose: ConsentPurpose = 'child-details';
