// The words of notices, made from order number, category, station and clock. A sealed category is never named: a notice
// may be read over somebody's shoulder, or by the very person it is about.
import { categoryByCode } from '../catalogue/catalogue.ts';
import { clockWords } from '../deadlines/clock-name.ts';
import { emergencyNews } from '../emergency/news.ts';
import { deliberationNews } from '../deliberation/news.ts';
import { mediationNews, warningNews } from '../mediation/news.ts';
import { referralNews } from '../referrals/news.ts';
import { taskNews } from '../tasks/news.ts';
import { visitNews } from '../visits/news.ts';
import { activityWords } from '../activities/activity.ts';
import { colourWords } from '../supervision/reason.ts';
import type { Words } from '../rules/rule.ts';
import type { ActivityTemplate, NoticeContent, NoticeTemplate, ParamsOf } from './notice.ts';

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

/** What else there is beside orders, by its kind's own name. */
type Kind = 'mediation' | 'warning' | 'visit' | 'task' | 'deliberation' | 'referral' | 'emergency';

const kindWords: Record<Kind, Words> = {
  mediation: { zh: '调解单', en: 'Mediation' },
  warning: { zh: '预警', en: 'Warning' },
  visit: { zh: '走访单', en: 'Visit' },
  task: { zh: '任务单', en: 'Task' },
  deliberation: { zh: '议事单', en: 'Topic' },
  referral: { zh: '移送单', en: 'Referral' },
  emergency: { zh: '应急', en: 'Emergency' },
};

const headOf = (head: Station | Kind): Words =>
  Object.hasOwn(kindWords, head) ? kindWords[head as Kind] : { zh: `${head}单`, en: stationEn[head as Station] };

/** `zh` and `en` follow the order's name and make one sentence with it. */
type Template<T extends NoticeTemplate> = readonly [Station | Kind, (params: ParamsOf<T>) => Words];

const plain = (zh: string, en: string) => (): Words => ({ zh, en });

/** A clock's words; its due time follows where it is known. */
const clock =
  (zh: (clock: string) => string, en: (clock: string) => string) =>
  ({ clock: name, dueAt }: ParamsOf<'clock-half'>): Words => {
    const due =
      dueAt === undefined
        ? { zh: '', en: '' }
        : { zh: `到期时间：${sayInstant(dueAt).zh}。`, en: ` Due: ${sayInstant(dueAt).en}.` };
    return { zh: `${zh(clockWords[name].zh)}${due.zh}`, en: `${en(clockWords[name].en)}${due.en}` };
  };

/** A card by its number, and until when it is to be answered. */
const card =
  (zh: (card: string, due: string, colour: string) => string, en: (card: string, due: string, colour: string) => string) =>
  ({ card: number, dueAt, colour }: ParamsOf<'card-issued'>): Words => {
    const due = dueAt === undefined ? null : sayInstant(dueAt);
    return {
      zh: zh(`督办卡 ${number}`, due ? `在${due.zh}前` : '及时', `${colourWords[colour].zh}色`),
      en: en(`card ${number}`, due ? `by ${due.en}` : 'in time', colourWords[colour].en),
    };
  };

/** A request about one's own data, and until when it is to be answered. */
const request =
  (zh: (due: string) => string, en: (due: string) => string) =>
  ({ dueAt }: ParamsOf<'data-request-asked'>): Words => {
    const due = dueAt === undefined ? null : sayInstant(dueAt);
    return {
      zh: `是个人信息请求，${zh(due ? `${due.zh}前` : '时限内')}`,
      en: `is a data request and ${en(due ? `by ${due.en}` : 'in time')}`,
    };
  };

/** News of a workflow of its own; its due time follows where it is known. */
const news =
  <N extends string>(names: Readonly<Record<N, Words>>) =>
  ({ event, dueAt }: { readonly event: N; readonly dueAt?: number | undefined }): Words => {
    const { zh, en } = names[event];
    if (dueAt === undefined) return { zh, en };
    const due = sayInstant(dueAt);
    return { zh: `${zh}到期时间：${due.zh}。`, en: `${en} Due: ${due.en}.` };
  };

const templates: { readonly [T in Exclude<NoticeTemplate, ActivityTemplate>]: Template<T> } = {
  'mediation-news': ['mediation', news(mediationNews)],
  'warning-news': ['warning', news(warningNews)],
  'visit-news': ['visit', news(visitNews)],
  'task-news': ['task', news(taskNews)],
  'deliberation-news': ['deliberation', news(deliberationNews)],
  'referral-news': ['referral', news(referralNews)],
  'emergency-news': ['emergency', news(emergencyNews)],
  'order-placed': ['点', plain('已提交，等待受理。', 'was placed and waits to be admitted.')],
  'order-admitted': ['点', plain('已受理，等待派单。', 'was admitted and waits to be dispatched.')],
  'order-refused': [
    '点',
    plain('没有受理，为什么、该找谁，打开这一单就能看到。', 'was not admitted; the order tells why and where to turn.'),
  ],
  'order-withdrawn': ['点', plain('已由点单人撤回，无需再办。', 'was withdrawn; nothing more is to be done.')],
  'order-dispatched': ['派', plain('已派给您，请及时接单。', 'was dispatched to you; please accept it in time.')],
  'order-declined': ['派', plain('被退回，请重新派单。', 'was declined; please dispatch it anew.')],
  'order-accepted': ['接', plain('已有人接单，将与您联系。', 'was accepted; you will be contacted.')],
  'order-contacted': ['接', plain('承办人已与您联系，正在办理。', 'is being worked on; its handler has contacted you.')],
  'order-finished': ['评', plain('已办结，请评价：问题解决了吗？', 'is finished; please evaluate it: is the matter solved?')],
  'order-evaluated': ['评', plain('已收到评价。', 'was evaluated.')],
  'order-evaluated-by-code': [
    '评',
    plain(
      '已有人凭回执上的查询码评价。不是本人评的，请告诉社区；还能改评的，登录后打开这一单也可以自己改。',
      'was evaluated by the query code of its receipt. If that was not you, please tell your community; as long as it can be changed, you may sign in, open the order and change it yourself.',
    ),
  ],
  'order-evaluation-transcribed': [
    '评',
    plain(
      '的评价已由别人替您记下。和您说的不一样，请告诉社区；还能改评的，打开这一单也可以自己改。',
      'had its evaluation written down for you. If that is not what you said, please tell your community; as long as it can be changed, you may open the order and change it yourself.',
    ),
  ],
  'order-reopened': ['评', plain('因评价不满意，已重新办理。', 'is being done again after a bad evaluation.')],
  'order-rework-begun': [
    '评',
    ({ dueAt }) => {
      const due = dueAt === undefined ? null : sayInstant(dueAt);
      return {
        zh: `评价说没有办好，已经交回去重新办，${due ? `${due.zh}前办完` : '按时限办完'}；办完再请您评价。`,
        en: `is being done again after the bad evaluation, ${due ? `by ${due.en}` : 'within its limit'}; you will then be asked to evaluate it again.`,
      };
    },
  ],
  'order-declared-false': [
    '督',
    plain('经核查没有真正办好，认定虚假办结，请重新办理。', 'was found not to be done and is being done again; please act.'),
  ],
  'order-false-redone': [
    '督',
    ({ dueAt }) => {
      const due = dueAt === undefined ? null : sayInstant(dueAt);
      return {
        zh: `经核查上次没有真正办好，已经交回去重新办，${due ? `${due.zh}前办完` : '按时限办完'}；办完再请您评价。`,
        en: `was found not to be done and is being done again, ${due ? `by ${due.en}` : 'within its limit'}; you will then be asked to evaluate it.`,
      };
    },
  ],
  'order-unanswered': ['评', plain('评价期已过，记为未评。', 'had no evaluation in time and stands as not evaluated.')],
  'order-published': ['晒', plain('已在平台晒单，可随时撤回同意。', 'was published; consent can be withdrawn at any time.')],
  'order-retracted': ['晒', plain('已从公开栏撤下，原因请在单中查看。', 'was taken off the public board; the order says why.')],
  'order-handed-over': [
    '派',
    clock(
      (name) => `${name}时限已到仍无人处理，转街道值班室处理。`,
      (name) => `had nobody act on it within its ${name} limit and is handed over to the duty room.`,
    ),
  ],
  'order-alarm': [
    '点',
    plain('是特急单，请街道值班室同时处理。', 'is a matter of life or property: the duty room is told at the same time.'),
  ],
  'order-deputy': [
    '督',
    clock(
      (name) => `${name}多次提醒无人处理，请值守人员立即电话联系。`,
      (name) => `was reminded of again and again at its ${name}; please telephone at once.`,
    ),
  ],
  'order-untaken': [
    '派',
    clock(
      (name) => `特急单${name}时限已到无人接单，正转派下一人，请派单人和街道值班室同时盯办。`,
      (name) =>
        `is a matter of life or property that nobody took within its ${name} limit; it passes on to the next, and duty room and dispatcher see to it.`,
    ),
  ],
  'order-passed-on': [
    '派',
    plain(
      '未在 15 分钟内接单，已转派他人，您无需再办。',
      'was not accepted within a quarter of an hour and passed on to somebody else.',
    ),
  ],
  'order-at-top': [
    '督',
    plain('已提到最高一级，没有更上一级，请在本级决定。', 'is at the highest level; nobody is above, so it is decided here.'),
  ],
  'transfer-lapsed': [
    '接',
    plain('接收方未按时回应转办，仍由原承办人负责。', 'had no answer to its transfer in time and stays with its handler.'),
  ],
  'order-same-matter': [
    '点',
    plain(
      '与您此前的单为同一事项且没有新情况，不重复受理；此前那单的进展或结果请在单中查看。',
      'is about the same matter as an earlier one of yours, without new facts; it tells how far that one has come.',
    ),
  ],
  'order-pooled': ['派', plain('已放入抢单池，可以抢单。', 'is open to be claimed.')],
  'claim-lapsed': ['派', plain('抢单未在时限内确认，已回到抢单池。', 'was claimed and not confirmed in time; it is open again.')],
  'return-asked': ['派', plain('有退单申请，请审核。', 'has a return asked for; please review it.')],
  'request-made': ['派', plain('有申请待您决定。', 'has something asked for that waits for your decision.')],
  'request-decided': ['派', plain('申请已有决定。', 'has a decision about what was asked for.')],
  'order-extended': ['接', plain('办理期限已延长，原因请在单中查看。', 'was given more time; the order says why.')],
  'order-paused': [
    '接',
    plain(
      '已挂起，等待您或第三方；如有异议可在 5 个工作日内提出。',
      'is paused and waits for you or a third party; you may object within 5 working days.',
    ),
  ],
  'order-suspended': [
    '督',
    plain(
      '因本区域应急响应暂停办理，时限停止计算；结束后接着办，另加停了的上班时间，最多一个工作日。急事请重新点单或拨打社区电话。',
      'waits while the area is in an emergency: its time stands still, and goes on with as much office time more as it stood still for, a working day at most. If it is urgent, order again or telephone the community.',
    ),
  ],
  'order-unsuspended': [
    '督',
    plain(
      '应急暂停已结束，恢复办理，时限从停下的地方接着算，另加停了的上班时间（最多一个工作日）。',
      'is worked on again after the emergency: its time goes on where it stopped, with as much office time more as it stood still for, a working day at most.',
    ),
  ],
  'order-resumed': ['接', plain('已恢复办理。', 'is worked on again.')],
  'order-shelved': [
    '接',
    plain(
      '因客观原因挂账，措施和目标日期请在单中查看。',
      'cannot be solved now and is shelved; the order says what will be done and until when.',
    ),
  ],
  'order-appointed': ['接', plain('已约定上门时间。', 'has an appointment.')],
  'order-unreached': [
    '接',
    plain(
      '承办人给您打过电话，没有打通，会再联系您。号码变了的，请更正。',
      'waits to reach you: its handler called and did not get through, and will try again. If your number has changed, please correct it.',
    ),
  ],
  'order-progress': ['接', plain('有新的进展。', 'has news of its progress.')],
  'transfer-offered': ['接', plain('请您接手办理，请接受或谢绝。', 'is offered to you to take over; please accept or decline.')],
  'order-transferred': ['接', plain('已由新的承办人接手。', 'was taken over by another handler.')],
  'transfer-declined': ['接', plain('接收方谢绝接手，仍由您办理。', 'was not taken over; you remain its handler.')],
  'part-asked': ['接', plain('请您协办，请接受或谢绝。', 'asks you to help; please accept or decline.')],
  'part-taken': ['接', plain('协办方已接受。', 'has somebody who takes a part.')],
  'part-finished': ['接', plain('协办任务已完成。', 'has a part finished.')],
  'part-declined': ['接', plain('协办方谢绝了任务。', 'had a part declined.')],
  'order-whistled': ['督', plain('街道吹哨，请按时报到。', 'is whistled for by the street; please report in.')],
  'order-escalated': ['督', plain('已提级办理。', 'was taken up a level.')],
  'order-urged': ['督', plain('被催办，请抓紧。', 'was urged; please act.')],
  'urgency-changed': ['点', plain('紧急程度已调整。', 'has another urgency.')],
  'category-corrected': [
    '点',
    ({ was, category, dueAt }) => {
      const before = categoryByCode(was);
      const open = before && !before.sealed && categoryByCode(category)?.sealed === false;
      const due = dueAt === undefined ? null : sayInstant(dueAt);
      return {
        zh: `的类别${open ? `原为“${before.nameZh}”，` : ''}已更正，${due ? `办结时限现为${due.zh}，` : ''}理由请在单中查看。`,
        en: `has its category corrected${open ? `; it was “${before.nameEn}”` : ''}.${due ? ` It is to be done by ${due.en}.` : ''} The order says why.`,
      };
    },
  ],
  'order-merged': [
    '点',
    plain(
      '和另一单是同一件事，已经并在一起办；办完通知您，一样请您评价。',
      'goes with another about the same matter; you are told what comes of it, and asked how it went.',
    ),
  ],
  'order-joined': ['派', plain('有同一事项的单并入。', 'had another about the same matter merged into it.')],
  'order-split': ['点', plain('已从合并中拆出，单独办理。', 'goes on by itself again.')],
  'objection-made': ['督', plain('居民提出异议，请复核。', 'has an objection by its resident; please decide.')],
  'objection-decided': ['点', plain('异议已有复核决定，理由请在单中查看。', 'has its objection decided; the order says why.')],
  'objection-upheld': ['派', plain('异议成立，请按复核决定办理。', 'had its objection upheld; please act on the decision.')],
  'evaluation-reviewed': [
    '评',
    plain('差评已核查，评价仍可查看。', 'had its bad evaluation reviewed; the evaluation stays to be seen.'),
  ],
  'exclusion-proposed': [
    '评',
    plain(
      '有人提请不计入考核，理由请在单中查看；您可以在期限内陈述意见。',
      'is proposed not to be counted in the figures; the order says why, and you may speak about it.',
    ),
  ],
  'exclusion-to-decide': [
    '督',
    plain(
      '是否计入考核等待认定，请看各方陈述。',
      'waits for a decision whether it counts in the figures; please read what each side said.',
    ),
  ],
  'exclusion-decided': [
    '评',
    plain(
      '是否计入考核已有认定，理由请在单中查看；不同意的可以申请复核一次。',
      'has a decision whether it counts in the figures; the order says why, and one review may be asked for.',
    ),
  ],
  'exclusion-contested': [
    '督',
    plain(
      '是否计入考核的认定有人申请复核。',
      'waits for a review: somebody contests the decision whether it counts in the figures.',
    ),
  ],
  'order-concluded': ['评', plain('已由上一级终结，理由请在单中查看。', 'was concluded by the level above; the order says why.')],
  'publication-lapsed': [
    '晒',
    plain('过了晒单的期限还没有晒，按规定不再晒。', 'was not published within the time allowed, so it will not be published.'),
  ],
  'renewal-lapsed': [
    '晒',
    plain(
      '重新办结后没有在期限内更新晒单，公开栏上仍是原来的内容。',
      'was done again, but nobody wrote of that in time: the public board keeps the earlier text.',
    ),
  ],
  'objection-stands': [
    '晒',
    plain(
      '的公开内容有人提出异议，期限过后仍没有决定，按异议成立处理，已从公开栏撤下；同意仍有效的，晒单员可以改好再晒。',
      'was taken off the public board: somebody objected to what it said there, and nobody decided about that in time; while the consent holds, publishers may write another text.',
    ),
  ],
  'publication-to-correct': [
    '晒',
    plain(
      '已从公开栏撤下，回到待晒单：原因请在单中查看，改好再晒，或者选“不晒”。',
      'was taken off the public board and is back to be published: the order says why; publish a corrected text, or choose not to.',
    ),
  ],
  'publication-retracted': [
    '晒',
    plain('由您晒出的内容，已由他人从公开栏撤下。', 'had what you published taken off the public board by another.'),
  ],
  'publication-objected': [
    '晒',
    clock(
      (name) => `公开内容有人提出异议，已先行撤下，请在${name}时限内审定。`,
      (name) => `was objected to by a third person and is off the board: decide within the ${name} limit.`,
    ),
  ],
  'consent-withdrawn': [
    '晒',
    plain('已撤回公开同意，不再展示。', 'has its consent to publication withdrawn and is shown no more.'),
  ],
  'desk-unmanned': [
    '点',
    plain('的派单岗位现在无人在岗，请街道值班室受理。', 'came to a desk where nobody is at work now; the duty room takes it in.'),
  ],
  'requirement-met': ['接', plain('处置要求已落实。', 'has met what its kind asks for.')],
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
    ({ late = [], ...params }) =>
      clock(
        (name) => `${[name, ...late.map((one) => clockWords[one].zh)].join('、')}已超期，请立即办理。`,
        (name) =>
          late.length === 0
            ? `is past its ${name} limit; please act now.`
            : `is past its limits: ${[name, ...late.map((one) => clockWords[one].en)].join(', ')}; please act now.`,
      )(params),
  ],
  'card-raised': [
    '督',
    ({ colour }) => ({
      zh: `被发${colourWords[colour].zh}色督办卡，由谁回复见卡，请督促按时回复。`,
      en: `was given a ${colourWords[colour].en} supervision card, which says who answers it; please see that it is answered in time.`,
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
      (name) => `${name} 到期未回复；上面还有一级的按规定提级，您仍可补答。`,
      (name) => `has reached the limit to answer ${name}; it goes up where there is a level above, and you may still answer it.`,
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
  'card-check-half': [
    '督',
    card(
      (name) => `${name} 核查、销号时限已过半。`,
      (name) => `has used half of the limit to check and close ${name}.`,
    ),
  ],
  'card-check-pressing': [
    '督',
    card(
      (name, due) => `${name} 核查、销号时限将到，请${due}核查或销号。`,
      (name, due) => `is close to the limit to check and close ${name}; please do so ${due}.`,
    ),
  ],
  'card-check-due': [
    '督',
    card(
      (name) => `${name} 已回复，到期未核查、销号，按规定提级，请立即处理。`,
      (name) => `has reached the limit to check and close ${name}, which goes up a level; please act now.`,
    ),
  ],
  'card-check-over': [
    '督',
    card(
      (name) => `${name} 已回复，超期未核查、销号，请立即处理。`,
      (name) => `is past the limit to check and close ${name}; please act now.`,
    ),
  ],
  'card-check-escalated': [
    '督',
    card(
      (name, due) => `${name} 已回复，下一级到期未核查、销号，已提级到您处，请${due}处理。`,
      (name, due) => `has ${name}, which nobody below checked and closed in time; it went up to you, please act ${due}.`,
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
      () => '已严重超期，请立即答复并说明原因。',
      () => 'is gravely late; please answer at once and say why.',
    ),
  ],
  'figures-touched': [
    '督',
    ({ month }) => ({
      zh: `的决定涉及已定稿的 ${month} 指标，定稿不会自行改动：请核对，需要的在“指标对比”中更正。`,
      en: `was decided on after the figures of ${month} were settled, which do not change by themselves: please check them, and correct them if need be.`,
    }),
  ],
  'sealed-opening-asked': [
    '督',
    plain(
      '有人申请查阅密封内容，请在“密封件查阅”中审批。',
      'has a request to be opened; please decide on it under “Sealed orders”.',
    ),
  ],
  'sealed-opening-granted': [
    '督',
    ({ dueAt }) => ({
      zh: `的查阅申请已获同意，${sayInstant(dueAt).zh}前请在“密封件查阅”中查看。`,
      en: `is open to you under “Sealed orders” until ${sayInstant(dueAt).en}.`,
    }),
  ],
  'sealed-opening-refused': [
    '督',
    plain('的查阅申请未获同意，意见请在“密封件查阅”中查看。', 'is not opened to you; the grounds stand under “Sealed orders”.'),
  ],
  'sealed-opening-ended': [
    '督',
    plain(
      '的查阅已由个人信息保护负责人提前结束，不能再查看；仍有需要的，请重新申请。',
      'is closed to you again: the data protection officer ended it before its time. Ask anew if you still need it.',
    ),
  ],
};

/** To whoever is in a post: of an order that he placed for another he writes down what that one says. */
const inPost: { readonly [T in NoticeTemplate]?: Words } = {
  'order-finished': {
    zh: '已办结，请评价：问题解决了吗？替别人下的单，请问问本人，代录评价。',
    en: 'is finished; please evaluate it: is the matter solved? If you placed it for another, ask them and write down what they say.',
  },
  'order-evaluated-by-code': {
    zh: '已有人凭回执上的查询码评价。不是居民本人评的，请告诉社区。',
    en: 'was evaluated by the query code of its receipt. If that was not the resident, please tell your community.',
  },
  'order-evaluation-transcribed': {
    zh: '的评价已代录。替别人下的单，能发短信的，会按本人留的手机号发短信告诉本人。和本人说的不一样，请告诉社区。',
    en: 'had its evaluation written down. If it was placed for another, that person is told by SMS at the telephone left, where SMS can be sent. If it is not what the person whose matter it is said, please tell your community.',
  },
};

/** A notice in words: one sentence each in Chinese and English, headed by its station, or by the kind of what is no order. */
export function noticeText(content: NoticeContent, isInPost = false): Words {
  if (content.template === 'activity-cancelled' || content.template === 'activity-moved') return activityText(content);
  const { template, params } = content;
  const [of, words] = templates[template] as Template<'clock-half'>;
  const { zh, en } = (isInPost && inPost[template]) || words(params as ParamsOf<'clock-half'> & ParamsOf<'card-issued'>);
  const category = categoryByCode(params.category);
  const named = category && !category.sealed;
  const head = headOf(of);
  return {
    zh: `【${head.zh}】${params.number}${named ? `「${category.nameZh}」` : ' '}${zh}`,
    en: `${head.en}: ${params.number}${named ? ` (${category.nameEn})` : ''} ${en}`,
  };
}

/** Of an activity that one has joined. */
function activityText(content: Extract<NoticeContent, { readonly template: ActivityTemplate }>): Words {
  const { kind, startsAt } = content.params;
  const [what, was] = [activityWords[kind], sayBeginning(startsAt)];
  const zh = `【活动】您报名的${was.zh}「${what.zh}」`;
  const en = `Activity: ${what.en} of ${was.en}, which you joined,`;
  if (content.template === 'activity-cancelled') return { zh: `${zh}已取消。`, en: `${en} was cancelled.` };
  const now = sayBeginning(content.params.to);
  return {
    zh: `${zh}时间或地点有变，现为${now.zh}，不便参加可取消报名。`,
    en: `${en} was moved: it begins ${now.en} now, and you may leave it.`,
  };
}

const englishDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

/** Day and minute in Asia/Shanghai (UTC+8): 「11月24日 18:00」, "24 November 18:00". Midnight is the end of the day before, as on pages. */
const sayInstant = (at: number): Words => saidInChina(at, (at + 8 * 3_600_000) % 86_400_000 === 0);

/** The same of what begins then: at midnight it is 00:00 of its own day. */
const sayBeginning = (at: number): Words => saidInChina(at, false);

function saidInChina(at: number, midnight: boolean): Words {
  const there = new Date(at + 8 * 3_600_000 - (midnight ? 1 : 0));
  const iso = there.toISOString();
  const time = midnight ? '24:00' : iso.slice(11, 16);
  return { zh: `${Number(iso.slice(5, 7))}月${Number(iso.slice(8, 10))}日 ${time}`, en: `${englishDay.format(there)} ${time}` };
}
