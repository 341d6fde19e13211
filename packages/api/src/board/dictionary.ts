// What each column of the open data means.

const columns = (file: string, of: Readonly<Record<string, readonly [zh: string, en: string]>>) =>
  Object.entries(of).map(([name, [zh, en]]) => ({ file, name, meaning: { zh, en } }));

export const itemColumns = {
  alias: ['公开编号，与单号无关', 'name on the board; it has nothing to do with the order’s number'],
  category: ['事项类别代码', 'code of the kind of order'],
  category_name: ['事项类别', 'kind of order'],
  place: ['社区（不少于 50 户的网格可到网格）代码', 'code of the community, or of a grid of at least 50 households'],
  place_name: ['社区或网格', 'community or grid'],
  status: [
    'waiting 待评，evaluated 已评，unanswered 未评，reworking 重办中，ended 已撤单',
    'waiting for its evaluation, evaluated, unanswered, being done again, withdrawn',
  ],
  title: ['标题', 'title'],
  before: ['诉求（晒单员改写）', 'what it was about, rewritten by a publisher'],
  after: ['办理结果（晒单员改写）', 'what was done, rewritten by a publisher'],
  days: ['从点单到办结的日历天数', 'calendar days from placing to the end of the work'],
  redone: [
    '没有办好（居民评价或经核查）以后重办过几次，不含正在重办的',
    'how often it was done again, one under way not counted',
  ],
  result_of: ['办理结果（after）说的是第几次办理；空为最后一次', 'which time of doing it `after` tells of; empty: the last one'],
  evaluation_of: ['result_of 不空时：评价的是第几次办理', 'where result_of is not empty: which time the evaluation is of'],
  stars: ['居民评价 1–5 星，空为未评或未公开', 'the resident’s stars, 1 to 5; empty: none, or not public'],
  solved: ['居民是否认为已解决：yes、partly、no', 'solved, in the resident’s word'],
  published_on: ['公开日期', 'day of publication'],
} as const satisfies Record<string, readonly [string, string]>;

export const statisticsColumns = {
  month: ['月份（已结束的月份）', 'a month that is over'],
  by: ['total 合计，community 按社区，category 按大类', 'total, by community or by group of categories'],
  code: ['社区或大类代码', 'code of the community or group'],
  name: ['名称', 'its name'],
  placed: [
    '当月点单数。各数均舍到 5 的倍数，空为少于 5 件或不予公布',
    'placed in the month. Every count is cut down to fives; empty: fewer than 5, or kept back',
  ],
  finished: ['当月办结数', 'finished in the month'],
  satisfied: ['当月评价中 3 星及以上', 'evaluated in the month with 3 stars or more'],
  unsatisfied: ['当月评价中 2 星及以下', 'evaluated with 2 stars or fewer'],
  unanswered: ['当月到期未评，从不计为满意', 'not evaluated in time; never counted as satisfied'],
} as const satisfies Record<string, readonly [string, string]>;

export const dictionary = [...columns('items.csv', itemColumns), ...columns('statistics.csv', statisticsColumns)];
