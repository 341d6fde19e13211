// An emergency (应急响应) as this reader may see it.
import { parseDuration, sayDuration } from '@six-order/community/deadlines/duration';
import { planAt } from '@six-order/community/emergency/plan';
import type { Words } from '@six-order/community/rules/rule';
import { clocksOf, confirmByOf, plannedEndOf } from '@six-order/workflows/emergency/clocks';
import { contextOf, handlingOf } from '@six-order/workflows/emergency/face';
import { iso, isoOrNull } from './iso-instant.ts';
import { presentClock } from './present-clock.ts';
import { calledBy } from './present-names.ts';
import { nothingOfSixOrder, type Presenter } from './presenter.ts';
import { unitRef } from './unit-ref.ts';

export const emergencyPresenter: Presenter = {
  summary({ snapshot }, { now }) {
    return {
      state: { handling: handlingOf(snapshot), supervision: null, publication: null },
      category: null,
      urgency: null,
      closedAt: isoOrNull(contextOf(snapshot).closedAt),
      holder: null,
      stations: [],
      clocks: clocksOf(snapshot, now).map(presentClock),
    };
  },
  detail({ tenant, snapshot }, presenting, shown) {
    const { directory, rules, now } = presenting;
    const context = contextOf(snapshot);
    const { kind, hazard, level, document, scope, startedAt, endedAt, switching, entered, request } = context;
    const by = (person: string | null) => calledBy(presenting, person, 'accept');
    const call = context.calls.at(-1);
    const last = context.calls.length - 1;
    // As the plan called them by which it began.
    const { plan } = planAt(rules, hazard, { tenant, path: context.path, at: context.openedAt });
    const { plan: held } = planAt(rules, hazard, { tenant, path: context.path, at: now });
    const nameOf = (item: string): Words => plan.checklist.find(({ code }) => code === item) ?? { zh: item, en: item };
    const answered = (...states: readonly unknown[]): number =>
      call?.people.filter(({ state }) => states.includes(state)).length ?? 0;
    return {
      ...nothingOfSixOrder,
      notes: [],
      text: shown.text,
      emergency: {
        kind,
        hazard,
        level,
        document,
        scope: scope.map(({ id }) => unitRef(directory, id)),
        startedAt: isoOrNull(startedAt),
        endedAt: isoOrNull(endedAt),
        plannedEnd: isoOrNull(plannedEndOf(context)),
        confirmBy: isoOrNull(confirmByOf(context)),
        checklist: context.checklist.map(({ item, at, by: who }) => {
          const { zh, en } = nameOf(item);
          return { item, name: { zh, en }, at: isoOrNull(at), by: by(who) };
        }),
        decided: context.decided.map((one) => ({ ...one, at: iso(one.at), by: by(one.by) })),
        request: request && { level: request.level, document: request.document },
        orders: { entered, following: switching !== null && switching.doneAt === null ? switching.direction : null },
        reports: context.reports.map((one, n) => ({ at: iso(one.at), by: by(one.by), text: shown[`reports.${n}.text`] })),
        call: call
          ? {
              at: iso(call.at),
              by: by(call.by),
              text: shown[`calls.${last}.text`],
              called: call.people.length,
              own: call.people.some(({ person }) => person === presenting.reader.person),
              heard: answered('heard', 'out', 'there'),
              out: answered('out', 'there'),
              there: answered('there'),
              missing: call.people
                .filter(({ state }) => state === null)
                .map(({ person, team }) => ({ person, name: by(person), team: unitRef(directory, team) })),
            }
          : null,
        lasts: sayDuration(parseDuration(held.lasts[level])),
        review: context.review && { at: iso(context.review.at), by: by(context.review.by), text: shown.review },
        destroyed: context.destroyed && { at: iso(context.destroyed.at), orders: context.destroyed.orders },
      },
    };
  },
};
