// 核对: all answers before they are sent, and whether the order may be published.
//
// C1: without a network it is sent again and again until there is an answer; the draft's key makes that one order.
import { f } from '../../shared/ui/form-words.ts';
import { type FormEvent, useEffect, useState } from 'react';
import { Problem } from '../../shared/api/client.ts';
import { Check, Message, SelectField, Summary, useToldErrors } from '../../shared/ui/field.tsx';
import { tongueOf } from '../../shared/boot.ts';
import { w } from '../../shared/words.ts';
import { isUnheard, useAgain } from '../../shared/again.ts';
import { Sentence } from '../sentence.tsx';
import { t } from '../words.ts';
import { useEmergency } from './places.ts';
import { Consents } from './consents.tsx';
import type { Draft } from './draft.ts';
import { NameOf } from './for-whom.tsx';
import { Drop, failureOf, taken, Taken, whyOf } from './refused.tsx';
import { type Own, type Step, textOf } from './question.tsx';
import { p } from './words.ts';

interface CheckProps {
  readonly draft: Draft;
  /** Not for somebody else. */
  readonly own: boolean;
  /** Consents that the kind of order asks for. */
  readonly asked: readonly string[];
  readonly what: string;
  readonly where: string;
  /** Of work that stands still in an emergency. */
  readonly ordinary: boolean;
  /** Never published, so that nobody is asked. */
  readonly sealed: boolean;
  readonly change: Own['change'];
  /** To a question, and in it to the field of that id. */
  readonly go: (to: Step, field?: string) => void;
  /** `another`: it is none of what was sent before. */
  readonly submit: (another: boolean) => Promise<void>;
  readonly drop: () => void;
  /** It was pressed already, and has not arrived. */
  readonly atOnce: boolean;
}

export function CheckAnswers({ draft, own, asked, what, where, ordinary, sealed, change, go, submit, drop, atOnce }: CheckProps) {
  const refused = draft.sent?.refused ?? null;
  const [failure, setFailure] = useState<string | null>(refused && whyOf(refused));
  const waits = useEmergency(draft.community) && ordinary;
  const { beside, summary, find, mend } = useToldErrors(Object.fromEntries((refused?.errors ?? []).map(byAnswer)));
  const [busy, setBusy] = useState(false);
  /** How often it was tried without an answer; 0 when nothing waits to be sent again. */
  const [tries, setTries] = useState(0);
  const stranger = !own && draft.onBehalfOf === '' && asked.some((purpose) => details.has(purpose));
  const agreed = (draft.consent && !sealed) || (stranger && draft.detailsConsent !== '');
  const attempt = (another = false): void => {
    if (busy) return;
    // Tried again by itself, what is said stays: nobody is called away from what he goes on writing.
    if (tries === 0) setFailure(null);
    const unsaid = agreed && !own && draft.consentHow === '';
    find(unsaid ? { 'consent-how': w.field.chosen(f.input.consentHow) } : {});
    if (unsaid) return;
    setBusy(true);
    submit(another)
      .catch((error: unknown) => {
        setFailure(failureOf(error));
        setTries((before) => (isUnheard(error) ? before + 1 : 0));
        find(error instanceof Problem ? Object.fromEntries(error.errors.map(byAnswer)) : {});
      })
      .finally(() => setBusy(false));
  };
  useAgain(tries, attempt);
  useEffect(() => {
    if (atOnce) attempt();
  }, []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    attempt();
  };
  const [name, phone] = [draft.name.trim(), draft.phone.trim()];
  const contact = phone === '' ? name && p.nameAlone(name) : [name, phone].join(' ').trim();
  const rows: readonly (readonly [Step, string, string])[] = [
    ['what', t.place.answers.what, what],
    ['where', t.place.answers.where, where],
    [
      'text',
      t.place.answers.text,
      [draft.text || (draft.join && textOf(draft)), draft.files.map(({ kind }) => f.attach.kind[kind]).join('、')]
        .filter(Boolean)
        .join('\n'),
    ],
    ['contact', t.place.answers.contact, contact || t.place.answers.none],
  ];
  return (
    <form className="stack" noValidate onSubmit={send}>
      <h1 tabIndex={-1}>{t.place.check}</h1>
      <p>{t.place.checkHint}</p>
      <Summary errors={summary} failure={failure} />
      {failure === taken() && <Taken another={() => attempt(true)} />}
      <dl className="answers">
        {draft.onBehalfOf !== '' && (
          <div>
            <dt>{f.input.onBehalfOf}</dt>
            <dd>
              <NameOf person={draft.onBehalfOf} />
            </dd>
          </div>
        )}
        {rows.map(([step, name, value]) => (
          <div key={step}>
            <dt>{name}</dt>
            <dd>
              <span lang={tongueOf(value)}>{value}</span>
              <Message id={`answer-${step}`} error={beside[`answer-${step}`]} />
            </dd>
            <dd>
              <button
                id={`answer-${step}`}
                type="button"
                className="button quiet"
                aria-label={`${w.change} ${name}`}
                onClick={() => go(step)}
              >
                {w.change}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      {waits && (
        <p className="notice alarm">
          <Sentence text={t.promise.willStandStill} />
        </p>
      )}
      {draft.phone.trim() === '' ? (
        <p className="notice">
          {own ? p.noPhone : p.noPhoneOther}
          <br />
          <button type="button" className="button quiet" onClick={() => go('contact', 'phone')}>
            {p.leavePhone}
          </button>
        </p>
      ) : (
        draft.callBack && <p className="notice">{own ? p.willCall : p.willCallOther}</p>
      )}
      <Consents own={own} asked={asked} said={draft.consents} say={(consents) => change({ consents })} />
      {stranger && (
        <SelectField
          id="details-consent"
          label={f.input.detailsConsent}
          optional
          value={draft.detailsConsent}
          options={(['self', 'guardian'] as const).map((value) => ({ value, label: f.value.detailsConsent[value] }))}
          onChange={(detailsConsent) => change({ detailsConsent })}
        />
      )}
      {sealed ? (
        <p className="notice">{p.confidential}</p>
      ) : (
        <Check
          id="consent"
          label={own ? t.place.consent : t.place.agrees + t.place.consent}
          hint={t.place.consentHint}
          checked={draft.consent}
          onChange={(consent) => change({ consent })}
        />
      )}
      {agreed && !own && (
        <SelectField
          id="consent-how"
          label={f.input.consentHow}
          value={draft.consentHow}
          error={beside['consent-how']}
          options={Object.entries(f.value.consentHow).map(([value, label]) => ({ value, label }))}
          onChange={(consentHow) => {
            change({ consentHow });
            mend('consent-how');
          }}
        />
      )}
      {!own && draft.phone.trim() !== '' && (
        <Check
          id="contact-by-sms"
          label={f.input.contactBySms}
          checked={draft.contactBySms}
          onChange={(contactBySms) => change({ contactBySms })}
        />
      )}
      {!sealed && <p className="soft small">{t.place.privacy}</p>}
      <button type="submit" className="button main wide" aria-disabled={busy}>
        {busy ? w.sending : t.place.submit}
      </button>
      {refused && !busy && <Drop drop={drop} />}
    </form>
  );
}

/** What is closed to whoever handles it unless somebody agreed, or once somebody did not. */
const details: ReadonlySet<string> = new Set(['child-details', 'sensitive-details']);

/** The screens by the members of the order that they ask for. */
const screens: Readonly<Record<string, Step>> = { category: 'what', unit: 'where', place: 'where', contact: 'contact' };

const byAnswer = ({ path, message }: Problem['errors'][number]): [string, string] => [
  `answer-${screens[path.split('.')[0] ?? ''] ?? 'text'}`,
  message,
];
