import type { CardReason } from '@six-order/community/supervision/reason';
import { defineWorkflow, type Json, type Snapshot } from '@six-order/engine';
import { face } from '../face.ts';
import { commands } from './commands.ts';
import type { Context } from './context.ts';
import { machine } from './machine.ts';
import { isBad } from './rules/evaluation.ts';

/** Effects that the chart asks for; the worker has one handler for each. */
const effects = ['notify', 'command', 'attach', 'board'] as const;
export type EffectType = (typeof effects)[number];

/**
 * A version 1 order stands where it stood; what is new is absent until there is something to say (X2). The card that it shows
 * was never opened as one of its own: the next of its colour and reason takes its place.
 */
const reasonOf = (colour: string, context: Snapshot['context']): CardReason => {
  if (colour !== 'red') return colour === 'yellow' ? 'overdue' : 'stage-missed';
  const { rounds } = context as unknown as Context;
  return rounds.filter(isBad).length > 1 ? 'bad-again' : 'gravely-overdue';
};

const DAY_MS = 86_400_000;
/** China's own time, without summer time since 1992. */
const SHANGHAI_MS = 8 * 3_600_000;

/** Until when an evaluation of version 1, which said nothing of it, may be changed: the end of the seventh day after it. */
const changeBy = (at: number): number => (Math.floor((at + SHANGHAI_MS) / DAY_MS) + 8) * DAY_MS - SHANGHAI_MS;

function fromV1({ value, context: before }: Snapshot): Snapshot {
  const old = value as { readonly [region: string]: Json };
  const colour = old['supervision'] as string;
  const { rounds } = before as unknown as Context;
  const context = {
    ...before,
    rounds: rounds.map((round) => ({ ...round, changeBy: changeBy(round.at) })),
  } as Snapshot['context'];
  return {
    value: { ...old, aside: 'off' },
    context: colour === 'clear' ? context : { ...context, cards: [{ card: null, colour, reason: reasonOf(colour, context) }] },
  };
}

/** The work of version 1 had ended and nobody had published it: from now on it has its limit. */
const askedOnMoving = ({ value, context }: Snapshot): readonly { readonly type: string; readonly params: Json }[] => {
  const publication = (value as { readonly [region: string]: Json })['publication'];
  const waits = (publication === 'open' || publication === 'proposed') && context['closedAt'] !== null;
  return waits ? [{ type: 'command', params: { order: 'self', type: 'limitPublication', input: {}, optional: true } }] : [];
};

export const v2 = defineWorkflow({
  id: 'six-order',
  version: 2,
  title: { zh: '六单', en: 'Six orders' },
  machine,
  opens: 'place',
  commands,
  effects,
  face,
  migrates: { from: 1, snapshot: fromV1, effects: askedOnMoving },
});
