// Names of the marks of evaluations (mark-store.ts).

/**
 * 同一设备: evaluations for other residents came from it in the month. 同一对: the same member and resident more often than
 * points are given for. 自家: whoever did the work lives where the order is about, or where its resident lives.
 */
export const evaluationMarks = ['same-device', 'same-pair', 'own-household'] as const;
export type EvaluationMark = (typeof evaluationMarks)[number];

/** What came of looking: 回访是居民本人的意思, 不是居民本人的意思, 核实不了. */
export const reviewOutcomes = ['own-word', 'not-own-word', 'unclear'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];
