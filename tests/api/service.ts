// A whole service for a test file: a database of its own, the demo's people, engine and API on a real port.
import { isDeepStrictEqual } from 'node:util';
import { createApi, type ApiOptions, type HttpApi } from '@six-order/api';
import { contract, type Operation } from '@six-order/api/contract';
import type { Told } from '@six-order/api/problem';
import { newId } from '@six-order/cli/new-id';
import { readWaiting } from '@six-order/community/attachments/attachment-store';
import { authorizeWith } from '@six-order/community/authority/authority';
import { keepsOutOf } from '@six-order/community/mediation/apart';
import { openCountyRules, type HeldRules } from '@six-order/community/county-rules/county-rule-store';
import { openClock, type ProcessClock } from '@six-order/community/demo/clock';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { seedDemo } from '@six-order/community/demo/seed';
import { openDeadlines, type Deadlines } from '@six-order/community/deadlines/deadlines';
import { openDirectory, type Directory } from '@six-order/community/directory';
import { readResources } from '@six-order/community/emergency/resource-store';
import { createFacts } from '@six-order/community/facts';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { openTables, type Db } from '@six-order/community/tables';
import { openWebhooks } from '@six-order/community/webhooks/held';
import type { OrderId } from '@six-order/engine';
import { createEngine, createKeyring, generateKeys, openPool, type Engine, type Keyring } from '@six-order/engine/runtime';
import { fireUntil, type Worker } from '@six-order/worker';
import { workflows } from '@six-order/workflows/all';
import { upheldIn } from '@six-order/workflows/six-order/upheld';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { cloneDatabase } from '../harness/database.ts';

export const GRID = demoGrid;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed when it is JSON, else undefined. */
  readonly json: any;
}

export interface Service {
  readonly url: string;
  readonly api: HttpApi;
  readonly engine: Engine;
  readonly db: Pool;
  /** Of the role of sign-in. */
  readonly authDb: Pool;
  readonly tables: Db;
  readonly keyring: Keyring;
  readonly directory: Directory;
  readonly deadlines: Deadlines;
  readonly rules: HeldRules;
  readonly clock: ProcessClock;
  /** The owner's. */
  readonly databaseUrl: string;
  /** Brings the demo's people in. */
  seed(): Promise<void>;
  /** Lets wall time pass, ms, for sessions and back-off; the demo's clock stands apart from it. */
  pass(ms: number): void;
  /** Every line that was logged. */
  readonly lines: readonly string[];
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A persona's own calls, with a Bearer token. */
  as(persona: PersonaName): Promise<Persona>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array;
}

export interface Persona {
  readonly token: string;
  readonly person: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Places an order of the category and gives its answer's JSON. Throws when it is refused. */
  place(category?: string, more?: object): Promise<any>;
  /** Sends a command and gives the order's new shape. Throws when it is refused. */
  send(order: string, type: string, input?: object): Promise<any>;
}

export interface ServiceOptions {
  readonly demo?: boolean;
  readonly publicUrl?: string | null;
  /** Without it nobody is there until `seed` is called. */
  readonly seed?: boolean;
  /** The keys that the demo's people are sealed with, when they are not the service's own. */
  readonly seededUnder?: Keyring;
  /** Queues for the administrator's board. */
  readonly openQueues?: (databaseUrl: string) => Promise<Worker['queues']>;
  /** Webhooks may go to this machine. */
  readonly privateWebhooks?: boolean;
  /** A message gateway, an identity provider. */
  readonly signIn?: Partial<ApiOptions['signIn']>;
  /** Sends the codes that confirm e-mail addresses. */
  readonly mailer?: ApiOptions['mailer'] & {};
  /** The pages; without them only the API is served. */
  readonly faces?: ApiOptions['faces'] & {};
  /** Puts something between the service and its database. */
  readonly through?: (databaseUrl: string) => Promise<string>;
}

export async function openService({
  demo = true,
  publicUrl = null,
  seed = true,
  ...options
}: ServiceOptions = {}): Promise<Service> {
  const database = await cloneDatabase();
  const databaseUrl = (await options.through?.(database.url)) ?? database.url;
  const engineDb = openPool(databaseUrl, 'engine', { max: 4 });
  const db = openPool(databaseUrl, 'app', { max: 8 });
  const authDb = openPool(databaseUrl, 'auth', { max: 4 });
  const keyring = createKeyring(generateKeys());
  const tables = openTables(db);
  if (seed) await seedDemo({ db: tables, keyring: options.seededUnder ?? keyring, newId });
  const clock = await openClock({ db: tables, demo });
  const directory = await openDirectory({ db: tables, keyring, now: clock.now });
  const rules = await openCountyRules({ db: tables });
  const deadlines = await openDeadlines({ db: tables });
  const webhooks = await openWebhooks({ db: tables });
  const engine: Engine = createEngine({
    db: engineDb,
    workflows,
    authorize: authorizeWith(directory.holdsOf, keepsOutOf(directory)),
    facts: createFacts({
      directory,
      numbers: createNumbers(tables),
      rules,
      deadlinesOf: deadlines.rulesOf,
      digest: keyring.digest,
      waitingOf: (tenant, person, ids) => readWaiting(tables, tenant, person, ids),
      resourcesIn: (tenant, units, at) => readResources(tables, { tenant, units, at }),
      recentOf: async (tenant, filter, limit) => (await engine.find({ tenant, filter, sort: 'newest', limit })).orders,
      openOf: async (tenant, filter) => (await engine.findIds({ tenant, filter, limit: 100_000 })).ids.length,
      orderOf: (order) => engine.get(order as OrderId),
      unsealOf: (order, ids) => engine.unseal(order, ids),
      upheldOf: async (order) => upheldIn(engine.workflows, await engine.journal(order as OrderId)),
    }),
    seal: keyring,
    now: clock.now,
    newId,
    announce: webhooks.announce,
  });
  const lines: string[] = [];
  let later = 0;
  const log = pino({ base: null, level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const api = createApi({
    engine,
    db,
    authDb,
    signIn: { sms: null, oidc: null, ...options.signIn },
    keyring,
    directory,
    rules,
    deadlines,
    webhooks,
    privateWebhooks: options.privateWebhooks ?? false,
    clock: { ...clock, wall: () => clock.wall() + later },
    newId,
    log,
    demo,
    publicUrl,
    ...(options.mailer && { mailer: options.mailer }),
    ...(options.faces && { faces: options.faces }),
    ...(options.openQueues && { queues: await options.openQueues(database.url) }),
    fireUntil: (to) => fireUntil({ engine, db, clock, wall: clock.wall, log }, to),
  });
  const { port } = await api.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;

  const call = async (method: string, path: string, { token, headers, body, raw }: CallOptions = {}): Promise<Answer> => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(raw !== undefined
        ? { body: raw as RequestInit['body'] & {} }
        : body !== undefined
          ? { body: JSON.stringify(body) }
          : {}),
    });
    const text = await response.text();
    const json = text !== '' && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
    if (
      /problem\+json/.test(response.headers.get('content-type') ?? '') &&
      headers?.['accept-language']?.startsWith('en') !== true
    )
      inChinese(json);
    return { status: response.status, headers: response.headers, text, json };
  };

  const as = async (persona: PersonaName): Promise<Persona> => {
    const session = await call('POST', '/api/v1/demo/session', { body: { persona } });
    if (session.status !== 200) throw new Error(`no session: ${session.text}`);
    const token: string = session.json.token;
    const post: Persona['post'] = (path, body, headers = {}) => call('POST', path, { token, body, headers });
    return {
      token,
      person: personas[persona].person,
      get: (path) => call('GET', path, { token }),
      post,
      async place(category = '0101', more = {}) {
        const answer = await post('/api/v1/orders', { category, text: '厨房天花板漏水', unit: GRID, ...more });
        if (answer.status !== 201) throw new Error(`not placed: ${answer.text}`);
        return fits('placeOrder', 201, answer.json);
      },
      async send(order, type, input = {}) {
        const answer = await post(`/api/v1/orders/${order}/commands`, { type, input });
        if (answer.status !== 200) throw new Error(`${type} refused: ${answer.text}`);
        return fits('sendCommand', 200, answer.json).order;
      },
    };
  };

  return {
    url,
    api,
    engine,
    db,
    authDb,
    tables,
    keyring,
    directory,
    deadlines,
    clock,
    rules,
    lines,
    pass(ms) {
      later += ms;
    },
    databaseUrl: database.url,
    async seed() {
      await seedDemo({ db: tables, keyring, newId });
      await Promise.all([directory.refresh(), rules.refresh(), deadlines.refresh()]);
    },
    call,
    as,
    async close() {
      await api.close();
      await engine.close();
      await clock.close();
      await engineDb.end();
      await db.end();
      await authDb.end();
    },
  };
}

/** Throws when a problem that was not asked for in English says anything in English alone. */
function inChinese({ title, detail, rule, errors = [] }: Told): void {
  const said = [title, detail, rule?.says, ...errors.flatMap((one) => [one.message, one.rule?.says])];
  const english = said.filter((text) => text !== undefined && !/\p{Script=Han}/u.test(text));
  if (english.length > 0) throw new Error(`not in Chinese: ${english.join('; ')}`);
}

/** The JSON as the contract promises it, nothing more and nothing less. */
export function fits(operation: Operation, status: number, json: any): any {
  const answers = contract[operation].answers as Record<number, { schema?: { parse(value: unknown): unknown } }>;
  const parsed = answers[status]?.schema?.parse(json);
  // An object schema drops what it does not know.
  if (!isDeepStrictEqual(parsed, json)) throw new Error(`${operation} answers more than the contract says`);
  return json;
}
