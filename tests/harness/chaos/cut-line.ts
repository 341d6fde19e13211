// A line to PostgreSQL that is cut at a chosen statement: whoever works over it has ended there, as if killed. It reads the
// frontend's messages, so that it sees each statement of every connection, whoever sends it.
//
// Cut before a statement, the server never gets it. Cut after one, the server has done it and nobody hears of it.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CutLine {
  /** The same database by way of the line. */
  readonly url: string;
  /** What was sent, in order: the name of a prepared statement, else its text. The one that it was cut at is the last. */
  readonly statements: readonly string[];
  isCut(): boolean;
  /** Cuts it now. */
  cut(): void;
  close(): Promise<void>;
}

export interface Statement {
  /** 1 for the first one. */
  readonly n: number;
  readonly text: string;
}

export type CutWhen = (statement: Statement) => 'before' | 'after' | null;

/** Nothing comes through any more once it is cut. `onCut` is called at that moment. */
export async function openCutLine(url: string, when: CutWhen, onCut: () => void = () => {}): Promise<CutLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const statements: string[] = [];
  let dead = false;

  const cut = (): void => {
    if (dead) return;
    dead = true;
    onCut();
    for (const socket of sockets) socket.destroy();
  };

  const server = createServer((client) => {
    if (dead) return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let last = false;
    let tail = Buffer.alloc(0);
    const read = frontendReader((text) => {
      // The statements that others send until the last one is answered are sent too late.
      if (dead || last || text.includes('pg_notify')) return;
      statements.push(text);
      const side = when({ n: statements.length, text });
      if (side === 'before') cut();
      if (side === 'after') last = true;
    });
    client.on('data', (chunk: Buffer) => {
      read(chunk);
      if (!dead) upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (!last) return void client.write(chunk);
      tail = Buffer.concat([tail, chunk]).subarray(-READY.length - 1);
      if (tail.subarray(0, -1).equals(READY)) cut();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const way = new URL(url);
  way.hostname = '127.0.0.1';
  way.port = String((server.address() as { readonly port: number }).port);
  return {
    url: way.href,
    statements,
    isCut: () => dead,
    cut,
    async close() {
      dead = true;
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** ReadyForQuery ends the answer to a statement; one more byte says in which state. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5]);

/** Tells of each statement when it is to be executed. The first message of a connection has no type. */
function frontendReader(tell: (text: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let started = false;
  let parsed = '';
  let bound = '';
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      const type = started ? String.fromCharCode(rest[0] as number) : '';
      const body = rest.subarray(head + 4, length);
      started = true;
      rest = rest.subarray(length);
      if (type === 'Q') tell(textAt(body, 0));
      // Parse: the statement's name, its text. Bind: the portal's name, the statement's. An unnamed one is the last parsed.
      if (type === 'P') parsed = textAt(body, body.indexOf(0) + 1);
      if (type === 'B') bound = textAt(body, body.indexOf(0) + 1) || parsed;
      if (type === 'E') tell(bound);
    }
  };
}

/** The text up to the next NUL. */
const textAt = (body: Buffer, from: number): string => body.subarray(from, body.indexOf(0, from)).toString();
