// Signing in: as a persona of the demo, by telephone, or by name and password.
import { type FormEvent, type ReactNode, useState } from 'react';
import { boot } from '../boot.ts';
import { messageOf, post, Problem, type Reply } from '../api/client.ts';
import { w, wordOf } from '../words.ts';
import { SelectField, Summary, TextField } from './field.tsx';

type SignIn = Reply<'signInResident'>;

const privateRoles = new Set(['resident', 'relative', 'household-head']);

/** On with a new session: staff to their desks, others to their own page. */
const goOn = (role: string | undefined): void => {
  // A page that asked for it stands where the visitor wanted to go.
  const back = location.pathname === '/sign-in' ? null : location.pathname + location.search;
  location.assign(role !== undefined && !privateRoles.has(role) ? '/staff/' : (back ?? '/'));
};

export function SignInPage() {
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{w.signIn.title}</h1>
      {boot.personas && <Personas personas={boot.personas} />}
      <details className="card" open={boot.personas === null}>
        <summary>{w.signIn.byPhone}</summary>
        <ByPhone />
      </details>
      <details className="card">
        <summary>{w.signIn.byPassword}</summary>
        <ByPassword />
      </details>
    </div>
  );
}

function Personas({ personas }: { readonly personas: NonNullable<typeof boot.personas> }) {
  const [failure, setFailure] = useState<string | null>(null);
  const be = (persona: string, role: string) =>
    post<'openDemoSession'>('/api/v1/demo/session', { persona: persona as 'resident' }).then(
      () => goOn(role),
      (error: unknown) => setFailure(messageOf(error)),
    );
  const group = (title: string, staff: boolean) => (
    <section>
      <h2>{title}</h2>
      <ul className="personas">
        {personas
          .filter(({ role }) => privateRoles.has(role) !== staff)
          .map(({ persona, role, name }) => (
            <li key={persona}>
              <button type="button" className="persona" data-persona={persona} onClick={() => void be(persona, role)}>
                <strong lang="zh-CN">{name}</strong>
                <span className="role">{wordOf(w.role, role)}</span>
                <span className="hint">{wordOf(w.does, role)}</span>
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
  return (
    <section className="stack">
      <p className="notice">
        <strong>{w.signIn.demo}</strong>
        <br />
        {w.signIn.demoHint}
      </p>
      <Summary errors={{}} failure={failure} />
      {group(w.signIn.residentGroup, false)}
      {group(w.signIn.staffGroup, true)}
    </section>
  );
}

/** One question of a sign-in: fields, a button, what was wrong. */
function Step({ button, send, children }: { button: string; send: () => Promise<unknown>; children: ReactNode }) {
  const [failure, setFailure] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    send().catch((error: unknown) =>
      setFailure(error instanceof Problem && error.status === 401 ? w.signIn.failed : messageOf(error)),
    );
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <Summary errors={{}} failure={failure} />
      {children}
      <button type="submit" className="button main">
        {button}
      </button>
    </form>
  );
}

function ByPhone() {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState<Reply<'askForCode'> | null>(null);
  const [at, setAt] = useState<SignIn | null>(null);
  if (at) return <Rest at={at} />;
  if (!sent) {
    const ask = () => post<'askForCode'>('/api/v1/session/code', { phone }).then(setSent);
    return (
      <Step button={w.signIn.sendCode} send={ask}>
        <TextField
          id="phone"
          label={w.signIn.phone}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          value={phone}
          onInput={setPhone}
        />
      </Step>
    );
  }
  return (
    <Step button={w.signIn.enter} send={() => post<'signInResident'>('/api/v1/session/resident', { phone, code }).then(setAt)}>
      {sent.demoCode && <p className="notice">{w.signIn.demoCode(sent.demoCode)}</p>}
      <TextField
        id="code"
        label={w.signIn.code}
        hint={w.signIn.codeHint}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onInput={setCode}
      />
    </Step>
  );
}

function ByPassword() {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [at, setAt] = useState<SignIn | null>(null);
  if (at?.next === 'authenticator-code') {
    return (
      <Step
        button={w.signIn.enter}
        send={() => post<'enterAuthenticatorCode'>('/api/v1/session/staff/code', { code }).then(setAt)}
      >
        <TextField
          id="otp"
          label={w.signIn.otp}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onInput={setCode}
        />
      </Step>
    );
  }
  if (at) return <Rest at={at} />;
  return (
    <Step button={w.signIn.enter} send={() => post<'signInStaff'>('/api/v1/session/staff', { username, password }).then(setAt)}>
      <TextField id="username" label={w.signIn.username} autoComplete="username" value={username} onInput={setUsername} />
      <TextField
        id="password"
        label={w.signIn.password}
        type="password"
        autoComplete="current-password"
        value={password}
        onInput={setPassword}
      />
    </Step>
  );
}

/** What may still be to do before a session acts. */
function Rest({ at: first }: { readonly at: SignIn }) {
  const [at, setAt] = useState(first);
  const [name, setName] = useState('');
  const [unit, setUnit] = useState('');
  const [chosen, choose] = useState('');
  if (at.next === null) {
    goOn(at.me?.post.role);
    return <p>{w.loading}</p>;
  }
  if (at.next === 'home') {
    return (
      <Step button={w.send} send={() => post<'tellHome'>('/api/v1/session/home', { name, unit }).then(setAt)}>
        <p>{w.signIn.home}</p>
        <TextField id="home-name" label={w.signIn.homeName} autoComplete="name" value={name} onInput={setName} />
        <TextField
          id="home-unit"
          label={w.signIn.homeUnit}
          hint={w.signIn.homeUnitHint}
          inputMode="numeric"
          value={unit}
          onInput={setUnit}
        />
      </Step>
    );
  }
  if (at.next === 'post') {
    const options = at.posts.map(({ id, role, unit: { name: where } }) => ({
      value: id,
      label: `${wordOf(w.role, role)} · ${where}`,
    }));
    return (
      <Step button={w.signIn.enter} send={() => post<'choosePost'>('/api/v1/session/post', { post: chosen }).then(setAt)}>
        <SelectField id="post" label={w.signIn.post} value={chosen} options={options} onChange={choose} />
      </Step>
    );
  }
  return <p className="notice">{w.signIn.setUp}</p>;
}
