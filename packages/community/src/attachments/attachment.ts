// Attachments: what may be attached, of which types, how large.
//
// Not ours: finding out what a file is (sniff.ts), making it fit to keep (photo.ts, voice.ts), where it lies
// (attachment-store.ts).
import type { Words } from '../rules/rule.ts';

/** Photographs, voice notes of a minute, and papers (a signed consent, a notice). */
export const attachmentKinds = ['photo', 'voice', 'paper'] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

/** What is kept, by its media type. Every picture becomes a WebP; voices and papers stay what they are. */
export const keptTypes = {
  'image/webp': { kind: 'photo', ending: 'webp' },
  'audio/webm': { kind: 'voice', ending: 'webm' },
  'audio/ogg': { kind: 'voice', ending: 'ogg' },
  'audio/mp4': { kind: 'voice', ending: 'm4a' },
  'audio/mpeg': { kind: 'voice', ending: 'mp3' },
  'audio/wav': { kind: 'voice', ending: 'wav' },
  'application/pdf': { kind: 'paper', ending: 'pdf' },
} as const satisfies Record<string, { readonly kind: AttachmentKind; readonly ending: string }>;
export type KeptType = keyof typeof keptTypes;

export const isKeptType = (type: string): type is KeptType => Object.hasOwn(keptTypes, type);

/** Of one upload. */
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;
/** 语音: a minute, and what a recorder adds. */
export const MAX_VOICE_SECONDS = 61;
/** Named by one command; on one order; uploaded by one person and not named yet. */
export const MAX_PER_COMMAND = 9;
export const MAX_PER_ORDER = 40;
export const MAX_WAITING = 30;
/** What no command has named by then is destroyed. */
export const WAITING_MS = 86_400_000;

/** A file that can be kept: what it is, and its bytes without anything that the sender did not mean to send. */
export interface Fit {
  readonly type: KeptType;
  readonly bytes: Uint8Array;
}

/** Why a file is not taken, with what would be. */
export interface Unfit {
  readonly refused: Words;
}

/** An attachment as an order remembers it. */
export interface Attached {
  readonly id: string;
  readonly kind: AttachmentKind;
  /** The command that it came with. */
  readonly about: string;
  /** Epoch ms. */
  readonly at: number;
  readonly by: string | null;
}
