// The master keys: from SIX_ORDER_KEYS, or generated once into the data folder beside the embedded database.
import { mkdir, open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Keyring, createKeyring, generateKeys } from '@six-order/engine/runtime';
import { type Configuration, ConfigurationError } from './configuration.ts';

export interface OpenedKeys {
  readonly keyring: Keyring;
  /** As configured or read: a secret. */
  readonly text: string;
  /** Reads the file anew, when there is one: a key that was added is held from then on, without a restart. */
  refresh(): Promise<void>;
  /** The file they were generated into; null when they come from the environment. */
  readonly file: string | null;
}

/**
 * Opens the keys. Call it before the embedded database is made: that one without keys means that they were lost, and
 * generating others would make what is sealed unreadable without a word. Throws ConfigurationError.
 */
export async function openKeys({
  keys,
  data,
  databaseUrl,
}: Pick<Configuration, 'keys' | 'data' | 'databaseUrl'>): Promise<OpenedKeys> {
  if (keys !== null) {
    return { keyring: ringOf(keys, 'SIX_ORDER_KEYS'), text: keys, file: null, refresh: () => Promise.resolve() };
  }
  const file = join(data, 'keys');
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (known !== null) return inFile(file, known.trim());
  if (databaseUrl === null && (await exists(join(data, 'postgres', 'password')))) {
    throw new ConfigurationError(
      `The database in ${data} has no keys: put ${file} back, or set SIX_ORDER_KEYS as it was. Without them what is sealed there cannot be read; to begin anew, move ${data} away.`,
    );
  }
  const text = generateKeys();
  const made = await mkdir(data, { recursive: true, mode: 0o700 });
  await writeKeys(file, text);
  // The folder's own name, too, even if `start` has made it for its log by now, and those of what was made above it.
  const first = dirname(resolve(made ?? data));
  let folder = resolve(data);
  do {
    folder = dirname(folder);
    await keepNames(folder);
  } while (folder.length > first.length);
  return inFile(file, text);
}

/** Puts the ring into its file: the old one or the new one is there, whatever happens. */
export async function writeKeys(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  // The name, too: what is sealed from now on is lost without it.
  await keepNames(dirname(file));
}

/** Puts the names in a folder on disk. Where it cannot be opened (Windows) or synchronised (some network disks), the system sees to it. */
export async function keepNames(path: string): Promise<void> {
  const folder = await open(path).catch(() => null);
  try {
    await folder?.sync();
  } catch (error) {
    if (!unsynchronised.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await folder?.close();
  }
}

const unsynchronised = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS']);

/** A ring that follows its file. */
function inFile(file: string, read: string): OpenedKeys {
  let text = read;
  let ring = ringOf(text, file);
  return {
    keyring: {
      get version() {
        return ring.version;
      },
      newKey: (order) => ring.newKey(order),
      open: (order, wrapped) => ring.open(order, wrapped),
      rewrap: (order, wrapped) => ring.rewrap(order, wrapped),
      mac: (version, previous, entry) => ring.mac(version, previous, entry),
      digest: (purpose, value) => ring.digest(purpose, value),
    },
    get text() {
      return text;
    },
    file,
    async refresh() {
      const now = (await readFile(file, 'utf8')).trim();
      if (now === text) return;
      ring = ringOf(now, file);
      text = now;
    },
  };
}

function ringOf(text: string, from: string): Keyring {
  try {
    return createKeyring(text);
  } catch {
    // The reason stays out of the message: it could quote a key.
    throw new ConfigurationError(
      `${from} cannot be read: it holds keys as VERSION:BASE64 of 32 bytes, separated by commas, such as 1:${'A'.repeat(4)}…`,
    );
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
