// A client that never gives up: it sends each command under a key of its own and, when the answer is lost, the same
// command under the same key again. It remembers what it was told: that is what must hold whatever was killed meanwhile.
import { setTimeout as wait } from 'node:timers/promises';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { PATIENCE_MS } from './poll.ts';

/** What became of a command, as its sender knows it. */
export type Told =
  | { readonly kind: 'acknowledged'; readonly order: string; readonly revision: number }
  /** Nothing of it was done. */
  | { readonly kind: 'refused'; readonly problem: string };

export interface Sent {
  readonly key: string;
  readonly persona: Player;
  readonly person: string;
  readonly type: string;
  /** null for one that opens an order. */
  readonly order: string | null;
  /** The free text that it carries, unlike any other's. */
  readonly text: string | null;
  /** How often it was sent. */
  attempts: number;
  /** null while nobody has answered. */
  told: Told | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: any;
}

export interface Client {
  /** All commands so far. */
  readonly sent: readonly Sent[];
  /** Answers that no client should ever get. */
  readonly wrong: readonly string[];
  /** How many commands were acknowledged. */
  acknowledged(): number;
  /** One request, one try. Throws when the connection is lost. */
  ask(
    method: 'GET' | 'POST',
    path: string,
    options?: { readonly as?: Player; readonly body?: unknown; readonly key?: string },
  ): Promise<Answer>;
  /** Sends until it is answered for good. Throws after three minutes without an answer. */
  place(as: Player, body: Readonly<Record<string, unknown>>): Promise<Sent>;
  /** Reads the order's journal, if it can be read now: it must say that it is verified. */
  checkJournal(as: Player, order: string): Promise<void>;
  send(as: Player, order: string, type: string, input?: Readonly<Record<string, unknown>>, revision?: number): Promise<Sent>;
}

/** How long a client waits before it asks again. */
const PAUSE_MS = 150;
const LONGEST_ANSWER_MS = 30_000;

/** The free text of a command's input; null when it has none. */
export const textOf = (input: Readonly<Record<string, unknown>>): string | null =>
  ['text', 'note', 'reason', 'result', 'comment'].map((name) => input[name]).find((value) => typeof value === 'string') ?? null;

/** Who takes part. */
const cast = ['resident', 'resident-2', 'secretary', 'member', 'member-2', 'publisher'] as const satisfies readonly PersonaName[];
export type Player = (typeof cast)[number];

/** Signs everybody in: a session needs no database and holds as long as the keys do. */
export async function openClient(url: string): Promise<Client> {
  const tokens = new Map<Player, string>();
  const sent: Sent[] = [];
  const wrong: string[] = [];
  let acknowledged = 0;

  const ask: Client['ask'] = async (method, path, { as, body, key } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${tokens.get(as)}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
    });
    const text = await response.text();
    const { status, headers } = response;
    if (status >= 500 && status !== 503) wrong.push(`${method} ${path} was answered with ${status}`);
    if (status === 503 && path !== '/readyz' && headers.get('retry-after') === null)
      wrong.push(`${method} ${path}: a 503 without Retry-After`);
    return { status, headers, json: /json/.test(headers.get('content-type') ?? '') ? JSON.parse(text) : undefined };
  };

  for (const persona of cast) {
    const { status, json } = await ask('POST', '/api/v1/demo/session', { body: { persona } });
    if (status !== 200) throw new Error(`${persona} could not sign in: ${status}`);
    tokens.set(persona, json.token);
  }

  const deliver = async (command: Sent, path: string, body: unknown): Promise<Sent> => {
    sent.push(command);
    for (const end = Date.now() + PATIENCE_MS; ; await wait(PAUSE_MS)) {
      if (Date.now() > end) throw new Error(`${command.type} ${command.key} was not answered for three minutes`);
      command.attempts += 1;
      const answer = await ask('POST', path, { as: command.persona, body, key: command.key }).catch(lost);
      if (answer === null || answer.status === 503) continue;
      command.told = toldBy(answer);
      if (command.told.kind === 'acknowledged') acknowledged += 1;
      if (command.told.kind === 'refused' && answer.status !== 409)
        wrong.push(`${command.type} was refused: ${command.told.problem}`);
      return command;
    }
  };

  const command = (as: Player, type: string, order: string | null, input: Readonly<Record<string, unknown>>): Sent => ({
    key: nextKey(),
    persona: as,
    person: personas[as].person,
    type,
    order,
    text: textOf(input),
    attempts: 0,
    told: null,
  });

  return {
    sent,
    wrong,
    acknowledged: () => acknowledged,
    ask,
    place: (as, body) => deliver(command(as, 'place', null, body), '/api/v1/orders', body),
    async checkJournal(as, order) {
      const answer = await ask('GET', `/api/v1/orders/${order}/journal`, { as }).catch(lost);
      if (answer?.status === 200 && answer.json.verified !== true) wrong.push('a journal was said not to be verified');
    },
    send: (as, order, type, input = {}, revision) =>
      deliver(command(as, type, order, input), `/api/v1/orders/${order}/commands`, {
        type,
        input,
        ...(revision !== undefined && { revision }),
      }),
  };
}

let keys = 0;
const nextKey = (): string => `chaos-${process.pid}-${(keys += 1)}`;

const toldBy = ({ status, json }: Answer): Told =>
  status === 200 || status === 201
    ? { kind: 'acknowledged', order: json.order.id, revision: json.order.revision }
    : { kind: 'refused', problem: `${status} ${json?.type}` };

/** A connection that was refused, cut or silent. Anything else is a mistake of this client. */
function lost(error: unknown): null {
  if (error instanceof TypeError && error.message === 'fetch failed') return null;
  if (error instanceof TypeError && /terminated/.test(error.message)) return null;
  if (error instanceof DOMException && error.name === 'TimeoutError') return null;
  throw error;
}
