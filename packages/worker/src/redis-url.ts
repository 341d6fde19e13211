// REDIS_URL: one host, or several that are the seeds of a Cluster.

export interface RedisPlace {
  /** More than one: a Cluster. */
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly options: {
    readonly username?: string;
    readonly password?: string;
    readonly db?: number;
    readonly tls?: Record<string, never>;
  };
}

/**
 * Reads `redis[s]://[user[:password]@]host[:port][,host[:port]…][/db]`; each host may repeat the scheme. Throws RangeError
 * that names the part, never the address: it may hold a password.
 */
export function parseRedisUrl(text: string): RedisPlace {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const [first, ...more] = parts.map((part, index) => readPart(part, index));
  if (!first) throw new RangeError('REDIS_URL is empty');
  const others = more.map((url) => place(url));
  const db = first.pathname.length > 1 ? Number(first.pathname.slice(1)) : 0;
  if (!Number.isInteger(db) || db < 0) throw new RangeError('REDIS_URL: the database after the slash is a number');
  if (others.length > 0 && db !== 0) throw new RangeError('REDIS_URL: a Cluster has the database 0 only');
  return {
    nodes: [place(first), ...others],
    options: {
      ...(first.username ? { username: decodeURIComponent(first.username) } : {}),
      ...(first.password ? { password: decodeURIComponent(first.password) } : {}),
      ...(db > 0 ? { db } : {}),
      ...(first.protocol === 'rediss:' ? { tls: {} } : {}),
    },
  };
}

function readPart(part: string, index: number): URL {
  const url = URL.parse(part.includes('://') ? part : `redis://${part}`);
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === '') {
    throw new RangeError(`REDIS_URL: part ${index + 1} does not read redis[s]://[user[:password]@]host[:port]`);
  }
  return url;
}

const place = (url: URL) => ({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 6379) });
