// Doors in a text: 3栋2单元501, 三号楼二单元五楼, 3-2-501, 解放路48号附3号, 甘莱村四组12号.
//
// Owns: where an address turns from a public place (road, village, compound) into somebody's door.
// A floor alone is nobody's; a number of buildings (共12栋楼) is a quantity. A building, an entrance or a village group without more is
// a place (decision 0352).
import type { Finding } from './finding.ts';

const chinese = '[一二三四五六七八九十百零〇]';
const count = `(?:[A-Za-z]?\\d{1,4}|[A-Za-z]|${chinese}{1,5}|[甲乙丙丁])`;
/** Not behind another count, nor behind what a mask left: 138****5678栋. */
const alone = `(?<!\\*{3}\\d{0,4})(?<![\\d.月第年A-Za-z一二三四五六七八九十百零〇])`;
const side = '(?:[左右中对](?:手|手边|边)|中间)?';

/** What follows the building: 2单元, 501, 五楼左边, -2-1103, 1-1. */
const inside =
  `(?:\\s{0,2}[-,、的]?\\s{0,2}${count}\\s?(?:号楼|栋|幢|座|单元|室|号房|房间|号|楼(?![下上顶])|层|门(?!面)|户)${side}` +
  `|[-\\s]{0,2}[A-Za-z]?\\d{1,2}-\\d{1,4}(?:-\\d{1,4})?号?(?!\\d|-?\\*)|[-\\s]{0,2}\\d{3,4}(?![\\d年元块]|-?\\*{3})|${chinese}{3,4}(?!${chinese}))`;

const building = new RegExp(
  `${alone}(?:[A-Za-z]区)?(?<count>${count})\\s?(?<unit>号楼|[#＃]\\s?楼?|栋|幢|号院|单元|(?<=[A-Za-z甲乙丙丁])座)(?<rest>(?:${inside}){0,5})`,
  'g',
);

/** No floor, room or number behind the building: an entrance, or other buildings beside it. */
const entrances = new RegExp(`^(?:\\s{0,2}[-,、的]?\\s{0,2}${count}\\s?(?:号楼|栋|幢|座|单元))*$`);

/** A room's number: of nothing else, and not what a mask left of another. */
const roomNumber = `(?<![\\d.*A-Za-z])(?:\\d{1,2}-)?\\d{3,4}(?![\\d.*\\-:/年元块米平号%A-Za-z]|\\s?[多来]?[天人个户次])`;

/** A door all the same, said a little further on: 3栋2单元的501, 3栋张大爷家501, 四组，12号. */
const doorBehind = new RegExp(
  `^(?:[\\s,、:的]{0,2}(?:${roomNumber}|[一二三四五六七八九零〇]{3,4}(?!${chinese})|${count}号(?![楼线院电车公文令起晚早上下]))` +
    `|[^\\s\\d,、:。！？；!?;*栋幢座元]{1,6}${roomNumber})`,
);

/** How many buildings there are, or all of them. */
const quantity = /(?:有|共|总共|一共|建|盖|修|拆|这|那|每|几|两|就|到|分成?)[了成]?$/;

const room = new RegExp(
  `${alone}(?:\\d{1,2}-)?(?:\\d{3,4}|${chinese}{3,4})(?:室(?!内)|号房|房(?![价租产屋子东地]))|` +
    `(?<=(?:楼上|楼下|对门|隔壁|住|住在|租在|房号是?|门牌号?是?|我家是?|家在|流到|漏到|滴到|淌到)[: ]?)\\d{3,4}(?![\\d.\\-:/年元块号米平*]|\\s?[多来]?[天人个户次])|` +
    `(?<![\\d.\\-:/]|\\*{3}\\d{0,4})\\d{3,4}(?=的?(?:住户|业主|租户|租客|那家|这家|那户|家的|房东|邻居))`,
  'g',
);

const door = new RegExp(
  `(?<![\\d.\\-:/A-Za-z#]|\\*{3}\\d{0,4})[A-Za-z]?\\d{1,2}-\\d{1,2}-(?!(?:19|20)\\d\\d(?!\\d))\\d{3,4}(?![\\d.\\-/:*])|` +
    `(?<![\\d.\\-:/A-Za-z#]|\\*{3}\\d{0,4})\\d{1,2}-\\d{1,2}(?:0[1-9]|1[0-9]|2[0-4])(?![\\d.\\-/:*]|\\s?(?:元|块|人|天|个|户|米|平|斤|度|吨|分|年|%|℃|公里|多|次))`,
  'g',
);

const street = new RegExp(
  `(?<=路|街|巷|大道|胡同|弄|村|寨|组|坪|坝)(?<!${chinese}组)(?:\\d{1,4}|${chinese}{1,4})号(?!线|楼|文|令|车|公路|起|晚|早|上午|下午)(?:${inside}|附\\d{1,3}号){0,3}`,
  'g',
);

const group = new RegExp(
  `(?<=村|寨|社区|街道|坪|坝|屯|湾|住|住在|我是)第?${count}(?:组|社|队)(?![长织成建员])(?:${count}号)?|${alone}${count}组${count}号`,
  'g',
);

/** Without one of these there is no door: most texts end here. */
const trace = new RegExp(
  `[\\dA-Za-z一二三四五六七八九十百零〇甲乙丙丁]\\s?(?:号|#|＃|栋|幢|院|单元|座|室|房|组|社|队)|\\d-\\d|\\d{3}`,
);

export function findAddresses(plain: string): Finding[] {
  const found: Finding[] = [];
  if (!trace.test(plain)) return found;
  for (const match of /[栋幢元座#＃]|号[楼院]/.test(plain) ? plain.matchAll(building) : []) {
    const { count, unit, rest } = match.groups as { count: string; unit: string; rest: string };
    if (rest === '' && unit !== '单元') {
      const before = plain.slice(Math.max(0, match.index - 3), match.index);
      if (quantity.test(before)) continue;
      // 一栋房子: a house, not a house's number.
      if (count === '一' && !/住在?$|是$/.test(before)) continue;
    }
    found.push(at(match, `*${unit.startsWith('#') ? '号楼' : unit}`, entrances.test(rest) && !leadsOn(match)));
  }
  if (plain.includes('号')) for (const match of plain.matchAll(street)) found.push(at(match, '*号'));
  if (/[组社队]/.test(plain))
    for (const match of plain.matchAll(group)) found.push(at(match, '*组', !match[0].includes('号') && !leadsOn(match)));
  if (plain.includes('-')) for (const match of plain.matchAll(door)) found.push(at(match, '*'));
  if (!/\d{3}|[室房]/.test(plain)) return found;
  for (const match of plain.matchAll(room)) found.push(at(match, /室|房/.test(match[0]) ? '*室' : '*'));
  return found;
}

const leadsOn = ({ 0: { length }, index, input }: RegExpExecArray): boolean =>
  doorBehind.test(input.slice(index + length, index + length + 16));

const at = (match: RegExpExecArray, mask: string, isPlace = false): Finding => ({
  kind: 'address',
  start: match.index,
  end: match.index + match[0].length,
  mask,
  ...(isPlace && { place: true as const }),
});
