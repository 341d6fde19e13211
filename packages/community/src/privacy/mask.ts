// Masks for the personal values of known kinds (domain research 7): 张三 → 张*, 13812345678 → 138****5678,
// 522326199001011234 → 522326********1234, 蟠桃园社区3栋501 → 蟠桃园社区*栋, 贵E12345 → 贵E·***45.
//
// Not ours: finding such values in free text (redaction/).
import { landline } from './landline.ts';
import { compoundSurnames } from './surnames.ts';

const stars = (length: number): string => '*'.repeat(length);

/** Full-width digits and letters as plain ones. */
export const narrow = (text: string): string =>
  text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/** How people are addressed: the surname with one of these is masked already. */
const addresses = /^(先生|女士|小姐|同志|师傅|老师|大爷|大妈|大叔|大婶|大哥|大姐|阿姨|叔叔|爷爷|奶奶|书记|主任|医生|某|某某)$/;

/** The surname stays, each other character becomes a star. Of a name of one character nothing stays. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  if (characters.length < 2) return '*';
  const two = characters.slice(0, 2).join('');
  const kept = characters.length > 2 && compoundSurnames.has(two) ? two : (characters[0] as string);
  const rest = characters.slice(Array.from(kept).length);
  return addresses.test(rest.join('')) ? name.trim() : kept + stars(rest.length);
}

/** A mobile number keeps its first three and last four digits, a landline its area code and last three, any other its last two. */
export function maskPhone(phone: string): string {
  const digits = narrow(phone).replace(/\D/g, '');
  const mobile = /^(?:00)?(?:86)?(1[3-9]\d)\d{4}(\d{4})$/.exec(digits);
  if (mobile) return `${mobile[1]}****${mobile[2]}`;
  const fixed = landline.exec(digits);
  return fixed?.[0] === digits ? `${fixed[1]}-****${digits.slice(-3)}` : maskNumber(digits);
}

/** An ID number (18 or 15 characters) keeps its area and its last four. */
export function maskId(id: string): string {
  const plain = narrow(id).replace(/[^\dXx]/g, '');
  return plain.length < 15 ? stars(plain.length) : plain.slice(0, 6) + stars(plain.length - 10) + plain.slice(-4);
}

/** A number of no known kind keeps its last two digits, a short one none. */
export const maskNumber = (digits: string): string =>
  digits.length < 6 ? stars(digits.length) : stars(digits.length - 2) + digits.slice(-2);

/** A number plate keeps its place and its last two characters. */
export const maskPlate = (plate: string): string => `${plate.slice(0, 2)}·***${plate.slice(-2)}`;

const placeWords = '社区|街道|小区|新区|家园|花园|公寓|大厦|广场|村|镇|乡|县|市|州|省|区|苑|坊|里|路|街|巷';
const numeral = '[0-9\uff10-\uff19A-Za-z一二三四五六七八九十百零〇甲乙丙丁]{1,5}';
const building = new RegExp(`${numeral}\\s*(号楼|栋|幢|座|组|号院|号|单元|室|楼|层|户)`);

/** Down to the building, its number hidden; a part that is no known kind of place is hidden too. */
export function maskAddress(address: string): string {
  const text = address.trim();
  const found = building.exec(text);
  const digit = text.search(/[0-9\uff10-\uff19]/);
  const end = Math.min(found?.index ?? text.length, digit === -1 ? text.length : digit);
  const known = new RegExp(`^.*(?:${placeWords})`).exec(text.slice(0, end))?.[0] ?? '';
  return known + (found ? `*${found[1]}` : '*');
}
