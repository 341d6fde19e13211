// Whether somebody sits at the desk that an order comes to: else it is the street's duty room at once (值班室).
//
// Owns: which desk that is, and when nobody is there. Not ours: deputies, who act in a post of their own (../people), what the order
// does then (the workflow). Source: domain research 2.6; A/B 岗、夜间 (design).
import { dispatchesAt } from '../authority/authority.ts';
import { isWorkday, type Calendar } from '../calendar/calendar.ts';
import { closeOf } from '../calendar/counting.ts';
import { dayOf, startOf } from '../calendar/day.ts';
import type { Directory } from '../directory.ts';
import type { Unit } from '../units/unit.ts';

/** `away`: all who dispatch there are on leave and no deputy stands in. `night`: the office is closed. */
export type Unmanned = 'away' | 'night';

interface Asking {
  readonly directory: Directory;
  readonly calendar: Calendar;
  /** Where the order lies. */
  readonly unit: Unit;
  readonly category: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Null when somebody is there, and where the desk is the street's own: whoever is on duty there has nobody to hand over to. */
export function unmannedAt({ directory, calendar, unit, category, at }: Asking): Unmanned | null {
  const desk = deskOf({ directory, unit, category });
  if (!desk || ['city', 'county', 'street'].includes(desk.unit.kind)) return null;
  if (desk.there.every(({ person }) => directory.awayAt(person, at) !== undefined)) return 'away';
  return isOpen(calendar, at) ? null : 'night';
}

/**
 * Whether anybody at all dispatches orders of the kind there, at the place or at a unit above it: elsewhere none is taken, for
 * nobody would ever get it. On leave and at night somebody does.
 */
export const isServed = (asking: Pick<Asking, 'directory' | 'unit' | 'category'>): boolean => deskOf(asking) !== undefined;

/** A kind of order that whoever dispatches any dispatches too. */
const PLAIN = '0101';

/** Whether orders are taken there at all. */
export const takesOrders = (directory: Directory, unit: Unit): boolean => isServed({ directory, unit, category: PLAIN });

/** The nearest unit from the place upwards that dispatches orders of the kind, mostly its own community's branch; and who does there. */
function deskOf({ directory, unit, category }: Pick<Asking, 'directory' | 'unit' | 'category'>) {
  for (const desk of directory.lineOf(unit).toReversed()) {
    const there = dispatchersAt(directory, desk, { category, path: unit.path });
    if (there.length > 0) return { unit: desk, there };
  }
  return undefined;
}

function dispatchersAt(directory: Directory, desk: Unit, place: { readonly category: string; readonly path: string }) {
  return directory.postsIn(desk.id).filter(({ id }) => {
    const actor = directory.actorOf(id);
    return actor !== undefined && dispatchesAt({ ...actor, holds: [] }, place);
  });
}

/** From the opening to the close of a working day, the noon break included. */
function isOpen(calendar: Calendar, at: number): boolean {
  const day = dayOf(at);
  const [first] = calendar.spansOn(day);
  return (
    isWorkday(calendar, day) && first !== undefined && at >= startOf(day) + first[0] * 60_000 && at <= closeOf(calendar, day)
  );
}
