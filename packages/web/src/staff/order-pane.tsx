// An order on the desk: what is to be done now first, then the matter, then how it came here.
import { onBoard } from '@six-order/api/on-board';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { get, messageOf, type Order, Problem } from '../shared/api/client.ts';
import { boot, inWords, named, now, tongueOf } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { Attachments } from '../shared/ui/attach.tsx';
import { Clocks, Timeline } from '../shared/ui/timeline.tsx';
import { cameBySaid, earlierEvaluationSaid } from '../shared/earlier-evaluation.ts';
import { fieldWord } from '../shared/field-word.ts';
import { useDone } from '../shared/use-done.ts';
import { numberWord, w, wordOf } from '../shared/words.ts';
import { Actions } from './actions.tsx';
import { CardFacts } from './card-facts.tsx';
import { issuesCards, printsSlips, proposesDeductions, readsMarks } from './desks.ts';
import { IssueCard } from './issue-card.tsx';
import { JournalView } from './journal.tsx';
import { Lacking } from './lacking.tsx';
import { standing } from './lateness.tsx';
import { useCategoryNames } from './queue.tsx';
import { Links } from './links.tsx';
import { Proposal } from './proposal.tsx';
import { holderSaid } from './holder-name.ts';
import { Reveal } from './reveal.tsx';
import { Others } from './others.tsx';
import { Turns } from './turn.tsx';
import { unitName } from './unit-name.ts';
import { WorkFacts } from './work-facts.tsx';
import { t } from './words.ts';

const FromOrder = lazy(() => import('./begin/from-order.tsx').then((file) => ({ default: file.FromOrder })));
const MatterFacts = lazy(() => import('./matter-facts.tsx').then((file) => ({ default: file.MatterFacts })));
const EmergencyFacts = lazy(() => import('./emergency/facts.tsx').then((file) => ({ default: file.EmergencyFacts })));
const Deduct = lazy(() => import('./merit/deduct.tsx').then((file) => ({ default: file.Deduct })));
const EvaluationMarks = lazy(() => import('./evaluation-marks.tsx').then((file) => ({ default: file.EvaluationMarks })));
const Photos = lazy(() => import('./publish/photos.tsx').then((file) => ({ default: file.Photos })));

export function OrderPane({ id, back }: { readonly id: string; readonly back: () => void }) {
  const queries = useQueryClient();
  /** What became of it, where its reader took it out of his own sight: it is asked for no more. */
  const [ended, setEnded] = useState<string | null>(null);
  const isOver = useRef(false);
  const { data, error } = useQuery({
    queryKey: ['order', id],
    queryFn: () => get<'getOrder'>(`/api/v1/orders/${encodeURIComponent(id)}`).then((reply) => reply.order),
    // News of it come by the stream; what was missed is asked for anew when somebody looks again (live.ts).
    refetchOnWindowFocus: false,
    enabled: ended === null,
  });
  const names = useCategoryNames();
  const [begun] = useState(justBegun);
  const { done, told, say } = useDone(data, error !== null, begun);
  // Said once: not again when the page is read anew.
  useEffect(() => history.replaceState(null, ''), []);
  const title = useRef<HTMLHeadingElement>(null);
  const there = data !== undefined;
  useLayoutEffect(() => {
    if (there) focusInSight(title.current);
  }, [there]);
  // What was done may have taken it out of the reader's sight.
  const gone = done !== null && (ended !== null || (error instanceof Problem && error.status === 404));
  const said = useRef<HTMLParagraphElement>(null);
  const isSent = done !== null && done.revision > 0 && (told || gone);
  // What was pressed is not there any more; whoever has gone on elsewhere stays there.
  useLayoutEffect(() => {
    if (isSent && (document.activeElement === null || document.activeElement === document.body)) {
      focusInSight(said.current);
    }
  }, [isSent, done?.text, done?.revision]);
  if (!data || gone) {
    return (
      <div className="stack">
        <BackButton back={back} />
        {gone && (
          <p ref={said} role="status" tabIndex={-1} className="notice">
            {done.text}
            {boot.language === 'zh' ? '。' : '. '}
            {ended ?? t.order.passedOn}
          </p>
        )}
        {gone && (
          <p className="wide-only">
            <button type="button" className="button" onClick={back}>
              {t.order.toDesk}
            </button>
          </p>
        )}
        {gone ? null : error ? (
          <p className="notice alarm" role="alert">
            {messageOf(error)}
          </p>
        ) : (
          <p role="status">{w.loading}</p>
        )}
      </div>
    );
  }
  const changed = async (text: string, revision = data.revision, end: string | null = null): Promise<void> => {
    say(text, revision);
    isOver.current = end !== null;
    setEnded(end);
    const desks = [queries.invalidateQueries({ queryKey: ['orders'] }), queries.invalidateQueries({ queryKey: ['desks'] })];
    await Promise.all([
      ...desks,
      ...(end !== null
        ? []
        : [queries.invalidateQueries({ queryKey: ['order', id] }), queries.invalidateQueries({ queryKey: ['journal', id] })]),
    ]);
  };
  const shownAt = onBoard(data, now());
  return (
    <article className="stack">
      <BackButton back={back} />
      <header>
        <h1 ref={title} tabIndex={-1} className="order-title">
          {names.get(data.category ?? '') ??
            (data.deliberation ? named(data.deliberation.forum) : wordOf(w.workflow, data.workflow))}
        </h1>
        <p className="line-up">
          <strong className="status">{standing(data)}</strong>
          <span className="soft">{numberWord(data.number)}</span>
          {data.urgency && <span className="tag">{wordOf(w.urgency, data.urgency)}</span>}
          {(data.state.supervision ?? 'clear') !== 'clear' && (
            <span className={`tag card-${data.state.supervision}`}>{wordOf(w.supervision, data.state.supervision)}</span>
          )}
        </p>
        <Turns order={data} />
        <Said order={data} />
      </header>
      {data.card && <Withheld order={data} />}
      <p ref={said} role="status" tabIndex={-1} className={told ? 'notice' : 'hidden'}>
        {told && done?.text}
      </p>
      <Others key={id} id={id} isOver={isOver} />
      <Lacking order={data} />
      <Actions order={data} changed={changed} back={back} />
      {boot.me && issuesCards(boot.me.post.role) && data.workflow === 'six-order' && <IssueCard order={id} changed={changed} />}
      {boot.me && issuesCards(boot.me.post.role) && (data.workflow === 'six-order' || data.workflow === 'card') && (
        <p>
          <a className="button" href={`/api/v1/orders/${id}/evidence.html`} target="_blank" rel="noopener">
            {t.evidence}
          </a>
        </p>
      )}
      {data.state.handling === 'finished' && data.allowed.some(({ type }) => type === 'transcribe') && (
        <p>
          <a className="button" href={`/api/v1/orders/${id}/evaluation.html`} target="_blank" rel="noopener">
            {t.slip}
          </a>
        </p>
      )}
      {data.workflow === 'six-order' &&
        data.holder &&
        boot.me &&
        printsSlips(boot.me.post.role) &&
        printed.has(data.state.handling) && (
          <p>
            <a className="button" href={`/api/v1/orders/${id}/slip.html`} target="_blank" rel="noopener">
              {t.dispatchSlip}
            </a>
          </p>
        )}
      {shownAt && (
        <p>
          <a className="button" href={shownAt} target="_blank" rel="noreferrer">
            {w.onBoard(data.publication?.resultOf)}
          </a>
        </p>
      )}
      {data.allowed.some(({ type }) => type === 'preparePhoto') && (
        <Suspense fallback={<p role="status">{w.loading}</p>}>
          <Photos order={data} changed={changed} />
        </Suspense>
      )}
      {data.proposal && data.allowed.some(({ type }) => type === 'propose' || type === 'publish') && <Proposal order={data} />}
      {boot.me && readsMarks(boot.me.post.role) && (data.evaluations?.length ?? 0) > 0 && (
        <Suspense fallback={<p role="status">{w.loading}</p>}>
          <EvaluationMarks order={data} />
        </Suspense>
      )}
      <WorkFacts order={data} />
      {data.emergency && (
        <Suspense fallback={<p role="status">{w.loading}</p>}>
          <EmergencyFacts order={data} emergency={data.emergency} changed={changed} />
        </Suspense>
      )}
      {data.workflow !== 'six-order' && !data.card && !data.emergency && (
        <Suspense fallback={<p role="status">{w.loading}</p>}>
          <MatterFacts order={data} />
        </Suspense>
      )}
      {data.card ? <CardFacts id={id} card={data.card} holder={data.holder} unit={data.unit} /> : <Facts order={data} />}
      {/* A task names its parts, and where it comes from, itself. */}
      {data.workflow !== 'task' && <Links id={id} />}
      {boot.me && (data.workflow === 'six-order' || data.workflow === 'visit') && (
        <Suspense fallback={null}>
          <FromOrder order={data} role={boot.me.post.role} />
        </Suspense>
      )}
      {boot.me &&
        proposesDeductions(boot.me.post.role) &&
        data.workflow === 'six-order' &&
        data.closedAt !== null &&
        data.holder?.kind === 'person' && (
          <Suspense fallback={null}>
            <Deduct order={data} role={boot.me.post.role} />
          </Suspense>
        )}
      <Attachments order={data} />
      <section className="card">
        <h2>{t.order.story}</h2>
        {data.stations.length > 0 && <Timeline order={data} viewer="office" said={standing(data)} />}
        <Clocks clocks={data.clocks} suspendedAt={data.suspendedAt} order={id} />
        <JournalView order={data} />
      </section>
    </article>
  );
}

/** No further than it takes to see it: the browser's own way puts it into the middle. */
function focusInSight(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest' });
}

/** What the page that began it says of it. */
const justBegun = (): string => (history.state as { readonly done?: string } | null)?.done ?? '';

/** Stages in which somebody works with the paper. */
const printed = new Set(['dispatched', 'accepted', 'working', 'reworking']);

const BackButton = ({ back }: { readonly back: () => void }) => (
  <button type="button" className="back narrow-only" onClick={back}>
    {w.back}
  </button>
);

/** Null was erased, undefined is not for this reader; of what is stars alone nothing can be read. */
const shown = (value: string | null | undefined): string | undefined =>
  value === null ? t.order.erased : value !== undefined && /^\*+$/.test(value) ? t.order.hidden : value;

/** Characters of a resident's words that leave room for what is to be done; of more, the first lines stand above, and all below. */
const MAX_SAID = 140;

/** For want of which consent its words are not shown; of a card, those of its order. */
const Withheld = ({ order }: { readonly order: Order }) =>
  order.withheld?.map(({ purpose, why }) => (
    <p key={purpose} className="notice">
      {inWords(why)}
    </p>
  ));

/** What it is about, in the resident's own words: nobody dispatches or accepts what he has not read. */
function Said({ order }: { readonly order: Order }) {
  const said = saidAbove(order);
  if (!said) return null;
  const isCut = said.length > MAX_SAID;
  // Of what is cut the whole stands below, and is opened there.
  return (
    <blockquote className={isCut ? 'said cut' : 'said'} lang={tongueOf(said)}>
      {!isCut && order.revealable?.includes('text') ? (
        <Reveal order={order.id} field="text" masked={said} name={t.order.said} />
      ) : (
        said
      )}
    </blockquote>
  );
}

/** Null where the reader has nothing of it to read; of an emergency its facts come first. */
const saidAbove = ({ workflow, text }: Order): string | null =>
  workflow !== 'emergency' && text && !/^\*+$/.test(text) ? text : null;

/** Where the result that was told is the one that holds: else it is the last one, and another is to come. */
const isCurrent = ({ workflow, state: { handling } }: Order): boolean =>
  workflow !== 'six-order' || ['finished', 'evaluated', 'unanswered'].includes(handling);

const consentSaid = ({ sealed, publishConsent }: Order): string =>
  sealed ? w.stationWaits.sealed : publishConsent ? w.yes : w.no;

/** What an office may open, in its own words. */
const byOffice = new Set(['emergency', 'task', 'mediation', 'deliberation']);

function Facts({ order }: { readonly order: Order }) {
  const revealable = new Set(order.revealable ?? []);
  const said = saidAbove(order);
  const place = [unitName(order.unit), order.place.building?.name].filter(Boolean).join(' ');
  const facts: readonly (readonly [string, string | undefined, string?])[] = [
    [
      byOffice.has(order.workflow) ? t.order.wording : t.order.said,
      said && said.length <= MAX_SAID ? undefined : shown(order.text),
      'text',
    ],
    [t.order.place, place || undefined],
    [t.order.room, shown(order.place.room), 'place.room'],
    [t.order.spot, shown(order.place.note), 'place.note'],
    [t.order.name, shown(order.contact?.name), 'contact.name'],
    [t.order.phone, order.contact === null ? t.order.noPhone : shown(order.contact?.phone), 'contact.phone'],
    [t.order.address, shown(order.contact?.address), 'contact.address'],
    [t.order.holder, holderSaid(order.holder)],
    [t.order.dispatchNote, shown(order.dispatchNote), 'dispatch-note'],
    [t.order.returnReason, shown(order.returnReason), 'return-reason'],
    [t.order.refusal, shown(order.refusal?.reason), 'refusal'],
    [t.order.channel, shown(order.refusal?.channel), 'refusal.channel'],
    [isCurrent(order) ? t.order.result : t.order.earlierResult, shown(order.result), 'result'],
    [t.order.proposal, [shown(order.proposal?.title), shown(order.proposal?.text)].filter(Boolean).join('\n') || undefined],
    [fieldWord('public-objection'), shown(order.publication?.objection?.text), 'public-objection'],
    [fieldWord('public-objection.contact'), shown(order.publication?.objection?.contact), 'public-objection.contact'],
    // Nothing else is ever published.
    [t.order.consent, order.workflow !== 'six-order' ? undefined : consentSaid(order)],
    [order.workflow === 'six-order' ? t.order.opened : t.order.begun, when(order.openedAt)],
  ];
  return (
    <section className="card">
      <h2>{t.order.facts}</h2>
      <Withheld order={order} />
      <dl className="facts">
        {facts.map(([name, value, field]) => {
          const masked = field !== undefined && revealable.has(field);
          if (value === undefined && (!masked || (field === 'text' && said))) return null;
          return (
            <div key={`${name} ${field}`}>
              <dt>{name}</dt>
              <dd lang={masked ? undefined : tongueOf(value)}>
                {masked ? <Reveal order={order.id} field={field} masked={value ?? ''} name={name} /> : value}
              </dd>
            </div>
          );
        })}
      </dl>
      {order.notes.length > 0 && (
        <>
          <h2>{w.notes}</h2>
          <ul className="stack">
            {order.notes.map(({ at, by, text, about }, index) => (
              <li key={`${at} ${about}`}>
                <p>
                  {about && <strong>{wordOf(t.noteAbout, about)} </strong>}
                  {revealable.has(`notes.${index}.text`) ? (
                    <Reveal
                      order={order.id}
                      field={`notes.${index}.text`}
                      masked={shown(text) ?? t.order.hidden}
                      name={[about ? wordOf(t.noteAbout, about) : w.notes, when(at)].join(' ')}
                    />
                  ) : (
                    <span lang={tongueOf(text)}>{shown(text) ?? t.order.hidden}</span>
                  )}
                </p>
                <p className="small soft">{[by, when(at)].filter(Boolean).join(' · ')}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      {order.evaluations && order.evaluations.length > 0 && (
        <>
          <h2>{t.order.evaluations}</h2>
          <ul className="stack">
            {order.evaluations.map((evaluation, index) => {
              const { at, solved, stars, comment } = evaluation;
              return (
                <li key={at}>
                  {earlierEvaluationSaid(order, index)}
                  <strong>{w.solved[solved]}</strong>
                  {stars !== undefined && ` · ${w.starsOf(stars, wordOf(w.stars, String(stars)))}`}
                  {comment && (
                    <p lang={tongueOf(comment)}>
                      {revealable.has(`rounds.${index}.comment`) ? (
                        <Reveal
                          order={order.id}
                          field={`rounds.${index}.comment`}
                          masked={comment}
                          name={[w.solved[solved], when(at)].join(' ')}
                        />
                      ) : (
                        shown(comment)
                      )}
                    </p>
                  )}
                  <p className="small soft">{[when(at), cameBySaid(evaluation)].filter(Boolean).join(' · ')}</p>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}
