// The faces straight from their sources, for whoever works on them: nothing is built, and a page hears of each change.
//
// Owns: two dev servers inside the caller's, each under an address of its own, and the shells that name their files.
// D1: of the checkout only what the pages are made of is read, never the data folder beside it.
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { DevServer, FaceName, Faces } from '@six-order/api/faces';
import react from '@vitejs/plugin-react';
import { createLogger, createServer, type Logger, searchForWorkspaceRoot } from 'vite';
import { faceConfig } from './bundle.ts';

const root = import.meta.dirname;
const workspace = searchForWorkspaceRoot(root);
/** What the pages import. */
const readable = ['packages/web', 'packages/api', 'node_modules'].map((folder) => join(workspace, folder));

const faces = ['resident', 'staff'] as const;
const styles: Readonly<Record<FaceName, string>> = { resident: 'src/resident/resident.css', staff: 'src/staff/staff.css' };
const baseOf = (face: FaceName): string => `/dev/${face}/`;
/** React is told of changed components before the first is there: in a file, so that no page has to run what stands in it. */
const PREAMBLE = `${baseOf('staff')}preamble.js`;

/** As a build would be served; `say` is told what is wrong with the sources. Its owner closes `dev` when it stops to serve. */
export async function openDevFaces(say: (line: string) => void): Promise<Faces & { readonly dev: DevServer }> {
  // It never listens: sockets that ask to hear of changes come to it from the server that does.
  const sockets = createHttpServer();
  const [resident, staff] = await Promise.all(
    faces.map((face) => openDevServer(face, sockets, { ...createLogger('warn'), warn: say, warnOnce: say, error: say })),
  );
  if (!resident || !staff) throw new Error('a dev server is missing');
  const preamble = react.preambleCode.replaceAll('__BASE__', baseOf('staff'));
  const dev: DevServer = {
    files: (req, res, next) => {
      const url = req.url ?? '';
      if (url === PREAMBLE) return void res.setHeader('content-type', 'text/javascript').end(preamble);
      if (url.startsWith(baseOf('staff'))) return staff.middlewares(req, res, next);
      if (url.startsWith(baseOf('resident'))) return resident.middlewares(req, res, next);
      return next();
    },
    upgrade: (req, socket, head) => {
      if (faces.some((face) => req.url?.startsWith(baseOf(face)))) sockets.emit('upgrade', req, socket, head);
      else socket.destroy();
    },
    close: async () => void (await Promise.all([resident.close(), staff.close()])),
  };
  const none = { pages: {}, en: [] };
  return {
    shells: { resident: await shellOf('resident'), staff: await shellOf('staff') },
    besides: { resident: none, staff: none },
    assets: new Map(),
    dev,
  };
}

const openDevServer = (face: FaceName, sockets: Server, customLogger: Logger) => {
  const { build: _, ...config } = faceConfig(face);
  return createServer({
    ...config,
    root,
    base: baseOf(face),
    mode: 'development',
    configFile: false,
    envDir: false,
    publicDir: false,
    appType: 'custom',
    customLogger,
    clearScreen: false,
    cacheDir: join(root, `node_modules/.vite-${face}`),
    // What JSX becomes is named nowhere in the sources: found later, it would load the first page twice.
    optimizeDeps: { entries: [`${face}.html`], include: face === 'resident' ? ['preact/jsx-dev-runtime'] : [] },
    server: {
      middlewareMode: true,
      ws: { server: sockets },
      fs: { allow: readable },
      // A file that an editor has emptied and not filled again yet is no source.
      watch: { ignored: [join(root, 'dist/**')], awaitWriteFinish: { stabilityThreshold: 60, pollInterval: 20 } },
    },
  });
};

/** The style comes with the shell too: the board's pages, drawn by the server, have no other. */
async function shellOf(face: FaceName): Promise<string> {
  const base = baseOf(face);
  const scripts = [`${base}@vite/client`, ...(face === 'staff' ? [PREAMBLE] : [])];
  const added = [
    `<link rel="stylesheet" href="${base}${styles[face]}" />`,
    ...scripts.map((src) => `<script type="module" src="${src}"></script>`),
  ];
  return (await readFile(join(root, `${face}.html`), 'utf8'))
    .replaceAll(/="\.?\/src\//g, `="${base}src/`)
    .replace('<!--boot-->', () => `${added.join('\n    ')}\n    <!--boot-->`);
}
