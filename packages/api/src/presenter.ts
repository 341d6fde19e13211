// What each workflow's presenter gives of an order; the rest of the answer is the same for all (present-order.ts).
import type { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import { capacityNear } from '@six-order/community/dispatching/target';
import type { Reader } from '@six-order/community/authority/reader';
import type { CountyRules } from '@six-order/community/county-rules/county-rules';
import type { Disclosed } from '@six-order/community/privacy/disclose';
import type { Access, FieldKind } from '@six-order/community/privacy/fields';
import type { StoredOrder } from '@six-order/engine';
import type { WorksAs } from './contract/common.ts';
import type { Order, OrderSummary } from './contract/order.ts';
import { calledBy, roleText } from './present-names.ts';
import { refTo } from './unit-ref.ts';

export interface Presenting {
  readonly directory: Directory;
  readonly rules: CountyRules;
  readonly reader: Reader;
  /** Epoch ms. */
  readonly now: number;
  readonly language: 'zh' | 'en';
}

type Generic = 'id' | 'number' | 'workflow' | 'version' | 'revision' | 'unit' | 'where' | 'excerpt' | 'openedAt' | 'dueAt';
export type SummaryOf = Omit<z.infer<typeof OrderSummary>, Generic>;
export type DetailOf = Omit<z.infer<typeof Order>, keyof z.infer<typeof OrderSummary> | 'revealable' | 'allowed' | 'turns'> &
  Pick<z.infer<typeof Order>, 'card'>;

export interface Presenter {
  summary(order: StoredOrder, presenting: Presenting): SummaryOf;
  /** `shown`: what privacy disclosed. */
  detail(order: StoredOrder, presenting: Presenting, shown: Disclosed, access: (kind: FieldKind) => Access): DetailOf;
}

/** What only a six-order order has. */
export const nothingOfSixOrder = {
  publishConsent: false,
  place: { building: null },
  refusal: null,
  notes: [],
  proposal: null,
} as const;

interface Held {
  readonly kind: 'person' | 'unit' | 'team';
  readonly id: string;
}

/** A person, team or unit by name; empty when it has none before this reader. */
export function holderName({ kind, id }: Held, presenting: Presenting): string {
  return (kind === 'person' ? calledBy(presenting, id, 'accept') : presenting.directory.unitById(id)?.name) ?? '';
}

/**
 * The same with what tells one from the other: of a person what he works as, and where, which is all that is told of him to whom he is
 * not named (decision 0382); of a team the unit above. `path`: of the order.
 */
export function holderOf(holder: Held | null, presenting: Presenting, path: string): z.infer<typeof Order>['holder'] {
  if (holder === null) return null;
  const { kind, id } = holder;
  const known = { kind, id, name: holderName(holder, presenting) };
  if (kind !== 'person') {
    const at = presenting.directory.unitById(id);
    const within = at && refTo(presenting.directory, at).within;
    return { ...known, ...(within !== undefined && { within }) };
  }
  const as = worksAs(id, presenting, path);
  return { ...known, ...(as && { as }) };
}

/** Of a person the post that is the nearest to an order at `path`. */
export function worksAs(person: string, { directory }: Presenting, path: string): z.infer<typeof WorksAs> | undefined {
  const { post, unit } = capacityNear(directory, person, path) ?? {};
  return post && unit ? { role: { code: post.role, ...roleText(post.role) }, unit: refTo(directory, unit) } : undefined;
}
