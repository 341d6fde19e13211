// How busy the system is with commands: effects wait while it is (commands first).
import type { Engine } from '@six-order/engine/runtime';
import { AGAIN_MS } from './relay.ts';

/** The rate is that of the last window, or of the one that runs if that is higher already. */
const WINDOW_MS = 250;
/** Commands a second up to which nobody has to wait. */
const FREE_PER_SECOND = 200;
/** With 5,000 commands a second, effects leave the machine to them for a second after each look; with fewer, in proportion. */
const PAUSE_PER_COMMAND_MS = 0.2;
const LONGEST_PAUSE_MS = 1_000;
/** Commands a second, whoever sent them, from which on what can wait a minute leaves the machine to them. */
const FLOOD_PER_SECOND = 250;
/** In a flood, effects are looked for so far apart: a look for each of them would take the machine from it. */
const FLOOD_PAUSE_MS = 100;
/** For so long a flood is waited out. */
const FLOOD_MS = 60_000;
/** It is over after so long without one: longer than effects wait for their next offer, so that what waited has gone by then. */
const CALM_MS = 31_000;

export interface Load {
  /** Commands that the delivery of effects itself had the engine apply: for them nobody waits. */
  ours(count: number): void;
  /** How long (ms) effects should leave the machine to commands now. */
  pause(): number;
  /**
   * Whether commands come in thousands, those of effects too: a street in an emergency, a new calendar. After a minute of it no more,
   * until it has been over for half a minute: by then what waits has waited enough, however the flood comes and goes.
   */
  flooded(): boolean;
  /** From when on (epoch ms of wall time) what can wait should be offered: in a flood not before its next look; null: at once. */
  offersFrom(): number | null;
  close(): void;
}

/** Counts the commands that this process commits or hears of. `wall` gives epoch ms. */
export function watchLoad({ engine, wall }: { readonly engine: Pick<Engine, 'onChange'>; readonly wall: () => number }): Load {
  let from = wall();
  let commands = 0;
  let lastRate = 0;
  let all = 0;
  let lastOfAll = 0;
  let floodedSince: number | null = null;
  let calmMs = 0;
  const roll = (): void => {
    const ms = wall() - from;
    if (ms < 0) putBack(wall());
    if (ms < WINDOW_MS) return;
    lastRate = (commands * 1000) / ms;
    lastOfAll = (all * 1000) / ms;
    calmMs = lastOfAll <= FLOOD_PER_SECOND ? calmMs + ms : 0;
    if (calmMs >= CALM_MS) floodedSince = null;
    commands = 0;
    all = 0;
    from += ms;
  };
  /** The clock was: else this window would end when it is that late again, and count as a flood until then. */
  const putBack = (to: number): void => {
    from = to;
    [commands, all, lastRate, lastOfAll] = [0, 0, 0, 0];
    floodedSince = null;
  };
  const floods = (): boolean => Math.max(lastOfAll, (all * 1000) / WINDOW_MS) > FLOOD_PER_SECOND;
  const stopListening = engine.onChange((changes) => {
    roll();
    commands += changes.length;
    all += changes.length;
  });
  const flooded = (): boolean => {
    roll();
    if (!floods()) return false;
    floodedSince ??= wall();
    return wall() - floodedSince < FLOOD_MS;
  };
  return {
    ours(count) {
      commands = Math.max(0, commands - count);
    },
    pause() {
      roll();
      const rate = Math.max(lastRate, (commands * 1000) / WINDOW_MS);
      const forCommands = rate <= FREE_PER_SECOND ? 0 : Math.min(rate * PAUSE_PER_COMMAND_MS, LONGEST_PAUSE_MS);
      return Math.max(forCommands, floods() ? FLOOD_PAUSE_MS : 0);
    },
    flooded,
    offersFrom: () => (flooded() ? wall() + AGAIN_MS : null),
    close: stopListening,
  };
}
