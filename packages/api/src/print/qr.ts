// QR codes of our own addresses, as SVG.
//
// Q1: an address on a wall names a unit and nothing else: whoever photographs it learns where it hangs.
import type { Unit } from '@six-order/community/units/unit';
import { encodeQR } from 'qr';

/** Where an order is placed with the unit filled in. `origin`: `https://…` without a path. */
export const placingUrl = (origin: string, { code }: Pick<Unit, 'code'>): string => `${origin}/place?unit=${code}`;

/** Where an order is followed by number and code, which are typed there. */
export const followingUrl = (origin: string): string => `${origin}/follow`;

/** Legible with a quarter of it torn or dirty. */
export const qrSvg = (text: string): string => encodeQR(text, 'svg', { ecc: 'quartile', border: 4 });
