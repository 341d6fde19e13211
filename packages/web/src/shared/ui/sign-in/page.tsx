// Signing in: as a persona of the demo, by telephone, by name and password, by the county's identity provider.
import { useState } from 'react';
import { boot } from '../../boot.ts';
import { messageOf, post, remove } from '../../api/client.ts';
import { w, wordOf } from '../../words.ts';
import { Summary } from '../field.tsx';
import { ByPassword, Invited } from './by-password.tsx';
import { ByPhone } from './by-phone.tsx';
import { DemoClock } from './demo-clock.tsx';
import { goOn, isDesk, isPrivate, onTheWay } from './go-on.ts';
import { Rest } from './rest.tsx';
import { Step } from './step.tsx';
import { does } from './does.ts';
import { s } from './words.ts';

export function SignInPage() {
  const { personas, standing, ways } = boot;
  const [invited, setInvited] = useState(false);
  const path = location.pathname;
  const invitation = path.startsWith('/invitation');
  // On the way to a desk are people of an office, and on the way to anything else residents.
  const official = invitation || isDesk(path);
  if (standing) {
    return (
      <div className="stack">
        <h1 tabIndex={-1}>{s.goOn}</h1>
        <div className="card">
          <Rest at={standing} />
        </div>
        <button
          type="button"
          className="back"
          onClick={() => void remove('/api/v1/session').finally(() => location.assign('/sign-in'))}
        >
          {s.again}
        </button>
      </div>
    );
  }
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{w.signIn.title}</h1>
      {new URLSearchParams(location.search).get('sign-in') === 'failed' && (
        <p className="notice alarm" role="alert">
          {s.providerFailed}
        </p>
      )}
      {path === '/call-me' && (
        <div className="notice stack">
          {ways.code && <p>{s.callMeLead}</p>}
          <p>
            {ways.code ? s.callMeNoSms : s.callMeNoCode} <a href="tel:12345">12345</a>
          </p>
        </div>
      )}
      {ways.provider && (
        <div className="card">
          <Step
            button={s.byProvider}
            send={() => post<'goToProvider'>('/api/v1/session/oidc', undefined as never).then(({ url }) => location.assign(url))}
          >
            {null}
          </Step>
        </div>
      )}
      {ways.code && (
        <details className="card" open={!official && (personas === null || onTheWay(path))}>
          <summary>{s.byPhone}</summary>
          <ByPhone />
        </details>
      )}
      <details className="card" open={official}>
        <summary>{s.byPassword}</summary>
        {invited && (
          <p className="notice" role="status">
            {s.passwordSet}
          </p>
        )}
        <ByPassword />
        <details open={invitation && !invited}>
          <summary>{s.haveInvitation}</summary>
          <Invited done={() => setInvited(true)} />
        </details>
      </details>
      {personas && <Personas personas={personas} />}
    </div>
  );
}

/** Where two have one post, what tells them apart. */
const ofTwo: Readonly<Record<string, string | undefined>> = s.ofTwo;

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
          .filter(({ role }) => isPrivate(role) !== staff)
          .map(({ persona, role, name, where }) => (
            <li key={persona}>
              <button type="button" className="persona" data-persona={persona} onClick={() => void be(persona, role)}>
                <strong lang="zh-CN">{name}</strong>
                <span className="role">{wordOf(w.role, role)}</span>
                {where && (
                  <span className="where" lang="zh-CN">
                    {where}
                  </span>
                )}
                <span className="hint">{ofTwo[persona] ?? wordOf(does, role)}</span>
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
        {s.demoHint}
      </p>
      <Summary errors={{}} failure={failure} />
      {group(s.residentGroup, false)}
      {group(s.staffGroup, true)}
      <DemoClock />
    </section>
  );
}
