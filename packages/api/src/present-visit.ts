// A visit (走访单) as this reader may see it.
import { clocksOf } from '@six-order/workflows/visit/clocks';
import { contextOf, handlingOf } from '@six-order/workflows/visit/face';
import { iso, isoOrNull } from './iso-instant.ts';
import { presentClock } from './present-clock.ts';
import { calledBy } from './present-names.ts';
import { holderOf, nothingOfSixOrder, type Presenter } from './presenter.ts';
import { unitRef } from './unit-ref.ts';

export const visitPresenter: Presenter = {
  summary({ snapshot, face }, presenting) {
    const { visitor, endedAt } = contextOf(snapshot);
    return {
      state: { handling: handlingOf(snapshot), supervision: null, publication: null },
      category: null,
      urgency: null,
      closedAt: isoOrNull(endedAt),
      holder: holderOf({ kind: 'person', id: visitor }, presenting, face.path),
      stations: [],
      clocks: clocksOf(snapshot, presenting.now).map(presentClock),
    };
  },
  detail({ snapshot }, presenting, shown) {
    const { unit, purpose, visitor, plannedBy, repeats, moves, records, orders } = contextOf(snapshot);
    const by = (person: string | null) => calledBy(presenting, person, 'accept');
    return {
      ...nothingOfSixOrder,
      notes: [],
      visit: {
        place: unitRef(presenting.directory, unit.id),
        purpose,
        visitor: by(visitor),
        plannedBy: by(plannedBy),
        repeats,
        moves,
        records: records.map((one, n) => ({
          at: iso(one.at),
          by: by(one.by),
          outcome: one.outcome,
          text: shown[`records.${n}.text`],
        })),
        orders: [...orders],
      },
    };
  },
};
