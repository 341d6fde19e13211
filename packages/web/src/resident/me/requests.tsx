// Requests under the law on personal data: to correct, to delete, to be told.
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { type Body, messageOf, newKey, post } from '../../shared/api/client.ts';
import { when } from '../../shared/time.ts';
import { type Errors, SelectField, Summary, TextArea, useToldErrors } from '../../shared/ui/field.tsx';
import { w } from '../../shared/words.ts';
import { Loading } from '../loading.tsx';
import { useLive } from '../use-live.ts';
import { m } from './words.ts';

type Kind = Body<'askDataRequest'>['kind'];

export function Requests() {
  const { data, ...state } = useLive<'listMyDataRequests'>('/api/v1/me/data-requests');
  const { data: own } = useLive<'listOrders'>('/api/v1/orders?desk=requests&limit=50');
  const [key, setKey] = useState(newKey);
  const [kind, setKind] = useState('');
  const [about, setAbout] = useState('');
  const [text, setText] = useState('');
  const { beside, summary, find, mend } = useToldErrors();
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  if (!data) return <Loading {...state} />;
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const found: Errors = kind === '' ? { kind: w.field.chosen(m.kind) } : {};
    find(found);
    setFailure(null);
    if (kind === '') return;
    const body = { kind: kind as Kind, ...(text.trim() && { text: text.trim() }), ...(about && { about }) };
    post<'askDataRequest'>('/api/v1/me/data-requests', body, key).then(
      () => {
        setDone(true);
        setKey(newKey());
        setKind('');
        setText('');
        state.reload();
      },
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  return (
    <section className="card stack">
      <h2>{m.requests}</h2>
      <p>{m.requestsHint}</p>
      <p role="status" className={done ? 'notice' : 'hidden'}>
        {done && m.asked}
      </p>
      <ul className="lines">
        {data.requests.map(({ id, number, kind: of, stage, dueAt }) => (
          <li key={id}>
            <Link href={`/orders/${id}`}>
              {m.kinds[of]} · {number}
            </Link>
            <div className="small soft">
              {[m.stages[stage], dueAt && stage !== 'answered' && m.due(when(dueAt))].filter(Boolean).join(' · ')}
            </div>
          </li>
        ))}
      </ul>
      <details>
        <summary>{m.ask}</summary>
        <form className="stack" noValidate onSubmit={ask}>
          <Summary errors={summary} failure={failure} />
          <SelectField
            id="kind"
            label={m.kind}
            value={kind}
            error={beside['kind']}
            options={Object.entries(m.kinds).map(([value, label]) => ({ value, label }))}
            onChange={(chosen) => {
              setKind(chosen);
              mend('kind');
            }}
          />
          <SelectField
            id="about"
            label={m.about}
            optional
            value={about}
            options={(own?.orders ?? []).map(({ id, number }) => ({ value: id, label: number }))}
            onChange={setAbout}
          />
          <TextArea id="text" label={m.text} optional maxLength={2_000} value={text} onInput={setText} />
          <button type="submit" className="button main">
            {m.ask}
          </button>
        </form>
      </details>
    </section>
  );
}
