// Who may place orders for me, and for whom I may: named by a code, ended by either.
import { type FormEvent, useState } from 'react';
import { messageOf, post, type Reply } from '../../shared/api/client.ts';
import { boot } from '../../shared/boot.ts';
import { dateOf, when } from '../../shared/time.ts';
import { Summary, TextField, useToldErrors } from '../../shared/ui/field.tsx';
import { Loading } from '../loading.tsx';
import { useLive } from '../use-live.ts';
import { m } from './words.ts';

type Bond = Reply<'listRelatives'>['named'][number];

export function Relatives() {
  const { data, ...state } = useLive<'listRelatives'>('/api/v1/me/relatives');
  const [made, setMade] = useState<Reply<'makeRelativeCode'> | null>(null);
  const [code, setCode] = useState('');
  const [done, setDone] = useState(false);
  const { beside, summary, find, mend } = useToldErrors();
  const [failure, setFailure] = useState<string | null>(null);
  if (!data) return <Loading {...state} />;
  const attempt = (asked: Promise<unknown>, then: () => void = () => undefined): void => {
    setFailure(null);
    asked.then(
      () => {
        then();
        state.reload();
      },
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  const enter = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = !/^\d{8}$/.test(code.trim());
    find(wrong ? { 'relative-code': m.enterCodeWrong } : {});
    setDone(false);
    if (wrong) return;
    attempt(post<'acceptRelativeCode'>('/api/v1/me/relatives', { code: code.trim() }), () => {
      setCode('');
      setDone(true);
    });
  };
  const list = (bonds: readonly Bond[]) => (
    <ul className="lines">
      {bonds.map(({ id, name, since }) => (
        <li key={id}>
          <strong lang="zh-CN">{name}</strong> <span className="small soft">{m.relativeSince(dateOf(since))}</span>
          <div>
            <button
              type="button"
              className="button"
              onClick={() => attempt(post<'endRelative'>(`/api/v1/me/relatives/${id}/end`, {}))}
            >
              {m.unbind}
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
  return (
    <section className="card stack">
      <h2>{m.relatives}</h2>
      {boot.me?.post.role === 'resident' && (
        <>
          <p>{m.relativesHint}</p>
          {data.named.length === 0 ? <p className="soft">{m.relativesNone}</p> : list(data.named)}
          <p role="status" className={made ? 'notice' : 'hidden'}>
            {made && m.code(made.code, when(made.until))}
          </p>
          {!made && data.codeUntil && <p className="soft">{m.codeMade(when(data.codeUntil))}</p>}
          <button
            type="button"
            className="button"
            onClick={() => attempt(post<'makeRelativeCode'>('/api/v1/me/relatives/codes', {}).then(setMade))}
          >
            {m.makeCode}
          </button>
        </>
      )}
      {data.of.length > 0 && (
        <>
          <h3>{m.relativesOf}</h3>
          {list(data.of)}
        </>
      )}
      <form className="stack" noValidate onSubmit={enter}>
        <Summary errors={summary} failure={failure} />
        <p role="status" className={done ? 'notice' : 'hidden'}>
          {done && m.bound}
        </p>
        <TextField
          id="relative-code"
          label={m.enterCode}
          maxLength={8}
          inputMode="numeric"
          value={code}
          error={beside['relative-code']}
          onInput={(said) => {
            setCode(said);
            mend('relative-code');
          }}
        />
        <button type="submit" className="button">
          {m.enterCodeDo}
        </button>
      </form>
    </section>
  );
}
