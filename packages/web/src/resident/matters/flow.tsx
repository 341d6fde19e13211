// A dispute or a topic, one question on each screen, as an order is placed: what is asked lies with each of the two (dispute.tsx, topic.tsx).
//
// F1: without a network it is sent again and again until there is an answer; the draft's key makes that one matter. F2: the browser's back
// goes one question back and loses nothing.
import { type FormEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { isUnheard, useAgain } from '../../shared/again.ts';
import { Problem, type Reply } from '../../shared/api/client.ts';
import { tongueOf } from '../../shared/boot.ts';
import { type Errors, Message, Summary, TextArea } from '../../shared/ui/field.tsx';
import { w } from '../../shared/words.ts';
import type { Begun } from '../place/pressed.ts';
import { Question } from '../place/question.tsx';
import { Drop, failureOf, Refused, taken, Taken, whyOf } from '../place/refused.tsx';
import { p } from '../place/words.ts';
import { NumberAndCode } from '../number-and-code.tsx';
import { WayHome } from '../way-home.tsx';
import { t } from '../words.ts';
import { m } from './words.ts';

export interface Screen {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  /** What is still to be answered, by field. */
  readonly still: Errors;
  readonly body: (errors: Errors) => ReactNode;
  /** Above the answer where all of them are shown. */
  readonly name: string;
  readonly answer: string;
  /** What of the request it answers: the beginnings of the paths under which it is refused. */
  readonly members: readonly string[];
}

const MOST = 2_000;

/** What it is about, in one's own words. */
export const textScreen = (
  said: string,
  words: { readonly title: string; readonly hint: string; readonly label: string; readonly name: string },
  change: (text: string) => void,
): Screen => {
  const text = said.trim();
  const lacks = text === '' ? t.place.tooShort : text.length > MOST ? p.tooLong(text.length, MOST) : null;
  return {
    id: 'text',
    title: words.title,
    hint: words.hint,
    still: lacks === null ? {} : { text: lacks },
    body: (errors) => <TextArea id="text" label={words.label} value={said} error={errors['text']} onInput={change} />,
    name: words.name,
    answer: text,
    members: ['text'],
  };
};

interface Props {
  readonly path: string;
  readonly title: string;
  readonly screens: readonly Screen[];
  /** Beside what is checked: who reads it. */
  readonly privacy: string;
  /** On the button that sends it. */
  readonly button: string;
  /** `another`: it is none of what was sent before; `isStill`: whether it is still to be sent as it is. */
  readonly send: (another: boolean, isStill: () => boolean) => Promise<Reply<'placeOrder'> | null>;
  readonly drop: () => void;
  readonly sent: Begun['sent'];
  /** What comes next and by when, sentence by sentence. */
  readonly next: (placed: Reply<'placeOrder'>) => readonly string[];
}

export function MatterFlow({ path, title, screens, privacy, button, send, drop, sent, next }: Props) {
  const search = new URLSearchParams(useSearch());
  const [placed, setPlaced] = useState<Reply<'placeOrder'> | null>(null);
  const before = search.get('placed');
  // Read again or come back to, the address of a receipt leads to its matter: nothing of it is kept here.
  useLayoutEffect(() => {
    if (placed) {
      if (before !== placed.order.id) navigate(`${path}?placed=${placed.order.id}`, { replace: true });
    } else if (before) navigate(`/orders/${encodeURIComponent(before)}`, { replace: true });
  }, [path, placed, before]);
  const lacking = screens.findIndex(({ still }) => Object.keys(still).length > 0);
  const first = lacking < 0 ? screens.length : lacking;
  const asked = search.get('step');
  const wanted = asked === 'check' ? screens.length : screens.findIndex(({ id }) => id === asked);
  // Nobody comes to a later question past one that is not answered.
  const at = Math.max(0, Math.min(wanted, first));
  const screen = screens[at];
  const here = useRef<HTMLDivElement>(null);
  const shown = useRef(at);
  useEffect(() => {
    document.title = `${title} · ${w.product}`;
  }, [title]);
  // Before the question is painted: whoever types at once types into it.
  useLayoutEffect(() => {
    if (shown.current === at && !placed) return;
    shown.current = at;
    scrollTo(0, 0);
    here.current?.querySelector('h1')?.focus();
  }, [at, placed]);
  const go = (step: string): void => navigate(`${path}?step=${step}`);
  /** One answer, and back to all of them. */
  const mend = (step: string): void => navigate(`${path}?step=${step}&mend`);

  if (placed) {
    return (
      <div ref={here}>
        <Receipt placed={placed} next={next(placed)} />
      </div>
    );
  }
  if (before) return null;
  return (
    <div ref={here} className="stack">
      {at > 0 ? (
        <button type="button" className="back" onClick={() => history.back()}>
          {w.back}
        </button>
      ) : (
        <WayHome />
      )}
      <p className="step">
        {title} · {t.place.step(at + 1, screens.length + 1)}
      </p>
      {screen && sent?.refused && <Refused refused={sent.refused} />}
      {screen ? (
        <Question
          key={screen.id}
          title={screen.title}
          hint={screen.hint}
          still={screen.still}
          next={() => go(search.has('mend') ? 'check' : (screens[at + 1]?.id ?? 'check'))}
        >
          {screen.body}
        </Question>
      ) : (
        <CheckAnswers
          screens={screens}
          privacy={privacy}
          button={button}
          change={mend}
          send={(another) => send(another, () => shown.current === screens.length).then(setPlaced)}
          drop={drop}
          refused={sent?.refused ?? null}
          atOnce={sent !== null && sent.refused === null}
        />
      )}
      {screen && sent?.refused && <Drop drop={drop} />}
    </div>
  );
}

interface CheckProps extends Pick<Props, 'screens' | 'privacy' | 'button' | 'drop'> {
  readonly change: (step: string) => void;
  readonly send: (another: boolean) => Promise<unknown>;
  readonly refused: NonNullable<Begun['sent']>['refused'];
  /** It was pressed already, and has not arrived. */
  readonly atOnce: boolean;
}

function CheckAnswers({ screens, privacy, button, change, send, drop, refused, atOnce }: CheckProps) {
  const screenOf = (path: string): string =>
    (screens.find(({ members }) => members.some((member) => path.startsWith(member))) ?? screens[screens.length - 1])?.id ?? '';
  const byAnswer = (told: Problem['errors']): Errors =>
    Object.fromEntries(told.map(({ path, message }) => [`answer-${screenOf(path)}`, message]));
  const [failure, setFailure] = useState<string | null>(refused && whyOf(refused));
  const [errors, setErrors] = useState<Errors>(() => byAnswer(refused?.errors ?? []));
  const [busy, setBusy] = useState(false);
  /** How often it was tried without an answer; 0 when nothing waits to be sent again. */
  const [tries, setTries] = useState(0);
  const attempt = (another = false): void => {
    if (busy) return;
    // Tried again by itself, what is said stays: nobody is called away from it.
    if (tries === 0) setFailure(null);
    setErrors({});
    setBusy(true);
    send(another)
      .catch((error: unknown) => {
        setFailure(failureOf(error));
        setTries((sofar) => (isUnheard(error) ? sofar + 1 : 0));
        setErrors(byAnswer(error instanceof Problem ? error.errors : []));
      })
      .finally(() => setBusy(false));
  };
  useAgain(tries, attempt);
  useEffect(() => {
    if (atOnce) attempt();
  }, []);
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        attempt();
      }}
    >
      <h1 tabIndex={-1}>{t.place.check}</h1>
      <p>{t.place.checkHint}</p>
      <Summary errors={errors} failure={failure} />
      {failure === taken() && <Taken another={() => attempt(true)} />}
      <dl className="answers">
        {screens.map(({ id, name, answer }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>
              <span lang={tongueOf(answer)}>{answer}</span>
              <Message id={`answer-${id}`} error={errors[`answer-${id}`]} />
            </dd>
            <dd>
              <button
                id={`answer-${id}`}
                type="button"
                className="button quiet"
                aria-label={`${w.change} ${name}`}
                onClick={() => change(id)}
              >
                {w.change}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <p className="soft small">{privacy}</p>
      <button type="submit" className="button main wide" aria-disabled={busy}>
        {busy ? w.sending : button}
      </button>
      {refused && !busy && <Drop drop={drop} />}
    </form>
  );
}

/** Number and query code, what comes next, by when. */
function Receipt({
  placed: { order, queryCode },
  next,
}: {
  readonly placed: Reply<'placeOrder'>;
  readonly next: readonly string[];
}) {
  return (
    <div className="stack">
      <div className="receipt stack">
        <h1 tabIndex={-1}>{t.receipt.title}</h1>
        <NumberAndCode order={order} queryCode={queryCode} />
        {queryCode && <p>{t.receipt.keep}</p>}
      </div>
      <h2>{t.receipt.next}</h2>
      <ul className="lines">
        {next.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className="buttons screen-only">
        <Link className="button main" href={`/orders/${order.id}`}>
          {m.see}
        </Link>
        <a className="button" href={`/api/v1/orders/${order.id}/receipt.html`} target="_blank" rel="noopener">
          {t.receipt.print}
        </a>
        <Link className="button" href="/">
          {t.missing.home}
        </Link>
      </div>
    </div>
  );
}
