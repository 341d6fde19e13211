// 怎么通知我: beside the box here, by SMS and e-mail. An address is written to once the code that was sent there is entered.
import { type FormEvent, useState } from 'react';
import { messageOf, post, Problem, type Reply } from '../../shared/api/client.ts';
import { Check, type Errors, SelectField, Summary, TextField, useToldErrors } from '../../shared/ui/field.tsx';
import { Loading } from '../loading.tsx';
import { useLive } from '../use-live.ts';
import { m } from './words.ts';

const PATH = '/api/v1/notices/choice';
type Choice = Reply<'showNoticeChoice'>;

export function Told() {
  const { data, ...state } = useLive<'showNoticeChoice'>(PATH);
  return (
    <section className="card stack">
      <h2>{m.told}</h2>
      <p>{m.toldHint}</p>
      {data ? <Ways first={data} /> : <Loading {...state} />}
    </section>
  );
}

function Ways({ first }: { readonly first: Choice }) {
  const [chosen, setChosen] = useState(first);
  const [said, say] = useState<string | null>(null);
  return (
    <>
      <p role="status" className={said ? 'notice' : 'hidden'}>
        {said}
      </p>
      <Choose
        chosen={chosen}
        done={(now) => {
          setChosen(now);
          say(now.codeSent ? m.emailSent : m.toldDone);
        }}
        anew={() => say(null)}
      />
      {chosen.email !== null && !chosen.emailConfirmed && (
        <Confirm
          done={(now) => {
            setChosen(now);
            say(m.emailConfirmed);
          }}
        />
      )}
    </>
  );
}

interface ChooseProps {
  readonly chosen: Choice;
  readonly done: (now: Reply<'chooseNotices'>) => void;
  /** Something is chosen otherwise. */
  readonly anew: () => void;
}

function Choose({ chosen, done, anew }: ChooseProps) {
  const [choice, setChoice] = useState(chosen);
  const { beside, summary, find, mend } = useToldErrors();
  const [failure, setFailure] = useState<string | null>(null);
  const change = (part: Partial<Choice>): void => {
    setChoice({ ...choice, ...part });
    anew();
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    anew();
    const email = choice.email?.trim() || null;
    const found: Errors = email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? { email: m.emailWrong } : {};
    find(found);
    if (found['email'] !== undefined) return;
    const { language, phone, sms } = choice;
    post<'chooseNotices'>(PATH, { language, email, phone, sms }).then(done, (error: unknown) => {
      const own = error instanceof Problem && error.errors.some(({ path }) => path === 'email');
      find(own ? { email: m.emailRefused } : {});
      setFailure(own ? null : messageOf(error));
    });
  };
  return (
    <form className="stack" noValidate onSubmit={save}>
      <Summary errors={summary} failure={failure} />
      <Check id="sms" label={m.sms} hint={m.smsHint} checked={choice.sms} onChange={(sms) => change({ sms })} />
      <TextField
        id="email"
        label={m.email}
        hint={m.emailHint}
        optional
        type="email"
        autoComplete="email"
        maxLength={254}
        value={choice.email ?? ''}
        error={beside['email']}
        onInput={(email) => {
          change({ email });
          mend('email');
        }}
      />
      <SelectField
        id="told-language"
        label={m.toldLanguage}
        optional
        value={choice.language ?? ''}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(language) => change({ language: language === 'zh' || language === 'en' ? language : null })}
      />
      <p className="soft">{m.quiet}</p>
      <button type="submit" className="button main">
        {m.toldSave}
      </button>
    </form>
  );
}

function Confirm({ done }: { readonly done: (now: Choice) => void }) {
  const [code, setCode] = useState('');
  const { beside, summary, find, mend } = useToldErrors();
  const [failure, setFailure] = useState<string | null>(null);
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    const wrong = { 'email-code': m.emailCodeWrong };
    if (!/^\d{6}$/.test(code.trim())) return find(wrong);
    find({});
    post<'confirmNoticeEmail'>('/api/v1/notices/email', { code: code.trim() }).then(done, (error: unknown) =>
      error instanceof Problem && error.status === 422 ? find(wrong) : setFailure(messageOf(error)),
    );
  };
  return (
    <form className="stack" noValidate onSubmit={confirm}>
      <Summary errors={summary} failure={failure} />
      <TextField
        id="email-code"
        label={m.emailCode}
        hint={m.emailCodeHint}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        error={beside['email-code']}
        onInput={(said) => {
          setCode(said);
          mend('email-code');
        }}
      />
      <button type="submit" className="button">
        {m.emailConfirm}
      </button>
    </form>
  );
}
