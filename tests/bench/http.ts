// The same commands through HTTP, from a load generator in another process, beside the engine's own rate in the same
// process: what Express, parsing, sessions and presenting an order cost.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import type { Bench } from './bench.ts';
import { closedLoop, type Window } from './closed-loop.ts';
import { median, round } from './figures.ts';
import type { LoadJob } from './http/client.ts';
import { openRig, type RigOptions } from './rig.ts';
import { dropDatabase, makeDatabase } from './server.ts';

const CONNECTIONS = 64;
const PERSONAS = ['resident', 'resident-2', 'secretary', 'member', 'member-2'] as const satisfies readonly PersonaName[];

export const http: Bench = async ({ mode, server, say, report }) => {
  const { rounds, ...window } =
    mode === 'full' ? { rounds: 3, warmUpMs: 2_000, windowMs: 4_000 } : { rounds: 2, warmUpMs: 1_000, windowMs: 1_500 };
  const variants: readonly (readonly [name: string, parts: Pick<RigOptions, 'worker'>])[] = [
    ['api alone', {}],
    ['api and worker', { worker: true }],
  ];
  for (const [parts, options] of variants) {
    const database = await makeDatabase(server);
    const rig = await openRig({ database, keys: server.keys, api: true, ...options });
    const client = fork(new URL('./http/client.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    try {
      const address = rig.system.address as string;
      const tokens = Object.fromEntries(
        await Promise.all(PERSONAS.map(async (persona) => [persona, await tokenOf(address, persona)] as const)),
      );
      const common = { ...window, postmaster: server.pid };
      const lives = rig.lives();
      const overHttp: Window[] = [];
      const direct: Window[] = [];
      const ours: number[] = [];
      say(`${parts}: warming up …`);
      const warming = { ...common, windowMs: 0, warmUpMs: mode === 'full' ? 4_000 : 2_000 };
      await closedLoop({ ...warming, callers: CONNECTIONS, round: lives });
      await load(client, { ...warming, address, tokens, connections: CONNECTIONS, first: 0 });
      for (let n = 1; n <= rounds; n += 1) {
        say(`${parts}: round ${n} of ${rounds}`);
        direct.push(await closedLoop({ ...common, callers: CONNECTIONS, round: lives }));
        const [from, commands] = [process.cpuUsage(), rig.engine.stats().commands];
        overHttp.push(await load(client, { ...common, address, tokens, connections: CONNECTIONS, first: n * 1_000_000 }));
        const used = process.cpuUsage(from);
        ours.push((used.user + used.system) / 1000 / (rig.engine.stats().commands - commands));
      }
      const of = (windows: readonly Window[], figure: keyof Window, digits = 2) =>
        round(median(windows.map((each) => each[figure] ?? Number.NaN)), digits);
      report({
        bench: 'http',
        parts,
        callers: CONNECTIONS,
        per_second: of(overHttp, 'perSecond', 0),
        p50_ms: of(overHttp, 'p50'),
        p99_ms: of(overHttp, 'p99'),
        ratio_engine: round(median(overHttp.map((each, n) => each.perSecond / (direct[n]?.perSecond ?? Number.NaN)))),
        engine_per_second: of(direct, 'perSecond', 0),
        engine_p99_ms: of(direct, 'p99'),
        node_cpu_ms: round(median(ours), 3),
        engine_node_cpu_ms: of(direct, 'oursMs', 3),
        client_cpu_ms: of(overHttp, 'oursMs', 3),
        rounds,
      });
    } finally {
      client.kill();
      await rig.close();
      await dropDatabase(server, database);
    }
  }
};

async function tokenOf(address: string, persona: string): Promise<string> {
  const answer = await fetch(`${address}/api/v1/demo/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  if (!answer.ok) throw new Error(`no session for ${persona}: ${answer.status}`);
  return ((await answer.json()) as { token: string }).token;
}

/** One window of the load generator. */
async function load(client: ChildProcess, job: LoadJob): Promise<Window> {
  client.send(job);
  const ended = new AbortController();
  try {
    const [window] = (await Promise.race([
      once(client, 'message', { signal: ended.signal }),
      once(client, 'exit', { signal: ended.signal }).then(() => Promise.reject(new Error('the load generator ended early'))),
    ])) as [Window];
    return window;
  } finally {
    ended.abort();
  }
}
