// In which language and size a page is shown: by its address, or by what this browser chose before. Neither names anybody.
import type { Request } from 'express';
import type { Language } from './boot.ts';

export interface Display {
  readonly language: Language;
  /** 长辈模式. */
  readonly elder: boolean;
}

export function displayOf(req: Request): Display {
  const { lang: asked, elder } = req.query;
  return {
    language: (asked === 'en' || asked === 'zh' ? asked : cookieOf(req, 'six_order_language')) === 'en' ? 'en' : 'zh',
    elder: (elder === '0' || elder === '1' ? elder : cookieOf(req, 'six_order_elder')) === '1',
  };
}

function cookieOf({ headers }: Request, name: string): string | null {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value ?? null;
  }
  return null;
}
