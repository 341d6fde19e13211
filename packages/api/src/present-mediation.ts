// A mediation (调解单) and a warning (预警研判单) as this reader may see them.
import type { z } from 'zod';
import type { StoredOrder } from '@six-order/engine';
import type { Reader } from '@six-order/community/authority/reader';
import { isOfASide, isShutOut } from '@six-order/community/authority/relation';
import { mediationRules } from '@six-order/community/mediation/rules';
import { markOf } from '@six-order/community/units/marks';
import { clocksOf } from '@six-order/workflows/mediation/clocks';
import { personsOf, unitsOf, type Context, type Side } from '@six-order/workflows/mediation/context';
import { contextOf, handlingOf } from '@six-order/workflows/mediation/face';
import { mediationChartRules } from '@six-order/workflows/mediation/rules';
import { clocksOf as warningClocksOf } from '@six-order/workflows/warning/clocks';
import { contextOf as warningOf, handlingOf as warningHandlingOf } from '@six-order/workflows/warning/face';
import type { Mediation } from './contract/mediation.ts';
import { iso, isoOrNull } from './iso-instant.ts';
import { presentClock } from './present-clock.ts';
import { calledBy } from './present-names.ts';
import { holderOf, nothingOfSixOrder, type Presenter, type Presenting, worksAs } from './presenter.ts';
import { unitRef } from './unit-ref.ts';

type Shown = Parameters<Presenter['detail']>[2];

const nobody = { persons: [], unit: null, name: null };
const nothingOfIt = {
  parties: { a: nobody, b: nobody },
  building: undefined,
  sessions: [],
  agreement: null,
  confirmation: null,
  followUps: [],
  order: null,
};

/** Both sides know who mediates: they may ask for another (decision 0340). */
const isSideOf = ({ person, holds }: Reader, context: Pick<Context, 'parties' | 'resident'>): boolean =>
  (person !== null && [...personsOf(context), context.resident].includes(person)) ||
  unitsOf(context).some((unit) => holds.includes(unit));

const mediatorOf = (presenting: Presenting, person: string | null): string | null =>
  person === null ? null : (presenting.directory.personName(person) ?? calledBy(presenting, person, 'accept'));

function telephoneOf(directory: Presenting['directory'], holder: string): string | null {
  const unit = directory.unitById(holder);
  const line = unit ? directory.lineOf(unit).toReversed() : [];
  return line.map((above) => markOf(above, 'telephone')).find((number) => number !== undefined) ?? null;
}

/** Of a side, or not its mediator any more. */
const whyOut = (reader: Reader, order: StoredOrder) => {
  const { zh, en } = isOfASide(reader, order) ? mediationRules['mediator-apart'] : mediationChartRules['is-not-excluded'];
  return { zh, en };
};

const hasContact = (shown: Shown): boolean => shown['contact.name'] !== undefined || shown['contact.phone'] !== undefined;

export const mediationPresenter: Presenter = {
  summary({ snapshot, face }, presenting) {
    const context = contextOf(snapshot);
    return {
      state: { handling: handlingOf(snapshot), supervision: null, publication: null },
      category: context.category,
      urgency: null,
      closedAt: isoOrNull(context.endedAt),
      holder: holderOf(context.holder, presenting, face.path),
      stations: [],
      clocks: clocksOf(snapshot, presenting.now).map(presentClock),
    };
  },
  detail(order, presenting, shown, access) {
    const all = contextOf(order.snapshot);
    const shutOut = isShutOut(presenting.reader, order);
    // The other side learns no more of what it was born of than of what was asked.
    const told = access('text') === 'none' ? { ...all, order: null } : all;
    const context = shutOut ? { ...all, ...nothingOfIt } : told;
    return {
      ...nothingOfSixOrder,
      notes: [],
      text: shown.text,
      ...(hasContact(shown) && { contact: { name: shown['contact.name'], phone: shown['contact.phone'] } }),
      place: { building: context.building === undefined ? null : unitRef(presenting.directory, context.building) },
      mediation: {
        ...mediationOf(context, presenting, shown, order.face.path),
        ...(shutOut && { keepsOut: whyOut(presenting.reader, order) }),
      },
    };
  },
};

function mediationOf(
  context: Omit<Context, 'building'>,
  presenting: Presenting,
  shown: Shown,
  path: string,
): z.infer<typeof Mediation> {
  const { standing, agreement, confirmation, parties } = context;
  const { directory } = presenting;
  const by = (person: string | null) => calledBy(presenting, person, 'accept');
  const mediatorAs = context.mediator === null ? undefined : worksAs(context.mediator, presenting, path);
  const side = (which: Side) => ({
    name: shown[`party.${which}`],
    persons: parties[which].persons.length,
    unit: parties[which].unit === null ? null : unitRef(directory, parties[which].unit),
  });
  return {
    parties: { a: side('a'), b: side('b') },
    rung: {
      number: standing.rung + 1,
      last: standing.last,
      zh: standing.zh,
      en: standing.en,
      holder: unitRef(directory, context.holder.id),
      telephone: telephoneOf(directory, context.holder.id),
    },
    mediator: isSideOf(presenting.reader, context) ? mediatorOf(presenting, context.mediator) : by(context.mediator),
    ...(mediatorAs && { mediatorAs }),
    climbs: context.climbs.map((climb) => ({ at: iso(climb.at), by: by(climb.by), rung: climb.rung + 1 })),
    sessions: context.sessions.map((one, n) => ({ at: iso(one.at), by: by(one.by), text: shown[`sessions.${n}.text`] })),
    agreement: agreement && { at: iso(agreement.at), form: agreement.form, text: shown.result, signed: agreement.signed },
    confirmation: confirmation && {
      appliedAt: iso(confirmation.appliedAt),
      ruledAt: isoOrNull(confirmation.ruledAt),
      confirmed: confirmation.confirmed,
    },
    followUps: context.followUps.map((one, n) => ({
      at: iso(one.at),
      by: by(one.by),
      kept: one.kept,
      text: shown[`followUps.${n}.text`],
    })),
    told: [...context.told],
    order: context.order,
  };
}

export const warningPresenter: Presenter = {
  summary({ snapshot, face }, presenting) {
    const context = warningOf(snapshot);
    return {
      state: { handling: warningHandlingOf(snapshot), supervision: context.colour, publication: null },
      category: context.category,
      urgency: null,
      closedAt: isoOrNull(context.endedAt),
      holder: holderOf(context.holder, presenting, face.path),
      stations: [],
      clocks: warningClocksOf(snapshot, presenting.now).map(presentClock),
    };
  },
  detail({ snapshot }, presenting, shown) {
    const context = warningOf(snapshot);
    const by = (person: string | null) => calledBy(presenting, person, 'accept');
    const { closing } = context;
    return {
      ...nothingOfSixOrder,
      notes: [],
      warning: {
        colour: context.colour,
        place: unitRef(presenting.directory, context.unit.id),
        count: context.count,
        times: context.times,
        owner: by(context.owner),
        measures: context.measures.map((one, n) => ({
          at: iso(one.at),
          by: by(one.by),
          text: shown[`measures.${n}.text`],
          reviewAt: iso(one.reviewAt),
        })),
        closing: closing && { at: iso(closing.at), by: by(closing.by), eased: closing.eased, text: shown.result },
      },
    };
  },
};
