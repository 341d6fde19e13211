import { gzip } from 'node:zlib';
import type { Response } from 'express';

/** From here on packing an answer costs less than sending it: a page of a desk is twelve times smaller so. Bytes. */
const LARGE = 8_192;

/** Whose answer is decided, though it may go out later (`endLater`). */
const answered = new WeakSet<Response>();

/** Whether the request has its answer: what fails after it is a fault to be logged, and no second answer. */
export const isAnswered = (res: Response): boolean => answered.has(res);

/** Answers with JSON, packed when it is large and the client can unpack it. */
export const sendJson = (res: Response, status: number, value: object): void =>
  sendJsonBytes(res, status, Buffer.from(JSON.stringify(value)));

/** The same of JSON that is written already. Bytes, since a text is written out character by character together with its headers. */
export function sendJsonBytes(res: Response, status: number, body: Buffer): void {
  if (isAnswered(res)) throw new Error('the request is answered already');
  answered.add(res);
  res.statusCode = status;
  res.setHeader('content-type', 'application/json; charset=utf-8');
  if (body.length < LARGE || res.req.acceptsEncodings('gzip', 'identity') !== 'gzip') return endLater(res, body);
  res.vary('accept-encoding');
  gzip(body, { level: 1 }, (error, packed) => {
    if (error) return void res.end(body);
    res.setHeader('content-encoding', 'gzip');
    res.end(packed);
  });
}

const ending: (readonly [res: Response, body: Buffer])[] = [];

/**
 * Answers go out at the end of the event loop's turn, one after the other: commands that were committed together are answered together.
 * A client that sleeps is then woken once for all of them and not between every two, each at the price of a tenth of a command (decision 0404).
 */
function endLater(res: Response, body: Buffer): void {
  if (ending.push([res, body]) > 1) return;
  setImmediate(() => {
    for (const [one, its] of ending.splice(0)) one.end(its);
  });
}
