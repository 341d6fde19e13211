// A kept-alive HTTP/1.1 connection for one caller: a request, then its answer, then the next.
//
// Not a client for other purposes: on two cores a general one would take from the server what it is meant to measure.
// Answers must carry Content-Length, as ours do; anything else is an error, never a wrong figure.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

export interface HttpConnection {
  /** Sends JSON. Rejects when the connection is lost or the answer is not of the expected shape. */
  post(path: string, token: string, body: string): Promise<HttpAnswer>;
  end(): void;
}

export async function openConnection(address: string): Promise<HttpConnection> {
  const url = new URL(address);
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  await once(socket, 'connect');
  const read = answersOf(socket);
  return {
    post(path, token, body) {
      const answer = read();
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${url.host}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      return answer;
    },
    end: () => socket.destroy(),
  };
}

function answersOf(socket: Socket): () => Promise<HttpAnswer> {
  let waiting: { answer: (answer: HttpAnswer) => void; fail: (error: Error) => void } | null = null;
  let held: Buffer = Buffer.alloc(0);
  const fail = (error: Error): void => {
    waiting?.fail(error);
    waiting = null;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const head = held.indexOf('\r\n\r\n');
    if (head < 0) return;
    const headers = held.toString('latin1', 0, head);
    const length = /\r\ncontent-length: *(\d+)/i.exec(headers)?.[1];
    if (length === undefined) return fail(new Error(`an answer without a length: ${headers.slice(0, 80)}`));
    const end = head + 4 + Number(length);
    if (held.length < end) return;
    const body = held.toString('utf8', head + 4, end);
    held = held.subarray(end);
    waiting?.answer({ status: Number(headers.slice(9, 12)), body });
    waiting = null;
  });
  return () => new Promise((answer, reject) => (waiting = { answer, fail: reject }));
}
