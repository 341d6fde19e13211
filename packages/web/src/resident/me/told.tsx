// 怎么通知我: beside the box here, by SMS and e-mail.
import { type FormEvent, useState } from 'react';
import { messageOf, post, Problem, type Reply } from '../../shared/api/client.ts';
import { Check, type Errors, SelectField, Summary, TextField } from '../../shared/ui/field.tsx';
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
      {data ? <Form chosen={data} /> : <Loading {...state} />}
    </section>
  );
}

function Form({ chosen }: { readonly chosen: Choice }) {
  const [choice, setChoice] = useState(chosen);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const change = (part: Partial<Choice>): void => {
    setChoice({ ...choice, ...part });
    setDone(false);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    setDone(false);
    const email = choice.email?.trim() || null;
    const found: Errors = email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? { email: m.emailWrong } : {};
    setErrors(found);
    if (found['email'] !== undefined) return;
    const { language, phone, sms } = choice;
    post<'chooseNotices'>(PATH, { language, email, phone, sms }).then(
      () => setDone(true),
      (error: unknown) => {
        const own = error instanceof Problem && error.errors.some(({ path }) => path === 'email');
        setErrors(own ? { email: m.emailWrong } : {});
        setFailure(own ? null : messageOf(error));
      },
    );
  };
  return (
    <form className="stack" noValidate onSubmit={save}>
      <p role="status" className={done ? 'notice' : 'hidden'}>
        {done && m.toldDone}
      </p>
      <Summary errors={errors} failure={failure} />
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
        error={errors['email']}
        onInput={(email) => change({ email })}
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
