// Whether an address can be listened on, asked before anything is built for it.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Configuration } from './configuration.ts';

/** Throws the system's error (EADDRINUSE, EACCES, EADDRNOTAVAIL) when nothing can listen there now. */
export async function tryPort({ port, host }: Pick<Configuration, 'port' | 'host'>): Promise<void> {
  if (port === 0) return;
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
