// What is withheld for want of a consent (PIPL 23, 29, 31): whoever handles the matter asks in person instead.
//
// Owns: which consents bind which readers, and what stays closed without them. Not ours: who may read at all (fields.ts), how a
// consent is given (consent.ts).
// H1: no order waits for a consent (PIPL 16): it is taken in, dispatched and done all the same; what was written stays with the
// resident and with whoever dispatches. H2: the last word counts at once, a consent as well as a withdrawal. H3: in danger to life
// or basic needs, and where a law makes it the office's duty, no consent is asked for (PIPL 13, 3° and 4°).
import type { StoredOrder } from '@six-order/engine';
import type { Reader } from '../authority/reader.ts';
import { categoryByCode } from '../catalogue/catalogue.ts';
import type { Words } from '../rules/rule.ts';
import type { Db } from '../tables.ts';
import { consentsNow, type Consent } from './consent.ts';
import { readConsentsOf } from './consent-store.ts';
import { onlyHandles, type FieldKind } from './fields.ts';
import { consentPurposes, purposesOf, type ConsentPurpose } from './purposes.ts';

interface Withholding {
  /** `given`: closed until the consent is there. `refused`: closed from a refusal or a withdrawal on. */
  readonly closed: 'until-given' | 'once-refused';
  readonly kinds: readonly FieldKind[];
  /** Of these alone; of everybody who only handles it where it is absent. */
  readonly roles?: readonly string[];
}

/** What was written and shown of the person; how to reach him stays, so that he can be asked. */
const details: readonly FieldKind[] = ['text', 'note', 'publication-note', 'attachment'];

/** A child cannot consent for itself, so silence is no consent; an adult writes of himself what he wants known (domain research 3.3). */
const withholdings: { readonly [purpose in ConsentPurpose]?: Withholding } = {
  'child-details': { closed: 'until-given', kinds: details },
  'sensitive-details': { closed: 'once-refused', kinds: details },
  'outside-provider': {
    closed: 'once-refused',
    kinds: [...details, 'contact.name', 'contact.phone', 'contact.address', 'place.room', 'place.note'],
    roles: ['facility'],
  },
};

/** The consents that decide what this reader may read of the order at `now` (epoch ms); none for almost everybody. */
export function consentsThatBind(reader: Reader, order: StoredOrder, now: number): readonly ConsentPurpose[] {
  const { category: code, urgency, resident } = order.face.data;
  if (order.workflow !== 'six-order' || typeof code !== 'string' || typeof resident !== 'string') return [];
  const asked = purposesOf(code).filter((purpose) => {
    const roles = withholdings[purpose] && (withholdings[purpose].roles ?? [reader.role]);
    return roles?.includes(reader.role) === true;
  });
  if (asked.length === 0 || urgency === 'U0' || urgency === 'U1') return [];
  const flags = categoryByCode(code)?.flags ?? [];
  if (flags.includes('statutory') || flags.includes('refer')) return [];
  return onlyHandles(reader, order, now) ? asked : [];
}

/** Of these consents the ones without which something stays closed, after what the resident said of each. */
export const lackingOf = (asked: readonly ConsentPurpose[], said: readonly Consent[]): readonly ConsentPurpose[] => {
  const now = consentsNow(said);
  return asked.filter((purpose) => {
    const last = now[purpose];
    return withholdings[purpose]?.closed === 'until-given' ? last?.given !== true : last?.given === false;
  });
};

export const isWithheld = (lacking: readonly ConsentPurpose[], kind: FieldKind): boolean =>
  lacking.some((purpose) => withholdings[purpose]?.kinds.includes(kind));

/** The consents for want of which this reader reads less of the order; read anew each time. */
export async function lackingConsents(
  db: Db,
  reader: Reader,
  order: StoredOrder,
  now: number,
): Promise<readonly ConsentPurpose[]> {
  return (await lackingConsentsOf(db, reader, [order], now)).get(order.id) ?? [];
}

/** The same of each order by id, where there are any, in one statement at most. One tenant. */
export async function lackingConsentsOf(
  db: Db,
  reader: Reader,
  orders: readonly StoredOrder[],
  now: number,
): Promise<ReadonlyMap<string, readonly ConsentPurpose[]>> {
  const bound = orders.flatMap((order) => {
    const asked = consentsThatBind(reader, order, now);
    return asked.length === 0 ? [] : [{ order, asked, person: consenterOf(order) }];
  });
  const [first] = bound;
  if (first === undefined) return new Map();
  const persons = [...new Set(bound.flatMap(({ person }) => person ?? []))];
  const said = Map.groupBy(await readConsentsOf(db, first.order.tenant, persons), ({ person }) => person);
  return new Map(
    bound.map(({ order, asked, person }) => {
      const agreed = person === null ? agreedWith(order.snapshot.context['detailsConsent']) : [];
      const lacking = lackingOf(asked, person === null ? [] : (said.get(person) ?? []));
      return [order.id, lacking.filter((purpose) => !agreed.includes(purpose))];
    }),
  );
}

/** What somebody without an account agreed to, as it was written down with the order: he for himself, or a guardian for a child. */
const agreedWith = (who: unknown): readonly ConsentPurpose[] =>
  who === 'guardian' ? ['child-details', 'sensitive-details'] : who === 'self' ? ['sensitive-details'] : [];

/**
 * Whose consents count for the order; null when nobody's are kept: whoever wrote down the order of somebody without an account stands
 * as its resident, and has consented to nothing for him.
 */
export function consenterOf({ face, snapshot }: Pick<StoredOrder, 'face' | 'snapshot'>): string | null {
  const { resident, openedBy } = face.data;
  const source = snapshot.context['source'] ?? 'resident';
  return typeof resident !== 'string' || (resident === openedBy && source !== 'resident') ? null : resident;
}

/** Why it is not shown, and how the matter goes on. */
export const withheldWords = (purpose: ConsentPurpose): Words => {
  const { title, without } = consentPurposes[purpose];
  return {
    zh: `居民尚未同意“${title.zh}”，内容不向承办人显示：${without.zh}。可请派单人征得同意并登记`,
    en: `There is no consent to “${title.en}”, so what was written is not shown to whoever handles it: ${without.en}. Whoever dispatches may ask for the consent and enter it`,
  };
};
