// An attachment on its way out: never kept on the way, never run by a browser.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { keptTypes } from '@six-order/community/attachments/attachment';
import type { DisclosedAttachment } from '@six-order/community/privacy/disclose-attachment';

export async function sendAttachment(res: Response, { type, size, name, parts }: DisclosedAttachment): Promise<void> {
  const { kind, ending } = keptTypes[type];
  const shown = kind === 'paper' ? 'attachment' : 'inline';
  res.writeHead(200, {
    'content-type': type,
    'content-length': size,
    'content-disposition': `${shown}; filename="${name}.${ending}"`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  // Who stops listening ends the reading.
  await pipeline(Readable.from(parts), res).catch((error: unknown) => {
    if (!res.destroyed) throw error;
  });
}
