// The erasure ledger: which orders and which people's names were erased, in a file outside the database and its backups.
//
// L1: an entry is on disk before the erasure it names is committed: a restored backup never knows more than the ledger.
// L2: entries are chained by a MAC: none can be taken out, changed or added by whoever holds no master key.
// L3: it names orders and people by their ids and holds nothing personal.
import { constants } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Erasure, PersonErasure } from '@six-order/community/privacy/erasure-store';
import { OrderId } from '@six-order/engine';
import type { Keyring } from '@six-order/engine/runtime';
import { z } from 'zod';

/** Epoch ms; the master key that the MAC is made with. */
const signed = { at: z.number().int(), key: z.number().int(), mac: z.string() };
const Entry = z.union([
  z.object({ order: OrderId, remains: z.enum(['nothing', 'copy', 'text']), ...signed }),
  z.object({ person: z.uuid(), tenant: z.string(), ...signed }),
]);

export type Written = Erasure | PersonErasure;

/** In a fixed order of members, as they are written. */
const plain = (entry: Written): Written =>
  'order' in entry
    ? { order: entry.order, at: entry.at, remains: entry.remains }
    : { person: entry.person, tenant: entry.tenant, at: entry.at };

const signedText = (entry: Written): string =>
  'order' in entry
    ? `erased ${entry.order} ${entry.at} ${entry.remains}`
    : `erased person ${entry.person} ${entry.tenant} ${entry.at}`;

export interface Ledger {
  readonly file: string;
  /** Whether the file is there; a ledger without it is empty. */
  exists(): Promise<boolean>;
  /** Makes the file where it is not there. */
  create(): Promise<void>;
  /** All entries, oldest first. Throws LedgerError when the chain does not hold. */
  read(): Promise<readonly Written[]>;
  /** How many entries, and the last one's MAC. */
  state(): Promise<{ readonly entries: number; readonly head: string | null }>;
  /** Whether the MAC is that of entry `entries`. */
  holds(at: { readonly entries: number; readonly head: string | null }): Promise<boolean>;
  /** Appends and waits for the disk. One caller at a time: whoever appends holds a lock of the database. */
  append(erasure: Written): Promise<void>;
}

export class LedgerError extends Error {
  override readonly name = 'LedgerError';
}

export function openLedger(file: string, keyring: Keyring): Ledger {
  const macOf = (key: number, previous: string | null, entry: Written): string =>
    Buffer.from(keyring.mac(key, previous === null ? null : Buffer.from(previous, 'base64url'), signedText(entry))).toString(
      'base64url',
    );

  const text = (): Promise<string | null> =>
    readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });

  const entries = async (): Promise<readonly z.infer<typeof Entry>[]> => {
    // A line without its end was broken off while it was written: what it names was never committed.
    const lines = ((await text()) ?? '').split('\n').slice(0, -1);
    let previous: string | null = null;
    return lines.map((line, index) => {
      const entry = Entry.safeParse(parseJson(line)).data;
      if (!entry || entry.mac !== macOf(entry.key, previous, entry)) {
        throw new LedgerError(
          `The erasure ledger ${file} does not hold from line ${index + 1} on: it was changed, or belongs to other keys. Put the right one back.`,
        );
      }
      previous = entry.mac;
      return entry;
    });
  };

  const create = async (): Promise<void> => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, 0o600);
    await handle.sync();
    await handle.close();
  };

  let end: { readonly bytes: number; readonly head: string | null } | null = null;

  return {
    file,
    exists: async () => (await text()) !== null,
    create,
    read: async () => (await entries()).map(plain),
    async state() {
      const all = await entries();
      return { entries: all.length, head: all.at(-1)?.mac ?? null };
    },
    async holds(at) {
      if (at.entries === 0) return true;
      return (await entries())[at.entries - 1]?.mac === at.head;
    },
    async append(erasure) {
      await create();
      const handle = await open(file, 'r+');
      try {
        // What this process wrote last need not be read and verified again, unless another wrote since.
        if (end?.bytes !== (await handle.stat()).size) {
          const written = (await text()) ?? '';
          // Behind the last whole line: one that was broken off is written over.
          const bytes = Buffer.byteLength(written.slice(0, written.lastIndexOf('\n') + 1));
          end = { bytes, head: (await entries()).at(-1)?.mac ?? null };
          await handle.truncate(bytes);
        }
        const mac = macOf(keyring.version, end.head, erasure);
        const line = Buffer.from(`${JSON.stringify({ ...plain(erasure), key: keyring.version, mac })}\n`);
        await handle.write(line, 0, line.length, end.bytes);
        await handle.sync();
        end = { bytes: end.bytes + line.length, head: mac };
      } catch (error) {
        end = null;
        throw error;
      } finally {
        await handle.close();
      }
    },
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
