// A six-order order (六单) as this reader may see it.
import { categoryName } from '@six-order/community/catalogue/catalogue';
import { willStandStill } from '@six-order/community/emergency/standing';
import type { Reader } from '@six-order/community/authority/reader';
import type { Disclosed } from '@six-order/community/privacy/disclose';
import type { Access, FieldKind } from '@six-order/community/privacy/fields';
import { draftOf } from '@six-order/community/publication/draft';
import type { Snapshot } from '@six-order/engine';
import { layOut, stepsAt } from '@six-order/community/templates/station-template';
import { clocksOf } from '@six-order/workflows/six-order/clocks';
import { excludedFor } from '@six-order/workflows/six-order/v2/exclusion';
import { isBad } from '@six-order/workflows/six-order/v2/rules/evaluation';
import { contextOf, stateOf } from '@six-order/workflows/six-order/face';
import { offBoardSince } from '@six-order/workflows/six-order/off-board';
import { publishedTime, redoneOf } from '@six-order/workflows/six-order/redone';
import { stationsOf } from '@six-order/workflows/six-order/stations';
import { iso, isoOrNull } from './iso-instant.ts';
import { calledBy, notedBy } from './present-names.ts';
import { presentClock } from './present-clock.ts';
import { holderOf, type DetailOf, type Presenter, type Presenting } from './presenter.ts';
import { unitRef } from './unit-ref.ts';

type Context = ReturnType<typeof contextOf>;

const beforeAdmission: ReadonlySet<string> = new Set(['draft', 'calling', 'placed']);

export const sixOrderPresenter: Presenter = {
  summary({ tenant, face, snapshot }, presenting) {
    const context = contextOf(snapshot);
    const { emergency } = context;
    // An order keeps the stations that its county had when it was placed.
    const steps = stepsAt(presenting.rules, { tenant, path: face.path, at: face.openedAt });
    const claimed = 'how' in context && context.how === 'claim';
    const redone = redoneOf(context);
    const state = stateOf(snapshot);
    const place = { category: context.category, urgency: context.urgency, path: face.path };
    const course = { admittedAt: context.admittedAt, claimed: context.holder === null ? null : claimed };
    return {
      state,
      category: context.category,
      urgency: context.urgency,
      closedAt: isoOrNull(context.closedAt),
      holder: holderOf(context.holder, presenting, face.path),
      stations: layOut(steps, stationsOf(snapshot), course).map(
        ({ station, title, status, enteredAt, doneAt, by, earlier, falselyDone }) => ({
          station,
          title,
          status,
          enteredAt: isoOrNull(enteredAt),
          ...(doneAt !== undefined && { doneAt: iso(doneAt) }),
          by: calledBy(presenting, by, station),
          ...(earlier && { earlier }),
          ...(falselyDone && { falselyDone }),
        }),
      ),
      ...(redone && { redone: { time: redone.time, since: iso(redone.since) } }),
      clocks: clocksOf(snapshot, presenting.now).map(presentClock),
      ...(emergency?.from !== undefined && { suspendedAt: iso(emergency.at) }),
      ...(beforeAdmission.has(state.handling) &&
        emergency === undefined &&
        willStandStill(presenting.rules, place, { tenant, at: presenting.now }) && { willStandStill: true as const }),
      ...(context.reference && { reference: referenceOf(context.reference) }),
      ...(context.handedOver && { handedOver: { ...context.handedOver, at: iso(context.handedOver.at) } }),
    };
  },
  detail({ snapshot, face }, presenting, shown, access) {
    const { directory, reader } = presenting;
    const context = contextOf(snapshot);
    return {
      publishConsent: context.publishConsent,
      ...(context.sealed && { sealed: true as const }),
      text: shown.text,
      contact:
        context.contact === null && context.resident !== null && access('contact.phone') !== 'none' ? null : contactOf(shown),
      place: {
        building: context.building === null ? null : unitRef(directory, context.building),
        room: shown['place.room'],
        note: shown['place.note'],
      },
      dispatchNote: shown['dispatch-note'],
      returnReason: shown['return-reason'],
      refusal: context.refusal && {
        reason: shown.refusal,
        channel: shown['refusal.channel'],
        channelCode: context.refusal.channelCode,
        ...(context.refusal.earlier && { earlier: context.refusal.earlier }),
      },
      work: workOf(context, presenting, face.path),
      result: shown.result,
      notes: context.notes.map(({ at, by, about }, index) => ({
        at: iso(at),
        by: notedBy(presenting, by),
        text: shown[`notes.${index}.text`],
        ...(about && { about }),
      })),
      evaluations: evaluationsOf(context, shown, reader, access('comment')),
      attachments: attachmentsOf(context, access),
      proposal: context.proposal && {
        title: shown['proposal.title'],
        text: shown['proposal.text'],
        after: shown['proposal.after'],
        draft: draftOf(context.proposal),
        takenDown: context.proposal.takenDown === true,
      },
      publication: publicationOf(snapshot, shown, reader),
    };
  },
};

const referenceOf = ({ system, number, dueAt, returnBy }: NonNullable<Context['reference']>) => ({
  system,
  number,
  dueAt: isoOrNull(dueAt ?? null),
  returnBy: isoOrNull(returnBy ?? null),
});

/** Stars go with the comment; a publisher gets the stars alone; whoever handled it reads neither here (domain research 5.1). */
export const mayReadEvaluations = (reader: Reader, comment: string): boolean => comment === 'full' || reader.role === 'publisher';

/** Whoever handled it is told what was not solved, to do it again; of stars he reads in batches of five. */
function evaluationsOf({ rounds }: Context, shown: Disclosed, reader: Reader, comment: string): DetailOf['evaluations'] {
  const inFull = mayReadEvaluations(reader, comment);
  if (rounds.length > 0 && !inFull && comment === 'none') return undefined;
  return rounds.flatMap(({ at, solved, stars, scores, transcribed, byToken, byCode, handedOutBy, counts }, index) =>
    inFull || isBad({ solved, stars })
      ? [
          {
            at: iso(at),
            solved,
            ...(inFull && { stars, ...(scores && { scores }) }),
            comment: shown[`rounds.${index}.comment`],
            ...(byToken && { byToken }),
            ...(byCode && { byCode }),
            ...(handedOutBy !== undefined && { handedOut: true as const }),
            ...(transcribed && { transcribed }),
            ...(counts !== undefined && { counts }),
          },
        ]
      : [],
  );
}

/** Those that the reader may open. */
function attachmentsOf({ attachments = [] }: Context, access: (kind: FieldKind) => Access): DetailOf['attachments'] {
  const open = attachments.filter(({ kind }) => access(kind === 'photo' ? 'photo' : 'attachment') === 'full');
  return open.length === 0 ? undefined : open.map(({ id, kind, about, at }) => ({ id, kind, about, at: iso(at) }));
}

/** Whoever wrote or published it dismisses no objection to it. */
const isBy = ({ publisher, proposal }: Context, { person }: Reader): boolean =>
  person !== null && (publisher === person || proposal?.by === person);

function publicationOf(snapshot: Snapshot, shown: Disclosed, reader: Reader): DetailOf['publication'] {
  const context = contextOf(snapshot);
  const { showing, publicObjection } = context;
  if (!showing && !publicObjection) return undefined;
  const resultOf = publishedTime(context);
  const goneAt = offBoardSince(snapshot);
  return {
    alias: showing?.alias ?? null,
    until: isoOrNull(showing?.until ?? null),
    ...(resultOf !== null && { resultOf }),
    ...(goneAt !== null && { takenDownAt: iso(goneAt) }),
    ...(isBy(context, reader) && { own: true as const }),
    objection: publicObjection
      ? {
          at: iso(publicObjection.at),
          text: shown['public-objection'],
          contact: shown['public-objection.contact'],
          upheld: publicObjection.upheld ?? null,
        }
      : null,
  };
}

function contactOf(shown: Disclosed): DetailOf['contact'] {
  const contact = { name: shown['contact.name'], phone: shown['contact.phone'], address: shown['contact.address'] };
  return Object.values(contact).some((value) => value !== undefined) ? contact : undefined;
}

const exclusionOf = (context: Context): NonNullable<DetailOf['work']>['exclusion'] => {
  const { exclusion } = context;
  return (
    exclusion && {
      ground: exclusion.ground,
      document: exclusion.document ?? null,
      at: iso(exclusion.at),
      hearBy: iso(exclusion.hearBy),
      excluded: exclusion.excluded ?? null,
      contestBy: isoOrNull(exclusion.contestBy ?? null),
      contestedAt: isoOrNull(exclusion.contestedAt ?? null),
      judgedAt: isoOrNull(exclusion.judgedAt ?? null),
      counts: excludedFor(context) === null,
    }
  );
};

/** What is going on beside the stage: what waits for a decision, who helps, what stands still. No free text. */
function workOf(context: Context, presenting: Presenting, path: string): DetailOf['work'] {
  const { request, appointment, shelvedUntil, assistants, transfer, objection, level, parent, designated } = context;
  return {
    source: context.source,
    settled: context.settled,
    unconfirmed: context.unconfirmed,
    how: context.how,
    request: request && {
      kind: request.kind,
      at: iso(request.at),
      ...(request.kind === 'return' && { ground: request.ground, ...(request.duty && { duty: request.duty }) }),
    },
    corrections: context.corrections?.map(({ at, from, to }) => ({
      at: iso(at),
      from: categoryName(from),
      to: categoryName(to),
    })),
    extensions: context.extensions,
    unreachedAt: context.unreachedAt?.map(iso),
    appointment: appointment === undefined ? undefined : iso(appointment),
    shelvedUntil: shelvedUntil === undefined ? undefined : iso(shelvedUntil),
    returnBy: typeof context.returnBy === 'number' ? iso(context.returnBy) : undefined,
    designatedAt: designated && iso(designated.at),
    assistants: assistants?.map((part) => ({
      holder: holderOf(part, presenting, path),
      whistled: part.whistled,
      takenAt: part.takenAt === undefined ? null : iso(part.takenAt),
      doneAt: part.doneAt === undefined ? null : iso(part.doneAt),
    })),
    transferTo: transfer && holderOf(transfer.to, presenting, path),
    objection: objection && {
      matter: objection.matter,
      until: iso(objection.until),
      raisedAt: objection.raisedAt === undefined ? null : iso(objection.raisedAt),
      upheld: objection.upheld ?? null,
    },
    exclusion: exclusionOf(context),
    level: level === undefined ? undefined : (unitRef(presenting.directory, level) ?? undefined),
    urges: context.urges,
    parent,
    children: context.children?.length,
  };
}
