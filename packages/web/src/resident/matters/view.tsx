// A dispute or a topic as whoever asked for it, or is a side of it, sees it: what comes next, what was agreed or decided, what is open.
import { type ReactNode, useEffect } from 'react';
import type { Order } from '../../shared/api/client.ts';
import { inWords, named, tongueOf } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { Clocks } from '../../shared/ui/timeline.tsx';
import { stageWord, w } from '../../shared/words.ts';
import { categoryName, useCategories } from '../categories.ts';
import { Facts } from '../facts.tsx';
import { Sentence } from '../sentence.tsx';
import { t } from '../words.ts';
import { nextOf } from './next.ts';
import { m } from './words.ts';

/** The county’s, where no unit that mediates gave a number of its own. */
const HOTLINE = '12345';

/** Null was erased, undefined is not for this reader. */
const shown = (value: string | null | undefined): string | undefined => (value === null ? m.view.erased : value);

interface Props {
  readonly order: Order;
  /** By number and query code, as nobody that is known. */
  readonly byCode: boolean;
  /** What comes before all that is told. */
  readonly children?: ReactNode;
}

export function MatterView({ order, byCode, children }: Props) {
  const { mediation, deliberation } = order;
  const categories = useCategories();
  useEffect(() => {
    document.title = `${t.title.order(order.number)} · ${w.product}`;
  }, [order.number]);
  const { sentence, late } = nextOf(order);
  const title = deliberation ? named(deliberation.forum) : categoryName(categories, order.category);
  return (
    <article className="stack">
      <header>
        <h1 tabIndex={-1}>{title || t.title.order(order.number)}</h1>
        <p className="line-up">
          <span className="status">{stageWord(order)}</span>
          <span className="soft number">{order.number}</span>
        </p>
      </header>
      <div className="promise" role="status">
        <p>
          <Sentence text={sentence} />
        </p>
        {late && <p>{late}</p>}
      </div>
      {children}
      {mediation && <Dispute order={order} mediation={mediation} byCode={byCode} />}
      {deliberation && <Topic order={order} topic={deliberation} />}
      {order.clocks.length > 0 && (
        <section className="card">
          <Clocks clocks={order.clocks} suspendedAt={order.suspendedAt} order={order.id} />
        </section>
      )}
    </article>
  );
}

interface DisputeProps {
  readonly order: Order;
  readonly mediation: NonNullable<Order['mediation']>;
  readonly byCode: boolean;
}

function Dispute({ order, mediation, byCode }: DisputeProps) {
  const { parties, rung, mediator, climbs, agreement, confirmation, followUps, told } = mediation;
  const d = m.view;
  const other = [shown(parties.b.name), parties.b.unit?.name, parties.b.persons > 0 && d.known].filter(Boolean).join(' · ');
  const until = order.clocks.find(({ name, light }) => name === 'confirmation' && light !== 'done')?.dueAt;
  const open = order.closedAt === null;
  const own = order.text !== undefined;
  const ruling =
    confirmation &&
    (confirmation.ruledAt
      ? (confirmation.confirmed ? d.confirmed : d.unconfirmed)(when(confirmation.ruledAt))
      : d.applied(when(confirmation.appliedAt)));
  return (
    <>
      {!own && !byCode && <p className="notice">{d.asOther}</p>}
      {agreement && (
        <section className="card stack">
          <h2>{d.agreement}</h2>
          {shown(agreement.text) && <p lang={tongueOf(agreement.text)}>{shown(agreement.text)}</p>}
          <p className="small soft">{[d.form[agreement.form], when(agreement.at)].join(' · ')}</p>
          {ruling ? <p>{ruling}</p> : open && until && <p>{d.mayConfirm(when(until))}</p>}
        </section>
      )}
      {told.length > 0 && (
        <section className="card">
          <h2>{d.told}</h2>
          <ul className="lines">
            {told.map((channel) => (
              <li key={channel}>{d.channel[channel]}</li>
            ))}
          </ul>
        </section>
      )}
      <Facts
        facts={[
          [d.said, shown(order.text)],
          [d.where, order.where],
          [d.contact, shown(order.contact?.phone)],
          [d.other, own && other],
          [d.rung, open && !agreement && d.rungOf(rung.number, inWords(rung), rung.holder?.name ?? '')],
          [d.mediator, open && (mediator ?? d.none)],
        ]}
      />
      {open && mediator !== null && (
        <p>
          <a className="button" href={`tel:${(rung.telephone ?? HOTLINE).replaceAll(/[^\d+]/g, '')}`}>
            {d.call(rung.telephone ?? HOTLINE)}
          </a>
          <span className="hint">{rung.telephone === null ? d.callHotline : d.callHint}</span>
        </p>
      )}
      <section className="card">
        <h2>{d.path}</h2>
        <ul className="lines">
          <li>{d.opened(when(order.openedAt))}</li>
          {climbs.map(({ at, rung: to }) => (
            <li key={at}>{d.climbed(to, when(at))}</li>
          ))}
          {agreement && <li>{d.agreedAt(when(agreement.at))}</li>}
          {followUps.map(({ at, kept }) => (
            <li key={at}>
              {d.followed[kept]} · {when(at)}
            </li>
          ))}
          {order.closedAt && <li>{d.ended(when(order.closedAt))}</li>}
        </ul>
      </section>
    </>
  );
}

function Topic({ order, topic }: { readonly order: Order; readonly topic: NonNullable<Order['deliberation']> }) {
  const { place, question, meetingOn, parties, quorum, passes, opinions, decision, tasks, feedback, ending } = topic;
  const d = m.view;
  return (
    <>
      <Told title={d.feedback} text={shown(feedback?.text)} at={feedback?.at} />
      <Told title={d.ending} text={shown(ending?.text)} at={ending?.at} />
      {decision && (
        <section className="card stack">
          <h2>{`${d.decision}${w.colon}${d.verdict[decision.verdict]}`}</h2>
          {shown(decision.text) && <p lang={tongueOf(decision.text)}>{shown(decision.text)}</p>}
          <p className="small soft">{when(decision.at)}</p>
          {tasks.length > 0 && (
            <>
              <h3>{d.tasks}</h3>
              <ul className="lines">
                {tasks.map(({ unit, state, dueOn, at }) => (
                  <li key={`${unit?.id}-${at}`}>
                    <span lang={tongueOf(unit?.name)}>{unit?.name}</span> · {d.state[state]}
                    {dueOn && ` · ${d.by(when(dueOn))}`}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
      <Facts
        facts={[
          [d.said, shown(order.text)],
          [d.where, place?.name ?? order.where],
          [d.question, shown(question)],
          [d.meeting, meetingOn && when(meetingOn)],
        ]}
      />
      {parties.length > 0 && (
        <section className="card stack">
          <h2>{d.parties}</h2>
          <p className="soft">{d.needed(quorum, passes)}</p>
          <ul className="lines">
            {parties.map(({ code, unit, stance, ...words }) => (
              <li key={code}>
                <strong>{named(words)}</strong>
                {unit && <span lang={tongueOf(unit.name)}> {unit.name}</span>} · {stance ? d.stance[stance] : d.silent}
                {opinions
                  .filter(({ party, text }) => party === code && shown(text))
                  .map(({ at, text }) => (
                    <p key={at} lang={tongueOf(text)}>
                      {shown(text)}
                    </p>
                  ))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const Told = ({
  title,
  text,
  at,
}: {
  readonly title: string;
  readonly text: string | undefined;
  readonly at: string | undefined;
}) =>
  text && at ? (
    <section className="card stack">
      <h2>{title}</h2>
      <p lang={tongueOf(text)}>{text}</p>
      <p className="small soft">{when(at)}</p>
    </section>
  ) : null;
