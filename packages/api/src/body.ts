// A request's JSON body, refused at the door when it is not what JSON and PostgreSQL can both hold.
//
// Owns: type, size, encoding, UTF-8, JSON syntax, characters and nesting. Nothing behind it meets a lone surrogate.
// Not ours: the shape (the contract's schemas).
import express, { type RequestHandler } from 'express';
import { Refusal } from './refusal.ts';
import { unfit } from './unfit.ts';

export const MAX_BODY_BYTES = 256 * 1024;

const readBytes = express.raw({ type: () => true, limit: MAX_BODY_BYTES, inflate: false });
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Leaves the parsed value in `req.body`. Refuses with 400, 413 or 415. */
export const jsonBody: RequestHandler = (req, res, next) => {
  const type = req.headers['content-type'];
  if (type !== undefined && !isJson(type)) throw new Refusal('wrong-type');
  readBytes(req, res, (error?: unknown) => {
    if (error) return next(error);
    if (type === undefined && req.body !== undefined) return next(new Refusal('wrong-type'));
    try {
      req.body = parseJson(req.body as Uint8Array | undefined);
    } catch (refusal) {
      return next(refusal);
    }
    return next();
  });
};

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
export function parseJson(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined || bytes.byteLength === 0)
    throw new Refusal('malformed', { errors: [complaint('a JSON body is needed')] });
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Refusal('malformed', { errors: [complaint('the body is not valid UTF-8')] });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('malformed', { errors: [complaint('the body is not valid JSON')] });
  }
  const found = unfit(value);
  if (found) throw new Refusal('malformed', { errors: [found] });
  return value;
}

const complaint = (message: string) => ({ path: '', message });
