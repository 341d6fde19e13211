// What looks like personal data in a proposal, in words: which field, and as what it looks, never what stands there (I12).
import type { Words } from '../rules/rule.ts';

const fields: Readonly<Record<string, Words>> = {
  title: { zh: '标题', en: 'title' },
  text: { zh: '内容', en: 'text' },
  after: { zh: '办得怎么样', en: 'what was done' },
};

const kinds: Readonly<Record<string, Words>> = {
  phone: { zh: '手机号', en: 'a mobile number' },
  landline: { zh: '座机号', en: 'a telephone number' },
  id: { zh: '身份证号', en: 'an identity number' },
  card: { zh: '银行卡号', en: 'a bank card' },
  plate: { zh: '车牌', en: 'a number plate' },
  email: { zh: '邮箱', en: 'an e-mail address' },
  account: { zh: '账号', en: 'an account' },
  number: { zh: '长号码', en: 'a long number' },
  address: { zh: '住址', en: 'an address' },
  name: { zh: '姓名', en: 'a name' },
  own: { zh: '本单的电话、住址或门牌', en: 'telephone, address or room of this order' },
};

/** Of a finding's name (`text:12-15:name`). */
export function findingWords(finding: string): Words {
  const [field = '', , kind = ''] = finding.split(':');
  const [where, what] = [fields[field] ?? { zh: field, en: field }, kinds[kind] ?? { zh: kind, en: kind }];
  return { zh: `${where.zh}（像是${what.zh}）`, en: `${where.en} (looks like ${what.en})` };
}
