// A deliberation (议事单) as this reader may see it.
import type { z } from 'zod';
import { clocksOf } from '@six-order/workflows/deliberation/clocks';
import { standingOpinions, type Context } from '@six-order/workflows/deliberation/context';
import { contextOf, handlingOf } from '@six-order/workflows/deliberation/face';
import type { Deliberation } from './contract/deliberation.ts';
import { iso, isoOrNull } from './iso-instant.ts';
import { presentClock } from './present-clock.ts';
import { calledBy } from './present-names.ts';
import { holderOf, nothingOfSixOrder, type Presenter, type Presenting } from './presenter.ts';
import { unitRef } from './unit-ref.ts';

type Shown = Parameters<Presenter['detail']>[2];

export const deliberationPresenter: Presenter = {
  summary({ snapshot, face }, presenting) {
    const { forum, holder, endedAt } = contextOf(snapshot);
    return {
      forum: { zh: forum.zh, en: forum.en },
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
    const context = contextOf(snapshot);
    return {
      ...nothingOfSixOrder,
      notes: [],
      text: shown.text,
      deliberation: deliberationOf(context, presenting, shown),
    };
  },
};

function deliberationOf(context: Context, presenting: Presenting, shown: Shown): z.infer<typeof Deliberation> {
  const { directory, reader } = presenting;
  const { forum, decision, feedback, ending, higher } = context;
  const by = (person: string | null) => calledBy(presenting, person, 'accept');
  const standing = standingOpinions(context);
  const day = (instant: string | null) => (instant === null ? null : isoOrNull(Date.parse(instant)));
  return {
    forum: { ...forum },
    place: unitRef(directory, context.unit),
    question: shown.question,
    meetingOn: day(context.meetingOn),
    parties: context.parties.map(({ code, zh, en, unit, persons }) => ({
      code,
      zh,
      en,
      unit: unit === null ? null : unitRef(directory, unit),
      persons: persons.length,
      own: reader.person !== null && persons.includes(reader.person),
      stance: standing.get(code)?.stance ?? null,
    })),
    quorum: context.quorum,
    passes: context.passes,
    opinions: context.opinions.map(({ at, by: who, party, stance, record }, n) => ({
      at: iso(at),
      by: by(who),
      party,
      stance,
      record: record && { how: record.how, on: day(record.on), people: record.people },
      text: shown[`opinions.${n}.text`],
    })),
    decision: decision && {
      at: iso(decision.at),
      by: by(decision.by),
      verdict: decision.verdict,
      forOrder: decision.forOrder,
      text: shown.decision,
    },
    tasks: context.tasks.map(({ unit, child, state, dueOn, at }) => ({
      unit: unitRef(directory, unit),
      order: child,
      state,
      dueOn: day(dueOn),
      at: iso(at),
    })),
    excuses: context.excuses.map((one, n) => ({ at: iso(one.at), by: by(one.by), text: shown[`excuses.${n}.text`] })),
    order: context.order,
    lower: context.lower,
    higher: higher && { order: higher.child, ended: higher.ended },
    feedback: feedback && { at: iso(feedback.at), by: by(feedback.by), text: shown.feedback },
    ending: ending && { at: iso(ending.at), by: by(ending.by), text: shown.ending },
  };
}
