// What the chart's guards and actions see of a command, or of a clock that rang.
import { assign, raise } from 'xstate';
import type { Context } from './context.ts';

export interface Event {
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: { readonly person: string | null; readonly post: string | null; readonly role: string };
  /** Empty when it is only asked whether the command could be sent. */
  readonly input: Readonly<Record<string, any>>;
  readonly facts: Readonly<Record<string, any>>;
}

export interface Args {
  readonly context: Context;
  readonly event: Event;
}

/** A part of the chart's configuration. It is typed when the machine is made of all parts (machine.ts). */
export type Part = Record<string, any>;

/** An action that changes what the order remembers. */
export const remember = (change: (args: Args) => Partial<Context>): any => assign(change as never);

/** Passes the instant on to an event that another region waits for (M1). */
export const signal = (type: string): any => raise(({ event }: { event: Event }) => ({ ...event, type }) as never);
