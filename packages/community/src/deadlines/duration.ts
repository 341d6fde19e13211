// A length of time as the rules of the field write it: "30 min", "24 h", "4 wh", "5 wd", "15 d".
//
// Owns: the units, their length in minutes, how they are said.
// Not ours: which days are working days. There is no calendar here: a working day counts as 24 hours, a working hour as one.

const minutesOfUnit = { min: 1, h: 60, wh: 60, wd: 1440, d: 1440 } as const;

/** Natural minutes and hours, working hours, working days, natural days. */
export type DurationUnit = keyof typeof minutesOfUnit;

export interface Duration {
  /** Positive, whole. */
  readonly amount: number;
  readonly unit: DurationUnit;
}

const words: Record<DurationUnit, { readonly zh: string; readonly en: string }> = {
  min: { zh: '分钟', en: 'minute' },
  h: { zh: '小时', en: 'hour' },
  wh: { zh: '个工作小时', en: 'working hour' },
  wd: { zh: '个工作日', en: 'working day' },
  d: { zh: '天', en: 'day' },
};

const written = /^([1-9]\d{0,3}) (min|h|wh|wd|d)$/;

/** Reads "5 wd" and the like. Throws RangeError when the text is no duration. */
export function parseDuration(text: string): Duration {
  const found = written.exec(text);
  if (!found) throw new RangeError(`"${text}" is no duration: write a number and one of min, h, wh, wd, d, such as "5 wd"`);
  return { amount: Number(found[1]), unit: found[2] as DurationUnit };
}

export const minutesOf = ({ amount, unit }: Duration): number => amount * minutesOfUnit[unit];

/** Whether its true length hangs on a calendar of working days. */
export const needsCalendar = ({ unit }: Duration): boolean => unit === 'wh' || unit === 'wd';

/** As people say it: 「5 个工作日」, "5 working days". */
export const sayDuration = ({ amount, unit }: Duration): { readonly zh: string; readonly en: string } => ({
  zh: `${amount} ${words[unit].zh}`,
  en: `${amount} ${words[unit].en}${amount === 1 ? '' : 's'}`,
});
