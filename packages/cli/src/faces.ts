// The pages: built when their sources changed, then read.
import { type Faces, readFaces } from '@six-order/api/faces';
import { buildFaces } from '@six-order/web/build';

/** Takes seconds after a change, else milliseconds; needs no network. */
export const openFaces = async (say: (line: string) => void): Promise<Faces> => readFaces(await buildFaces(say));
