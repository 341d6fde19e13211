// Answers that anybody may keep, but never without asking again: what is taken off the board is gone from every cache with the
// next look at it.
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

export function sendCached(req: Request, res: Response, type: string, body: string): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  res.set('etag', etag).set('cache-control', 'public, no-cache').set('access-control-allow-origin', '*');
  // Not `req.fresh`: that sends the whole to whoever also says `no-cache`, as clients do that keep a cache of their own.
  if (tagsIn(req.get('if-none-match')).some((tag) => tag === etag || tag === '*')) return void res.status(304).end();
  res.set('content-type', type).end(body);
}

const tagsIn = (header: string | undefined): string[] => (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
