// The device that an evaluation came from, known without following anybody: nothing is put on it, nothing is asked of it.
import { monthOf } from '../metrics/measure.ts';

type Digest = (purpose: string, text: string) => Uint8Array;

interface Seen {
  readonly tenant: string;
  /** Network address, and what the browser says that it is. */
  readonly address: string;
  readonly browser: string;
  /** Epoch ms. */
  readonly at: number;
}

const BYTES = 16;

/**
 * 16 bytes, a keyed digest of the county, the month in China, the address and the browser. Nobody without the key tells what it is of, and
 * two of different months tell nothing of each other. A household or a window behind one address is one device: a hint, no proof.
 */
export const deviceOf = (digest: Digest, { tenant, address, browser, at }: Seen): Uint8Array =>
  digest('evaluation-device', JSON.stringify([tenant, monthOf(at), address, browser])).subarray(0, BYTES);
