// Ids of the demo's people: UUIDv7 in shape, made from a text, so that they are the same everywhere.
import { createHash } from 'node:crypto';

/** 2026-01-01T00:00:00+08:00. */
const EPOCH = 1_767_196_800_000;

/** The id that a text stands for: the demo's first instant, and bits of the text's SHA-256 in place of random ones. */
export function demoId(text: string): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(EPOCH, 0, 6);
  createHash('sha256').update(`six-order demo ${text}`).digest().copy(bytes, 6, 0, 10);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
