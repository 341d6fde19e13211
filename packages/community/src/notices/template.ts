// The words of notices, made from order number, category, station and clock. A sealed category is never named: a notice
// may be read over somebody's shoulder, or by the very person it is about.
import { categoryByCode } from '../catalogue/catalogue.ts';
import { clockWords } from '../deadlines/clock-name.ts';
import { colourWords } from '../supervision/reason.ts';
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

/** A card by its number, and until when it is to be answered. */
const card =
  (zh: (card: string, due: string, colour: string) => string, en: (card: string, due: string, colour: string) => string) =>
  ({ card: number, dueAt, colour }: ParamsOf<'card-issued'>): NoticeText => {
    const due = dueAt === undefined ? null : sayInstant(dueAt);
    return {
      zh: zh(`督办卡 ${number}`, due ? `在${due.zh}前` : '及时', `${colourWords[colour].zh}色`),
      en: en(`card ${number}`, due ? `by ${due.en}` : 'in time', colourWords[colour].en),
    };
  };

/** A request about one's own data, and until when it is to be answered. */
const request =
  (zh: (due: string) => string, en: (due: string) => string) =>
  ({ dueAt }: ParamsOf<'data-request-asked'>): NoticeText => {
    const due = dueAt === undefined ? null : sayInstant(dueAt);
    return {
      zh: `是个人信息请求，${zh(due ? `${due.zh}前` : '时限内')}`,
      en: `is a data request and ${en(due ? `by ${due.en}` : 'in time')}`,
    };
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
  'card-issued': [
    '督',
    card(
      (name, due, colour) => `被发${colour}${name}，请签收，并${due}回复。`,
      (name, due, colour) => `has a ${colour} supervision ${name}; please sign for it and answer it ${due}.`,
    ),
  ],
  'card-copied': [
    '督',
    card(
      (name, _, colour) => `所在安置社区被发${colour}${name}，请包保领导关注督促。`,
      (name, _, colour) => `of a resettlement community has a ${colour} supervision ${name}; its leader is told.`,
    ),
  ],
  'card-half': [
    '督',
    card(
      (name) => `${name} 回复时限已过半。`,
      (name) => `has used half of the limit to answer ${name}.`,
    ),
  ],
  'card-pressing': [
    '督',
    card(
      (name, due) => `${name} 回复时限将到，请${due}回复。`,
      (name, due) => `is close to the limit to answer ${name}; please answer it ${due}.`,
    ),
  ],
  'card-due': [
    '督',
    card(
      (name) => `${name} 到期未回复，按规定提级，请立即回复。`,
      (name) => `has reached the limit to answer ${name}, which goes up a level; please answer it now.`,
    ),
  ],
  'card-over': [
    '督',
    card(
      (name) => `${name} 超期未回复，请立即回复。`,
      (name) => `is past the limit to answer ${name}; please answer it now.`,
    ),
  ],
  'card-escalated': [
    '督',
    card(
      (name, due) => `${name} 已提级到您处，请${due}回复。`,
      (name, due) => `has ${name} that went up to you; please answer it ${due}.`,
    ),
  ],
  'card-replied': [
    '督',
    card(
      (name) => `${name} 已回复，请核查。`,
      (name) => `has an answer to ${name}; please check it.`,
    ),
  ],
  'card-returned': [
    '督',
    card(
      (name, due) => `${name} 核查未通过，已退回，请${due}重新回复。`,
      (name, due) => `has the answer to ${name} returned; please answer it again ${due}.`,
    ),
  ],
  'card-checked': [
    '督',
    card(
      (name) => `${name} 核查通过，等待销号。`,
      (name) => `has the answer to ${name} accepted; it waits to be closed.`,
    ),
  ],
  'card-closed': [
    '督',
    card(
      (name) => `${name} 已销号，30 天后回头看。`,
      (name) => `has ${name} closed; it is looked at again after 30 days.`,
    ),
  ],
  'card-look-back': [
    '督',
    card(
      (name) => `${name} 销号已满 30 天，请回头看：问题是否仍然解决？`,
      (name) => `had ${name} closed 30 days ago; please look again: is the matter still solved?`,
    ),
  ],
  'card-reopened': [
    '督',
    card(
      (name) => `${name} 回头看发现问题未解决，将另发红色督办卡。`,
      (name) => `was found unsolved at the second look at ${name}; a red card follows.`,
    ),
  ],
  'card-cancelled': [
    '督',
    card(
      (name) => `${name} 已撤销，无需再回复。`,
      (name) => `has ${name} cancelled; nothing more is to be answered.`,
    ),
  ],
  'data-request-asked': [
    '点',
    request(
      (due) => `请在${due}答复。`,
      (due) => `is to be answered ${due}.`,
    ),
  ],
  'data-request-taken-in': [
    '点',
    request(
      (due) => `已收到，将在${due}答复您。`,
      (due) => `was received and will be answered ${due}.`,
    ),
  ],
  'data-request-answered': [
    '点',
    request(
      () => '已有答复，请在“我的信息”中查看。',
      () => 'has its answer; see “my data”.',
    ),
  ],
  'data-request-objected': [
    '点',
    request(
      (due) => `本人对答复有异议，请在${due}重新答复。`,
      (due) => `has its answer objected to; please answer again ${due}.`,
    ),
  ],
  'data-request-pressing': [
    '督',
    request(
      (due) => `即将到期，请在${due}答复。`,
      (due) => `is nearly due; please answer ${due}.`,
    ),
  ],
  'data-request-due': [
    '督',
    request(
      () => '已到答复时限，请立即答复。',
      () => 'is due; please answer at once.',
    ),
  ],
  'data-request-over': [
    '督',
    request(
      () => '已严重逾期，请立即答复并说明原因。',
      () => 'is gravely late; please answer at once and say why.',
    ),
  ],
};

/** A notice in words: one sentence each in Chinese and English, headed by its station. */
export function noticeText({ template, params }: NoticeContent): NoticeText {
  const [station, words] = templates[template] as Template<NoticeTemplate>;
  const { zh, en } = words(params as ParamsOf<'clock-half'> & ParamsOf<'card-issued'>);
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
