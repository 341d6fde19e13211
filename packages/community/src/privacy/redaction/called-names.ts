// Names of persons in how the side of a dispute is called: by a name (韦春梅), by what somebody is to others (房东), or by both
// (楼上韦春梅一家). What is found is masked wherever it stands in the dispute's words.
//
// Owns: telling a name that stands alone from a role or a trade. In mid-sentence less is believed (names.ts).
// Not found: a nickname (珍珍), a name without a surname and without a dot.
import { compoundSurnames, surnames } from '../surnames.ts';
import { givenCharacters } from './given-names.ts';
import { findNames } from './names.ts';
import { plainSurnames } from './surname-kinds.ts';
import { isHan, wordsOf } from './words.ts';

/**
 * Surnames of Buyi, Zhuang, Miao, Yi, Hui and Dai families and others of the south-west that are too much of a word to begin a name in
 * mid-sentence.
 */
const further: ReadonlySet<string> = new Set('侬依代邰滚粟涂佘谌税撒纳保赛母刀岩玉哈晋犹楼商辜陇弄勒笪央补播海蹇谯淳乃者');

/** What somebody is to others, and no name: 房东, 三单元住户. */
const roles =
  /^(?:房[东主客]|车[主行队]|[家店厂]长|保[安洁姆]|.家)$|[住租农商]户$|业主$|邻居|楼[上下]|单元|[号栋室]|学生$|物业|公司|[超菜]市|(?:那|这)[个家户位]/;
/** What the name of a trade or a business ends with: 包工头, 施工方, 烧烤店. */
const trades = /(?:工头|[工匠队方商店铺摊馆厂场站院部办会所局司员贩仔人者主客户]|老板|师傅|司机|领导)$/;

/** 阿卜杜拉·买买提. */
const dotted = /^[\u3400-\u9fff]{1,8}(?:[·•‧・][\u3400-\u9fff]{1,8}){1,3}$/;

const isUsual = (given: string): boolean => Array.from(given).every((one) => givenCharacters.has(one));

/** Whether this is how a person is called by surname and given name, 张三 and 王二 among them. */
function isFullName(said: string): boolean {
  if (dotted.test(said)) return true;
  if (said.length < 2 || !Array.from(said).every((one) => isHan(one.charCodeAt(0))) || roles.test(said)) return false;
  const compound = said.length > 2 && compoundSurnames.has(said.slice(0, 2));
  const surname = said.slice(0, compound ? 2 : 1);
  const given = said.slice(surname.length);
  if (given.length > 3) return false;
  // The dictionary knows the surname as a word by itself, and not as the beginning of another: 韦|石头, and not 温泉|山庄.
  const apart = wordsOf(said).begins(surname.length);
  if (compound || surnames.includes(surname)) {
    if (isUsual(given)) return true;
    return compound || (plainSurnames.has(surname) ? apart : apart && !trades.test(given));
  }
  // Whatever the surname, with a given name as names have it: 侬春梅.
  return apart && isUsual(given) && (further.has(surname) ? given.length <= 2 : given.length === 2);
}

const between = /[、，,;；/\s()（）:：]+/;
const joined = /[和与及跟同]/;
/** Of a family or a couple: 韦春梅一家, 韦春梅夫妇. */
const andHis = /(?:一?家人?|夫妇|夫妻|两口子|本人|等人|等)$/;

/** The names in how somebody is called; none where he is called by what he is. */
export const namesIn = (said: string): readonly string[] => [...new Set(said.split(between).flatMap(namesOfPart))];

function namesOfPart(part: string): readonly string[] {
  const alone = part.replace(andHis, '');
  // 隔壁的罗大宽.
  for (const whole of [alone, part, alone.replace(/^.*的/, '')]) if (isFullName(whole)) return [whole];
  const several = alone.split(joined);
  if (several.length > 1 && several.every(isFullName)) return several;
  return findNames(part)
    .map(({ start, end }) => part.slice(start, end))
    .filter(isFullName);
}
