// What the chart's guards and actions see of a command, or of a clock that rang, and how they answer.
import { assign, enqueueActions, raise } from 'xstate';
import type { Context, Note, NoteSubject } from './context.ts';

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

/** Whoever led the work once is remembered when another does: he judges none of it afterwards (domain research 3.1). */
const withFormer = ({ handler: before, formerHandlers = [] }: Context, change: Partial<Context>): Partial<Context> =>
  before === null || change.handler === undefined || change.handler === before || formerHandlers.includes(before)
    ? change
    : { ...change, formerHandlers: [...formerHandlers, before] };

/** An action that changes what the order remembers. */
export const remember = (change: (args: Args) => Partial<Context>): any =>
  assign(((args: Args) => withFormer(args.context, change(args))) as never);

/** Passes the instant on to an event that another region waits for (M1). */
export const signal = (type: string): any => raise(({ event }: { event: Event }) => ({ ...event, type }) as never);

/** Actions that are taken only where this holds at their turn. */
export const only = (holds: (args: Args) => boolean, ...actions: readonly any[]): any =>
  enqueueActions(({ context, event, enqueue }: any) => {
    if (holds({ context, event })) for (const action of actions) enqueue(action);
  });

/** What the effect `command` asks the worker for (worker/handlers/command). */
export interface Asked {
  /** The order it is for: `self`, or an id. */
  readonly order?: string;
  readonly workflow?: string;
  readonly type: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly sender?: string;
  readonly optional?: boolean;
  /** Under which others may ask for the same: it happens once. */
  readonly key?: string;
}

/** Sends a command to another order or to this one, or opens one. */
export const ask = (asked: (args: Args) => Asked): any => ({ type: 'command', params: asked });

/** Sends this order a command that needs facts, which a clock has not. By then it may be late: it is optional. */
export const askSelf = (type: string, input: Readonly<Record<string, unknown>> = {}): any =>
  ask(() => ({ order: 'self', type, input, optional: true }));

/** The notes with what the command says in its field, if it says anything. */
export function noted({ context, event: { at, actor, input } }: Args, about: NoteSubject, field = 'reason'): readonly Note[] {
  const text = input[field];
  return text ? [...context.notes, { at, by: actor.person, text, about }] : context.notes;
}
