// The pages: built when their sources changed, then read.
import { type Faces, readFaces } from '@six-order/api/faces';
import { buildFaces } from '@six-order/web/build';

/** Takes seconds after a change, else milliseconds; needs no network. */
export const openFaces = async (say: (line: string) => void): Promise<Faces> => readFaces(await buildFaces(say));

/** Straight from the sources. The bundler is loaded for it, and for nothing else that serves. */
export const openDevFaces = async (say: (line: string) => void): Promise<Faces> =>
  (await import('@six-order/web/dev')).openDevFaces(say);
