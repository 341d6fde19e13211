// Consents: what holds for a person and a purpose, from what was said.
//
// C1: the last word counts, and without a word nothing is agreed to. C2: a consent that was given to another version of the
// notice still holds; it is asked for anew when it is next needed. C3: no service looks at this before it serves.
import type { InBoth } from '../rules/rule.ts';
import { consentPurposeNames, guardianPurpose, type ConsentPurpose } from './purposes.ts';

export interface Consent {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  readonly purpose: ConsentPurpose;
  readonly given: boolean;
  /** Version of the notice that was read. */
  readonly notice: string;
  /** Epoch ms. */
  readonly at: number;
  /** How it was got: by oneself, or by whoever entered it for the person. */
  readonly how: 'self' | 'in-person' | 'signature' | 'voice';
  readonly enteredBy: string;
  /**
   * Who consents for a child under 14: another person than the child whose record it is, or, of one who speaks for himself, the
   * person as the guardian of the children that his own orders are about.
   */
  readonly guardian: string | null;
}

/** The last word on each purpose, null where there is none. `said`: the person's, in any order. */
export function consentsNow(said: readonly Consent[]): Readonly<Record<ConsentPurpose, Consent | null>> {
  const last = (purpose: ConsentPurpose): Consent | null =>
    said
      .filter((consent) => consent.purpose === purpose)
      .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .at(-1) ?? null;
  return Object.fromEntries(consentPurposeNames.map((purpose) => [purpose, last(purpose)])) as Record<
    ConsentPurpose,
    Consent | null
  >;
}

/** Why this cannot be said so, or null. A withdrawal is never refused. */
export function unfitConsent({
  purpose,
  given,
  guardian,
  person,
  how,
}: Pick<Consent, 'purpose' | 'given' | 'guardian' | 'person' | 'how'>): InBoth | null {
  if (!given) return null;
  if (purpose === guardianPurpose && guardian === null) return '须由监护人同意 / the guardian consents to this';
  if (purpose !== guardianPurpose && guardian !== null) return '此项由本人同意 / the person consents to this himself';
  return guardian === person && how !== 'self' ? '监护人不是本人 / the guardian is another person' : null;
}
