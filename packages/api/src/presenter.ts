// What each workflow's presenter gives of an order; the rest of the answer is the same for all (present-order.ts).
import type { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import type { Reader } from '@six-order/community/authority/reader';
import type { CountyRules } from '@six-order/community/county-rules/county-rules';
import type { Disclosed } from '@six-order/community/privacy/disclose';
import type { Access, FieldKind } from '@six-order/community/privacy/fields';
import type { StoredOrder } from '@six-order/engine';
import type { Order, OrderSummary } from './contract/order.ts';
import { calledBy, officialName } from './present-names.ts';

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

/** A person, team or unit by name. */
export function holderOf(
  holder: { readonly kind: 'person' | 'unit' | 'team'; readonly id: string } | null,
  presenting: Presenting,
): z.infer<typeof Order>['holder'] {
  if (holder === null) return null;
  const name =
    holder.kind === 'person'
      ? (officialName(presenting, holder.id) ?? calledBy(presenting, holder.id, 'accept'))
      : presenting.directory.unitById(holder.id)?.name;
  return { kind: holder.kind, id: holder.id, name: name ?? '' };
}
