// How many statements each command may send to PostgreSQL: the budget, written down, and the count that every street keeps of it.
//
// B1: a command that is sent alone is counted from load to commit, with its facts, its number and its refusal. B2: what other
// processes are told of a commit belongs to no command: it is told for many at once, at a time of its own. B3: an order that this
// process has just committed is not loaded, so most commands cost one less.
import type { Pool, PoolClient } from 'pg';

/** Load and commit; what a command asks of other rows comes on top. */
const LOAD_AND_COMMIT = 2;

/** Beyond load and commit: what for. */
const beyond: Readonly<Record<string, Readonly<Record<string, readonly [statements: number, what: string]>>>> = {
  'six-order': {
    place: [1, 'its number instead of the load; uploads that it names; the load of the member it is settled by'],
    submit: [1, 'uploads that it names'],
    note: [1, 'uploads that it names'],
    progress: [1, 'uploads that it names'],
    finish: [1, 'uploads that it names'],
    settle: [1, 'the order that was about the same'],
    refuse: [1, 'the order that was about the same'],
    dispatch: [1, 'the load of the person'],
    involve: [1, 'the load of the person'],
    transfer: [1, 'the load of the person'],
    merge: [1, 'the order to merge into'],
    split: [1, 'the order that it was merged into'],
    clearFinding: [6, 'the order, and its sealed values for the scan'],
    publish: [9, 'the order, and its sealed values for the scan; where somebody objected, its journal, and what went by it'],
  },
  card: { issue: [1, 'its number and the order that it is about, instead of the load'] },
  'data-request': { carryOut: [1, 'what is carried out'] },
  mediation: { open: [2, 'its number, and the disputes at the same place, instead of the load'] },
  warning: { raise: [1, 'its number instead of the load'] },
  visit: { link: [1, 'the order that is linked'] },
  task: {
    assign: [1, 'its number, and tasks that asked for the same form, instead of the load'],
    passOn: [1, 'tasks that asked for the same form'],
  },
  emergency: {
    propose: [1, 'its number, and emergencies that hold, instead of the load'],
    confirm: [1, 'emergencies that hold at the same place'],
  },
  referral: { open: [1, 'its number and the order that it is about, instead of the load'] },
  deliberation: { propose: [1, 'its number and the order that is put before it, instead of the load'] },
};

/** A batch of timers is fired by so many, one timer or a hundred. */
export const FIRE_BUDGET = 3;

export const budgetOf = (workflow: string, type: string): number => LOAD_AND_COMMIT + (beyond[workflow]?.[type]?.[0] ?? 0);
export const budgetReason = (workflow: string, type: string): string => beyond[workflow]?.[type]?.[1] ?? '';
export const budgeted: readonly (readonly [workflow: string, type: string])[] = Object.entries(beyond).flatMap(
  ([workflow, commands]) => Object.keys(commands).map((type) => [workflow, type] as const),
);

export interface Counted {
  /** Statements so far. */
  count(): number;
}

const isTelling = (text: string): boolean => /pg_notify|^listen /i.test(text);

/** Counts what goes over the connections of these pools from now on. */
export function countAt(pools: readonly Pool[]): Counted {
  let sent = 0;
  for (const pool of pools) {
    pool.on('connect', (client: PoolClient) => {
      const send = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((...args: unknown[]) => {
        const [first] = args as [string | { text?: string }];
        if (!isTelling(typeof first === 'string' ? first : (first.text ?? ''))) sent += 1;
        return send(...args);
      }) as typeof client.query;
    });
  }
  return { count: () => sent };
}
