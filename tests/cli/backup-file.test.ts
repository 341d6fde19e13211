// The form of a backup file: whatever happens to it is found out.
import { open, BackupError, seal } from '@six-order/cli/backup/frames';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const key = Buffer.alloc(32, 7).toString('base64');
const other = Buffer.alloc(32, 8).toString('base64');

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function gather(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

const sealed = (plain: Uint8Array, size = 50_000) => gather(seal(pieces(plain, size), key));
const opened = (file: Uint8Array, secret = key) => gather(open(pieces(file, 9_973), secret));

test('whatever goes in comes out, in pieces of any size', async () => {
  const sizes = fc.oneof(fc.nat(300), fc.integer({ min: 65_534, max: 65_538 }), fc.integer({ min: 131_070, max: 131_074 }));
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 70_000 }), async (length, size) => {
      const plain = Buffer.from(Uint8Array.from({ length }, (_, index) => index * 7));
      // A byte at a time where there are few; of many, at most some thousands of pieces.
      const piece = Math.max(size, Math.ceil(length / 2_000));
      expect((await opened(await sealed(plain, piece))).equals(plain)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('a byte changed anywhere, or anything cut off or added, is found out', async () => {
  const file = await sealed(Buffer.alloc(150_000, 'x'));
  const frame = 4 + 65_536 + 16;
  const start = file.length - 2 * frame - (4 + (150_000 - 2 * 65_536) + 16);
  const damage = fc.oneof(
    fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const copy = Buffer.from(file);
      copy[at] = (copy[at] as number) ^ by;
      return copy;
    }),
    fc.oneof(fc.nat(file.length - 1), fc.constantFrom(start, start + frame, start + 2 * frame)).map((to) => file.subarray(0, to)),
    fc.constant(Buffer.concat([file, Buffer.from('x')])),
    // The first two frames change places; the first is left out.
    fc.constant(
      Buffer.concat([
        file.subarray(0, start),
        file.subarray(start + frame, start + 2 * frame),
        file.subarray(start, start + frame),
        file.subarray(start + 2 * frame),
      ]),
    ),
    fc.constant(Buffer.concat([file.subarray(0, start), file.subarray(start + frame)])),
  );
  await fc.assert(
    fc.asyncProperty(damage, async (bytes) => {
      await expect(opened(bytes)).rejects.toThrow(BackupError);
    }),
    { numRuns: 120 },
  );
});

test('another key does not open it, and the error says so', async () => {
  const file = await sealed(Buffer.from('rows'));
  await expect(opened(file, other)).rejects.toThrow('is not the one that it was made with');
});

test('a passphrase opens what it closed, and no other does', async () => {
  const file = await gather(seal(pieces(Buffer.from('rows'), 3), '望谟的一个长口令-2026'));
  expect((await opened(file, '望谟的一个长口令-2026')).toString()).toBe('rows');
  await expect(opened(file, '望谟的一个长口令-2027')).rejects.toThrow(BackupError);
});
