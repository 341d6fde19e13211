// What was answered so far: kept on this device for a day, so that a reload or a lost network takes nothing away.
//
// Keeps: I12. D1: deleted on sending and on signing out (shared/drafts.ts). D2: name, telephone and room stay in memory for whoever
// places orders for others: their devices see many households.
import { newKey, type Problem, type Reply } from '../../shared/api/client.ts';
import { removeDraft } from '../../shared/drafts.ts';
import type { Attachment } from '../../shared/ui/attach.tsx';
import type { Said } from './consents.tsx';
import { type Begun, keep, kept, type Page, placeOf, type Sent, type Waiting } from './pressed.ts';
import { isPrivate } from '../../shared/ui/sign-in/go-on.ts';

export interface Draft extends Begun {
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
  /** The number that he signs in with was filled in once: cleared, it stays away. */
  readonly phoneOffered: boolean;
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
  /** The question at which he is: where he goes on later. Empty of whoever places for others. */
  readonly at: string;
  /** 我也一样: the offer that it joins; empty when it is a matter of its own. */
  readonly join: string;
}

type Me = Reply<'getMe'>;

/** Whether each order placed here is one's own. */
export const ownOnly = (me: Me): boolean => me.post.role === 'resident';

/** Of one's own matter. */
const OWN = 'resident';

/** Whether this one is: of whoever places for others where he says so. */
export const isOwn = (me: Me, source: string | undefined): boolean => ownOnly(me) || source === OWN;

/** Where it comes from, unless somebody says otherwise. */
const sourceOf = (me: Me): string => (me.post.role === 'window' ? 'window' : 'proxy');

/** His own matter, or another's: with what was said for one of them only gone. */
export const asOwn = (me: Me, { name }: Draft, own: boolean): Partial<Draft> => ({
  source: own ? OWN : sourceOf(me),
  name: own ? name.trim() || me.person.name : name === me.person.name ? '' : name,
  consentHow: '',
  detailsConsent: '',
  contactBySms: false,
  consents: {},
});

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
    phoneOffered: false,
    consent: false,
    consents: {},
    callBack: false,
    source: ownOnly(me) ? '' : sourceOf(me),
    consentHow: '',
    detailsConsent: '',
    onBehalfOf: '',
    contactBySms: false,
    scanned: '',
    visit: '',
    join: '',
    at: '',
    sent: null,
    key: newKey(),
  };
  return { ...empty, ...kept<Draft>(me, 'place') };
}

/** What was refused, with why. */
export const afterRefusal = (sent: Sent, { kind, message, errors }: Problem): Sent => ({
  ...sent,
  refused: { kind, message, errors },
});

export const isSame = (one: Sent, other: Sent): boolean => JSON.stringify(one.body) === JSON.stringify(other.body);

/**
 * Whether nothing of what was pressed is changed where it is kept, here or in another tab. What is not there any more has arrived; of
 * whoever places for others nothing is kept as pressed.
 */
export function isUnchanged(me: Me, { page, key, sent }: Pick<Waiting, 'page' | 'key' | 'sent'>): boolean {
  const own = kept<Begun>(me, page);
  return own.key !== key || !ownOnly(me) || isStillSent(own, sent);
}

const isStillSent = (draft: Partial<Begun>, sent: Sent): boolean => draft.sent != null && isSame(draft.sent, sent);

/** The same of a draft on its page. */
export const isOf = (draft: Begun, { key, sent }: Pick<Waiting, 'key' | 'sent'>): boolean =>
  draft.key === key && isStillSent(draft, sent);

/** Of what was not changed since it was pressed, nor pressed anew. */
export function keepSent(me: Me, { page, key }: Pick<Waiting, 'page' | 'key'>, sent: Sent): void {
  const own = kept<Begun>(me, page);
  if (own.key === key && own.sent && isSame(own.sent, sent)) keep(me, page, { ...own, sent });
  redraw();
}

/** What says that something waits is drawn anew. */
const redraw = (): void => void dispatchEvent(new Event('order-sent'));

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
        at: '',
        sent: null,
        // Many use what is kept at a window.
        ...(me.post.role === 'window' && { text: '' }),
      };
  keep(me, 'place', own);
}

/**
 * Once `sent` has arrived, or it is given up. What was changed since, pressed anew or not, stays: its writer is told when it is sent. Of
 * whoever places for others nothing is kept as pressed.
 */
export function forget(me: Me, page: Page, key: string, sent?: Sent): void {
  const own = kept<Begun>(me, page);
  const isIt = !sent || (own.sent ? isSame(own.sent, sent) : !ownOnly(me));
  if (own.key === key && isIt) removeDraft('localStorage', placeOf(me, page));
  redraw();
}
