// What is answered to a request that never became one: a head too long, too slow, or no HTTP at all. Node itself would say nothing but a
// status.
//
// U1: its words never hold what was sent (I12). U2: Open311 has errors of its own, in the format that its path asks for.
import type { Socket } from 'node:net';
import type { InBoth } from '@six-order/community/rules/rule';

interface Said {
  readonly status: string;
  /** Nobody knows yet in which language it would be read. */
  readonly title: InBoth;
}

const said: Readonly<Record<string, Said>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    title: '地址和标头合计最多 16 kB：请一次少取一些 / Address and headers are together at most 16 kB: ask for less at once',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', title: '请求没有及时发完 / The request did not come in time' },
};
const malformed: Said = { status: '400 Bad Request', title: '这不是 HTTP 请求 / This is no HTTP request' };

/** Whoever is still sending is listened to so long: cut off at once, it would never read the answer. */
const PATIENCE_MS = 2_000;
const answered = new WeakSet<Socket>();

/** Of the server's `clientError`, which comes again with each piece that follows. */
export function answerUnparsed(error: Error & { readonly code?: string; readonly rawPacket?: Buffer }, socket: Socket): void {
  if (answered.has(socket)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  answered.add(socket);
  const { status, title } = said[error.code ?? ''] ?? malformed;
  const code = Number(status.slice(0, 3));
  const [isOpen311, suffix] =
    /^[A-Z]+ \/open311\/v2\/[^ ?.]*(?:\.(xml|json))?/.exec(error.rawPacket?.toString('latin1', 0, 200) ?? '') ?? [];
  const [type, body] = !isOpen311
    ? ['application/problem+json', JSON.stringify({ type: 'about:blank', title, status: code })]
    : suffix === 'json'
      ? ['application/json', JSON.stringify([{ code: String(code), description: title }])]
      : [
          'text/xml',
          `<?xml version="1.0" encoding="utf-8"?>\n<errors><error><code>${code}</code><description>${title}</description></error></errors>\n`,
        ];
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: ${type}; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
}
