// The database of a configuration: the one named, or the embedded one, which is started or adopted and kept running.
import { join } from 'node:path';
import type { Configuration } from './configuration.ts';
import { startPostgres } from './embedded-postgres.ts';
import { openKeys } from './keys.ts';
import { homeOf } from './postgres/place.ts';

export interface Database {
  /** The owner's URL. Holds a password: not for a log. */
  readonly url: string;
  readonly embedded: boolean;
  /** Where the embedded one lies, which may be elsewhere than asked for; null for another. */
  readonly folder: string | null;
  /** Stops the embedded one, unless another process uses it. */
  close(): Promise<void>;
}

/** How often it is looked for, ms: what a killed server keeps its callers waiting beyond its own recovery. */
const LOOK_MS = 1_000;

export async function openDatabase(
  { databaseUrl, data, keys }: Pick<Configuration, 'databaseUrl' | 'data' | 'keys'>,
  say: (line: string) => void,
): Promise<Database> {
  if (databaseUrl !== null) return { url: databaseUrl, embedded: false, folder: null, close: async () => undefined };
  // Whatever command makes it, its keys are there first: without them the next one would take them for lost.
  await openKeys({ databaseUrl, data, keys });
  const folder = join(data, 'postgres');
  let server = await startPostgres({ folder, say });
  let looking: Promise<void> | null = null;

  /** A server that was killed is started again on its port: connections find it where it was. */
  const look = async (): Promise<void> => {
    if (await server.isRunning()) return;
    say('The embedded PostgreSQL has ended; starting it again …');
    const next = await startPostgres({ folder, port: server.port, say });
    const last = server;
    server = next;
    await last.stop();
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => say(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        looking = null;
      });
  }, LOOK_MS);
  timer.unref();

  return {
    url: server.url,
    embedded: true,
    folder: await homeOf(folder),
    async close() {
      clearInterval(timer);
      await looking;
      await server.stop();
    },
  };
}
