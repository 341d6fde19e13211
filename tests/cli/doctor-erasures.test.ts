import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookAtErasures } from '@six-order/cli/doctor/erasures';
import { openLedger } from '@six-order/cli/erasure/ledger';
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { afterAll, expect, test } from 'vitest';
import { openStreet } from '../harness/street.ts';

test('doctor finds an erasure that was broken off, and a ledger that was changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'six-order-doctor-'));
  afterAll(() => rm(folder, { recursive: true }));
  const street = await openStreet();
  const { db, tables, engine, keyring } = street;
  const ledger = openLedger(join(folder, 'erasures.jsonl'), keyring);
  expect(await lookAtErasures(db, ledger)).toMatchObject({ status: 'ok', detail: expect.stringMatching(/^0 in /) });

  const { id } = await street.place();
  const lost = { ...engine, erase: () => Promise.reject(new Error('the line was cut')) };
  await expect(eraseOrder({ db: tables, engine: lost, record: ledger.append }, id, 1)).rejects.toThrow('cut');
  expect(await lookAtErasures(db, ledger)).toMatchObject({ status: 'problem', detail: expect.stringContaining(id) });

  await eraseOrder({ db: tables, engine, record: ledger.append }, id, 2);
  expect(await lookAtErasures(db, ledger)).toMatchObject({ status: 'ok', detail: expect.stringMatching(/^2 in /) });
  await appendFile(ledger.file, 'x\n');
  expect(await lookAtErasures(db, ledger)).toMatchObject({ status: 'problem', detail: expect.stringContaining('does not hold') });
});
