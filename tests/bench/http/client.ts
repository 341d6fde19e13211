// The load generator of the HTTP bench, a process of its own: lives of orders over so many connections.
//
// The parent sends a job and gets a window back; it may send another one, and ends the process.
import { closedLoop, type Round, type Window } from '../closed-loop.ts';
import { lifeOf, type Step } from '../life.ts';
import { openConnection, type HttpConnection } from './connection.ts';

export interface LoadJob {
  readonly address: string;
  /** Bearer tokens by persona. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly warmUpMs: number;
  readonly windowMs: number;
  readonly postmaster: number;
  /** Number of the first life: no two jobs play the same. */
  readonly first: number;
}

// Whoever asked is gone.
process.on('disconnect', () => process.exit(1));
process.on('message', (job) => {
  load(job as LoadJob).then(
    (window) => process.send?.(window),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
});

async function load({ address, tokens, connections, first, ...window }: LoadJob): Promise<Window> {
  const idle = await Promise.all(Array.from({ length: connections }, () => openConnection(address)));
  let next = first;
  const round: Round = async (timed, stopped) => {
    const connection = idle.pop();
    if (!connection) throw new Error('more callers than connections');
    try {
      let order: string | null = null;
      for (const step of lifeOf(next++)) {
        const body: string = JSON.stringify(order === null ? placeBody(step) : { type: step.type, input: step.input });
        const token = tokens[step.persona] ?? '';
        const known: string | null = order;
        order = await timed(() => send(connection, known, token, body));
        if (stopped()) return;
      }
    } finally {
      idle.push(connection);
    }
  };
  try {
    return await closedLoop({ ...window, callers: connections, round });
  } finally {
    for (const connection of idle) connection.end();
  }
}

/** Returns the order's id. Throws when the command is refused. */
async function send(connection: HttpConnection, order: string | null, token: string, body: string): Promise<string> {
  const answer = await connection.post(order === null ? '/api/v1/orders' : `/api/v1/orders/${order}/commands`, token, body);
  if (answer.status !== (order === null ? 201 : 200)) throw new Error(`answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  return order ?? (JSON.parse(answer.body) as { order: { id: string } }).order.id;
}

/** The API takes the parts of a place side by side. */
function placeBody({ input }: Step): unknown {
  const { place, ...rest } = input as { place?: { building?: string; note?: object } };
  return { ...rest, ...(place && { place: { building: place.building, ...place.note } }) };
}
