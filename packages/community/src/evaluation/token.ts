// One-time tokens of evaluation (评价码): whoever holds one may evaluate a round of an order without signing in.
//
// Owns: what a token is made of and how it is recognised. Not ours: whether the round still waits (the machine), who gets one.
// T1: nothing is stored: a token is a keyed digest of the order, its round and when that was finished, so it is spent with its
// round, and nobody who reads the database can make one. T2: it says who handed it out: the resident himself, or a post; nobody
// makes the one of the other.
import { timingSafeEqual } from 'node:crypto';

type Digest = (purpose: string, text: string) => Uint8Array;

/** A round of an order that waits for its evaluation. `finishedAt`: epoch ms; `round`: how many were evaluated before. */
export interface Round {
  readonly order: string;
  readonly round: number;
  readonly finishedAt: number;
}

/** The post in which staff handed it out; null: the resident made it himself. */
type HandedOutBy = string | null;

const MAC_BYTES = 12;
const ID_BYTES = 16;
/** 44 bytes without padding. */
const TOKEN_LENGTH = 59;
const NOBODY = Buffer.alloc(ID_BYTES);

/** Crockford's base32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 8;

const textOf = ({ order, round, finishedAt }: Round): string => `${order}:${round}:${finishedAt}`;
const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const macOf = (digest: Digest, round: Round, by: Uint8Array): Uint8Array =>
  digest('evaluation-token', `${textOf(round)}:${Buffer.from(by).toString('hex')}`).subarray(0, MAC_BYTES);

/** For a link or a QR code: it names its order, and who handed it out. */
export function tokenOf(digest: Digest, round: Round, handedOutBy: HandedOutBy): string {
  const by = handedOutBy === null ? NOBODY : bytesOf(handedOutBy);
  return Buffer.concat([bytesOf(round.order), by, macOf(digest, round, by)]).toString('base64url');
}

interface Named {
  readonly order: string;
  readonly handedOutBy: HandedOutBy;
}

/** What a token names; null when it is none. Whether it is true, `isToken` says. */
export function namedIn(token: string): Named | null {
  const bytes = Buffer.from(token, 'base64url');
  if (token.length !== TOKEN_LENGTH || bytes.length !== 2 * ID_BYTES + MAC_BYTES) return null;
  const by = bytes.subarray(ID_BYTES, 2 * ID_BYTES);
  return { order: idOf(bytes.subarray(0, ID_BYTES)), handedOutBy: by.equals(NOBODY) ? null : idOf(by) };
}

function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Whether it is a token of this very round. */
export function isToken(digest: Digest, round: Round, token: string): boolean {
  const bytes = Buffer.from(token, 'base64url');
  const [by, mac] = [bytes.subarray(ID_BYTES, 2 * ID_BYTES), bytes.subarray(2 * ID_BYTES)];
  return bytes.length === 2 * ID_BYTES + MAC_BYTES && timingSafeEqual(mac, macOf(digest, round, by));
}

/** Whose code it is: eight characters have no room for a name. */
export type CodeOf = 'resident' | 'staff';

/** For paper: eight characters, typed beside the order's number. */
export const paperCodeOf = (digest: Digest, round: Round, of: CodeOf): string =>
  // Each byte gives five bits; 256 is a multiple of 32, so every character is as likely as any other.
  Array.from(digest('evaluation-code', `${textOf(round)}:${of}`).subarray(0, CODE_LENGTH), (byte) => ALPHABET[byte & 31]).join(
    '',
  );

/**
 * Takes the same time for any answer: call it with some round even when there is none. Spaces, dashes and small letters are
 * forgiven, and the letters O, I and L read as the digits they look like.
 */
export function isPaperCode(digest: Digest, round: Round, of: CodeOf, said: string): boolean {
  const heard = said.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const expected = Buffer.from(paperCodeOf(digest, round, of));
  const given = Buffer.alloc(expected.length);
  given.write(heard, 'latin1');
  return timingSafeEqual(given, expected) && heard.length === CODE_LENGTH;
}
