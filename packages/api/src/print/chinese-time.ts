/** `YYYY年M月D日 HH:MM` in China; epoch ms. */
export function chineseTime(at: number): string {
  const [date = '', time = ''] = new Date(at + 8 * 3_600_000).toISOString().split('T');
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日 ${time.slice(0, 5)}`;
}

const english = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });

/** `28 November 2026 at 06:07` in China; epoch ms. */
export const englishTime = (at: number): string => english.format(at);
