// The net: a beat every ten seconds, on which whichever process takes it looks for what no wake-up announced: timers and
// effects that another process committed, leases and offers that nobody kept.
//
// Keeps: N1 – the beat comes from the queues' scheduler, once for all processes. N2: a process that has heard no beat for
// three of them looks by itself and sets the scheduler again: the queue store may have been emptied (I6).
import { faultFields, type Log } from './log.ts';

export const BEAT_MS = 10_000;

export interface NetOptions {
  readonly log: Log;
  /** Sets the scheduler, if it is not there. */
  readonly schedule: (everyMs: number) => Promise<void>;
  /** What is to be looked for. */
  readonly look: () => Promise<void>;
}

export interface Net {
  /** A beat came. */
  beat(): Promise<void>;
  close(): void;
}

export function createNet({ log, schedule, look }: NetOptions): Net {
  let closed = false;
  let silence: NodeJS.Timeout | undefined;

  const listen = (): void => {
    clearTimeout(silence);
    if (!closed) silence = setTimeout(() => void unheard(), 3 * BEAT_MS);
  };

  async function unheard(): Promise<void> {
    listen();
    await schedule(BEAT_MS).catch((error: unknown) => log.warn(faultFields(error), 'the beat could not be scheduled'));
    await look();
  }

  listen();
  return {
    async beat() {
      listen();
      await look();
    },
    close() {
      closed = true;
      clearTimeout(silence);
    },
  };
}
