// What is in a backup, as records one after another: a manifest, tables with their rows as PostgreSQL's COPY writes them,
// sequences, and an end.
import { z } from 'zod';
import { BackupError, type Taker } from './frames.ts';

export const Manifest = z.object({
  /** ISO instant of the snapshot. */
  at: z.iso.datetime(),
  /** Migrations of the database, with the digests of their files. */
  migrations: z.array(z.object({ number: z.number().int(), name: z.string(), digest: z.string() })),
  /** A MAC under each master key that something in the backup needs: restoring with others is refused at once. */
  keys: z.array(z.object({ version: z.number().int(), check: z.string() })),
  /** Length of the erasure ledger and its last MAC, when the backup was made. */
  ledger: z.object({ entries: z.number().int(), head: z.string().nullable() }),
});
export type Manifest = z.infer<typeof Manifest>;

export const TableHead = z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) });
export type TableHead = z.infer<typeof TableHead>;

export const Sequence = z.object({ schema: z.string(), name: z.string(), last: z.string(), called: z.boolean() });
export type Sequence = z.infer<typeof Sequence>;

export const End = z.object({ tables: z.number().int(), rows: z.number().int() });
export type End = z.infer<typeof End>;

/** `data` belongs to the table begun last, `close` ends it. */
export const kinds = { manifest: 1, table: 2, data: 4, close: 5, sequences: 6, end: 7 } as const;
export type Kind = keyof typeof kinds;

const byCode = new Map(Object.entries(kinds).map(([kind, code]) => [code as number, kind as Kind]));

export function record(kind: Kind, payload: Uint8Array | object): Buffer {
  const body = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload));
  const head = Buffer.alloc(5);
  head[0] = kinds[kind];
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

export interface StoredRecord {
  readonly kind: Kind;
  readonly payload: Buffer;
}

export async function* readRecords(bytes: Taker): AsyncGenerator<StoredRecord> {
  for (;;) {
    const head = await bytes.take(5);
    if (!head) throw new BackupError('The backup has no end.');
    const kind = byCode.get(head[0] as number);
    const payload = kind && (await bytes.take(head.readUInt32BE(1)));
    if (!payload) throw new BackupError('The backup holds something that this release does not know.');
    yield { kind, payload };
    if (kind === 'end') return;
  }
}

export function parse<T>(schema: z.ZodType<T>, payload: Buffer): T {
  const parsed = schema.safeParse(JSON.parse(payload.toString()));
  if (!parsed.success) throw new BackupError('The backup holds something that this release does not know.');
  return parsed.data;
}
