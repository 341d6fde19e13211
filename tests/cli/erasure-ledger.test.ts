import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerError, openLedger } from '@six-order/cli/erasure/ledger';
import { newId } from '@six-order/cli/new-id';
import type { OrderId } from '@six-order/engine';
import { createKeyring } from '@six-order/engine/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testKeys } from '../harness/street.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'six-order-ledger-'));
});
afterAll(() => rm(folder, { recursive: true }));

const keyring = createKeyring(testKeys);

async function threeErasures(name: string) {
  const ledger = openLedger(join(folder, name), keyring);
  const erasures = [1, 2, 3].map((at) => ({ order: newId() as OrderId, at, remains: 'nothing' as const }));
  for (const erasure of erasures) await ledger.append(erasure);
  return { ledger, erasures };
}

test('it keeps what was appended, in order, and knows each of its earlier ends', async () => {
  const { ledger, erasures } = await threeErasures('kept');
  expect(await openLedger(ledger.file, keyring).read()).toEqual(erasures);
  const end = await ledger.state();
  expect(end.entries).toBe(3);
  await ledger.append({ order: newId() as OrderId, at: 4, remains: 'nothing' });
  expect(await ledger.holds(end)).toBe(true);
  expect(await ledger.holds({ entries: 5, head: end.head })).toBe(false);
});

test('people stand in it too, and none can be taken for an order or another', async () => {
  const { ledger, erasures } = await threeErasures('people');
  const person = { person: newId(), tenant: '522326', at: 4 };
  await ledger.append(person);
  expect(await ledger.read()).toEqual([...erasures, person]);
  const text = await readFile(ledger.file, 'utf8');
  await writeFile(ledger.file, text.replace('"tenant":"522326"', '"tenant":"522327"'));
  await expect(ledger.read()).rejects.toThrow(LedgerError);
});

test('a ledger that is not there is empty', async () => {
  const ledger = openLedger(join(folder, 'none', 'erasures.jsonl'), keyring);
  expect(await ledger.exists()).toBe(false);
  expect(await ledger.read()).toEqual([]);
  await ledger.create();
  expect(await ledger.exists()).toBe(true);
});

test('what another process appended in between is kept', async () => {
  const { ledger, erasures } = await threeErasures('two-processes');
  const other = openLedger(ledger.file, keyring);
  const more = [4, 5, 6].map((at) => ({ order: newId() as OrderId, at, remains: 'nothing' as const }));
  for (const [index, erasure] of more.entries()) await (index % 2 === 0 ? other : ledger).append(erasure);
  expect(await ledger.read()).toEqual([...erasures, ...more]);
});

test('a line that was broken off counts for nothing, and the next one follows the last whole one', async () => {
  const { ledger, erasures } = await threeErasures('broken-off');
  await appendFile(ledger.file, '{"order":"01a');
  expect(await ledger.read()).toEqual(erasures);
  const next = { order: newId() as OrderId, at: 9, remains: 'copy' as const };
  await ledger.append(next);
  expect(await ledger.read()).toEqual([...erasures, next]);
});

test.each([
  ['a line taken out', (lines: string[]) => [lines[0], lines[2]]],
  ['lines exchanged', (lines: string[]) => [lines[1], lines[0], lines[2]]],
  ['an order changed', (lines: string[]) => [lines[0], lines[1]?.replace(/"order":"[^"]+"/, `"order":"${newId()}"`), lines[2]]],
  ['what remains changed', (lines: string[]) => [lines[0], lines[1]?.replace('nothing', 'copy'), lines[2]]],
  ['nonsense', (lines: string[]) => [...lines, 'nonsense']],
])('%s is found out', async (name, change) => {
  const { ledger } = await threeErasures(name.replaceAll(' ', '-'));
  const lines = (await readFile(ledger.file, 'utf8')).trimEnd().split('\n');
  await writeFile(ledger.file, `${change(lines).join('\n')}\n`);
  await expect(ledger.read()).rejects.toThrow(LedgerError);
});

test('it does not hold under other master keys', async () => {
  const { ledger } = await threeErasures('other-keys');
  const other = createKeyring(`1:${Buffer.alloc(32, 9).toString('base64')}`);
  await expect(openLedger(ledger.file, other).read()).rejects.toThrow(LedgerError);
});
