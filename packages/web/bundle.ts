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
];

const faces: Record<FaceName, InlineConfig> = {
  resident: {
    base: '/',
    resolve: { alias: preact },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // In-app browsers of older telephones.
    build: { target: ['chrome87', 'safari14'], assetsDir: 'r' },
  },
  staff: { base: '/', plugins: [react()], build: { target: ['chrome107', 'safari16'], assetsDir: 'staff/assets' } },
};

export async function bundle(face: FaceName, dist: string): Promise<void> {
  const config = faces[face];
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
      rolldownOptions: { input: join(root, `${face}.html`) },
    },
  });
}
