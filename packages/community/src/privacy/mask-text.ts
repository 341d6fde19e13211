// The redacted copy of a free text: whatever looks like a number, a plate, a door or a name is masked.
//
// Owns: the patterns. T1: better a harmless word too many than a person's trace too few. T2: no run of seven or more digits
// survives but a written date and an order's number. A name without a mark beside it is not found: the text stays personal data.
import { maskId, maskName, maskNumber, maskPhone, maskPlate, narrow } from './mask.ts';
import { surnames } from './surnames.ts';

const D = '[0-9\uff10-\uff19]';
const GAP = '[ \u3000\\-\uff0d\u2013\u2014·._]';
const date = `(?:19|20)${D}{2}[-./]${D}{1,2}[-./]${D}{1,2}(?!${D})`;
const orderNumber = `20${D}{6}-${D}{6}-${D}(?!${D})`;
const number = `${D}(?:${GAP}?${D}){6,}[XxＸｘ]?`;
const numbers = new RegExp(`(?<!${D})(?:(?<kept>${date}|${orderNumber})|${number})`, 'g');

const spokenNumber = /[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{7,}/g;
const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const plate =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•\- ]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]/g;

const counted = `(?:[0-9\uff10-\uff19A-Za-z]{1,5}|[一二三四五六七八九十百零〇]{1,5})`;
const door = new RegExp(
  `(?<![月第0-9A-Za-z])${counted}\\s*(号楼|栋|幢|单元|室|号院|号|楼)(?:\\s*[-,，、]?\\s*(?:${counted}\\s*(?:号楼|栋|幢|单元|室|号|楼|层|门)|${D}{3,4}(?!${D})))*`,
  'g',
);
const shortDoor = new RegExp(`(?<![0-9.-])${D}{1,3}[-－](?:${D}{1,2}[-－])?${D}{3,4}(?![0-9.-])`, 'g');

const introduced = new RegExp(
  `((?:我叫|我是|本人|名叫|姓名|联系人|户主|业主)(?:[:：是为]|\\s)*)([${surnames}][\u4e00-\u9fff]{1,2})`,
  'g',
);
const addressed = new RegExp(
  `([${surnames}][\u4e00-\u9fff]{1,2})(?=先生|女士|小姐|同志|师傅|老师|大爷|大妈|阿姨|叔叔|书记|主任)`,
  'g',
);

/** The text with its personal traces masked. `known`: names that belong to the order and are masked wherever they stand. */
export function maskText(text: string, known: readonly string[] = []): string {
  let masked = text;
  for (const name of known) if (Array.from(name).length > 1) masked = masked.replaceAll(name, maskName(name));
  return masked
    .replace(mail, '***@***')
    .replace(plate, (found) => maskPlate(found))
    .replace(numbers, (found, ...rest) => ((rest.at(-1) as { kept?: string }).kept === undefined ? maskRun(found) : found))
    .replace(spokenNumber, (found) => '*'.repeat(found.length))
    .replace(door, '*$1')
    .replace(shortDoor, '*')
    .replace(introduced, (_, mark: string, name: string) => mark + maskName(name))
    .replace(addressed, (name: string) => maskName(name));
}

function maskRun(found: string): string {
  const plain = narrow(found).replace(/[^\dXx]/g, '');
  if (/^(?:\d{17}[\dXx]|\d{15})$/.test(plain)) return maskId(plain);
  if (/^(?:00)?(?:86)?1[3-9]\d{9}$/.test(plain)) return maskPhone(plain);
  return maskNumber(plain);
}
