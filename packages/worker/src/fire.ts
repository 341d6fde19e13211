// Fires a batch of leased timers: each is a full command of its order.
//
// Keeps: I7 – a timer that somebody else fired meanwhile is `gone`, and nothing was written.
import { setTimeout as sleep } from 'node:timers/promises';
import { RetryableError } from '@six-order/engine';
import type { DueTimer, Engine } from '@six-order/engine/runtime';
import { faultFields, type Log } from './log.ts';

/** Pauses before another try within the lease; what is left after them waits for the next lease. */
const PAUSES_MS = [100, 300, 900];

/**
 * Fires the timers and tries those again that met a passing fault (engine busy, connection lost). What still fails keeps
 * its row and is leased again when the lease is over. Resolves with what did not fire; never rejects.
 */
export async function fireAll(
  { engine, log }: { readonly engine: Pick<Engine, 'fire'>; readonly log: Log },
  timers: readonly DueTimer[],
): Promise<readonly DueTimer[]> {
  const failed: DueTimer[] = [];
  let left = timers;
  for (let turn = 0; ; turn += 1) {
    const results = await engine.fire(left);
    const again: DueTimer[] = [];
    for (const [index, result] of results.entries()) {
      if (!(result instanceof Error)) continue;
      const timer = left[index] as DueTimer;
      if (result instanceof RetryableError) {
        again.push(timer);
      } else {
        failed.push(timer);
        log.error({ order: timer.order, slot: timer.slot, timer: timer.id, ...faultFields(result) }, 'a timer cannot fire');
      }
    }
    const pause = PAUSES_MS[turn];
    if (again.length === 0) return failed;
    if (pause === undefined) {
      log.warn({ timers: again.length }, 'timers that could not be fired now wait for their next lease');
      return [...failed, ...again];
    }
    await sleep(pause);
    left = again;
  }
}
