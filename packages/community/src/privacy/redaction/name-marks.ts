// Words that announce a name when they stand directly before it, perhaps with a colon, a space, 是 or 的 between.

const split = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** After these a name stands, or nothing: it is believed though its characters are rare in names. */
const strong = split(
  '我叫 名叫 叫 叫做 姓名 联系人 联络人 申请人 报修人 反映人 经办人 办理人 承办人 监护人 收件人 寄件人 户名 户主 事主 名字 名字叫 名字是',
);

/** After these a name often stands. */
const weak = split(
  '我是 他是 她是 就是 上是 本人 负责人 当事人 委托人 患者 病人 业主 店主 车主 住户 租户 租客 房东 家属 志愿者 网格员 居民 村民 群众 党员 老人 学生 老师 老板 工头 老公 老婆 爱人 丈夫 妻子 媳妇 男人 ' +
    '儿子 女儿 孙子 孙女 弟 哥 姐 妹 女婿 爸 爸爸 妈 妈妈 父亲 母亲 公公 婆婆 爷爷 奶奶 外公 外婆 姨 嬢 叔 舅 邻居 隔壁 对门 老者 支书 书记 主任 校长 医生 师傅 司机 ' +
    '找 联系 联系到 找到 帮 代 请 转告 通知 告诉 欠 跟 给 查处 投诉 举报 感谢 表扬 谢谢 名 申请 孩子 我家',
);

const separator = /[:： 是为的]/;
const LONGEST = 4;

export type Mark = 'strong' | 'weak' | null;

/** What announces a name that begins at `index`. */
export function markBefore(text: string, index: number): Mark {
  let end = index;
  let mark: Mark = null;
  for (let skipped = 0; skipped <= 3; skipped++) {
    for (let length = 1; length <= LONGEST && length <= end; length++) {
      const word = text.slice(end - length, end);
      if (strong.has(word)) return 'strong';
      if (weak.has(word)) mark = 'weak';
    }
    if (end === 0 || !separator.test(text[end - 1] as string)) break;
    end--;
  }
  return mark;
}
