// A request about one's own data (个人信息权利请求) as this reader may see it.
import { contextOf, handlingOf } from '@six-order/workflows/data-request/face';
import { shownClock } from '@six-order/workflows/shown-clock';
import { iso, isoOrNull } from './iso-instant.ts';
import { presentClock } from './present-clock.ts';
import { notedBy } from './present-names.ts';
import { nothingOfSixOrder, type Presenter } from './presenter.ts';

export const dataRequestPresenter: Presenter = {
  summary({ snapshot }, { now }) {
    const context = contextOf(snapshot);
    const { dataRequest } = context.clocks;
    return {
      state: { handling: handlingOf(snapshot), supervision: null, publication: null },
      category: null,
      urgency: null,
      closedAt: isoOrNull(context.endedAt),
      holder: null,
      stations: [],
      clocks: dataRequest ? [presentClock(shownClock('dataRequest', dataRequest, now))] : [],
    };
  },
  detail({ snapshot }, presenting, shown) {
    const { notes } = contextOf(snapshot);
    return {
      ...nothingOfSixOrder,
      text: shown.text,
      result: shown.result,
      notes: notes.map(({ at, by }, n) => ({
        at: iso(at),
        by: notedBy(presenting, by),
        text: shown[`notes.${n}.text`],
      })),
    };
  },
};
