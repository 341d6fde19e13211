// Names of persons in a text: full names, and surnames with a 称谓 (张大爷, 王女士, 小李, 老王, 姓莫的).
//
// Owns: what counts as a name. Words are told apart by ICU's dictionary (Intl.Segmenter), so that 高兴, 马上 and 方便 are words
// and no Gao, Ma or Fang. M1: a name beside a mark (叫, 联系人) needs less to be believed than one in mid-sentence.
// Not found: a given name or nickname alone (珍珍), characters that are rare in names in mid-sentence, words without a mark (高明).
import { maskName } from '../mask.ts';
import { compoundSurnames, surnames } from '../surnames.ts';
import type { Finding } from './finding.ts';
import { functionCharacters, givenCharacters } from './given-names.ts';
import { type Mark, markBefore } from './name-marks.ts';
import { particles, plainSurnames, surest, things } from './surname-kinds.ts';
import { shortTitles, titleAt, titleBeginnings } from './titles.ts';
import { isHan, type Words, wordsOf } from './words.ts';

const isPlain = (surname: string): boolean => surname.length > 1 || plainSurnames.has(surname);

// What a character may be, one bit each, by its code: most characters of a text are dismissed by one look.
const SURNAME = 1;
const COMPOUND = 2;
const PARTICLE = 4;
/** May stand behind a surname in a name: a given name's character, or the beginning of a title. */
const FOLLOWER = 8;
const flags = new Uint8Array(65_536);
const flag = (characters: Iterable<string>, bit: number): void => {
  for (const one of characters) flags[one.charCodeAt(0)] = (flags[one.charCodeAt(0)] as number) | bit;
};
flag(surnames, SURNAME);
flag(Array.from(compoundSurnames), COMPOUND);
flag(particles, PARTICLE);
flag(givenCharacters, FOLLOWER);
flag(shortTitles, FOLLOWER);
flag(titleBeginnings, FOLLOWER);
flag('某', FOLLOWER);
/** 王二, 孙七. */
flag('二七八九十', FOLLOWER);

/** What makes the two or three characters before it a place or a shop. */
const place =
  /^(?:村|县|镇|乡|路|街|社区|小区|街道|区|苑|寨|坪|坝|屯|湾|桥|河|沟|站|店|厂|场|超市|饭店|酒店|花园|新城|大道|大街|巷|庄|山|岭|坡|洞|井|塘|湖|市|省|州|坳|冲|公司|医院|学校|中学|小学|村委|广场|组)/;
/** 王家坝, 李家寨: places. 王家具: a word. */
const familyPlace = /^(?:[坝寨湾沟坡庄村屯冲坪院岭桥坳庭长具电政务乡灯园门山弯巷堡渡坟店塘垭]|大院)/;
/** 小 or 老 and a surname that begin another word. */
const otherWords =
  /^(?:小黄[车狗鱼瓜]|小龙虾|小林子|老黄[牛历]|老林[场子区]|老龙[潭头]|[老小]田坝|小温|小夏天|小康|小武|老蒙|小兰花)/;

/** The end of a clause. A mask is none: what it stands for went on. */
const closing = /^(?:$|[^\u3400-\u9fffA-Za-z0-9*])/;
/** What often follows a name in a sentence. */
const follows =
  /^(?:的|家|说|讲|在|住|反映|来|和|与|跟|电话|手机|昨|今|前|老人|他|她|一|两|等|也|又|都|是|要|想|被|把|带|天天|经常|酒|叫|打|给|让|同志|女士|先生|身份|男|女|骂|不|没|欠|已|本|娃|身)/;
/** 贵 of 贵E·***45 is no name's. */
const maskedPlate = /^[A-Za-z]·\*/;
const reports = /^(?:反映|来电|投诉|说|讲)/;

export function findNames(plain: string): Finding[] {
  const found: Finding[] = [];
  const words = wordsOf(plain);
  for (let index = 0; index < plain.length; index++) {
    const code = plain.charCodeAt(index);
    if (code === STAR) {
      // What a mask left: *支书, *单元.
      const title = titleAt(plain, index + 1) || (shortTitles.has(plain[index + 1] ?? '') ? 1 : 0);
      index += plain.startsWith('单元', index + 1) ? 2 : title;
      continue;
    }
    const is = flags[code] as number;
    if ((is & (SURNAME | COMPOUND)) === 0 && code !== ALIAS) continue;
    const name = code === ALIAS ? alias(plain, index, words) : nameAt(plain, index, is, words);
    if (!name) continue;
    found.push(name);
    index = name.end - 1;
  }
  return found;
}

const ALIAS = '阿'.charCodeAt(0);
const STAR = '*'.charCodeAt(0);

const finding = (start: number, end: number, mask: string): Finding => ({ kind: 'name', start, end, mask });

/** A surname in its sentence. */
interface Candidate {
  readonly text: string;
  readonly index: number;
  /** Behind the surname. */
  readonly behind: number;
  readonly surname: string;
  readonly before: string;
  readonly previous: string;
  readonly words: Words;
  readonly mark: Mark;
}

function nameAt(text: string, index: number, is: number, words: Words): Finding | null {
  const compound =
    (is & COMPOUND) !== 0 && compoundSurnames.has(text.slice(index, index + 2)) && !misread.test(text.slice(index, index + 2));
  if (!compound && (is & SURNAME) === 0) return null;
  const behind = index + (compound ? 2 : 1);
  if (maskedPlate.test(text.slice(index + 1, index + 4))) return null;
  const previous = text[index - 1] ?? '';
  // Nearly all that is no name ends here, before any pattern is tried.
  if (!compound && (is & PARTICLE) !== 0 && !/[叫名人主事姓找请是:：为]/.test(previous)) return null;
  const next = text.charCodeAt(behind);
  const small = previous === '小' || previous === '老';
  if (((flags[next] ?? 0) & FOLLOWER) === 0 && previous !== '姓' && !small && !announces.test(previous)) return null;
  const before = text.slice(Math.max(0, index - 8), index);
  const candidate: Candidate = {
    text,
    index,
    behind,
    surname: text.slice(index, behind),
    before,
    previous,
    words,
    mark: markBefore(text, index),
  };
  return (
    (candidate.mark === 'strong' && titleAt(text, behind) === 0 ? fullName(candidate) : null) ??
    bareSurname(candidate) ??
    smallName(candidate) ??
    someName(candidate) ??
    titledName(candidate) ??
    shortTitledName(candidate) ??
    placeholder(candidate) ??
    fullName(candidate)
  );
}

/** Compound surnames that are rather words. */
const misread = /[东西南]门|公良|第五|百里/;
/** What a strong mark ends with. */
const announces = /[叫名人主事做是:： 为\s]/;

/** 姓莫. */
const bareSurname = ({ index, behind, before, previous }: Candidate): Finding | null =>
  previous === '姓' && !/[百贵同老]姓$/.test(before) ? finding(index, behind, '*') : null;

/** 阿兰. */
function alias(text: string, index: number, words: Words): Finding | null {
  const given = text[index + 1] ?? '';
  const believed =
    !maskedPlate.test(text.slice(index + 2, index + 5)) &&
    givenCharacters.has(given) &&
    !/[姨婆公爷妈叔哥姐妹]/.test(given) &&
    words.begins(index) &&
    words.begins(index + 2);
  return believed ? finding(index, index + 2, '阿*') : null;
}

/** 小李, 老王, 小王书记. */
function smallName({ text, index, behind, surname, previous, before, words }: Candidate): Finding | null {
  if ((previous !== '小' && previous !== '老') || !isPlain(surname)) return null;
  if (/[最很太多大]$/.test(before.slice(0, -1)) || otherWords.test(text.slice(index - 1, index + 2))) return null;
  if (!words.begins(behind)) return null;
  const end = behind + titleAt(text, behind);
  return finding(index - 1, end, `${previous}*${text.slice(behind, end)}`);
}

/** 张某某. */
function someName({ text, index, behind, surname }: Candidate): Finding | null {
  if (text[behind] !== '某') return null;
  const end = text[behind + 1] === '某' ? behind + 2 : behind + 1;
  return finding(index, end, surname + '*'.repeat(end - behind));
}

/** 张大爷, 吴副主任. */
function titledName({ text, index, behind, surname, words, before, previous, mark }: Candidate): Finding | null {
  const title = titleAt(text, behind);
  if (title === 0 || previous === surname) return null;
  if (surname === '班' && text.startsWith('主任', behind) && mark !== 'strong') return null;
  if (particles.has(surname) && mark !== 'strong' && !/[找请]$/.test(before)) return null;
  if (!isPlain(surname) && !words.begins(index)) return null;
  return finding(index, behind + title, `*${text.slice(behind, behind + title)}`);
}

/** 王哥, 李家. */
function shortTitledName({ text, index, behind, surname, words, mark, previous }: Candidate): Finding | null {
  const title = text[behind] ?? '';
  if (!shortTitles.has(title) || !isPlain(surname)) return null;
  if (title === '家') {
    if (familyPlace.test(text.slice(behind + 1, behind + 3))) return null;
    if (mark === null && !/^$|[和跟与在到，。,.\s]/.test(previous) && !words.begins(index)) return null;
  } else if (!words.begins(index) || !words.begins(behind + 1)) return null;
  return finding(index, behind + 1, `*${title}`);
}

/**
 * As people without a name are told off on the fingers, and as some are called by their place among their siblings (王二). A number is none
 * (张三十块), 十分 and 百般 are no number.
 */
const numbered =
  /^(?:张三|李四|王五|赵六|孙七|周八(?![点时日号])|吴九|郑十|[王李张刘陈杨黄赵吴徐孙朱胡郭何罗韦岑陆莫覃][二七八九](?=[家说讲骂打和跟与把被的]|[^\u3400-\u9fff]|$))(?!十(?!分)|百(?!般)|千(?!方)|万(?!分))/;
/** A quantity before 张, a week before 周: 两张三人沙发, 上周八点. The end of a door's number is none, nor a second son: 二〇一张三家, 老二张三. */
const counted = /(?:^|[^〇零一二三四五六七八九\d李王赵孙周吴郑老])[一二两三四五六七八九十几每半]$/;
const countedThings = /^张三(?:人[床座桌位沙]|元(?!旦)|块(?!头)|毛(?!手|病)|角(?!落)|折(?!腾|磨)|层(?!层)|斤(?!斤))/;

/** 张三 and 李四 are words. */
function placeholder({ text, index, surname, before, previous }: Candidate): Finding | null {
  const said = text.slice(index, index + 4);
  if (!numbered.test(said)) return null;
  if (surname === '张' && (counted.test(before) || countedThings.test(said))) return null;
  if (surname === '周' && /[上下本这每一两几整]/.test(previous)) return null;
  return finding(index, index + 2, `${surname}*`);
}

function fullName(candidate: Candidate): Finding | null {
  const { text, index, behind, surname, previous, mark } = candidate;
  if (particles.has(surname) && mark !== 'strong') return null;
  // 一张红纸.
  if (mark === null && /[一两几每]/.test(previous)) return null;
  for (const length of [2, 1]) {
    const end = behind + length;
    const given = text.slice(behind, end);
    if (
      given.length === length &&
      isHan(text.charCodeAt(behind)) &&
      isHan(text.charCodeAt(end - 1)) &&
      isGiven(candidate, given, end)
    ) {
      return finding(index, end, maskName(surname + given));
    }
  }
  return null;
}

/** Whether the one or two characters behind the surname are a given name. Where words end is asked last: it costs the most. */
function isGiven({ text, index, behind, surname, words, mark }: Candidate, given: string, end: number): boolean {
  const usual = every(given, givenCharacters);
  if (!usual && mark !== 'strong') return false;
  const next = text.slice(end, end + 2);
  if (place.test(next) || maskedPlate.test(text.slice(end, end + 3))) return false;
  const closed = closing.test(next);
  const titled = titleAt(text, end) > 0;
  if (mark === 'strong') {
    const foreign = Array.from(given).some((one) => functionCharacters.has(one) && !givenCharacters.has(one));
    return !foreign && (closed || titled || ((usual || follows.test(next)) && words.begins(end)));
  }
  const marked = mark !== null;
  const plain = isPlain(surname);
  const believed =
    titled || (marked && plain)
      ? true
      : things.has(surname)
        ? marked
          ? closed || follows.test(next)
          : given.length === 2 && reports.test(next)
        : given.length === 2
          ? marked || !some(given, functionCharacters)
          : surest.has(surname) || closed
            ? plain && !functionCharacters.has(given)
            : marked && follows.test(next);
  if (!believed || !words.begins(end)) return false;
  // A word of the dictionary that begins with a surname is that word, unless a mark and its end say otherwise.
  return (marked && closed) || (words.begins(index) && words.begins(behind));
}

function every(text: string, set: ReadonlySet<string>): boolean {
  for (const one of text) if (!set.has(one)) return false;
  return true;
}

function some(text: string, set: ReadonlySet<string>): boolean {
  for (const one of text) if (set.has(one)) return true;
  return false;
}
