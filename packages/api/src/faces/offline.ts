// What a telephone needs to keep the residents' face at hand: a manifest, and a page for when there is no network.
//
// Keeps: I12. O1: the worker keeps that page, its style and its icon, and nothing else: no answer of the API, no shell, nothing
// that names anybody. O2: no page depends on it; in-app browsers without workers lose nothing.
import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { Router } from 'express';
import type { Faces } from './faces.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const WORKER_POLICY = "default-src 'none'; connect-src 'self'";

export function offlinePages({ shells }: Faces): Router {
  const links = [...shells.resident.matchAll(/<link rel="(?:stylesheet|icon)"[^>]*>/g)].map(([link]) => link);
  const kept = links.flatMap((link) => /href="(\/[^"]+)"/.exec(link)?.[1] ?? []);
  const icon = kept.find((path) => path.endsWith('.svg'));
  const page = offlinePage(links.join('\n'));
  const version = createHash('sha256').update(page).digest('hex').slice(0, 12);
  const send = (res: Response, type: string, body: string): void =>
    void res.set('content-type', type).set('cache-control', 'no-cache').send(body);
  const router = Router();
  router.get('/offline', (_req, res) => send(res.set('content-security-policy', POLICY), 'text/html; charset=utf-8', page));
  // A worker is held to the policy that its own file comes with: it asks only us, and only for what a page asks.
  router.get('/worker.js', (_req, res) =>
    send(
      res.set('content-security-policy', WORKER_POLICY),
      'text/javascript; charset=utf-8',
      worker(version, ['/offline', ...kept]),
    ),
  );
  router.get('/manifest.webmanifest', (_req, res) =>
    send(
      res,
      'application/manifest+json; charset=utf-8',
      JSON.stringify({
        name: '六单一体',
        short_name: '六单',
        description: '点单、派单、接单、督单、晒单、评单',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        background_color: '#faf7f2',
        theme_color: '#9e1b1b',
        icons: icon ? [{ src: icon, sizes: 'any', type: 'image/svg+xml' }] : [],
      }),
    ),
  );
  return router;
}

const offlinePage = (links: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>没有网络 · 六单一体</title>
${links}
</head>
<body>
<header class="top"><div><a class="brand" href="/">六单一体</a></div></header>
<main class="stack">
<h1>网络没有连上</h1>
<p>您填到一半的单还在这台手机里，有网了接着填。急事请打电话。</p>
<p lang="en">There is no connection. What you were filling in is kept on this telephone. If it is urgent, please call.</p>
<div class="buttons"><a class="button main" href="">再试一次 <span lang="en">Try again</span></a><a class="button" href="tel:12345">12345</a><a class="button" href="tel:110">110</a><a class="button" href="tel:119">119</a><a class="button" href="tel:120">120</a></div>
</main>
</body>
</html>
`;

const worker = (version: string, kept: readonly string[]): string => `const own = 'six-order-${version}';
addEventListener('install', (event) => {
  event.waitUntil(caches.open(own).then((cache) => cache.addAll(${JSON.stringify(kept)})).then(() => skipWaiting()));
});
addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== own).map((name) => caches.delete(name)))));
});
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match('/offline')));
  else if (${JSON.stringify(kept.slice(1))}.includes(new URL(request.url).pathname))
    event.respondWith(fetch(request).catch(() => caches.match(request)));
});
`;
