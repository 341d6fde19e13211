// A throw-away PostgreSQL that writes to the disk as one in production does, and can be taken away and given back.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { startPostgres, type RunningPostgres } from '@six-order/cli/embedded-postgres';
import { until } from './poll.ts';

export interface DiskPostgres {
  /** The owner's URL; the same for all its lives. */
  readonly url: string;
  /** Cuts all connections; what is committed stays. */
  stop(): Promise<void>;
  /** `kill -9` of the server: what is committed must be found by its recovery. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Durable: `fsync`, `full_page_writes` and `synchronous_commit` are on. */
export async function startDiskPostgres(folder: string): Promise<DiskPostgres> {
  const port = await freePort();
  let server: RunningPostgres = await startPostgres({ folder, port });
  return {
    url: server.url,
    stop: () => server.stop(),
    async kill() {
      const { pid } = server;
      process.kill(pid, 'SIGKILL');
      await until('the killed PostgreSQL ends', 10_000, () => !isAlive(pid));
      // This process uses it no more: the next one could not be stopped otherwise.
      await server.stop();
    },
    async start() {
      server = await startPostgres({ folder, port });
    },
  };
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
