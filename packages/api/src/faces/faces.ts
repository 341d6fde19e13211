// The faces as their build left them: two shells and the files that they name.
//
// Owns: what of the folder is read, held in memory and sent as which type. Not ours: how it is built (packages/web).
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import type { Duplex } from 'node:stream';

/** `resident`: residents and the public. `staff`: everyone in an office. */
export const faceNames = ['resident', 'staff'] as const;
export type FaceName = (typeof faceNames)[number];

export interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  /** Compressed when it was built; absent where that gains nothing. */
  readonly brotli?: Buffer;
  readonly gzip?: Buffer;
}

export interface Faces {
  /** HTML with the marks `<!--boot-->` and `lang="zh-CN"`. */
  readonly shells: Readonly<Record<FaceName, string>>;
  /** Scripts that a page needs besides its shell's own, by the beginning of its address; `en`: every page in English. */
  readonly besides: Readonly<Record<FaceName, Besides>>;
  /** By the path they are asked for, such as `/r/main-x1.js`. Their names change with their content. */
  readonly assets: ReadonlyMap<string, Asset>;
  /** In place of built files, at work on the pages. */
  readonly dev?: DevServer;
}

/** Makes files from the sources as they are asked for, and tells pages of each change. */
export interface DevServer {
  /** Answers what lies under /dev/, and hands on the rest. */
  files(req: IncomingMessage, res: ServerResponse, next: () => void): void;
  /** A socket that a page opens to hear of changes. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

interface Besides {
  readonly pages: Readonly<Record<string, readonly string[]>>;
  readonly en: readonly string[];
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Reads a build (`folder/resident`, `folder/staff`). Throws when it is not complete. */
export async function readFaces(folder: string): Promise<Faces> {
  const assets = new Map<string, Asset>();
  const shells = {} as Record<FaceName, string>;
  const besides = {} as Record<FaceName, Besides>;
  for (const face of faceNames) {
    const root = join(folder, face);
    shells[face] = await readFile(join(root, `${face}.html`), 'utf8');
    besides[face] = JSON.parse(await readFile(join(root, 'pages.json'), 'utf8')) as Besides;
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      const type = types[extname(entry.name)];
      if (!entry.isFile() || type === undefined) continue;
      const file = join(entry.parentPath, entry.name);
      const [plain, brotli, gzip] = await Promise.all([readFile(file), ifThere(`${file}.br`), ifThere(`${file}.gz`)]);
      const path = `/${relative(root, file).split(sep).join('/')}`;
      assets.set(path, { type, plain, ...(brotli && { brotli }), ...(gzip && { gzip }) });
    }
  }
  return { shells, besides, assets };
}

const ifThere = (file: string): Promise<Buffer | null> => readFile(file).catch(() => null);
