// Endpoints of webhooks in the database: their addresses and secrets, sealed under a key of each endpoint's own.
//
// Keeps: I12. S1: every change is written down with who and why, in the transaction of the change. S2: address and secrets
// leave only to the sender, and a new secret once to whoever made it.
import { randomBytes } from 'node:crypto';
import type { Keyring } from '@six-order/engine/runtime';
import { sql, type ColumnType } from 'kysely';
import { recordChanges, type ReferenceChange } from '../reference-change-store.ts';
import type { Db } from '../tables.ts';

export const webhookFormats = ['standard', 'dingtalk', 'feishu', 'wecom'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

/** How long the secret before signs beside a new one. */
const OVERLAP_MS = 24 * 3_600_000;

export interface Endpoint {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly unit: string;
  /** Of the unit. */
  readonly path: string;
  readonly format: WebhookFormat;
  readonly events: readonly string[];
  /** null: on. */
  readonly off: { readonly at: number; readonly why: 'asked' | 'failing' | 'gone' } | null;
  readonly createdAt: number;
}

export interface EndpointsTable {
  tenant: string;
  id: string;
  name: string;
  unit: string;
  path: string;
  format: WebhookFormat;
  events: string[];
  key: Uint8Array;
  url: Uint8Array;
  off_at: ColumnType<Date | null, Date | null, Date | null>;
  off_why: 'asked' | 'failing' | 'gone' | null;
  ended_at: ColumnType<Date | null, Date | null, Date | null>;
  created_at: ColumnType<Date, Date, never>;
}

interface SecretsTable {
  endpoint: string;
  version: number;
  secret: Uint8Array;
  ends_at: ColumnType<Date | null, Date | null, Date | null>;
}

const tables = (db: Db) => db.withTables<{ webhook_endpoints: EndpointsTable; webhook_secrets: SecretsTable }>();

const binding = (id: string): string => `webhook ${id}`;

/** An endpoint's key wrapped by the newest master key. */
export const rewrapEndpoint = (keyring: Keyring, id: string, key: Uint8Array): Uint8Array => keyring.rewrap(binding(id), key);

/** As the Standard Webhooks specification writes a symmetric secret; robots have one of their platform's instead. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Who changes something, when (epoch ms) and why; `changeId` is the change's own id. */
export interface ChangedBy {
  readonly changeId: string;
  readonly at: number;
  readonly by: { readonly person: string; readonly post: string } | null;
  readonly reason: string;
}

const noted = (
  { changeId, ...how }: ChangedBy,
  endpoint: Pick<Endpoint, 'tenant' | 'id'>,
  change: ReferenceChange['change'],
  before: ReferenceChange['before'],
  after: ReferenceChange['after'],
): ReferenceChange => ({
  ...how,
  id: changeId,
  tenant: endpoint.tenant,
  subject: 'webhook',
  subjectId: endpoint.id,
  change,
  before,
  after,
});

export interface NewEndpoint extends Pick<Endpoint, 'id' | 'tenant' | 'name' | 'unit' | 'path' | 'format' | 'events'> {
  readonly url: string;
  /** A robot's, as its platform gave it; null: none. A `standard` endpoint gets one of ours. */
  readonly secret: string | null;
}

/** Adds an endpoint. Returns its secret: it is told this once. */
export const addEndpoint = (db: Db, keyring: Keyring, endpoint: NewEndpoint, how: ChangedBy): Promise<string | null> =>
  db.transaction().execute(async (transaction) => {
    const { id, url, secret: given, events, format, name, unit, ...rest } = endpoint;
    const { key, wrapped } = keyring.newKey(binding(id));
    const secret = format === 'standard' ? newSecret() : given;
    await tables(transaction)
      .insertInto('webhook_endpoints')
      .values({
        ...rest,
        id,
        format,
        name,
        unit,
        events: [...events],
        key: wrapped,
        url: key.seal('url', url),
        off_at: null,
        off_why: null,
        ended_at: null,
        created_at: new Date(how.at),
      })
      .execute();
    if (secret !== null) {
      await tables(transaction)
        .insertInto('webhook_secrets')
        .values({ endpoint: id, version: 1, secret: key.seal('secret 1', secret), ends_at: null })
        .execute();
    }
    await recordChanges(transaction, [noted(how, endpoint, 'added', null, { name, unit, format, events: [...events] })]);
    return secret;
  });

export interface EndpointChange {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly events?: readonly string[] | undefined;
  readonly on?: boolean | undefined;
}

/** Changes an endpoint that has not ended. False when the county has none of this id. */
export const changeEndpoint = (
  db: Db,
  keyring: Keyring,
  which: Pick<Endpoint, 'tenant' | 'id'>,
  { name, url, events, on }: EndpointChange,
  how: ChangedBy,
): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const row = await locked(transaction, which);
    if (!row) return false;
    const stays = on === undefined || on === (row.off_at === null);
    await tables(transaction)
      .updateTable('webhook_endpoints')
      .set({
        ...(name !== undefined && { name }),
        ...(events && { events: [...events] }),
        ...(url !== undefined && { url: keyring.open(binding(row.id), row.key).seal('url', url) }),
        ...(!stays && { off_at: on ? null : new Date(how.at), off_why: on ? null : ('asked' as const) }),
      })
      .where('id', '=', row.id)
      .execute();
    // Switched on, it is tried at once.
    if (on) await sql`delete from webhook_health where endpoint = ${row.id}`.execute(transaction);
    await recordChanges(transaction, [
      noted(
        how,
        which,
        'changed',
        { name: row.name, events: row.events, on: row.off_at === null },
        {
          name: name ?? row.name,
          events: [...(events ?? row.events)],
          on: on ?? row.off_at === null,
          address: url !== undefined,
        },
      ),
    ]);
    return true;
  });

/**
 * A new secret. The one before signs beside it for 24 hours; of those before that none. `given`: of a robot, from its
 * platform. `wall`: epoch ms. Null when the county has no such endpoint.
 */
export const rotateSecret = (
  db: Db,
  keyring: Keyring,
  which: Pick<Endpoint, 'tenant' | 'id'>,
  { given, wall }: { readonly given: string | null; readonly wall: number },
  how: ChangedBy,
): Promise<string | null> =>
  db.transaction().execute(async (transaction) => {
    const row = await locked(transaction, which);
    const secret = row?.format === 'standard' ? newSecret() : given;
    if (!row || secret === null) return null;
    const last = await tables(transaction)
      .selectFrom('webhook_secrets')
      .select(({ fn }) => fn.max('version').as('version'))
      .where('endpoint', '=', row.id)
      .executeTakeFirst();
    const version = (last?.version ?? 0) + 1;
    await tables(transaction)
      .deleteFrom('webhook_secrets')
      .where('endpoint', '=', row.id)
      .where('version', '<', version - 1)
      .execute();
    await tables(transaction)
      .updateTable('webhook_secrets')
      .set({ ends_at: new Date(wall + OVERLAP_MS) })
      .where('endpoint', '=', row.id)
      .execute();
    await tables(transaction)
      .insertInto('webhook_secrets')
      .values({
        endpoint: row.id,
        version,
        secret: keyring.open(binding(row.id), row.key).seal(`secret ${version}`, secret),
        ends_at: null,
      })
      .execute();
    await recordChanges(transaction, [noted(how, which, 'changed', { secret: version - 1 }, { secret: version })]);
    return secret;
  });

/** Ends an endpoint for good: nothing more is sent, its messages, address and secrets are destroyed. False when there is none. */
export const endEndpoint = (db: Db, which: Pick<Endpoint, 'tenant' | 'id'>, how: ChangedBy): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const row = await locked(transaction, which);
    if (!row) return false;
    await tables(transaction).deleteFrom('webhook_secrets').where('endpoint', '=', row.id).execute();
    await sql`delete from webhook_messages where endpoint = ${row.id}`.execute(transaction);
    await tables(transaction)
      .updateTable('webhook_endpoints')
      .set({ ended_at: new Date(how.at), url: new Uint8Array() })
      .where('id', '=', row.id)
      .execute();
    await recordChanges(transaction, [noted(how, which, 'ended', { name: row.name, events: row.events }, null)]);
    return true;
  });

/** The sender switches one off that fails or is gone; nobody asked for it. False when it is off already. */
export const switchOff = (
  db: Db,
  which: Pick<Endpoint, 'tenant' | 'id'>,
  why: 'failing' | 'gone',
  how: Omit<ChangedBy, 'by'>,
): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const done = await tables(transaction)
      .updateTable('webhook_endpoints')
      .set({ off_at: new Date(how.at), off_why: why })
      .where('id', '=', which.id)
      .where('off_at', 'is', null)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) return false;
    await recordChanges(transaction, [noted({ ...how, by: null }, which, 'changed', { on: true }, { on: false, why })]);
    return true;
  });

const locked = (db: Db, { tenant, id }: Pick<Endpoint, 'tenant' | 'id'>): Promise<EndpointsTable | undefined> =>
  tables(db)
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst() as Promise<EndpointsTable | undefined>;

/** Endpoints that have not ended, oldest first; of one county when `tenant` is given. */
export async function readEndpoints(db: Db, tenant?: string): Promise<readonly Endpoint[]> {
  const rows = await tables(db)
    .selectFrom('webhook_endpoints')
    .select(['id', 'tenant', 'name', 'unit', 'path', 'format', 'events', 'off_at', 'off_why', 'created_at'])
    .where('ended_at', 'is', null)
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant as string))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ off_at, off_why, created_at, ...row }) => ({
    ...row,
    off: off_at && off_why ? { at: off_at.getTime(), why: off_why } : null,
    createdAt: created_at.getTime(),
  }));
}

export interface OpenedEndpoint {
  readonly id: string;
  readonly tenant: string;
  readonly format: WebhookFormat;
  readonly url: string;
  /** Those that sign now, the newest first. */
  readonly secrets: readonly string[];
}

/** One whose key, address or secret does not open with the keys here. */
export type ShutEndpoint = Pick<OpenedEndpoint, 'id' | 'tenant'>;

/** For the sender: address and secrets of an endpoint in clear; null when it has ended. `wall`: epoch ms. */
export async function openEndpoint(
  db: Db,
  keyring: Keyring,
  id: string,
  wall: number,
): Promise<OpenedEndpoint | ShutEndpoint | null> {
  const row = await tables(db)
    .selectFrom('webhook_endpoints')
    .select(['tenant', 'format', 'key', 'url'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const secrets = await tables(db)
    .selectFrom('webhook_secrets')
    .select(['version', 'secret'])
    .where('endpoint', '=', id)
    .where((either) => either.or([either('ends_at', 'is', null), either('ends_at', '>', new Date(wall))]))
    .orderBy('version', 'desc')
    .execute();
  const { tenant, format } = row;
  try {
    const key = keyring.open(binding(id), row.key);
    return {
      id,
      tenant,
      format,
      url: key.unseal('url', row.url),
      secrets: secrets.map(({ version, secret }) => key.unseal(`secret ${version}`, secret)),
    };
  } catch {
    return { id, tenant };
  }
}
