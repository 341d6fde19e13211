// A way to PostgreSQL that counts the statements that go over it, whoever sends them. It reads the frontend's messages:
// a simple query is one statement, an extended one is counted when it is executed.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StatementCounter {
  /** The same database by way of the counter. */
  readonly url: string;
  /** How many so far. */
  count(): number;
}

/** Closed when the test ends. */
export async function countStatements(url: string): Promise<StatementCounter> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let statements = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    const read = messageReader((type) => {
      if (type === 'Q' || type === 'E') statements += 1;
    });
    client.on('data', (chunk: Buffer) => {
      read(chunk);
      upstream.write(chunk);
    });
    upstream.pipe(client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const way = new URL(url);
  way.hostname = '127.0.0.1';
  way.port = String((server.address() as { port: number }).port);
  return { url: way.href, count: () => statements };
}

/** Tells the type of each message of a stream; the first one, the start-up, has none. */
function messageReader(tell: (type: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return;
      const size = head + rest.readInt32BE(head);
      if (rest.length < size) return;
      if (started) tell(String.fromCharCode(rest[0] as number));
      started = true;
      rest = rest.subarray(size);
    }
  };
}
