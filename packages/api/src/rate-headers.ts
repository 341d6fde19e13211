// How much a caller may still ask, as headers (draft-ietf-httpapi-ratelimit-headers).

export interface Rate {
  readonly left: number;
  /** Until all of it is there again. */
  readonly resetSeconds: number;
  /** How many in how many seconds; absent where the wait alone is told. */
  readonly policy?: { readonly quota: number; readonly windowSeconds: number };
}

export const rateHeaders = ({ left, resetSeconds, policy }: Rate): Readonly<Record<string, string>> => ({
  ratelimit: `"default";r=${left};t=${resetSeconds}`,
  ...(policy && { 'ratelimit-policy': `"default";q=${policy.quota};w=${policy.windowSeconds}` }),
});
