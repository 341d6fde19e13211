// An order as its resident sees it: the promise, the six stations, what was said and what came of it.
import { handledBy } from '@six-order/api/handled-by';
import { onBoard } from '@six-order/api/on-board';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import type { Order } from '../shared/api/client.ts';
import { boot, now, saidQuery, tongueOf } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { broughtInSaid } from '../shared/brought-in.ts';
import { correctionSaid } from '../shared/correction.ts';
import { unreachedSaid } from '../shared/unreached.ts';
import { cameBySaid, earlierEvaluationSaid } from '../shared/earlier-evaluation.ts';
import { exclusionSaid } from '../shared/exclusion.ts';
import { Attachments } from '../shared/ui/attach.tsx';
import { isPrivate } from '../shared/ui/sign-in/go-on.ts';
import { Clocks, Timeline } from '../shared/ui/timeline.tsx';
import { inLanguage, w, wordOf } from '../shared/words.ts';
import { categoryName, useCategories } from './categories.ts';
import { Facts } from './facts.tsx';
import { promiseOf } from './promise.ts';
import { Sentence } from './sentence.tsx';
import { t } from './words.ts';

/** Null was erased, undefined is not for this reader. */
const shown = (value: string | null | undefined): string | undefined => (value === null ? t.order.erased : value);

/** Where the result that was told is the one that holds. */
const current: ReadonlySet<string> = new Set(['finished', 'evaluated', 'unanswered']);

const o = inLanguage(
  {
    evaluations: '居民的评价',
    earlierResult: '上一次办理结果',
    newResult: '这是上一次的。现在正在重新办，有了新的结果会告诉您，再请您评价。',
    takenDown: '撤下的原因',
    stays: '没有撤下的原因',
  },
  {
    evaluations: 'The resident’s evaluations',
    earlierResult: 'The result of last time',
    newResult: 'This was last time. It is being done again: you are told what comes of it, and asked again how it went.',
    takenDown: 'Why it was taken down',
    stays: 'Why it was not taken down',
  },
);

interface Props {
  readonly order: Order;
  /** By number and query code, as nobody that is known. */
  readonly byCode?: boolean;
  /** What its category is called, for whoever may not read the catalogue. */
  readonly kind?: string | undefined;
  /** What comes before all that is told. */
  readonly children?: ReactNode;
  /** What can be done now: before what its reader said himself, of a dispute or a topic after all. */
  readonly doing?: ReactNode;
}

const MatterView = lazy(() => import('./matters/view.tsx').then((file) => ({ default: file.MatterView })));

/** A dispute or a topic has no six stations. */
export const OrderView = ({ order, byCode = false, kind, children, doing }: Props) =>
  order.mediation || order.deliberation ? (
    <>
      <Suspense fallback={<p role="status">{w.loading}</p>}>
        <MatterView order={order} byCode={byCode}>
          {children}
        </MatterView>
      </Suspense>
      {doing}
    </>
  ) : (
    <SixOrderView order={order} kind={kind} doing={doing}>
      {children}
    </SixOrderView>
  );

function SixOrderView({ order, kind, children, doing }: Props) {
  const categories = useCategories();
  const called = categoryName(categories, order.category) || kind;
  useEffect(() => {
    document.title = `${t.title.order(order.number)} · ${w.product}`;
  }, [order.number]);
  const { state, sentence, late, besides } = promiseOf(order);
  // Of what goes on after one it is the last one that was told.
  const past = !current.has(order.state.handling);
  // The way on is its neighbour’s, not shown here: nothing was passed over.
  const merged = order.state.handling === 'merged';
  const shownAt = onBoard(order, now());
  const excluded = exclusionSaid(order);
  const corrected = correctionSaid(order);
  const brought = broughtInSaid(order);
  const unreached = unreachedSaid(order);
  /** When it was decided whether what a third person objected to may be public: what was said then, or when a publisher took it down, is no addition to the matter. */
  const decidedAt = order.clocks.find(({ name }) => name === 'publicObjection')?.finishedAt;
  const handled = handledBy(order, boot.language);
  const place = [order.where, shown(order.place.room), shown(order.place.note)];
  const contact = [shown(order.contact?.name), shown(order.contact?.phone)].filter(Boolean).join(' ');
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t.order.said, shown(order.text)],
    [t.order.place, place.filter(Boolean).join(' ')],
    [t.order.contact, contact || undefined],
    [t.order.consent, order.sealed ? w.stationWaits.sealed : order.publishConsent ? w.yes : w.no],
  ];
  return (
    <article className="stack">
      <header>
        <h1 tabIndex={-1}>{called || t.title.order(order.number)}</h1>
        <p className="line-up">
          <span className="status">{state}</span>
          {called && <span className="soft number">{order.number}</span>}
        </p>
      </header>
      <div className="promise" role="status">
        <p>
          <Sentence text={sentence} />
        </p>
        {late && <p>{t.promise.late}</p>}
        {besides && (
          <p>
            <Sentence text={besides} />
          </p>
        )}
        {handled && (
          <p className="handler">
            {w.handles.title}
            <strong lang={tongueOf(handled.who)}>{handled.who}</strong>
            {handled.waits && w.handles.waits}
          </p>
        )}
      </div>
      {shown(order.result) && (
        <section className="card">
          <h2>{past ? o.earlierResult : t.order.result}</h2>
          <p lang={tongueOf(order.result)}>{shown(order.result)}</p>
          {past && order.closedAt === null && <p className="soft">{o.newResult}</p>}
        </section>
      )}
      {children}
      {excluded && <p className="notice">{excluded}</p>}
      {corrected && <p className="notice">{corrected}</p>}
      {brought && <p className="notice">{brought}</p>}
      {order.refusal && (
        <div className="notice">
          <h2>{t.order.refusal}</h2>
          <p lang={tongueOf(order.refusal.reason)}>{shown(order.refusal.reason)}</p>
          {order.refusal.earlier && (
            <p>{t.order.earlier(order.refusal.earlier.number, wordOf(w.handling, order.refusal.earlier.stage))}</p>
          )}
          {order.refusal.channel && (
            <p>
              <strong>{t.order.channel}</strong>{' '}
              <span lang={tongueOf(order.refusal.channel)}>{shown(order.refusal.channel)}</span>
            </p>
          )}
        </div>
      )}
      <section className="card">
        <h2>{t.order.story}</h2>
        <Timeline
          order={merged ? { ...order, stations: order.stations.filter(({ status }) => status !== 'skipped') } : order}
          viewer={boot.me && !isPrivate(boot.me.post.role) ? 'office' : 'resident'}
          said={state}
        />
        {shownAt && (
          <p className="screen-only">
            <a className="button quiet" href={`${shownAt}${saidQuery()}`} rel="noreferrer">
              {w.onBoard(order.publication?.resultOf)}
            </a>
          </p>
        )}
        {unreached && <p>{unreached}</p>}
        <Clocks clocks={order.clocks} suspendedAt={order.suspendedAt} order={order.id} />
      </section>
      {doing}
      <Facts facts={facts} />
      <Attachments order={order} />
      {order.evaluations && order.evaluations.length > 0 && (
        <section className="card">
          <h2>{boot.me && boot.me.post.role !== 'resident' ? o.evaluations : t.order.evaluations}</h2>
          <ul className="stack">
            {order.evaluations.map((evaluation, index) => {
              const { at, solved, stars, comment } = evaluation;
              return (
                <li key={at}>
                  {earlierEvaluationSaid(order, index)}
                  <strong>{w.solved[solved]}</strong>
                  {stars !== undefined && `\u00a0· ${w.starsOf(stars, wordOf(w.stars, String(stars)))}`}
                  {comment && <p lang={tongueOf(comment)}>{shown(comment)}</p>}
                  <p className="small soft">{[when(at), cameBySaid(evaluation)].filter(Boolean).join('\u00a0· ')}</p>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {order.notes.length > 0 && (
        <section className="card">
          <h2>{w.notes}</h2>
          <ul className="stack">
            {order.notes.map(({ at, by, text, about }) => {
              const upheld = about === 'retraction' || order.publication?.objection?.upheld;
              const decided = (about === 'retraction' || decidedAt === at) && (upheld ? o.takenDown : o.stays);
              return (
                <li key={at}>
                  {decided && <strong>{decided}</strong>}
                  <p lang={tongueOf(text)}>{shown(text)}</p>
                  <p className="small soft">{[!decided && by, when(at)].filter(Boolean).join('\u00a0· ')}</p>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </article>
  );
}
