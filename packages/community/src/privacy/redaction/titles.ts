// How people are addressed behind their surname (称谓).

/** Kin, age and courtesy, offices and trades: 张大爷, 王女士, 吴副主任. */
const long = (
  '大爷 大妈 大叔 大婶 大娘 大伯 大嫂 大哥 大姐 大哥哥 大姨 大舅 二爷 二叔 二婶 二伯 二嫂 二哥 二姐 二妹 二姨 三爷 三叔 三哥 三姐 三妹 三姨 四哥 四妹 五妹 幺妹 幺叔 幺娘 幺爷 ' +
  '小妹 小弟 小哥 小姐 老大 老二 老三 老四 老五 老六 老幺 老汉 老头 老太 老太太 老爷子 老师傅 老人 老人家 胖子 瘸子 聋子 麻子 瞎子 哑巴 ' +
  '爷爷 奶奶 婆婆 公公 外婆 外公 阿婆 阿公 阿姨 阿妹 阿爷 阿妈 阿叔 叔叔 伯伯 伯娘 嬢嬢 孃孃 娘娘 姐姐 哥哥 妹妹 弟弟 嫂子 妹子 婶婶 舅舅 姑姑 姑娘 姨妈 ' +
  '先生 女士 小姐 太太 夫人 同志 同学 师傅 老师 老板 老板娘 医生 大夫 护士 律师 警官 法官 会计 出纳 经理 主任 书记 支书 村长 组长 队长 站长 所长 科长 科员 局长 镇长 乡长 县长 街长 处长 ' +
  '院长 校长 园长 班长 楼长 栋长 委员 代表 干事 干部 教授 教练 司机 电工 木匠 保安 保洁 工程师 网格员 楼栋长 联户长 专干 助理 董事长 秘书 秘书长 指导员 教导员 检察官 调解员'
).split(' ');

/** Of one character: behind a common surname only. */
export const shortTitles: ReadonlySet<string> = new Set('叔姨婶嫂哥姐爷婆伯嬢孃妹总工家所局队'.split(''));

const longByFirst = new Map<string, string[]>();
for (const title of long.toSorted((a, b) => b.length - a.length)) {
  const first = title[0] as string;
  longByFirst.set(first, [...(longByFirst.get(first) ?? []), title]);
}

/** Characters that a title may begin with. */
export const titleBeginnings: ReadonlySet<string> = new Set([...longByFirst.keys(), '副']);

/** The length of the title of several characters that stands at `index`, with 副 or 老 before it; 0 when none does. */
export function titleAt(text: string, index: number): number {
  const deputy = text[index] === '副' ? 1 : 0;
  const titles = longByFirst.get(text[index + deputy] ?? '');
  const title = titles?.find((one) => text.startsWith(one, index + deputy));
  return title === undefined ? 0 : title.length + deputy;
}
