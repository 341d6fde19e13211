// XState as its makers ship it, made of the patched one that is installed: the patch, taken back. Needs no network.
import { hash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type * as xstate from 'xstate';

const require = createRequire(import.meta.url);
const patchFile = new URL('../../../patches/xstate@5.33.3.patch', import.meta.url);

export type XState = typeof xstate;

/** A part of a file in which lines are taken out and others put in. */
interface Hunk {
  /** The first line of the patched file that it is about, from 0. */
  readonly from: number;
  readonly lines: readonly string[];
}

export interface PatchedFile {
  readonly name: string;
  /** Of the plain file: what Git calls its text. */
  readonly blob: string;
  readonly hunks: readonly Hunk[];
}

/** The files of the patch. */
export async function patchedFiles(): Promise<readonly PatchedFile[]> {
  const text = await readFile(patchFile, 'utf8');
  return text
    .split(/^diff --git .*\n/m)
    .slice(1)
    .map((part) => {
      const [head = '', ...hunks] = part.split(/^@@ -\d+(?:,\d+)? \+/m);
      return {
        name: basename(/^\+\+\+ b\/(.*)$/m.exec(head)?.[1] ?? ''),
        blob: /^index ([\da-f]{40})\.\./m.exec(head)?.[1] ?? '',
        hunks: hunks.map((hunk) => ({
          from: Number.parseInt(hunk, 10) - 1,
          lines: hunk.slice(hunk.indexOf('\n') + 1, -1).split('\n'),
        })),
      };
    });
}

/** What a file was before the patch. */
export function takenBack(patched: string, hunks: readonly Hunk[]): string {
  const lines = patched.split('\n');
  for (const { from, lines: told } of hunks.toReversed()) {
    const now = told.filter((line) => !line.startsWith('-'));
    const before = told.filter((line) => !line.startsWith('+'));
    lines.splice(from, now.length, ...before.map((line) => line.slice(1)));
  }
  return lines.join('\n');
}

/** The name that Git gives to a text. */
export const blobOf = (text: string): string => hash('sha1', `blob ${Buffer.byteLength(text)}\0${text}`);

/** Where the installed XState's build lies. */
export const installed = dirname(require.resolve('xstate'));

/** Both builds that Node runs: what is installed, and the same without the patch. */
export async function bothXStates(): Promise<Readonly<Record<'patched' | 'plain', XState>>> {
  const folder = await mkdtemp(join(tmpdir(), 'six-order-xstate-'));
  await cp(installed, folder, { recursive: true, filter: (file) => file === installed || file.endsWith('.js') });
  for (const { name, hunks } of await patchedFiles())
    await writeFile(join(folder, name), takenBack(await readFile(join(installed, name), 'utf8'), hunks));
  await writeFile(join(folder, 'package.json'), '{"type":"commonjs"}');
  const both = { patched: require(join(installed, 'xstate.cjs.js')), plain: require(join(folder, 'xstate.cjs.js')) };
  await rm(folder, { recursive: true });
  return both;
}
