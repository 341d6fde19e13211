// What happens next to an order and by when, in a sentence, on what is drawn here: pages without script, and paper.
import type { Language } from './faces/boot.ts';
import * as en from './order-words/en.ts';
import { promisedOf } from './order-words/matters.ts';
import { isMidnight } from './order-words/near.ts';
import { passedSince, promised } from './order-words/promised.ts';
import * as zh from './order-words/zh.ts';
import type { presentOrder } from './present-order.ts';

const words = { zh, en };

/**
 * `late`: that the time has passed; `besides`: that the order will stand still for an emergency; null where it is not so. `now`: epoch
 * ms.
 */
export function promiseSaid(
  order: Pick<ReturnType<typeof presentOrder>, 'workflow' | 'state' | 'clocks' | 'suspendedAt' | 'willStandStill'>,
  language: Language,
  now: number,
): { readonly sentence: string; readonly late: string | null; readonly besides: string | null } {
  const w = words[language];
  if (order.suspendedAt !== undefined) return { sentence: w.promise.suspended, late: null, besides: null };
  const matter = promisedOf(order, language, now, (instant) => whenSaid(Date.parse(instant), language, now));
  if (matter) return { ...matter, besides: null };
  const { handling } = order.state;
  const { clock, late } = promised(order, now);
  const say = (w.promise as Readonly<Record<string, unknown>>)[handling];
  const due = clock ? whenSaid(Date.parse(clock.dueAt), language, now) : '';
  const state = (w.handling as Readonly<Record<string, string>>)[handling] ?? handling;
  const sayLate = late ? (w.overdue as Readonly<Record<string, (due: string, by: string) => string>>)[handling] : undefined;
  const promise = typeof say === 'function' ? (say as (due: string) => string)(due) : state;
  return {
    sentence: clock && sayLate ? sayLate(due, passedSince(clock.dueAt, now, language)) : promise,
    late: late ? w.promise.late : null,
    besides: order.willStandStill ? w.promise.willStandStill : null,
  };
}

const MINUTE_MS = 60_000;
const HALF_A_YEAR_MS = 180 * 86_400_000;

/**
 * `11月27日周五 15:00` in China; midnight is said as the end of the day before, as deadlines are meant. Epoch ms. What is half a year from
 * `now` is said with its year instead of its weekday, as the pages with scripts do.
 */
export function whenSaid(exact: number, language: Language, now = exact): string {
  const midnight = isMidnight(exact);
  const at = midnight ? exact - MINUTE_MS : exact;
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone: 'Asia/Shanghai', ...options }).format(at);
  const time = midnight ? '24:00' : format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const far = Math.abs(exact - now) > HALF_A_YEAR_MS;
  return `${format({ month: 'long', day: 'numeric', ...(far ? { year: 'numeric' } : { weekday: 'short' }) })} ${time}`;
}
