// What was answered so far: kept on this device for a day, so that a reload or a lost network takes nothing away.
//
// Keeps: I12. D1: deleted on sending and on signing out. D2: name, telephone and room stay in memory for whoever places
// orders for others: their devices see many households.
import { newKey, type Reply } from '../../shared/api/client.ts';

export interface Draft {
  readonly group: string;
  readonly category: string;
  readonly community: string;
  readonly building: string;
  readonly room: string;
  readonly spot: string;
  readonly text: string;
  readonly name: string;
  readonly phone: string;
  readonly consent: boolean;
  /** 请给我回电. */
  readonly callBack: boolean;
  /** Of who places it for others: where it comes from, and how consent was got. */
  readonly source: string;
  readonly consentHow: string;
  /** Code of a building whose QR sheet led here, until the building is found. */
  readonly scanned: string;
  /** Sent along, so that what was sent and not answered, then sent again after a reload, is one order. */
  readonly key: string;
}

const KEEP_MS = 24 * 3_600_000;
const PREFIX = 'six-order-draft-';

type Me = Reply<'getMe'>;

/** Whether an order placed here is one's own. */
export const ownOnly = (me: Me): boolean => me.post.role === 'resident';

export function firstDraft(me: Me): Draft {
  // Own codes are built on the community's: its first twelve digits.
  const home = /^\d{12}/.exec(me.post.unit.code)?.[0] ?? '';
  const empty: Draft = {
    group: '',
    category: '',
    community: home,
    building: ownOnly(me) && me.post.unit.code.length > 14 ? me.post.unit.id : '',
    room: '',
    spot: '',
    text: '',
    name: ownOnly(me) ? me.person.name : '',
    phone: '',
    consent: false,
    callBack: false,
    source: ownOnly(me) ? '' : 'proxy',
    consentHow: '',
    scanned: '',
    key: newKey(),
  };
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + me.person.id) ?? 'null') as { at: number; draft: Draft } | null;
    if (kept && Date.now() - kept.at < KEEP_MS) return { ...empty, ...kept.draft };
  } catch {
    // A browser without storage keeps nothing.
  }
  return empty;
}

export function keepDraft(me: Me, draft: Draft): void {
  const kept: Partial<Draft> = ownOnly(me) ? draft : { ...draft, room: '', spot: '', name: '', phone: '' };
  try {
    localStorage.setItem(PREFIX + me.person.id, JSON.stringify({ at: Date.now(), draft: kept }));
  } catch {
    // Full, or none.
  }
}

export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // None.
  }
}

/** Six digits and more, as the server takes it. */
export const isPhone = (text: string): boolean => /^\+?[0-9][0-9 -]{4,18}[0-9]$/.test(text.trim());
