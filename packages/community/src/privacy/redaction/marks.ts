// E-mail addresses, number plates and accounts with WeChat, QQ and the like.
//
// Plates: GA 36 (a province, a letter, five characters, six for new-energy vehicles; no I or O).
import { maskPlate } from '../mask.ts';
import type { Finding } from './finding.ts';
import { DIGIT, GAP } from './plain.ts';

const local = /[\w.+-]/;
const host = /[ ]?((?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,24})/y;

export function findEmails(plain: string): Finding[] {
  const found: Finding[] = [];
  for (let sign = plain.indexOf('@'); sign !== -1; sign = plain.indexOf('@', sign + 1)) {
    let start = plain[sign - 1] === ' ' ? sign - 1 : sign;
    const least = start - 64;
    while (start > 0 && start > least && local.test(plain[start - 1] as string)) start--;
    host.lastIndex = sign + 1;
    const domain = host.exec(plain);
    // What a mask left of a number is no name of a mailbox.
    if (/^\d{1,4}$/.test(plain.slice(start, sign)) && plain.startsWith('***', start - 3)) continue;
    if (domain && start < sign && plain[start] !== ' ') {
      found.push({ kind: 'email', start, end: sign + 1 + domain[0].length, mask: '***@***' });
    }
  }
  return found;
}

const body = '[A-HJ-NP-Za-hj-np-z0-9]';
const plates = new RegExp(
  `[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-Za-z][ ·•.\\-]{0,2}` +
    `(?:${body}(?:[ ·.\\-]?${body}){4,5}|${body}(?:[ ]?${body}){3}[挂学警港澳使领])(?![A-Za-z0-9*])`,
  'g',
);

export function findPlates(plain: string): Finding[] {
  const found: Finding[] = [];
  for (const { 0: text, index } of plain.matchAll(plates)) {
    const plate = text.replace(/[ ·•.-]/g, '').toUpperCase();
    if ((plate.slice(2).match(/\d/g)?.length ?? 0) < 2) continue;
    found.push({ kind: 'plate', start: index, end: index + text.length, mask: maskPlate(plate) });
  }
  return found;
}

const service = '微信|威信|薇信|QQ|扣扣|企鹅|wechat|weixin|抖音|快手|小红书|支付宝|wx|vx|v信|加v';
const accounts = new RegExp(
  `(?<![A-Za-z])(?:${service})(?<said>[号码是为:, ]{0,5})` +
    `(?:(?<word>[A-Za-z][-_A-Za-z0-9]{5,19})|(?<digits>[${DIGIT}](?:[${GAP}]?[${DIGIT}]){4,11}))(?![A-Za-z0-9@]|-?\\*)`,
  'gi',
);

export function findAccounts(plain: string): Finding[] {
  const found: Finding[] = [];
  for (const match of plain.matchAll(accounts)) {
    const { said = '', word, digits } = match.groups as { said?: string; word?: string; digits?: string };
    // A plain word behind a bare name is more likely a word: `微信 iPhone`.
    if (word !== undefined && !/[号是:]/.test(said) && !/[\d_-]/.test(word)) continue;
    // A mobile number has its own mask.
    if (digits !== undefined && digits.replace(/[^\d]/g, '').length === 11 && /^1[3-9]/.test(digits)) continue;
    const end = match.index + match[0].length;
    found.push({ kind: 'account', start: end - (word ?? digits ?? '').length, end, mask: '******' });
  }
  return found;
}
