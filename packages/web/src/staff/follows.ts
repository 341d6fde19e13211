// What follows from a step that asks for nothing, said before it is sent.
interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * Sent by one press: nothing is asked, and there is a way back (退单, 挂起, 回避), or only that it was received is said. What ends,
 * takes back or tells of something for good says so (`follows`), and is looked at once more before it is sent.
 */
export const byOnePress: ReadonlySet<string> = new Set(['accept', 'claim', 'resume', 'sign', 'take']);

/** By workflow and command. */
export const follows: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  'six-order': {
    confirm: {
      zh: '确认这一单确实要办。确认以后照常受理，不再打电话核实。',
      en: 'It is wanted: it goes on like any other, and nobody is called about it again.',
    },
    arrive: { zh: '记下已经到场，到场时间不能改。', en: 'It is written down that somebody is on site; the time stands.' },
    unshelve: {
      zh: '障碍已经排除：挂账结束，时限从停下的地方接着算，承办人会收到通知。',
      en: 'The obstacle is gone: the shelving ends, its time goes on where it stopped, and whoever does the work is told.',
    },
    skipPublication: {
      zh: '这一单不晒出来。决定以后不能改；重办过的，办结后再请您决定一次。',
      en: 'It is not published. This cannot be changed afterwards; only if it is done again are you asked once more.',
    },
    keepPublication: {
      zh: '公开栏上仍是原来的内容，并写明是第几次办理的。再次重办以前，这一单不再来更新。',
      en: 'What is on the board stays, and says of which attempt it is. It comes back only when it is done again once more.',
    },
    giveConsent: {
      zh: '同意隐去个人信息后晒单。以后可以撤回。',
      en: 'It may be published without personal data. This can be withdrawn.',
    },
    withdrawConsent: {
      zh: '撤回以后不再晒单，已经晒出的会撤下。',
      en: 'It is not published any more; what was published is taken down.',
    },
  },
  card: {
    close: {
      zh: '销号以后这张卡不用再回复，到期还要回头看。销号不能撤回；问题没有解决的，请用“核查”退回。',
      en: 'The card needs no answer any more, and is looked at again when its time comes. This cannot be taken back: return it by a check when nothing was solved.',
    },
    escalate: {
      zh: '这张卡提到上一级，由上一级督促。提上去就不再退回本级。',
      en: 'The card goes one level up, and does not come back to this one.',
    },
  },
  'data-request': {
    withdraw: {
      zh: '撤回以后这份请求就结束了，不再答复；需要时可以重新提出。',
      en: 'The request ends without an answer; it can be made anew.',
    },
  },
  mediation: {
    stepAside: {
      zh: '您与这件事有关系的，应当回避。回避以后您不再办这件事、也看不到内容，不能再接回来；由本单位另一位受理，双方会收到通知，本级调解的期限照走；本单位没有别人能办的，马上转上一级。',
      en: 'For whoever has a part in the matter. You mediate it no more and do not read it, and cannot take it on again; another of the unit does, both sides are told, and the limit of this rung runs on; where nobody else there may, it goes up at once.',
    },
    refuseMediator: {
      zh: '本单位是这件纠纷的一方。觉得这位调解员不合适，可以换一位，不用说理由。换了就不能再换回这一位，他也不再看到内容；要等另一位受理，本级调解的期限照走；那里没有别人能办的，马上转上一级。',
      en: 'Your unit is a side of this dispute. If this mediator does not suit it, somebody else takes it on; no reason is needed. The same one cannot come back and reads it no more; the limit of this rung runs on until another takes it on; where nobody else there may, it goes up at once.',
    },
    climb: {
      zh: '提到上一级调解：您不再是这件事的调解员，由上一级另派人受理，双方会收到通知。提上去不能退回；没有上一级的，调解结束，告知双方其他途径。',
      en: 'It goes up a rung: you are its mediator no more, somebody there takes it on, and both sides are told. It does not come back down; where there is no rung above, the mediation ends and both sides are told of other ways.',
    },
    reconcile: {
      zh: '双方已经自己说好了：调解结束，不写协议，到期另有人回访。不能再改为继续调解。',
      en: 'The sides have settled it themselves: the mediation ends without an agreement, and somebody follows it up. It cannot be opened again.',
    },
    decline: {
      zh: '本单位是这件纠纷的一方。调解自愿，可以不接受，不用说理由；调解就此结束，会告诉双方还有哪些途径。',
      en: 'Your unit is a side of this dispute. Mediation is voluntary and needs no reason to be declined; it ends, and both sides are told of other ways.',
    },
    withdraw: {
      zh: '撤回以后不再调解，另一方会收到通知。需要时可以重新申请。',
      en: 'There is no mediation then, and the other side is told. It can be asked for anew.',
    },
  },
  deliberation: {
    closeHearing: {
      zh: '结束以后，各方不能再发表意见、也不能再改，接着由您形成结论。结束不能撤回；还想再等等的，不用点：到期会自动收齐。',
      en: 'No party can say or change its opinion any more, and the decision is next. This cannot be taken back; to wait longer, leave it: the hearing ends by itself on the day.',
    },
    withdraw: {
      zh: '撤回以后这个议题就不再议了，召集人会收到通知。需要时可以重新提出。',
      en: 'It is deliberated no more, and whoever convenes is told. It can be proposed anew.',
    },
  },
  emergency: {
    drop: {
      zh: '不予确认：提出的启动或升级作废，不会生效。需要时可以重新提出。',
      en: 'What was proposed comes to nothing. It can be proposed anew.',
    },
  },
  referral: {
    cancel: {
      zh: '开错了才撤销，只限还没有报告任何单位的。撤销不能恢复。',
      en: 'For what was opened by mistake, before anybody was told. It does not come back.',
    },
  },
  task: {
    urge: { zh: '承办单位会收到催办，并记入日志。', en: 'Whoever has it in hand is urged, and the journal says so.' },
    cancel: {
      zh: '连同下级各单位的任务一起取消，各单位会收到通知。取消不能恢复。',
      en: 'It is taken back with all its parts, and the units are told. It does not come back.',
    },
  },
  visit: {
    close: {
      zh: '结束以后不能再补记、不能再关联点单。不点的，走访几天后自动结束。',
      en: 'Nothing can be recorded or linked any more. Left alone it ends by itself a few days after the visit.',
    },
    cancel: {
      zh: '还没有走访的才取消。取消不能恢复，需要时重新安排。',
      en: 'For a visit that was not made. It does not come back: plan another.',
    },
  },
};
