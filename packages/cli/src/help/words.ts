// In which language the command line helps: Chinese where the locale is, English elsewhere. What commands report is in English.
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The same shape with other texts in it. */
type Words<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Words<T[K]> };
export type HelpWords = Words<typeof zh>;

/**
 * Whether messages are to be in Chinese, as a locale says it: of LC_ALL, LC_MESSAGES and LANG the first that is set, but LANGUAGE before
 * them where there is any locale at all (gettext). Where none is set the system's, which Windows has in no variable.
 */
function isChinese({ LANGUAGE, LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): boolean {
  const locale = LC_ALL || LC_MESSAGES || LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  const isNone = /^(?:C|POSIX)(?:\.|$)/.test(locale);
  return /^zh/i.test(isNone ? '' : LANGUAGE || locale);
}

export const h: HelpWords = isChinese(process.env) ? zh : en;
