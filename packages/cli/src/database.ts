// The database of a configuration: the one named, or the embedded one, which is started or adopted.
import { join } from 'node:path';
import type { Configuration } from './configuration.ts';
import { startPostgres } from './embedded-postgres.ts';

export interface Database {
  /** The owner's URL. Holds a password: not for a log. */
  readonly url: string;
  readonly embedded: boolean;
  /** Stops the embedded one, unless another process uses it. */
  close(): Promise<void>;
}

export async function openDatabase(configuration: Configuration, say: (line: string) => void): Promise<Database> {
  if (configuration.databaseUrl !== null)
    return { url: configuration.databaseUrl, embedded: false, close: async () => undefined };
  const server = await startPostgres({ folder: join(configuration.data, 'postgres'), say });
  return { url: server.url, embedded: true, close: () => server.stop() };
}
