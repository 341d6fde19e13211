// What was answered so far: kept on this device for a day, so that a reload or a lost network takes nothing away.
//
// Keeps: I12. D1: deleted on sending and on signing out. D2: name, telephone and room stay in memory for whoever places
// orders for others: their devices see many households.
import { type Body, newKey, type Reply } from '../../shared/api/client.ts';
import type { Attachment } from '../../shared/ui/attach.tsx';
import type { Said } from './consents.tsx';
import { isPrivate } from '../../shared/ui/sign-in/go-on.ts';

export interface Sent {
  readonly body: Body<'placeOrder'>;
  /** Separate consents that the kind of order asks for. */
  readonly asked: readonly string[];
}

export interface Draft {
  readonly group: string;
  readonly category: string;
  readonly community: string;
  readonly building: string;
  readonly room: string;
  readonly spot: string;
  readonly text: string;
  /** Uploaded already: photographs, and what was said into the microphone. */
  readonly files: readonly Attachment[];
  readonly name: string;
  readonly phone: string;
  readonly consent: boolean;
  /** Separate consents that the kind of order asks for, as they were ticked. */
  readonly consents: Said;
  /** 请给我回电. */
  readonly callBack: boolean;
  /** Of who places it for others: where it comes from, and how consent was got. */
  readonly source: string;
  readonly consentHow: string;
  /** Of who places it for somebody without an account: who agreed that whoever handles it reads the details. */
  readonly detailsConsent: string;
  /** Of a relative: id of the person for whom it is placed. */
  readonly onBehalfOf: string;
  /** Whoever it is for agreed to be told by SMS at the telephone that is left. */
  readonly contactBySms: boolean;
  /** Code of a building whose QR sheet led here, until the building is found. */
  readonly scanned: string;
  /** Id of the visit at which it was asked for; empty of most. */
  readonly visit: string;
  /** 我也一样: the offer that it joins; empty when it is a matter of its own. */
  readonly join: string;
  /** What was to be sent while no answer has come: sent again, it is the same; null until then. */
  readonly sent: Sent | null;
  /** Sent along, so that what was sent and not answered, then sent again after a reload, is one order. */
  readonly key: string;
}

const KEEP_MS = 24 * 3_600_000;
export const PREFIX = 'six-order-draft-';

type Me = Reply<'getMe'>;

/** Whether an order placed here is one's own. */
export const ownOnly = (me: Me): boolean => me.post.role === 'resident';

/** Whether it may have come to who places it on another way than by a neighbour: who is no neighbour is not asked. */
export const comesOtherwise = (me: Me): boolean => !isPrivate(me.post.role);

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
    files: [],
    name: ownOnly(me) ? me.person.name : '',
    phone: '',
    consent: false,
    consents: {},
    callBack: false,
    source: ownOnly(me) ? '' : me.post.role === 'window' ? 'window' : 'proxy',
    consentHow: '',
    detailsConsent: '',
    onBehalfOf: '',
    contactBySms: false,
    scanned: '',
    visit: '',
    join: '',
    sent: null,
    key: newKey(),
  };
  return { ...empty, ...kept(me) };
}

/** What was kept of this person's. */
const kept = (me: Me): Partial<Draft> => keptAt<Draft>(PREFIX + me.person.id);

/** What was kept in a place of the device; nothing when it is a day old. */
export function keptAt<D>(place: string): Partial<D> {
  try {
    const own = JSON.parse(localStorage.getItem(place) ?? 'null') as { at: number; draft: D } | null;
    return own && Date.now() - own.at < KEEP_MS ? own.draft : {};
  } catch {
    // A browser without storage keeps nothing.
    return {};
  }
}

/** What a resident begins beside orders, each kept in a place of its own (../matters/kept.ts). */
export const begun = ['dispute', 'topic'] as const;
export const placeOfBegun = (matter: (typeof begun)[number], me: Me): string => `${PREFIX}${matter}-${me.person.id}`;

/** The order of this person's that was to be sent and that no answer came for; null when none waits. */
export function unsentOrder(me: Me): Draft | null {
  const own = kept(me);
  return own.sent ? (own as Draft) : null;
}

/** The pages on which it can be sent again, of what this person was to send and of which it is not known whether it arrived. */
export const unsentPages = (me: Me): readonly string[] => [
  ...(unsentOrder(me) ? ['/place'] : []),
  ...begun.filter((matter) => keptAt<{ unit: string }>(placeOfBegun(matter, me)).unit).map((matter) => `/${matter}`),
];

export function keepDraft(me: Me, draft: Draft): void {
  const own: Partial<Draft> = ownOnly(me)
    ? draft
    : {
        ...draft,
        room: '',
        spot: '',
        name: '',
        phone: '',
        onBehalfOf: '',
        contactBySms: false,
        sent: null,
        // Many use what is kept at a window.
        ...(me.post.role === 'window' && { text: '' }),
      };
  try {
    localStorage.setItem(PREFIX + me.person.id, JSON.stringify({ at: Date.now(), draft: own }));
  } catch {
    // Full, or none.
  }
}

/** Once it is sent. What was begun of a dispute or a topic stays (../matters/kept.ts). */
export function forgetDraft(me: Me): void {
  try {
    localStorage.removeItem(PREFIX + me.person.id);
  } catch {
    // None.
  }
  // What says that it waits is drawn anew.
  dispatchEvent(new Event('order-sent'));
}

export function forgetDrafts(): void {
  try {
    // What was begun at a desk is kept in its tab.
    for (const store of [localStorage, sessionStorage])
      for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
  } catch {
    // None.
  }
}
