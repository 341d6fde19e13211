// What the staff's pages begin beside orders, and in which roles. Whether it may be begun at a place authority decides. Imports nothing:
// it is the browser's too.
export const matters = ['mediation', 'visit', 'deliberation', 'task', 'campaign', 'petition'] as const;
export type Matter = (typeof matters)[number];

/** A campaign (专项) is a task of its own kind, what is handed over to 信访 a referral; it is begun from an order alone. */
export const workflowOf = (matter: Matter): string => ({ campaign: 'task', petition: 'referral' })[matter as string] ?? matter;

const givers = ['community', 'street', 'leader'];
const near = ['grid-worker', 'opinion-aide', 'secretary', 'community', 'street'];

/** Those of `community/authority` who work at a desk; a test compares the two. */
const beginners: Readonly<Record<Matter, ReadonlySet<string>>> = {
  mediation: new Set([...near, 'window']),
  visit: new Set([...near, 'leader']),
  deliberation: new Set([...near, 'window', 'representative', 'leader']),
  task: new Set(givers),
  campaign: new Set(givers),
  petition: new Set(['secretary', 'community', 'street']),
};

export const mayBegin = (role: string, matter: Matter): boolean => beginners[matter].has(role);
