// What is promised next of a dispute or a topic: on pages with script, on those without, on paper. Chinese is the source.
//
// M1: every stage of both charts has its sentence (a test compares them). M2: a sentence stands alone, in a list and on paper too: nothing
// of it points to what is beside it.
import { passedSince } from './promised.ts';

const zh = {
  mediation: {
    waiting: (due: string) => `${due} 前有人受理，受理后会通知您`,
    mediating: (due: string) => `正在调解，${due} 前没谈成，自动提到上一级`,
    agreed: (due: string) => `已经达成协议，${due} 前后会回访，问问履行得怎么样`,
    reconciled: (due: string) => `双方已经和解，${due} 前后会回访`,
    settled: () => '协议已经履行，这件事了结了',
    referred: () => '调解到这里结束了，还有别的途径可以走，拨 12348 可以咨询',
    declined: () => '有一方不愿意调解，调解结束了，还有别的途径可以走，拨 12348 可以咨询',
    withdrawn: () => '申请已经撤回，不再调解',
  },
  deliberation: {
    proposed: (due: string) => `${due} 前答复列不列入议题`,
    hearing: (due: string) => `正在听各方意见，${due} 截止`,
    deciding: (due: string) => `意见听完了，${due} 前形成结论`,
    carrying: () => '已经议定，正在照着办',
    raised: () => '已经提交上一级会议，等上一级的结论',
    decided: (due: string) => `已经有了结论，${due} 前把结果告诉您`,
    closed: () => '已经办结，结果已经答复',
    refused: () => '没有列入议题，已经说明理由',
    dropped: () => '议题终止了，已经说明理由',
    withdrawn: () => '议题已经撤回',
  },
};

const en: Words = {
  mediation: {
    waiting: (due: string) => `Somebody takes it on by ${due}, and you are told when they do`,
    mediating: (due: string) => `It is being mediated; unsettled by ${due}, it goes up a level`,
    agreed: (due: string) => `There is an agreement; about ${due} you are asked whether it is kept`,
    reconciled: (due: string) => `The two sides have settled it; about ${due} you are asked how it went`,
    settled: () => 'The agreement is kept: this is over',
    referred: () => 'The mediation has ended; other ways are open: ask at 12348',
    declined: () => 'One side does not want mediation, so it has ended; other ways are open: ask at 12348',
    withdrawn: () => 'It was withdrawn',
  },
  deliberation: {
    proposed: (due: string) => `By ${due} you hear whether it is put on the agenda`,
    hearing: (due: string) => `The parties say what they think until ${due}`,
    deciding: (due: string) => `The parties have spoken; it is decided by ${due}`,
    carrying: () => 'It is decided, and being carried out',
    raised: () => 'It was taken to the meeting of the level above',
    decided: (due: string) => `It is decided; by ${due} you hear what came of it`,
    closed: () => 'It is done, and you are told what came of it',
    refused: () => 'It was not put on the agenda, and you are told why',
    dropped: () => 'It was dropped, and you are told why',
    withdrawn: () => 'It was withdrawn',
  },
};

type Promises<W extends keyof typeof zh> = Readonly<Record<keyof (typeof zh)[W], (due: string) => string>>;
type Words = { readonly [W in keyof typeof zh]: Promises<W> };

const said: Readonly<Record<'zh' | 'en', Readonly<Record<string, Readonly<Record<string, (due: string) => string>>>>>> = {
  zh,
  en,
};

/** The clock that is waited for, by the state of the handling. */
const awaited: Readonly<Record<string, string>> = {
  waiting: 'rung',
  mediating: 'rung',
  agreed: 'followUp',
  reconciled: 'followUp',
  proposed: 'agenda',
  hearing: 'opinions',
  deciding: 'decide',
  decided: 'outcome',
};

/** Instead, once the time has passed, whatever the workflow; `by` how much, in words. */
const overdue: Readonly<Record<'zh' | 'en', Readonly<Record<string, (due: string, by: string) => string>>>> = {
  zh: {
    waiting: (due, by) => `应在${due} 前有人受理，已经超过 ${by}`,
    mediating: (due, by) => `正在调解，应在${due} 前谈成，不成就提到上一级，已经超过 ${by}`,
    agreed: (due, by) => `已经达成协议，应在${due} 前后回访，已经超过 ${by}`,
    reconciled: (due, by) => `双方已经和解，应在${due} 前后回访，已经超过 ${by}`,
    proposed: (due, by) => `应在${due} 前答复列不列入议题，已经超过 ${by}`,
    hearing: (due, by) => `听各方意见应到${due} 截止，已经超过 ${by}`,
    deciding: (due, by) => `意见听完了，应在${due} 前形成结论，已经超过 ${by}`,
    decided: (due, by) => `已经有了结论，应在${due} 前把结果告诉您，已经超过 ${by}`,
  },
  en: {
    waiting: (due, by) => `Somebody should have taken it on by ${due}, ${by} ago`,
    mediating: (due, by) => `It is being mediated, and should have been settled, or gone up a level, by ${due}, ${by} ago`,
    agreed: (due, by) => `There is an agreement; you should have been asked whether it is kept about ${due}, ${by} ago`,
    reconciled: (due, by) => `The two sides have settled it; you should have been asked how it went about ${due}, ${by} ago`,
    proposed: (due, by) => `You should have heard by ${due}, ${by} ago, whether it is put on the agenda`,
    hearing: (due, by) => `The parties could say what they think until ${due}, ${by} ago`,
    deciding: (due, by) => `The parties have spoken; it should have been decided by ${due}, ${by} ago`,
    decided: (due, by) => `It is decided; you should have heard what came of it by ${due}, ${by} ago`,
  },
};

interface Clock {
  readonly name: string;
  readonly light: string;
  /** ISO 8601. */
  readonly dueAt: string;
}

interface Matter {
  readonly workflow: string;
  readonly state: { readonly handling: string };
  readonly clocks: readonly Clock[];
}

/** `late`: that the time has passed; null where it has not. Null for what is no dispute and no topic. `now`: epoch ms; `when`: an instant in words. */
export function promisedOf(
  { workflow, state: { handling }, clocks }: Matter,
  language: 'zh' | 'en',
  now: number,
  when: (instant: string) => string,
): { readonly sentence: string; readonly late: string | null } | null {
  const say = said[language][workflow]?.[handling];
  if (!say) return null;
  const clock = clocks.find(({ name, light }) => name === awaited[handling] && light !== 'done');
  const isLate = clock !== undefined && Date.parse(clock.dueAt) < now;
  const due = clock ? when(clock.dueAt) : '';
  const sayLate = overdue[language][handling];
  if (!isLate || !sayLate) return { sentence: say(due), late: null };
  return { sentence: sayLate(due, passedSince(clock.dueAt, now, language)), late: late[language] };
}

const late = {
  zh: '时间已经过了，已自动提醒该办的人。',
  en: 'The time is over; whoever has it in hand has been reminded.',
};
