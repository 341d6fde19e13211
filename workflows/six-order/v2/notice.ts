// Whom the chart tells what: the effect `notify`.
import type { Context, OrderClockName } from './context.ts';
import type { Args } from './event.ts';

export interface Notice {
  /** Persons, teams or units. */
  readonly to: readonly string[];
  /** The unit whose dispatchers are told, while nobody in particular has the order in hand. */
  readonly desk: string | null;
  /** The unit that it went up to: whoever supervises there is told, too. */
  readonly overseers?: string;
  /** The unit whose publishers are told. */
  readonly publishers?: string;
  /** Persons, teams or units whom their card tells: of those nobody is told twice. */
  readonly otherThan?: readonly string[];
  readonly template: string;
  readonly number: string;
  readonly category: string;
  readonly clock?: OrderClockName;
  /** When that clock is due, epoch ms. */
  readonly dueAt?: number;
  /** What else is late, where one reminder speaks for all (clock.ts, L3). */
  readonly late?: readonly OrderClockName[];
  readonly colour?: string;
}

export type Who = (context: Context) => readonly string[];

const present = (...ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null && id !== undefined)),
];

export const nobody: Who = () => [];
/** Whose order it is, and who entered it. */
export const owners: Who = ({ resident, openedBy }) => present(resident, openedBy);
/** Whoever accepted it, or else whom it was dispatched to. */
export const workers: Who = ({ handler, holder }) => present(handler ?? holder?.id);
/** Whoever dispatched it; before that, nobody in particular: its desk. */
export const office: Who = ({ dispatcher }) => present(dispatcher);
export const workersAndOffice: Who = (context) => present(...workers(context), ...office(context));
/** Those who help and have not finished. */
export const assistants: Who = ({ assistants: all = [] }) => all.flatMap(({ id, doneAt }) => (doneAt === undefined ? [id] : []));
export const everyoneAtWork: Who = (context) => present(...workersAndOffice(context), ...assistants(context));
/** To whom it is to be handed over. */
export const receiver: Who = ({ transfer }) => present(transfer?.to.id);

interface More {
  readonly clock?: OrderClockName;
  readonly colour?: string;
  /** Also the dispatchers of the street's duty room, or of the unit that it went up to. */
  readonly desk?: 'street' | 'level';
  /** Also the publishers of its place. */
  readonly publishers?: true;
  /** But not to these, nor to anybody whom a unit of them stands for. */
  readonly otherThan?: Who;
}

const deskOf = (context: Context, desk: More['desk']): string => {
  const street = context.unit.street ?? context.unit.id;
  return desk === 'level' ? (context.level ?? street) : street;
};

/** A notice about this order to some of its people. */
export const tell = (template: string, who: Who, { desk, publishers, otherThan, ...more }: More = {}) => ({
  type: 'notify' as const,
  params: ({ context }: Args): Notice => {
    const to = who(context);
    const due = more.clock && context.clocks[more.clock];
    return {
      category: context.category,
      ...more,
      desk: desk ? deskOf(context, desk) : to.length === 0 && !publishers ? context.unit.id : null,
      ...(due && { dueAt: due.dueAt }),
      number: context.number,
      ...(otherThan && { otherThan: otherThan(context) }),
      ...(desk === 'level' && { overseers: deskOf(context, desk) }),
      ...(publishers && { publishers: context.unit.id }),
      template,
      to,
    };
  },
});
