// Serves the faces: shells that carry who acts, and the built files. Mounted last, so that an address of the API is never a page.
//
// Keeps: I12. F1: a shell that names a person is private and stored nowhere, and nowhere is one stored that shows what may be taken off
// the board; every other shell is asked for anew each time.
// F2: nothing but our own files may run, be shown or be asked by a page; nobody may frame it. A dev server's may bring their styles.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { Router } from 'express';
import { personas, type Persona } from '@six-order/community/demo/personas';
import type { Api } from '../api.ts';
import { escapeHtml } from '../html.ts';
import { isOfficial } from '../present-names.ts';
import { meOf } from '../routes/me.ts';
import { standingOf } from '../sign-in/standing.ts';
import { unitRef } from '../unit-ref.ts';
import type { Boot } from './boot.ts';
import { boardPages } from './board-pages.ts';
import { displayOf, displayVaries, saidQuery } from './display.ts';
import { firstAnswers, firstReads, LATEST } from './first-answers.ts';
import { followPages } from './follow-pages.ts';
import { guidePages } from './guide-pages.ts';
import { offlinePages } from './offline.ts';
import type { Asset, FaceName, Faces } from './faces.ts';
import { statisticsPages } from './statistics-pages.ts';

const YEAR_SECONDS = 31_536_000;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** At work on the pages their styles come by script, and a socket tells of changes. */
const DEV_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
  "connect-src 'self'",
  "connect-src 'self' ws: wss:",
);

/** Pages that the faces know; anything else is their page for what is not there, as a 404. */
const pages: Readonly<Record<FaceName, RegExp>> = {
  resident:
    /^\/(?:place|dispute|topic|call-me|mine|me|points|orders\/[^/]+|follow|notices|activities|sign-in|invitation|evaluate|board\/[^/]+\/objection)?\/?$/,
  staff: /^\/staff(?:\/.*)?$/,
};

export function serveFaces(api: Api, faces: Faces, demo: boolean): Router {
  const router = Router();

  const assets: RequestHandler = (req, res, next) => {
    const asset = faces.assets.get(req.path);
    if (!asset || !reads(req)) return next();
    res.locals.route = 'asset';
    sendAsset(req, res, asset);
  };

  const shell: RequestHandler = (req, res, next) => {
    const face = req.path.startsWith('/staff') ? 'staff' : 'resident';
    const known = pages[face].test(req.path);
    // Of what is no page, only a browser is shown a page.
    const asked = known ? req.accepts('html') : req.accepts(['json', 'html']);
    if (!reads(req) || asked !== 'html' || ofTheApi.test(req.path)) return next();
    res.locals.route = `face ${face}`;
    return bootOf(req).then(async (boot) => {
      // Someone in an office begins at the desk.
      if (req.path === '/' && boot.me && isOfficial(boot.me.post.role)) return res.redirect(303, '/staff/');
      const first = await firstAnswers(req, firstReads(face, req, boot.me !== null), boot.language);
      res
        .status(known ? 200 : 404)
        .set('content-type', 'text/html; charset=utf-8')
        .set('content-security-policy', faces.dev ? DEV_POLICY : POLICY)
        .set('cache-control', boot.me || boot.standing ? 'private, no-store' : LATEST in first.answers ? 'no-store' : 'no-cache')
        .set('vary', `${displayVaries}, accept-encoding`);
      return sendCompressed(req, res, filled(faces, face, req.path, { ...boot, ...first }));
    });
  };

  const dev: RequestHandler = (req, res, next) => {
    res.locals.route = 'dev';
    faces.dev?.files(req, res, next);
  };

  if (faces.dev) router.use(dev);
  return router.use(
    assets,
    statisticsPages(api, faces),
    guidePages(api, faces),
    boardPages(api, faces),
    followPages(api, faces),
    offlinePages(faces),
    shell,
  );

  async function bootOf(req: Request): Promise<Omit<Boot, 'answers' | 'tags'>> {
    const session = await api.sessions.read(req);
    const { codes, provider } = api.signIn;
    const signedIn = await api.sessions.signedIn(req);
    return {
      ...displayOf(req),
      now: new Date(api.clock.now()).toISOString(),
      me: session && meOf(api.directory, session.actor),
      standing: signedIn && !session ? standingOf(api.directory, signedIn) : null,
      account: signedIn !== null,
      ways: { code: codes, staff: true, provider, demo },
      personas: demo ? Object.values(personas).map(personaOf) : null,
    };
  }

  function personaOf({ persona, role, name, post }: Persona) {
    const held = api.directory.post(post);
    const unit = held && unitRef(api.directory, held.unit);
    return { persona, role, name, where: unit ? [unit.within, unit.name].filter(Boolean).join(' ') : null };
  }
}

const ofTheApi = /^\/(?:api|open311|docs|admin|openapi\.json|healthz|readyz|metrics)(?:\/|$)/;

const reads = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

function sendAsset(req: Request, res: Response, { type, plain, brotli, gzip }: Asset): void {
  const coding = req.acceptsEncodings([...(brotli ? ['br'] : []), ...(gzip ? ['gzip'] : []), 'identity']);
  const body = coding === 'br' ? brotli : coding === 'gzip' ? gzip : plain;
  res
    .set('content-type', type)
    .set('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
    .set('vary', 'accept-encoding')
    .set('cross-origin-resource-policy', 'same-origin');
  if (coding === 'br' || coding === 'gzip') res.set('content-encoding', coding);
  res.send(body);
}

const compressed = promisify(gzip);

/** A shell with its first answers is many times smaller so. Nothing of a request is in it but what its session may read. */
async function sendCompressed(req: Request, res: Response, html: string): Promise<void> {
  if (req.acceptsEncodings('gzip', 'identity') !== 'gzip') return void res.send(html);
  res.set('content-encoding', 'gzip').send(await compressed(html));
}

/** The boot state is data, never run; `<` is escaped, so no name can end the element that holds it. */
function filled({ shells, besides }: Faces, face: FaceName, path: string, boot: Boot): string {
  const state = JSON.stringify(boot).replaceAll('<', '\\u003c');
  const { pages: named, en } = besides[face];
  // A page that asks to sign in first is asked for with that.
  const page = face === 'resident' && !boot.me && asksFor.test(path) ? '/sign-in' : path;
  const files = new Set(Object.entries(named).flatMap(([begin, own]) => (page.startsWith(begin) ? own : [])));
  if (boot.language === 'en') for (const file of en) files.add(file);
  const links = [...files].map((file) => `<link rel="modulepreload" href="${file}">`).join('');
  return (
    shells[face]
      .replace('lang="zh-CN"', `lang="${boot.language === 'en' ? 'en' : 'zh-CN'}"${boot.elder ? ' data-elder' : ''}`)
      // Without script nothing is remembered: what the address said is handed on.
      .replaceAll('href="/plain"', () => `href="/plain${escapeHtml(saidQuery(boot))}"`)
      .replace('<!--boot-->', () => `${links}<script id="boot" type="application/json">${state}</script>`)
  );
}

/** Pages of somebody who has signed in. */
const asksFor = /^\/(?:place|dispute|topic|call-me|mine|me|points|notices|activities|orders\/)/;
