// A referral (移送单) as this reader may see it.
import { clocksOf } from '@six-order/workflows/referral/clocks';
import { contextOf, handlingOf } from '@six-order/workflows/referral/face';
import { iso, isoOrNull } from './iso-instant.ts';
import { presentClock } from './present-clock.ts';
import { calledBy } from './present-names.ts';
import { holderOf, nothingOfSixOrder, type Presenter } from './presenter.ts';

export const referralPresenter: Presenter = {
  summary({ snapshot, face }, presenting) {
    const { holder, endedAt } = contextOf(snapshot);
    return {
      state: { handling: handlingOf(snapshot), supervision: null, publication: null },
      category: null,
      urgency: null,
      closedAt: isoOrNull(endedAt),
      holder: holderOf({ kind: holder.kind, id: holder.id }, presenting, face.path),
      stations: [],
      clocks: clocksOf(snapshot, presenting.now).map(presentClock),
    };
  },
  detail({ snapshot }, presenting, shown) {
    const { kind, order, bodies, tellings, waivers, receipts } = contextOf(snapshot);
    const by = (person: string | null) => calledBy(presenting, person, 'accept');
    return {
      ...nothingOfSixOrder,
      notes: [],
      referral: {
        kind,
        order,
        bodies: bodies.map(({ code, zh, en, always }) => {
          const [t, w, r] = [tellings, waivers, receipts].map((list) => list.findIndex(({ body }) => body === code)) as [
            number,
            number,
            number,
          ];
          const [told, left, receipt] = [tellings[t], waivers[w], receipts[r]];
          return {
            code,
            zh,
            en,
            always,
            toldAt: told ? iso(told.toldAt) : null,
            how: told?.how ?? null,
            who: shown[`tellings.${t}.who`],
            toldBy: told ? by(told.by) : null,
            leftOut: left ? { at: iso(left.at), by: by(left.by), text: shown[`waivers.${w}.text`] } : null,
            receiptAt: receipt ? iso(receipt.at) : null,
            number: shown[`receipts.${r}.number`],
          };
        }),
      },
    };
  },
};
