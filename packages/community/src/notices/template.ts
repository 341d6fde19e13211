// The words of notices, made from order number, category, station and clock. A sealed category is never named: a notice
// may be read over somebody's shoulder, or by the very person it is about.
import { categoryByCode } from '../catalogue/catalogue.ts';
import type { ClockName } from '../deadlines/policy.ts';
import type { NoticeContent, NoticeTemplate, ParamsOf } from './notice.ts';

export interface NoticeText {
  readonly zh: string;
  readonly en: string;
}

/** One of the six stations of an order. */
export type Station = '点' | '派' | '接' | '督' | '晒' | '评';

const stationEn: Record<Station, string> = {
  点: 'Order',
  派: 'Dispatch',
  接: 'Acceptance',
  督: 'Supervision',
  晒: 'Publication',
  评: 'Evaluation',
};

const clockWords: Record<ClockName, NoticeText> = {
  intake: { zh: '受理', en: 'intake' },
  dispatch: { zh: '派单', en: 'dispatch' },
  accept: { zh: '接单', en: 'acceptance' },
  contact: { zh: '首次联系', en: 'first contact' },
  whole: { zh: '办结', en: 'completion' },
  evaluate: { zh: '评单', en: 'evaluation' },
  rework: { zh: '重办', en: 'rework' },
};

const colourWords: Record<ParamsOf<'card-raised'>['colour'], NoticeText> = {
  blue: { zh: '蓝', en: 'blue' },
  yellow: { zh: '黄', en: 'yellow' },
  red: { zh: '红', en: 'red' },
};

/** `zh` and `en` follow the order's name and make one sentence with it. */
type Template<T extends NoticeTemplate> = readonly [Station, (params: ParamsOf<T>) => NoticeText];

const plain = (zh: string, en: string) => (): NoticeText => ({ zh, en });

/** A clock's words; its due time follows where it is known. */
const clock =
  (zh: (clock: string) => string, en: (clock: string) => string) =>
  ({ clock: name, dueAt }: ParamsOf<'clock-half'>): NoticeText => {
    const due =
      dueAt === undefined
        ? { zh: '', en: '' }
        : { zh: `到期时间：${sayInstant(dueAt).zh}。`, en: ` Due: ${sayInstant(dueAt).en}.` };
    return { zh: `${zh(clockWords[name].zh)}${due.zh}`, en: `${en(clockWords[name].en)}${due.en}` };
  };

const templates: { readonly [T in NoticeTemplate]: Template<T> } = {
  'order-placed': ['点', plain('已提交，等待受理。', 'was placed and waits to be admitted.')],
  'order-admitted': ['点', plain('已受理，等待派单。', 'was admitted and waits to be dispatched.')],
  'order-refused': [
    '点',
    plain('未予受理，原因和应走的渠道请在单中查看。', 'was not admitted; the order tells why and where to turn.'),
  ],
  'order-withdrawn': ['点', plain('已由点单人撤回，无需再办。', 'was withdrawn; nothing more is to be done.')],
  'order-dispatched': ['派', plain('已派给您，请及时接单。', 'was dispatched to you; please accept it in time.')],
  'order-declined': ['派', plain('被退回，请重新派单。', 'was declined; please dispatch it anew.')],
  'order-accepted': ['接', plain('已有人接单，将与您联系。', 'was accepted; you will be contacted.')],
  'order-contacted': ['接', plain('承办人已与您联系，正在办理。', 'is being worked on; its handler has contacted you.')],
  'order-finished': ['评', plain('已办结，请评价：问题解决了吗？', 'is finished; please evaluate it: is the matter solved?')],
  'order-evaluated': ['评', plain('已收到评价。', 'was evaluated.')],
  'order-reopened': ['评', plain('因评价不满意，已重新办理。', 'was reopened after a bad evaluation.')],
  'order-unanswered': ['评', plain('评价期已过，记为未评。', 'had no evaluation in time and is recorded as unanswered.')],
  'order-published': ['晒', plain('已在平台晒单，可随时撤回同意。', 'was published; consent can be withdrawn at any time.')],
  'clock-half': [
    '督',
    clock(
      (name) => `${name}时限已过半。`,
      (name) => `has used half of its ${name} limit.`,
    ),
  ],
  'clock-pressing': [
    '督',
    clock(
      (name) => `${name}时限将到，请抓紧。`,
      (name) => `is close to its ${name} limit.`,
    ),
  ],
  'clock-due': [
    '督',
    clock(
      (name) => `${name}时限已到，请立即办理。`,
      (name) => `has reached its ${name} limit; please act now.`,
    ),
  ],
  'clock-over': [
    '督',
    clock(
      (name) => `${name}已超期，请立即办理。`,
      (name) => `is past its ${name} limit; please act now.`,
    ),
  ],
  'card-raised': [
    '督',
    ({ colour }) => ({
      zh: `被发${colourWords[colour].zh}色督办卡，请按时回复。`,
      en: `was given a ${colourWords[colour].en} supervision card; please answer it in time.`,
    }),
  ],
};

/** A notice in words: one sentence each in Chinese and English, headed by its station. */
export function noticeText({ template, params }: NoticeContent): NoticeText {
  const [station, words] = templates[template] as Template<NoticeTemplate>;
  const { zh, en } = words(params as ParamsOf<'clock-half'> & ParamsOf<'card-raised'>);
  const category = categoryByCode(params.category);
  const named = category && !category.sealed;
  return {
    zh: `【${station}单】${params.number}${named ? `（${category.nameZh}）` : ''}${zh}`,
    en: `${stationEn[station]}: ${params.number}${named ? ` (${category.nameEn})` : ''} ${en}`,
  };
}

/** Day and minute in Asia/Shanghai (UTC+8): 「11月24日 18:00」, "11-24 18:00". */
function sayInstant(at: number): NoticeText {
  const iso = new Date(at + 8 * 3_600_000).toISOString();
  const time = iso.slice(11, 16);
  return { zh: `${Number(iso.slice(5, 7))}月${Number(iso.slice(8, 10))}日 ${time}`, en: `${iso.slice(5, 10)} ${time}` };
}
