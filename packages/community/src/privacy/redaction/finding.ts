// What redaction finds in a text.

/** `number`: a long number of no known kind (an account with the power company, a foreign telephone). */
export const findingKinds = [
  'phone',
  'landline',
  'id',
  'card',
  'plate',
  'email',
  'account',
  'number',
  'address',
  'name',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** `start` and `end` count UTF-16 units of the text; `mask` stands in their place in the redacted copy. */
export interface Finding {
  readonly kind: FindingKind;
  readonly start: number;
  readonly end: number;
  readonly mask: string;
  /** An address that ends at a building, an entrance or a village group: where something is, and nobody's door. */
  readonly place?: true;
}
