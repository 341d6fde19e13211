// How each face is bundled. One TSX code base, typed once as React: residents and the public get Preact in its place.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

type FaceName = 'resident' | 'staff';

const root = import.meta.dirname;

/** Exact names only: a prefix would catch `react-dom/server` and the like too. */
const preact = [
  { find: /^react$/, replacement: 'preact/compat' },
  { find: /^react-dom$/, replacement: 'preact/compat' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
  // The router asks for the hook in a copy for Reacts that had none.
  { find: /^use-sync-external-store\/shim(?:\/index\.js)?$/, replacement: 'preact/compat' },
];

/**
 * What every page needs in one file, and what every form needs in another: over HTTP/1.1 a browser asks for six files at once,
 * so a page of more waits for a second turn.
 */
const base = {
  name: 'base',
  test: /node_modules\/(?:preact|react|react-dom|scheduler|@tanstack|wouter|regexparam|mitt|use-sync-external-store)\/|src\/shared\/(?:api|boot|time|words\.ts|words\/zh|ui\/sign-in\/go-on)|src\/resident\/(?:words\.ts|words\/zh|promise|categories|sentence)/,
  priority: 2,
};
/** Staff see stations and clocks on every page. */
const baseOfStaff = { ...base, test: new RegExp(`${base.test.source}|src/shared/ui/timeline`) };
const forms = {
  name: 'forms',
  test: /src\/shared\/ui\/(?:attach|community-field|field|form-words|json-schema|schema-form)|src\/resident\/number-and-code/,
  priority: 1,
};
/** What an order's page shares with others: stations and clocks among it. The page keeps its own file: the manifest names it. */
const order = {
  name: 'order',
  test: /src\/resident\/(?:order-view|evaluate|pressed)\.tsx|src\/shared\/ui\/timeline/,
  priority: 0,
};

const faces: Record<FaceName, InlineConfig> = {
  resident: {
    base: '/',
    resolve: { alias: preact },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // In-app browsers of older telephones.
    build: {
      target: ['chrome87', 'safari14'],
      assetsDir: 'r',
      rolldownOptions: { output: { codeSplitting: { groups: [base, forms, order] } } },
    },
  },
  staff: {
    base: '/',
    // The entry is no component: a change that reaches it loads the page anew.
    plugins: [react({ refreshExclude: [/\/node_modules\//, /\/main\.tsx$/] })],
    build: {
      target: ['chrome107', 'safari16'],
      assetsDir: 'staff/assets',
      rolldownOptions: { output: { codeSplitting: { groups: [baseOfStaff, forms] } } },
    },
  },
};

/** What building and serving from the sources have in common, and how it is built. */
export const faceConfig = (face: FaceName): InlineConfig => faces[face];

/** Vite leaves a mode that is set as it is: whoever builds among tests would get React's development build, twice as heavy. */
export async function forProduction<T>(work: () => Promise<T>): Promise<T> {
  // oxlint-disable-next-line no-restricted-globals -- Vite, React and their plugins read it by themselves
  const { env } = process;
  const before = env['NODE_ENV'];
  env['NODE_ENV'] = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete env['NODE_ENV'];
    else env['NODE_ENV'] = before;
  }
}

export async function bundle(face: FaceName, dist: string): Promise<void> {
  const config = faceConfig(face);
  await build({
    ...config,
    root,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ...config.build,
      outDir: join(dist, face),
      emptyOutDir: true,
      manifest: true,
      modulePreload: { polyfill: false },
      // A `data:` address in a style sheet is fine with the policy; one in a script is not needed.
      assetsInlineLimit: 0,
      rolldownOptions: { ...config.build?.rolldownOptions, input: join(root, `${face}.html`) },
    },
  });
}
