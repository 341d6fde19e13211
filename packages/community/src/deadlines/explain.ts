// A clock's explanation, as a resident or a supervisor reads it: the limit, where it comes from, which days did not count, what
// moved it, when it is due.
import type { Clock } from '@six-order/engine';
import { categoryName } from '../catalogue/catalogue.ts';
import { DAY_MS, dayNamed, dayOf, isWeekend, startOf, yearOf, type Day } from '../calendar/day.ts';
import type { Milestone, MilestoneName } from './category-limit.ts';
import { clockWords } from './clock-name.ts';
import { isWorking, naturalMinutes, needsCalendar, sayDuration } from './duration.ts';
import { isUniform } from './default-limits.ts';
import type { Change } from './fold.ts';
import type { LimitOrigin } from './policy.ts';
import { traceOf, type CountedTrace, type DayRange } from './trace.ts';
import type { Words } from '../rules/rule.ts';

const originWords: Record<LimitOrigin, Words> = {
  law: {
    zh: '本类事项以法定时限为先，未载明法定天数的，按本类时限',
    en: 'a statutory limit prevails; where none is recorded, the limit of this category stands for it',
  },
  emergency: { zh: '急时时限', en: "the emergency's limit" },
  category: { zh: '本类事项的时限', en: "this category's own limit" },
  request: { zh: '该诉求类型的时限', en: "this type of request's limit" },
  urgency: { zh: '该紧急程度的环节时限', en: "the stage's limit at this urgency" },
};

/** Of cards, objections and the like, which hang on no urgency. */
const uniformWords: Words = { zh: '规定时限', en: 'the limit set for it' };

const milestoneWords: Record<MilestoneName, Words> = {
  'on site': { zh: '到场', en: 'on site' },
  contact: { zh: '联系居民', en: 'resident contacted' },
  cordon: { zh: '现场围护', en: 'place cordoned off' },
  transfer: { zh: '移送', en: 'transferred' },
  report: { zh: '报告', en: 'reported' },
  110: { zh: '拨打110', en: '110 called' },
  'pass on': { zh: '转交', en: 'passed on' },
};

/** Says a clock's trace in words. */
export function explain(clock: Pick<Clock, 'startedAt' | 'dueAt' | 'trace'>): Words {
  const trace = traceOf(clock);
  if ('said' in trace) return trace.said;
  const sentences = [
    ...limitSentence(clock, trace),
    ...(trace.changes ?? []).map((change) => changeSentence(change, clock.startedAt)),
    ...untilItEnds(trace),
    ...remarks(trace, clock),
    ...(trace.milestones ?? []).map(sayMilestone),
  ];
  return { zh: sentences.map(({ zh }) => zh).join(''), en: sentences.map(({ en }) => en).join(' ') };
}

function limitSentence({ startedAt, dueAt }: Pick<Clock, 'startedAt' | 'dueAt'>, trace: CountedTrace): Words[] {
  const limit = sayDuration(trace.limit);
  const name = clockWords[trace.clock];
  const origin = trace.origin === 'urgency' && isUniform(trace.clock) ? uniformWords : originWords[trace.origin];
  // What stands behind the number in brackets stands in those of its origin.
  const [, amount = limit.zh, aside] = /^(.*)（(.*)）$/.exec(limit.zh) ?? [];
  const start = instant(startedAt, null);
  const due = instant(dueAt, startedAt);
  const days = sayDays(trace.days ?? [], startedAt, isWorking(trace.limit));
  const head = {
    zh: `${name.zh}时限 ${amount}（${origin.zh}${aside === undefined ? '' : `，${aside}`}），自 ${start.zh} 起`,
    en: `${capital(name.en)}: ${limit.en} (${origin.en}), from ${start.en}`,
  };
  const counted = { zh: days.zh === '' ? '，' : `：${days.zh}；`, en: days.en === '' ? ', ' : `: ${days.en}; ` };
  if (trace.paused) {
    const since = instant(trace.paused.since, startedAt);
    const left = sayLeft(trace.paused.leftMs, trace);
    return [
      {
        zh: `${head.zh}${counted.zh}自 ${since.zh} 挂起，尚余 ${left.zh}，恢复后接续计算（北京时间）。`,
        en: `${head.en}${counted.en}paused since ${since.en} with ${left.en} left, which run on when it is resumed (Beijing time).`,
      },
    ];
  }
  return [
    {
      zh: `${head.zh}${counted.zh}${due.zh} 到期（北京时间）。`,
      en: `${head.en}${counted.en}due ${due.en} (Beijing time).`,
    },
  ];
}

/** 「10月1日至7日为国庆节，10月10日为调休上班日，周末不计」；「1月1日为元旦，节假日不计」 where no weekend comes in between. `skips`: days off are not counted; else only a last day on one is moved (Civil Code 203). */
export function sayDays(days: readonly DayRange[], startedAt: number, skips: boolean): Words {
  const zh: string[] = [];
  const en: string[] = [];
  for (const range of days.filter(({ kind }) => kind !== 'weekend')) {
    const [from, to] = [dayNamed(range.from), dayNamed(range.to)];
    const span = from === to ? day(from, startedAt) : stretch(from, to, startedAt);
    const several = from !== to;
    if (range.kind === 'holiday') {
      zh.push(`${span.zh}为${range.zh}`);
      en.push(`${span.en} is ${range.en}`);
    } else {
      zh.push(`${span.zh}为调休上班日`);
      en.push(`${span.en} ${several ? 'are make-up workdays' : 'is a make-up workday'}`);
    }
  }
  const weekend = days.some(({ kind }) => kind === 'weekend');
  if (weekend && !skips) {
    zh.push('到期日遇周末的，顺延到工作日');
    en.push('a last day on a weekend moves to the next working day');
  } else if (weekend) {
    zh.push('周末不计');
    en.push('weekends do not count');
  } else if (skips && days.some(({ kind }) => kind === 'holiday')) {
    zh.push('节假日不计');
    en.push('holidays do not count');
  }
  return { zh: zh.join('，'), en: en.join(', ') };
}

function changeSentence(change: Change, startedAt: number): Words {
  const at = instant(change.at, startedAt);
  switch (change.kind) {
    case 'pause':
      if (change.reason === 'aside')
        return {
          zh: `${at.zh} 停止计时（并单、不予受理或挂账）。`,
          en: `Stopped ${at.en}: merged, refused or shelved.`,
        };
      return change.reason === 'waiting'
        ? { zh: `${at.zh} 挂起，停止计时。`, en: `Paused ${at.en}.` }
        : { zh: `${at.zh} 因应急暂停。`, en: `Paused ${at.en} for an emergency.` };
    case 'resume': {
      const grant = change.grant && sayDuration(change.grant);
      // Nothing else gives time.
      return grant
        ? {
            zh: `${at.zh} 应急结束，恢复计时，另加 ${grant.zh}。`,
            en: `Resumed ${at.en} after the emergency with ${grant.en} more.`,
          }
        : { zh: `${at.zh} 恢复计时。`, en: `Resumed ${at.en}.` };
    }
    case 'extend': {
      const by = sayDuration(change.by);
      return { zh: `${at.zh} 批准延期 ${by.zh}。`, en: `Extended by ${by.en} on ${at.en}.` };
    }
    case 'emergency': {
      const limit = sayDuration(change.limit);
      return {
        zh: `${at.zh} 转入急时状态，按急时时限 ${limit.zh}昼夜计算。`,
        en: `Emergency mode from ${at.en}: ${limit.en}, day and night.`,
      };
    }
    case 'ordinary':
      return { zh: `${at.zh} 恢复平时状态，按平时时限计算。`, en: `Ordinary again from ${at.en}: the ordinary limit holds.` };
    case 'urgency':
      return {
        zh: `${at.zh} 紧急程度由 ${change.from} 改为 ${change.to}，${change.late ? '当时已逾期，不因此增加时间' : '按新时限计算'}。`,
        en: `Urgency changed from ${change.from} to ${change.to} ${at.en}: ${change.late ? 'it was late by then, and has no more time by it' : 'the limit of that holds'}.`,
      };
    case 'category': {
      const [from, to] = [categoryName(change.from), categoryName(change.to)];
      return {
        zh: `${at.zh} 类别由“${from.zh}”更正为“${to.zh}”，自原起点按新类别的时限计算。`,
        en: `Category corrected from ${from.en} to ${to.en} ${at.en}: the limit of that holds from the same start.`,
      };
    }
  }
}

/** Of what stands still for an emergency: what it is given when that ends. */
function untilItEnds({ limit, paused, changes = [] }: CountedTrace): Words[] {
  const last = changes.at(-1);
  if (!paused || last?.kind !== 'pause' || last.reason !== 'emergency') return [];
  return [
    isWorking(limit)
      ? {
          zh: '应急结束后接着计时，另加停了的上班时间，最多 1 个工作日。',
          en: 'It runs on when the emergency ends, with as much office time more as it stood still for, 1 working day at most.',
        }
      : {
          zh: '应急结束后接着计时，停了多少上班时间，就另加多少（昼夜计算），最多加 1 个工作日的上班时长。',
          en: 'It runs on when the emergency ends, with as much time more, counted day and night, as office time went by meanwhile: no more than the office hours of 1 working day.',
        },
  ];
}

function remarks(trace: CountedTrace, { startedAt, dueAt }: Pick<Clock, 'startedAt' | 'dueAt'>): Words[] {
  const said: Words[] = [];
  if (!needsCalendar(trace.limit) && naturalMinutes(trace.limit) >= DAY_MINUTES && hasWeekend(startedAt, dueAt))
    said.push({
      zh: '按自然小时昼夜计算，周末、节假日不停，所以可能在上班前到期。',
      en: 'Counted in natural hours, day and night: neither weekends nor holidays stop it, so it may be due before the office opens.',
    });
  if (needsCalendar(trace.limit) && trace.calendar === undefined)
    said.push({
      zh: '当时未接入工作日历，1 个工作日按 24 小时、1 个工作小时按 1 小时计。',
      en: 'Without a work calendar then, a working day counts as 24 hours and a working hour as 1 hour.',
    });
  const whole = trace.clock === 'whole';
  if (trace.cut && whole)
    said.push({
      zh: '来单系统要求的时限先到，以其为限。',
      en: 'The system that the order came from wants it earlier, and that prevails.',
    });
  else if (trace.cut)
    said.push({ zh: '办结时限先到，本环节以其为限。', en: 'The whole clock ends earlier and cuts this stage.' });
  if (trace.capPassed && whole)
    said.push({
      zh: '来单系统要求的时限已过，按自身时限计。',
      en: 'The limit of the system that the order came from has passed, so our own holds.',
    });
  else if (trace.capPassed)
    said.push({
      zh: '办结时限已过，本环节按自身时限计。',
      en: 'The whole clock has run out, so this stage keeps its own limit.',
    });
  if (trace.provisional) {
    const year = yearOf(dayOf(dueAt - 1));
    said.push({
      zh: `暂定：${year}年放假安排公布并导入后重新计算。`,
      en: `Provisional: counted anew when the official holidays of ${year} are known.`,
    });
  }
  return said;
}

function sayMilestone({ name, within }: Milestone): Words {
  const what = milestoneWords[name];
  if (within === 'at once') return { zh: `须立即${what.zh}。`, en: `Also: ${what.en} at once.` };
  const limit = sayDuration(within);
  return { zh: `其间须在 ${limit.zh}内${what.zh}。`, en: `Also: ${what.en} within ${limit.en}.` };
}

const DAY_MINUTES = 1_440;

/** A Saturday or Sunday lies in it, or a part of one. */
function hasWeekend(startedAt: number, dueAt: number): boolean {
  for (let of: Day = dayOf(startedAt); of <= dayOf(dueAt - 1); of += 1) if (isWeekend(of)) return true;
  return false;
}

/** What was left of a paused clock: office time, or natural time. */
function sayLeft(ms: number, { limit }: CountedTrace): Words {
  const office = limit.unit === 'wd' || limit.unit === 'wh' || limit.unit === 'wmin';
  return sayDuration({ amount: Math.ceil(ms / 60_000), unit: office ? 'wmin' : 'min' });
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const dateOf = (of: Day): readonly [year: number, month: number, date: number] => {
  const date = new Date(of * DAY_MS);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
};

/** With the year where it is not that of the start; without a start, always. */
function day(of: Day, startedAt: number | null): Words {
  const [year, month, date] = dateOf(of);
  const said = startedAt === null || year !== yearOf(dayOf(startedAt));
  return {
    zh: `${said ? `${year}年` : ''}${month + 1}月${date}日`,
    en: `${date} ${months[month]}${said ? ` ${year}` : ''}`,
  };
}

/** 「10月1日至7日」, "1–7 October". */
function stretch(from: Day, to: Day, startedAt: number): Words {
  const [a, b] = [dateOf(from), dateOf(to)];
  const [first, last] = [day(from, startedAt), day(to, startedAt)];
  if (a[0] !== b[0] || a[1] !== b[1]) return { zh: `${first.zh}至${last.zh}`, en: `${first.en} – ${last.en}` };
  return { zh: `${first.zh}至${b[2]}日`, en: `${a[2]}–${last.en}` };
}

/** Day and minute, the year where `startedAt` is not of it; a midnight is the end of the day before it. */
export function instant(at: number, startedAt: number | null): Words {
  const midnight = at === startOf(dayOf(at));
  const time = midnight ? '24:00' : timeOf(at);
  const words = day(dayOf(at) - (midnight ? 1 : 0), startedAt);
  return { zh: `${words.zh} ${time}`, en: `${words.en} ${time}` };
}

/** "09:00". */
function timeOf(at: number): string {
  const minutes = Math.floor((at - startOf(dayOf(at))) / 60_000);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

const twoDigits = (n: number): string => (n < 10 ? `0${n}` : String(n));

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Minutes of the clock on the wall in China, which has had no other offset since 1991: "2026-03-02 09:00". */
export const inShanghai = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
