// The listening socket: time limits on clients, and a stop that loses no answer.
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Express } from 'express';
import { answerUnparsed } from './unparsed.ts';

export interface HttpServer {
  /** Resolves with the port when it listens; 0 asks for any. Rejects when the port is taken. */
  listen(port: number, host: string): Promise<{ readonly port: number }>;
  /** Takes no more connections, answers what is in flight, resolves within `patienceMs`. */
  close(patienceMs: number): Promise<void>;
}

export function createHttpServer(app: Express): HttpServer {
  const server: Server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 30_000 }, app);
  server.on('clientError', (error, socket) => answerUnparsed(error, socket as Socket));
  return {
    listen: (port, host) =>
      new Promise((listening, fail) => {
        server.once('error', fail);
        server.listen(port, host, () => {
          server.off('error', fail);
          listening({ port: (server.address() as AddressInfo).port });
        });
      }),
    async close(patienceMs) {
      if (!server.listening) return;
      const closed = new Promise<void>((done) => server.close(() => done()));
      // A connection kept alive for a client's next request is let go as soon as its last answer is out.
      const sweep = setInterval(() => server.closeIdleConnections(), 20);
      const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}
