// When a message that was not taken is sent again, and when an endpoint is left alone.
//
// Source: the Standard Webhooks specification (retry schedule, 410 ends an endpoint).

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Waits after the first, second … failed attempt, ms: about three days in all. After the last one the message is dead. */
const WAITS = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/** An endpoint that has taken nothing for so long is switched off: before any of its messages is dead, so that all of them wait. */
export const FAILING_MS = 2 * 24 * HOUR;

/** How long a message waits after its `attempts`-th failed attempt; null when there is no further one. */
export const waitAfter = (attempts: number): number | null => WAITS[attempts - 1] ?? null;

/** How long everything for an endpoint waits after so many failures in a row. */
export const quietAfter = (failures: number): number => Math.min(5_000 * 2 ** Math.min(failures - 1, 10), 5 * MINUTE);
