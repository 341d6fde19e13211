// The listening socket: time limits on clients, and a stop that loses no answer.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Express } from 'express';
import type { DevServer } from './faces/faces.ts';
import { answerUnparsed } from './unparsed.ts';

export interface HttpServer {
  /** Resolves with the port when it listens; 0 asks for any. Rejects when the port is taken. */
  listen(port: number, host: string): Promise<{ readonly port: number }>;
  /** Takes no more connections, answers what is in flight, resolves within `patienceMs`. */
  close(patienceMs: number): Promise<void>;
}

/** Whoever connected as the stop began sends his first request within this. */
const SILENT_MS = 1_000;

/** `upgrade`: what becomes of a socket that asks for another protocol; without it such a request is answered like any other. */
export function createHttpServer(app: Express, upgrade?: DevServer['upgrade']): HttpServer {
  const server: Server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 30_000 }, app);
  // The last request of each connection: what cannot be parsed may be its body.
  const last = new WeakMap<Socket, { readonly request: IncomingMessage; readonly response: ServerResponse }>();
  server.on('request', (request, response) => last.set(request.socket, { request, response }));
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  if (upgrade) server.on('upgrade', upgrade);
  server.on('clientError', (error, stream) => {
    const socket = stream as Socket;
    const asked = last.get(socket);
    // It has its answer: a second one would be taken for that of a request that nobody made.
    if (asked && !asked.request.complete && asked.response.headersSent) return socket.destroySoon();
    answerUnparsed(error, socket);
  });
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
      // One that a browser opened ahead of a request that never came is not idle to Node: no answer waits for it.
      const silent = setTimeout(() => {
        for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
      }, SILENT_MS);
      const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(silent);
      clearTimeout(cut);
    },
  };
}
