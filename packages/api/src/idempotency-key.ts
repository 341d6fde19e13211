import type { Request } from 'express';
import { Refusal } from './refusal.ts';

/** The caller's `Idempotency-Key`, if any. Refuses what is not 1–200 visible ASCII characters. */
export function idempotencyKey(req: Request): string | undefined {
  const key = req.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Refusal('bad-key', {
    errors: [{ path: 'Idempotency-Key', message: '须为 1–200 个可见 ASCII 字符 / 1–200 visible ASCII characters' }],
  });
}
