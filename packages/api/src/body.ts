// A request's JSON body, refused at the door when it is not what JSON and PostgreSQL can both hold.
//
// Owns: type, size, encoding, UTF-8, JSON syntax, characters and nesting. Nothing behind it meets a lone surrogate.
// Not ours: the shape (the contract's schemas).
import type { IncomingMessage } from 'node:http';
import { MAX_ATTACHMENT_BYTES } from '@six-order/community/attachments/attachment';
import type { RequestHandler, Response } from 'express';
import { complaint, Refusal } from './refusal.ts';
import { unfit } from './unfit.ts';

export const MAX_BODY_BYTES = 256 * 1024;
/** Of all bodies that this process holds, read or being read, until their answers are sent: beyond it memory would grow. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;
/** Bodies in JSON, and files apart from them: many large uploads never keep a small command out. */
const held = { json: 0, file: 0 };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Leaves the parsed value in `req.body`. Refuses with 400, 413, 415 or 503. */
export const jsonBody: RequestHandler = (req, res, next) => {
  const { 'content-type': type, 'content-encoding': coding = 'identity', 'content-length': length } = req.headers;
  if ((type !== undefined && !isJson(type)) || coding !== 'identity') throw new Refusal('wrong-type');
  if (Number(length) > MAX_BODY_BYTES) throw new Refusal('too-large');
  readBytes(req, holding('json', res), MAX_BODY_BYTES, (refusal, bytes) => {
    if (refusal) return next(refusal);
    if (type === undefined && bytes.byteLength > 0) return next(new Refusal('wrong-type'));
    try {
      req.body = parseJson(bytes);
    } catch (error) {
      return next(error);
    }
    return next();
  });
};

/**
 * Leaves a file's bytes in `req.body`, whatever type it is said to be: what it is shows when it is looked into. Refuses with
 * 400, 413, 415 or 503.
 */
export const fileBody: RequestHandler = (req, res, next) => {
  const { 'content-type': type = '', 'content-encoding': coding = 'identity', 'content-length': length } = req.headers;
  if (coding !== 'identity' || /^(?:multipart|application\/x-www-form-urlencoded)/i.test(type)) {
    throw new Refusal('wrong-type', {
      detail: { zh: '请把文件内容直接作为请求正文发送', en: 'Send the file itself as the body' },
    });
  }
  if (Number(length) > MAX_ATTACHMENT_BYTES) throw new Refusal('too-large', { detail: tooLarge });
  readBytes(req, holding('file', res), MAX_ATTACHMENT_BYTES, (refusal, bytes) => {
    if (refusal) return next(refusal);
    req.body = bytes;
    return next();
  });
};

const tooLarge = { zh: '文件最大 10 MB，请缩小后再传', en: 'A file has 10 MB at most: make it smaller' };

/** Counts what one request makes this process hold, until its answer is sent; says whether there is room. */
function holding(kind: keyof typeof held, res: Response): (bytes: number) => boolean {
  let own = 0;
  res.once('close', () => {
    held[kind] -= own;
  });
  return (bytes) => {
    own += bytes;
    held[kind] += bytes;
    return held[kind] <= MAX_HELD_BYTES;
  };
}

/**
 * Calls back once: with all bytes, or with why not. `hold` is told of each chunk, and says whether there is room for it.
 * What comes after a refusal is let through unread.
 */
function readBytes(
  req: IncomingMessage,
  hold: (bytes: number) => boolean,
  max: number,
  done: (refusal: Refusal | null, bytes: Uint8Array) => void,
): void {
  let chunks: Buffer[] = [];
  let size = 0;
  const finish = (refusal: Refusal | null): void => {
    req.off('data', take).off('end', end).off('error', cut).off('close', cut);
    const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    chunks = [];
    if (refusal) req.on('error', () => {}).resume();
    done(refusal, bytes);
  };
  const take = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > max) finish(new Refusal('too-large'));
    else if (!hold(chunk.length)) finish(new Refusal('busy', { headers: { 'retry-after': '1' } }));
    else chunks.push(chunk);
  };
  const end = (): void => finish(null);
  /** The client is gone: nobody will read the answer. */
  const cut = (): void => finish(new Refusal('malformed'));
  req.on('data', take).on('end', end).on('error', cut).on('close', cut);
}

/** `application/json` or a `+json` type, in UTF-8. */
export function isJson(contentType: string): boolean {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (type !== 'application/json' && !/^application\/[\w.-]+\+json$/.test(type)) return false;
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  return charset === undefined || charset === 'utf-8' || charset === 'utf8';
}

/** Throws Refusal `malformed` with what is wrong and where; never with a value. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0)
    throw new Refusal('malformed', { errors: [complaint('', '须有 JSON 内容 / a JSON body is needed')] });
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Refusal('malformed', { errors: [complaint('', '内容不是有效的 UTF-8 / the body is not valid UTF-8')] });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('malformed', { errors: [complaint('', '内容不是有效的 JSON / the body is not valid JSON')] });
  }
  const found = unfit(value);
  if (found) throw new Refusal('malformed', { errors: [found] });
  return value;
}
