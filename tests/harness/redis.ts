// Redis (or Valkey) servers for a test: on free ports of the loopback, in temporary folders, gone with the test.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export interface RedisServers {
  /** As REDIS_URL takes it: the hosts of a Cluster separated by commas. */
  readonly url: string;
  /** Empties every server. */
  flush(): Promise<void>;
  /** `kill -9` of every server: what it held is lost. */
  kill(): Promise<void>;
  /** Starts killed servers again where they were. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const binary = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Why no server can be started here, or null when one can. */
export const noRedis: string | null = binary === undefined ? 'neither redis-server nor valkey-server is installed' : null;

/** One server. */
export async function startRedis(): Promise<RedisServers> {
  const node = await startNode([]);
  return together([node]);
}

/** Three masters with a third of the slots each. */
export async function startRedisCluster(): Promise<RedisServers> {
  const nodes: Node[] = [];
  for (let n = 0; n < 3; n += 1) {
    nodes.push(
      await startNode(['--cluster-enabled', 'yes', '--cluster-port', String(await freePort()), '--cluster-node-timeout', '5000']),
    );
  }
  const [first, ...others] = nodes as [Node, Node, Node];
  try {
    const third = Math.ceil(16_384 / 3);
    for (const [n, { client }] of nodes.entries()) {
      await client.call('cluster', 'addslotsrange', n * third, Math.min((n + 1) * third, 16_384) - 1);
      await client.call('cluster', 'set-config-epoch', n + 1);
    }
    for (const other of others) await first.client.call('cluster', 'meet', '127.0.0.1', other.port, other.busPort as number);
    for (const { client } of nodes)
      await until(async () => /cluster_state:ok[^]*cluster_known_nodes:3/.test(String(await client.call('cluster', 'info'))));
  } catch (error) {
    await Promise.all(nodes.map((node) => node.stop()));
    throw error;
  }
  return together(nodes);
}

interface Node {
  readonly port: number;
  readonly busPort: number | null;
  readonly client: Redis;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function startNode(more: readonly string[]): Promise<Node> {
  if (binary === undefined) throw new Error(String(noRedis));
  const folder = await mkdtemp(join(tmpdir(), 'six-order-redis-'));
  const port = await freePort();
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'no', ...more];
  const launch = (): ChildProcess => spawn(binary, settings, { stdio: 'ignore' });
  let child = launch();
  const client = new Redis({ host: '127.0.0.1', port, maxRetriesPerRequest: null, retryStrategy: () => 20 });
  // While the server starts, each attempt that is refused is told here.
  client.on('error', () => {});
  const stop = async (): Promise<void> => {
    client.disconnect();
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const answers = (): Promise<void> =>
    until(async () => {
      if (child.exitCode !== null) throw new Error(`${binary} ended at once with ${child.exitCode}`);
      return (await client.ping()) === 'PONG';
    });
  try {
    await answers();
  } catch (error) {
    await stop();
    throw error;
  }
  const busPort = more.indexOf('--cluster-port');
  return {
    port,
    busPort: busPort < 0 ? null : Number(more[busPort + 1]),
    client,
    kill: () => end(child),
    start() {
      child = launch();
      return answers();
    },
    stop,
  };
}

const together = (nodes: readonly Node[]): RedisServers => ({
  url: `redis://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
  async flush() {
    for (const { client } of nodes) await client.flushall();
  },
  async kill() {
    await Promise.all(nodes.map((node) => node.kill()));
  },
  async start() {
    await Promise.all(nodes.map((node) => node.start()));
  },
  async stop() {
    await Promise.all(nodes.map((node) => node.stop()));
  },
});

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('the Redis servers did not come up within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
