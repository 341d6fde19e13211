const CHINA = 8 * 3_600_000;
const DAY = 86_400_000;

/** Midnight is the end of the day before, as deadlines mean it and pages say it. */
const isMidnight = (at: number): boolean => (at + CHINA) % DAY === 0;

/** `YYYY年M月D日 HH:MM` in China; epoch ms. */
export const chineseTime = (at: number): string => said(at, isMidnight(at));

/** The same of what begins then: at midnight it is 00:00 of its own day. */
export const chineseBeginning = (at: number): string => said(at, false);

function said(at: number, midnight: boolean): string {
  const [date = '', time = ''] = new Date((midnight ? at - 1 : at) + CHINA).toISOString().split('T');
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日 ${midnight ? '24:00' : time.slice(0, 5)}`;
}

const english = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });
const englishDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', dateStyle: 'long' });

/** `28 November 2026 at 06:07` in China; epoch ms. */
export const englishTime = (at: number): string =>
  isMidnight(at) ? `${englishDay.format(at - 1)} at 24:00` : english.format(at);
