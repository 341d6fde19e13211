// What a dispute, a warning, a visit, a task or a deliberation is about, for whoever works on it: its parties, where it stands, what was
// said, what it is linked with.
import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { get, messageOf, type Order } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { w } from '../shared/words.ts';
import { personSaid } from './holder-name.ts';
import { m } from './matter-words.ts';
import { Reveal } from './reveal.tsx';
import { unitName } from './unit-name.ts';
import { t } from './words.ts';

type Matter<K extends keyof Order> = NonNullable<Order[K]>;

export function MatterFacts({ order }: { readonly order: Order }) {
  const opens = opening(order);
  if (order.mediation) {
    return <MediationFacts mediation={order.mediation} until={runsUntil(order, 'confirmation')} opens={opens} />;
  }
  if (order.warning) return <WarningFacts warning={order.warning} />;
  if (order.visit) return <VisitFacts visit={order.visit} opens={opens} />;
  if (order.task) return <TaskFacts task={order.task} told={order.text !== undefined} reportBy={runsUntil(order, 'report')} />;
  if (order.referral) return <ReferralFacts referral={order.referral} />;
  if (order.deliberation) return <DeliberationFacts id={order.id} deliberation={order.deliberation} opens={opens} />;
  return null;
}

interface Opening {
  readonly order: string;
  readonly field: string;
}

/** How a field is opened in which a number is masked; undefined where there is none, or none that this reader may open. */
type Opens = (field: string) => Opening | undefined;

const opening =
  ({ id, revealable = [] }: Order): Opens =>
  (field) =>
    revealable.includes(field) ? { order: id, field } : undefined;

/** When a clock that still runs is due. */
const runsUntil = ({ clocks }: Order, clock: string): string | undefined =>
  clocks.find(({ name, light }) => name === clock && light !== 'done')?.dueAt;

/** Null was erased; of what is stars alone nothing can be read; what is not for this reader is not there. */
const read = (text: string | null | undefined): string | undefined =>
  text === null ? t.order.erased : text !== undefined && /^\*+$/.test(text) ? t.order.hidden : text;

const joined = (...parts: readonly (string | false | null | undefined)[]): string => parts.filter(Boolean).join(' · ');

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card stack matter">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Names with what is known of them; what is not known is left out. */
function Known({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value === null || value === undefined || value === '' || value === false ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

interface Line {
  readonly head: string;
  /** A unit's name: there it has but one. */
  readonly unit?: string | undefined;
  readonly text?: string | null | undefined;
  readonly opens?: Opening | undefined;
  readonly under?: string;
  readonly order?: string | null;
}

/** Things that were said or done, each with who and when. Nothing where there are none. */
function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="stack">
        {lines.map(({ head, unit, text, opens, under, order }, n) => (
          <li key={n}>
            {head && <strong>{head}</strong>} {unit && <strong lang="zh-CN">{unit}</strong>}{' '}
            {opens ? <Reveal {...opens} masked={read(text) ?? ''} name={joined(title, head, under)} /> : read(text)}
            {under && <p className="small soft">{under}</p>}
            {order && <OrderLink order={order} about={joined(head, unit)} />}
          </li>
        ))}
      </ul>
    </>
  );
}

const OrderLink = ({ order, about = '' }: { readonly order: string; readonly about?: string }) => (
  <Link href={`/staff/orders/${order}`} aria-label={joined(m.open, about)}>
    {m.open}
  </Link>
);

interface MediationProps {
  readonly mediation: Matter<'mediation'>;
  /** Until when a court may be asked to confirm the agreement. */
  readonly until: string | undefined;
  readonly opens: Opens;
}

function MediationFacts({ mediation, until, opens }: MediationProps) {
  const { parties, rung, mediator, mediatorAs, climbs, sessions, agreement, confirmation, followUps, told, order, keepsOut } =
    mediation;
  const d = m.mediation;
  const side = ({ name, persons, unit }: (typeof parties)['a']): string =>
    joined(read(name), unit?.name, persons > 0 ? m.people(persons) : undefined) || m.unknown;
  return (
    <Card title={d.title}>
      <Known
        facts={[
          [d.sides.a, side(parties.a)],
          [d.sides.b, side(parties.b)],
          [d.rung, d.rungOf(rung.number, inWords(rung), unitName(rung.holder))],
          [d.mediator, mediator ? joined(personSaid(mediator, mediatorAs), rung.telephone) : m.none],
          [
            d.confirmation,
            confirmation
              ? joined(
                  d.applied(when(confirmation.appliedAt)),
                  confirmation.ruledAt && (confirmation.confirmed ? d.confirmed : d.unconfirmed)(when(confirmation.ruledAt)),
                )
              : until && d.mayApply(when(until)),
          ],
          [d.told, told.map((channel) => d.channel[channel]).join('、')],
          [m.linked, order && <OrderLink order={order} about={m.linked} />],
        ]}
      />
      {keepsOut && (
        <p className="notice">
          {d.keepsOut} {inWords(keepsOut)}
        </p>
      )}
      {rung.last && <p className="soft">{d.last}</p>}
      <Lines
        title={d.climbs}
        lines={climbs.map(({ at, by, rung: to }) => ({ head: d.climbed(to), under: joined(by ?? d.byLimit, when(at)) }))}
      />
      <Lines
        title={d.sessions}
        lines={sessions.map(({ at, by, text }, n) => ({
          head: '',
          text,
          opens: opens(`sessions.${n}.text`),
          under: joined(by, when(at)),
        }))}
      />
      {agreement && (
        <Lines
          title={d.agreement}
          lines={[
            {
              head: d.form[agreement.form],
              text: agreement.text,
              opens: opens('result'),
              under: joined(
                `${d.sides.a} ${d.signature[agreement.signed.a]}`,
                `${d.sides.b} ${d.signature[agreement.signed.b]}`,
                when(agreement.at),
              ),
            },
          ]}
        />
      )}
      <Lines
        title={d.followUps}
        lines={followUps.map(({ at, by, kept, text }, n) => ({
          head: d.kept[kept],
          text,
          opens: opens(`followUps.${n}.text`),
          under: joined(by, when(at)),
        }))}
      />
    </Card>
  );
}

function WarningFacts({ warning }: { readonly warning: Matter<'warning'> }) {
  const { colour, place, count, times, owner, measures, closing } = warning;
  const d = m.warning;
  return (
    <Card title={`${d.title}${w.colon}${d.colour[colour]}`}>
      <Known
        facts={[
          [d.place, place?.name],
          [d.count, d.counted(count, times)],
          [d.owner, owner ?? m.none],
        ]}
      />
      <Lines
        title={d.measures}
        lines={measures.map(({ at, by, text, reviewAt }) => ({
          head: '',
          text,
          under: joined(by, when(at), d.reviewAt(when(reviewAt))),
        }))}
      />
      {closing && (
        <Lines
          title={d.closing}
          lines={[{ head: d.eased[`${closing.eased}`], text: closing.text, under: joined(closing.by, when(closing.at)) }]}
        />
      )}
    </Card>
  );
}

function VisitFacts({ visit, opens }: { readonly visit: Matter<'visit'>; readonly opens: Opens }) {
  const { place, purpose, visitor, plannedBy, repeats, moves, records, orders } = visit;
  const d = m.visit;
  return (
    <Card title={d.title}>
      <Known
        facts={[
          [d.place, place?.name],
          [d.purpose, d.purposes[purpose]],
          [d.visitor, visitor],
          [d.plannedBy, plannedBy],
          [d.repeats, repeats && w.yes],
        ]}
      />
      {moves > 0 && <p className="soft">{d.moves(moves)}</p>}
      <Lines
        title={d.records}
        lines={records.map(({ at, by, outcome, text }, n) => ({
          head: d.outcome[outcome],
          text,
          opens: opens(`records.${n}.text`),
          under: joined(by, when(at)),
        }))}
      />
      <Lines title={m.linked} lines={orders.map((order, n) => ({ head: `${n + 1}`, order }))} />
    </Card>
  );
}

/** What is to be done stands in the task that went on to the units below, once for all of them. */
function ParentText({ order }: { readonly order: string }) {
  const { data, error } = useQuery({
    queryKey: ['order', order],
    queryFn: () => get<'getOrder'>(`/api/v1/orders/${order}`).then((reply) => reply.order),
  });
  return <>{data ? read(data.text) : error ? messageOf(error) : w.loading}</>;
}

interface TaskProps {
  readonly task: Matter<'task'>;
  /** What is to be done stands with what the order says. */
  readonly told: boolean;
  readonly reportBy: string | undefined;
}

function TaskFacts({ task, told, reportBy }: TaskProps) {
  const { kind, form, formName, dueOn, parent, parts, progress, reports, checks, excuses, urges } = task;
  const d = m.task;
  return (
    <Card title={`${d.title}${w.colon}${d.kind[kind]}`}>
      <Known
        facts={[
          [d.dueOn, dueOn && when(dueOn)],
          [d.reportBy, reportBy && when(reportBy)],
          [d.form, formName ? inWords(formName) : form],
          [d.text, parent && !told && <ParentText order={parent} />],
          [d.parent, parent && <OrderLink order={parent} about={d.parent} />],
          [
            d.parts,
            parts.length > 0 &&
              joined(d.progress(progress.over, progress.parts), progress.blocked > 0 && d.blocked(progress.blocked)),
          ],
        ]}
      />
      {urges > 0 && <p className="soft">{d.urges(urges)}</p>}
      <Lines
        title={d.parts}
        lines={parts.map(({ unit, order, state, at }) => ({
          head: '',
          unit: unit?.name,
          text: d.state[state],
          under: when(at),
          order,
        }))}
      />
      <Lines
        title={d.reports}
        lines={reports.map(({ at, by, status, text }) => ({ head: d.state[status], text, under: joined(by, when(at)) }))}
      />
      <Lines
        title={d.checks}
        lines={checks.map(({ at, by, verdict, text }) => ({ head: d.verdict[verdict], text, under: joined(by, when(at)) }))}
      />
      <Lines title={d.excuses} lines={excuses.map(({ at, by, text }) => ({ head: '', text, under: joined(by, when(at)) }))} />
    </Card>
  );
}

function ReferralFacts({ referral }: { readonly referral: Matter<'referral'> }) {
  const { kind, order, bodies } = referral;
  const d = m.referral;
  return (
    <Card title={d.title[kind]}>
      <Known facts={[[d.about, <OrderLink key={order} order={order} about={d.about} />]]} />
      <Lines
        title={d.bodies}
        lines={bodies.map(({ always, toldAt, how, who, toldBy, leftOut, receiptAt, number, ...body }) => ({
          head: inWords(body),
          text: toldAt ? who : leftOut ? leftOut.text : d.wanted,
          under: joined(
            always && d.always,
            toldAt && how && d.told(when(toldAt), d.how[how]),
            toldBy,
            leftOut && joined(d.leftOut, leftOut.by, when(leftOut.at)),
            receiptAt && d.receipt(read(number) ?? '', when(receiptAt)),
          ),
        }))}
      />
    </Card>
  );
}

interface DeliberationProps {
  readonly id: string;
  readonly deliberation: Matter<'deliberation'>;
  readonly opens: Opens;
}

function DeliberationFacts({ id, deliberation, opens }: DeliberationProps) {
  const { forum, place, question, meetingOn, parties, quorum, passes, opinions, decision, tasks } = deliberation;
  const { order, lower, higher, feedback, ending } = deliberation;
  const d = m.deliberation;
  const partyOf = (code: string) => parties.find((one) => one.code === code);
  return (
    <Card title={d.title}>
      <Known
        facts={[
          [d.forum, inWords(forum)],
          [d.place, place?.name],
          [d.question, read(question)],
          [d.meetingOn, meetingOn && when(meetingOn)],
          [m.linked, order && <OrderLink order={order} about={m.linked} />],
          [d.lower, lower && <OrderLink order={lower} about={d.lower} />],
          [d.higher, higher?.order && <OrderLink order={higher.order} about={d.higher} />],
        ]}
      />
      {parties.length > 0 && <p className="soft">{d.needed(quorum, passes)}</p>}
      <Lines
        title={d.parties}
        lines={parties.map(({ stance, persons, unit, ...party }) => ({
          head: inWords(party),
          unit: unit?.name,
          text: stance ? d.stance[stance] : d.silent,
          ...(persons === 0 && { under: d.nobody }),
        }))}
      />
      <Lines
        title={d.opinions}
        lines={opinions.map(({ at, by, party, stance, record, text }, n) => ({
          head: joined(inWords(partyOf(party) ?? { zh: party, en: party }), d.stance[stance]),
          unit: partyOf(party)?.unit?.name,
          text,
          opens: opens(`opinions.${n}.text`),
          under: joined(
            by,
            when(at),
            record &&
              joined(
                d.recorded(d.record[record.how], record.on ? when(record.on) : ''),
                record.people !== null && m.people(record.people),
              ),
          ),
        }))}
      />
      {decision && (
        <Lines
          title={d.decision}
          lines={[
            {
              head: d.verdict[decision.verdict],
              text: decision.text,
              under: joined(decision.by, when(decision.at), d.forOrder[decision.forOrder]),
            },
          ]}
        />
      )}
      <Lines
        title={d.tasks}
        lines={tasks.map(({ unit, order: task, state, dueOn }) => ({
          head: '',
          unit: unit?.name,
          text: m.task.state[state],
          under: dueOn ? d.dueOn(when(dueOn)) : '',
          order: task,
        }))}
      />
      {feedback && (
        <Lines title={d.feedback} lines={[{ head: '', text: feedback.text, under: joined(feedback.by, when(feedback.at)) }]} />
      )}
      {ending && <Lines title={d.ending} lines={[{ head: '', text: ending.text, under: joined(ending.by, when(ending.at)) }]} />}
      {decision && (
        <p>
          <a className="button" href={`/api/v1/orders/${id}/minutes.html`} target="_blank" rel="noopener">
            {d.minutes}
          </a>
        </p>
      )}
    </Card>
  );
}
