// What an order shows of itself on the public board (domain research 7), from its snapshot and its opened proposal.
//
// Keeps: I12, I13. P1: only what was approved; days, never hours; a grid only where enough households live.
import { dayOf, sayDay, startOf } from '@six-order/community/calendar/day';
import { GRID_HOUSEHOLDS, type Gone, type ItemStatus, type PublicItem } from '@six-order/community/publication/item';
import { publicFields } from '@six-order/community/publication/fields';
import type { PreparedPhoto } from '@six-order/community/publication/photo';
import type { Proposal } from '@six-order/community/publication/scan';
import type { Unit } from '@six-order/community/units/unit';
import type { Json, StoredOrder } from '@six-order/engine';
import { contextOf, stateOf } from './face.ts';
import { evaluatedTime, publishedTime, redoneOf } from './redone.ts';
import { stationsOf, type Station } from './stations.ts';
import type { Context } from './v2/context.ts';

const statuses: Readonly<Record<string, ItemStatus>> = {
  finished: 'waiting',
  evaluated: 'evaluated',
  unanswered: 'unanswered',
  withdrawn: 'ended',
  merged: 'ended',
};

/** How often it was done again by now: without the time that is under way, and one that came to nothing. */
function timesRedone(context: Context, status: ItemStatus): number {
  const redone = redoneOf(context);
  if (redone === null) return 0;
  const concluded = context.notes.some(({ about, at }) => about === 'conclusion' && at >= redone.since);
  return redone.time - (concluded || status === 'reworking' || status === 'ended' ? 2 : 1);
}

/** By its last card, as long as it was worked on; null: no card was issued, and of supervision there is nothing to tell. */
const supervisedAt = ({ cardAt, finishedAt }: Context): number | null =>
  cardAt === null ? null : Math.min(cardAt, finishedAt ?? cardAt);

/** The board tells on which day somebody took it on, however often it was done since. */
const dayOfStep = (context: Context, { station, enteredAt }: Station): number | null =>
  station === 'supervise' ? supervisedAt(context) : station === 'accept' ? context.acceptedAt : enteredAt;

const wentBy: Readonly<Record<string, Gone>> = { hidden: 'hidden' };

const day = (at: number): string => sayDay(dayOf(at));

export interface Showing {
  readonly alias: string;
  readonly publishedAt: number;
  readonly until: number;
  /** Code of the community. */
  readonly community: string;
  /** Without its photographs: those are drawn apart. */
  readonly item: PublicItem | Gone;
  readonly photos: readonly PreparedPhoto[];
}

/**
 * Null when the order was never published. `line`: its unit and those above it, the county first. `proposal`: null when it was
 * erased. `settled`: it must have a name on the board (orders published before there was one have none).
 */
export function publicItemOf({ snapshot, face }: StoredOrder, line: readonly Unit[], proposal: Proposal | null): Showing | null {
  const context = contextOf(snapshot);
  const { handling, publication } = stateOf(snapshot);
  const { showing, publishedAt } = context;
  if (!showing || publishedAt === null) return null;
  const community = line.find(({ kind }) => kind === 'community') ?? line.find(({ kind }) => kind === 'street') ?? line[0];
  if (!community) return null;
  const place = { alias: showing.alias, publishedAt, until: showing.until, community: community.code, photos: [] };
  if (publication !== 'published') return { ...place, item: wentBy[publication] ?? 'retracted' };
  if (!proposal) return { ...place, item: 'erased' };
  const shows = (field: string): boolean => showing.fields.includes(field);
  const grid = line.find(({ kind }) => kind === 'grid');
  const households = grid?.flags['households'];
  const status = statuses[handling] ?? 'reworking';
  const last = status === 'evaluated' ? context.rounds.at(-1) : undefined;
  const redone = timesRedone(context, status);
  const resultOf = publishedTime(context);
  const finishedAt = context.finishedAt;
  const team = context.holder?.kind === 'person' ? null : (context.holder?.id ?? null);
  return {
    ...place,
    photos: shows('photos') ? (context.proposal?.photos ?? []) : [],
    item: {
      alias: showing.alias,
      category: context.category,
      unit: typeof households === 'number' && households >= GRID_HOUSEHOLDS && grid ? grid.id : community.id,
      status,
      title: proposal.title,
      before: proposal.text,
      after: shows('after') ? (proposal.after ?? null) : null,
      steps: shows('steps')
        ? stationsOf(snapshot)
            .filter(({ status: standing }) => standing === 'done')
            .flatMap((step) => {
              const at = dayOfStep(context, step);
              return at === null ? [] : [{ station: step.station, day: day(at) }];
            })
        : null,
      team,
      showsTeam: shows('team'),
      days: shows('days') && finishedAt !== null ? dayOf(finishedAt) - dayOf(face.openedAt) : null,
      ...(redone > 0 && { redone }),
      ...(resultOf !== null && { resultOf }),
      ...(resultOf !== null && last && { evaluationOf: evaluatedTime(context, last.at) }),
      stars: shows('stars') && last?.counts !== false ? (last?.stars ?? null) : null,
      solved: last?.counts !== false ? (last?.solved ?? null) : null,
      publishedAt,
      until: showing.until,
      changedAt: Math.max(
        publishedAt,
        ...[finishedAt, context.rounds.at(-1)?.at, context.falseAt].map((at) => (at ? startOf(dayOf(at)) : 0)),
      ),
    },
  };
}

/** As the board shows it: while another text is at work, what still stands there is its proposal. */
export function asShown(order: StoredOrder): StoredOrder {
  const { stillShown } = contextOf(order.snapshot);
  if (!stillShown) return order;
  const context = { ...order.snapshot.context, proposal: stillShown as unknown as Json };
  return { ...order, snapshot: { ...order.snapshot, context } };
}

/** How its proposal would stand on the board with every field, if it were published at `now` (epoch ms); null: there is none. */
export function previewOf(order: StoredOrder, line: readonly Unit[], proposal: Proposal | null, now: number): Showing | null {
  const { snapshot } = order;
  const context = { ...snapshot.context, showing: { alias: '', until: now, fields: [...publicFields] }, publishedAt: now };
  const value = { ...(snapshot.value as object), publication: 'published' };
  const showing = publicItemOf({ ...order, snapshot: { ...snapshot, value, context } }, line, proposal);
  return showing && typeof showing.item !== 'string' ? showing : null;
}
