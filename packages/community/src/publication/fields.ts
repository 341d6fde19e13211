// What may be shown of an order beside its rewritten text. Which of them are, is said when it is approved.
// Source: domain research 7.

export const publicFields = ['after', 'steps', 'team', 'days', 'stars', 'photos'] as const;
export type PublicField = (typeof publicFields)[number];
