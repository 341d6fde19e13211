// In which language and size a page is shown: as this browser chose before, or, for one visit, as its address says; where nothing was
// chosen, in the language that the browser asks for. None of it names anybody.
//
// V1: an address changes nothing that a browser remembers: a link may come from somebody who reads otherwise. V2: pages that set no
// cookie hand on what they were asked for by the address, and only where it is not what the browser remembers.
import type { Request } from 'express';
import { languageOf } from '../problem-handler.ts';
import type { Language } from './boot.ts';

export interface Display {
  readonly language: Language;
  /** 长辈模式. */
  readonly elder: boolean;
  /** What an address says so that the next page is shown like this one; empty where it would be without. */
  readonly said: { readonly lang?: Language; readonly elder?: '0' | '1' };
}

/** What a page hangs on beside its address, for caches. */
export const displayVaries = 'cookie, accept-language';

export function displayOf(req: Request): Display {
  const { lang, elder } = req.query;
  const chosen = cookieOf(req, 'six_order_language') ?? languageOf(req);
  const kept = { lang: chosen === 'en', elder: cookieOf(req, 'six_order_elder') === '1' };
  const english = lang === 'en' || lang === 'zh' ? lang === 'en' : kept.lang;
  const large = elder === '0' || elder === '1' ? elder === '1' : kept.elder;
  return {
    language: english ? 'en' : 'zh',
    elder: large,
    said: {
      ...(english !== kept.lang && { lang: english ? 'en' : 'zh' }),
      ...(large !== kept.elder && { elder: large ? '1' : '0' }),
    },
  };
}

/** That as the end of an address. */
export function saidQuery({ said }: Pick<Display, 'said'>): string {
  const search = new URLSearchParams(said);
  return search.size === 0 ? '' : `?${search.toString()}`;
}

function cookieOf({ headers }: Request, name: string): string | null {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value ?? null;
  }
  return null;
}
