// A supervision card (督办卡) as this reader may see it.
import type { z } from 'zod';
import { reasonWords } from '@six-order/community/supervision/reason';
import { clocksOf } from '@six-order/workflows/card/clocks';
import type { Context } from '@six-order/workflows/card/context';
import { contextOf, handlingOf } from '@six-order/workflows/card/face';
import type { CardRef } from './contract/card.ts';
import { iso, isoOrNull } from './iso-instant.ts';
import { presentClock } from './present-clock.ts';
import { calledBy } from './present-names.ts';
import { holderOf, nothingOfSixOrder, type Presenter } from './presenter.ts';
import { unitRef } from './unit-ref.ts';

export const cardPresenter: Presenter = {
  summary({ snapshot, face }, presenting) {
    const context = contextOf(snapshot);
    return {
      state: { handling: handlingOf(snapshot), supervision: context.colour, publication: null },
      category: context.category,
      urgency: null,
      closedAt: isoOrNull(context.endedAt),
      holder: holderOf(context.holder, presenting, face.path),
      stations: [],
      clocks: clocksOf(snapshot, presenting.now).map(presentClock),
      card: refOf(context),
    };
  },
  detail({ snapshot }, presenting, shown) {
    const { directory } = presenting;
    const context = contextOf(snapshot);
    const supervisor = (by: string | null) => calledBy(presenting, by, 'supervise');
    const answerer = (by: string | null) => calledBy(presenting, by, 'accept');
    return {
      ...nothingOfSixOrder,
      text: shown.text,
      notes: [],
      card: {
        ...refOf(context),
        grounds: shown.grounds,
        previous: context.previous,
        issuedBy: supervisor(context.issuer),
        level: unitRef(directory, context.level),
        signedAt: isoOrNull(context.signedAt),
        signedBy: answerer(context.signer),
        replies: context.replies.map(({ at, by }, n) => ({ at: iso(at), by: answerer(by), text: shown[`replies.${n}.text`] })),
        checks: context.checks.map(({ at, by, verdict }, n) => ({
          at: iso(at),
          by: supervisor(by),
          verdict,
          note: shown[`checks.${n}.text`],
        })),
        escalations: context.escalations.map(({ at, by, to }) => ({
          at: iso(at),
          by: supervisor(by),
          to: unitRef(directory, to),
        })),
        lookBacks: context.lookBacks.map(({ at, by, solved }, n) => ({
          at: iso(at),
          by: supervisor(by),
          solved,
          note: shown[`lookBacks.${n}.text`],
        })),
        cancellation: context.cancellation && {
          at: iso(context.cancellation.at),
          by: supervisor(context.cancellation.by),
          reason: shown.cancellation,
        },
        closedAt: isoOrNull(context.closedAt),
      },
    };
  },
};

const refOf = ({ colour, reason, order }: Context): z.infer<typeof CardRef> => ({
  colour,
  reason: { code: reason, text: reasonWords[reason] },
  order: { id: order.id, number: order.number },
});
