// What is told about a dispute and about a warning, in words that follow the order's number. No text and no party is named.
import type { Words } from '../rules/rule.ts';

export const mediationNews = {
  opened: { zh: '是调解申请，请受理。', en: 'asks for mediation; please take it on.' },
  received: {
    zh: '是与您有关的调解申请，已经收到，请等待调解员联系。调解自愿。',
    en: 'asks for mediation of what concerns you and was received; a mediator will be in touch. It is voluntary.',
  },
  applied: {
    zh: '是您申请的调解，已经收到，请等待调解员联系。',
    en: 'is the mediation that you asked for; it was received, and a mediator will be in touch.',
  },
  taken: { zh: '已有调解员受理。', en: 'has a mediator.' },
  freed: {
    zh: '原调解员按规定回避了，请另一位来受理。',
    en: 'has lost its mediator, who stepped aside; somebody else is to take it on.',
  },
  refused: {
    zh: '当事人要求换一位调解员，请另一位来受理。',
    en: 'has a party who asked for another mediator; somebody else is to take it on.',
  },
  relieved: {
    zh: '当事人要求换一位调解员，您不用再办，也不再看到内容。',
    en: 'is no longer yours: a party asked for another mediator.',
  },
  changing: {
    zh: '正在换一位调解员，有人受理后再告诉您。',
    en: 'is to have another mediator; you will hear when somebody has taken it on.',
  },
  reached: { zh: '申请人的联系方式已更正。', en: 'has another telephone or name of whoever asked.' },
  handedOver: { zh: '调解已移交给您，请继续。', en: 'was handed over to you; please go on with it.' },
  changed: { zh: '调解员已更换，调解继续进行。', en: 'has another mediator and goes on.' },
  climbed: { zh: '调解已提级到您处，请受理。', en: 'went up to you; please mediate.' },
  moved: { zh: '调解已转上一级继续进行。', en: 'went up one level and goes on there.' },
  agreed: {
    zh: '已达成调解协议，双方可以在期限内共同向法院申请司法确认。',
    en: 'ended in an agreement; the parties may ask a court together to confirm it.',
  },
  reconciled: { zh: '双方已自行和解。', en: 'was settled by the parties themselves.' },
  told: {
    zh: '调解未成，可以通过仲裁、诉讼等途径解决，渠道请在单中查看。',
    en: 'was not settled; arbitration, a court and other ways stay open, the order names them.',
  },
  withdrawn: { zh: '申请人撤回了调解申请，不用再办。', en: 'was withdrawn by whoever asked for it; nothing more is to be done.' },
  takenBack: {
    zh: '申请人撤回了调解申请，不再调解，您不用做什么。',
    en: 'was withdrawn by whoever asked for it: there is no mediation, and nothing for you to do.',
  },
  declined: { zh: '有当事人不愿继续调解，调解结束。', en: 'ended: a party does not want mediation to go on.' },
  confirmationCloses: {
    zh: '申请司法确认的期限将到。',
    en: 'is close to the last day for asking a court to confirm the agreement.',
  },
  followUp: { zh: '请回访：协议履行了吗？', en: 'is to be asked about: is the agreement kept?' },
  broken: { zh: '协议未履行，转上一级继续处理。', en: 'has an agreement that is not kept, and goes up one level.' },
  half: { zh: '调解时限已过半。', en: 'has used half of the limit of mediation.' },
  pressing: { zh: '调解时限将到，请抓紧。', en: 'is close to the limit of mediation.' },
  late: { zh: '调解总时限已到。', en: 'has reached the limit of the whole.' },
} as const satisfies Record<string, Words>;
export type MediationNews = keyof typeof mediationNews;

export const warningNews = {
  raised: {
    zh: '是矛盾纠纷预警，请研判并定人定时。',
    en: 'warns of disputes of one kind at one place; name an owner, a measure and a date.',
  },
  recurred: { zh: '同一地点同类纠纷再次发生。', en: 'has another dispute of its kind at its place.' },
  owned: { zh: '预警已交您负责。', en: 'is yours to see to.' },
  pressing: { zh: '研判时限将到。', en: 'is close to the limit of its assessment.' },
  due: { zh: '研判时限已到，请立即研判。', en: 'has reached the limit of its assessment; please assess it now.' },
  review: { zh: '预警措施到期，请核查成效。', en: 'has reached the day of its review; please look at what came of it.' },
} as const satisfies Record<string, Words>;
export type WarningNews = keyof typeof warningNews;
