// Replay: what was once recorded still folds to the snapshot that was stored then, byte for byte (I5, I10).
import { readdir, readFile } from 'node:fs/promises';
import { canonicalJson, createRegistry, replay, type Json, type JournalEntry } from '@six-order/engine';
import { workflows } from '@six-order/workflows/all';
import { expect, test } from 'vitest';

const registry = createRegistry(workflows);

for (const workflow of registry.all) {
  const folder = new URL(`../../workflows/${workflow.id}/recordings/v${workflow.version}/`, import.meta.url);
  const files = await readdir(folder).catch(() => []);

  test(`${workflow.id} v${workflow.version} has recordings`, () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)(`${workflow.id} v${workflow.version}: %s`, async (file) => {
    const { snapshot, journal } = JSON.parse(await readFile(new URL(file, folder), 'utf8')) as {
      snapshot: string;
      journal: JournalEntry[];
    };
    const { context, value } = replay(registry, journal);
    expect(canonicalJson({ context, value } as unknown as Json)).toBe(snapshot);
  });
}
