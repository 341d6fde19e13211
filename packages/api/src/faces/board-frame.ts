// What the pages of the public board have in common: drawn here, so that they need no script, no cookie and no account.
//
// F3: these pages know nobody, so anybody may embed them; they carry no form and no script. What is shown to whoever holds a receipt
// is kept nowhere and framed by nobody.
import type { Request, Response } from 'express';
import { sendCached } from '../board/send-cached.ts';
import { escapeHtml as e } from '../html.ts';
import { boardWords } from './board-words.ts';
import { type Display, displayVaries, saidQuery } from './display.ts';
import type { Faces } from './faces.ts';

const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";
const PERSONAL_POLICY = `${POLICY.replace("form-action 'none'", "form-action 'self'")}; frame-ancestors 'none'`;

export interface Page extends Display {
  readonly title: string;
  /** Said of it where a link to it is shown. */
  readonly about: string;
  readonly body: string;
  /** The same page in the other language. */
  readonly other: string;
  readonly feed?: string;
  /** It shows what may be taken off: back from an objection, no browser shows it again out of what it kept. */
  readonly items?: true;
  /** Of somebody's own order. */
  readonly personal?: true;
}

export interface BoardFrame {
  send(req: Request, res: Response, status: number, page: Page): void;
  /** What is not there, or not any more. */
  nothing(req: Request, res: Response, status: 404 | 410, display: Display): void;
}

export function boardFrame(faces: Faces): BoardFrame {
  const styles = [...faces.shells.resident.matchAll(/<link rel="(?:stylesheet|icon)"[^>]*>/g)].map(([link]) => link).join('\n');

  return { send, nothing };

  function nothing(req: Request, res: Response, status: 404 | 410, display: Display): void {
    const w = boardWords[display.language];
    const [title, lead] = status === 410 ? [w.gone, w.goneLead] : [w.missing, w.missingLead];
    send(req, res, status, {
      ...display,
      title,
      about: lead,
      other: `/board?lang=${display.language === 'en' ? 'zh' : 'en'}`,
      body: `<h1>${title}</h1><p>${lead}</p><p><a class="button" href="/board${saidQuery(display)}">${w.back}</a></p>`,
    });
  }

  function send(req: Request, res: Response, status: number, page: Page): void {
    const { language, elder, title, about, body, other, feed, items, personal } = page;
    const w = boardWords[language];
    res.locals.route = 'face board';
    res
      .status(status)
      .set('content-security-policy', personal ? PERSONAL_POLICY : POLICY)
      .set('vary', displayVaries);
    if (!personal) res.removeHeader('x-frame-options');
    const html = `<!doctype html>
<html lang="${w.lang}"${elder ? ' data-elder' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="format-detection" content="telephone=no">
<title>${e(title)} · ${w.product}</title>
<meta name="description" content="${e(about)}">
<meta property="og:title" content="${e(title)}">
<meta property="og:description" content="${e(about)}">
<meta property="og:type" content="article">
${styles}
${feed ? `<link rel="alternate" type="application/atom+xml" href="${feed}" title="${w.title}">` : ''}
</head>
<body>
<a class="skip" href="#main">${w.skip}</a>
<header class="top"><div><a class="brand" href="/${saidQuery(page)}">${w.product}</a><nav class="switches" aria-label="${w.display}"><a class="button" href="${e(inOtherSize(req, elder))}">${elder ? w.elderOff : w.elder}</a><a class="button" href="${e(other)}" lang="${language === 'en' ? 'zh-CN' : 'en'}">${w.other}</a></nav></div></header>
<main id="main" class="stack">
${body}
</main>
<footer class="foot"><a href="tel:12345">${w.hotline}</a><a href="/board${saidQuery(page)}">${w.title}</a></footer>
</body>
</html>
`;
    if (status === 200 && !personal && !items) return sendCached(req, res, 'text/html; charset=utf-8', html);
    res
      .set('cache-control', personal ? 'private, no-store' : 'no-store')
      .type('html')
      .send(html);
  }
}

/** The same page in larger type, or back. */
function inOtherSize({ originalUrl }: Request, elder: boolean): string {
  const { pathname, searchParams } = new URL(originalUrl, 'http://localhost');
  searchParams.set('elder', elder ? '0' : '1');
  return `${pathname}?${searchParams.toString()}`;
}
