// Where one is signed in, and the end of it: of one device, of all others, of the account.
import { useState } from 'react';
import { messageOf, remove } from '../../shared/api/client.ts';
import { when } from '../../shared/time.ts';
import { Loading } from '../loading.tsx';
import { leave } from '../../shared/sign-out.ts';
import { useLive } from '../use-live.ts';
import { m } from './words.ts';

export function Sessions() {
  const { data, ...state } = useLive<'listSessions'>('/api/v1/sessions');
  const [failure, setFailure] = useState<string | null>(null);
  if (!data) return <Loading {...state} />;
  const end = (path: string) => remove(path).then(state.reload, (error: unknown) => setFailure(messageOf(error)));
  const close = () => remove('/api/v1/session/account').then(leave, (error: unknown) => setFailure(messageOf(error)));
  return (
    <>
      {failure && (
        <p className="notice alarm" role="alert">
          {failure}
        </p>
      )}
      <section className="card stack">
        <h2>{m.sessions}</h2>
        <ul className="lines">
          {data.sessions.map(({ id, current, way, device, createdAt, expiresAt }) => (
            <li key={id}>
              <strong>{deviceWord(device)}</strong> {current && <span>· {m.current}</span>}
              <div className="small soft">
                {m.ways[way]} · {m.since(when(createdAt))} · {m.until(when(expiresAt))}
              </div>
              {!current && (
                <button type="button" className="button" onClick={() => void end(`/api/v1/sessions/${id}`)}>
                  {m.end}
                </button>
              )}
            </li>
          ))}
        </ul>
        {data.sessions.length > 1 && (
          <button type="button" className="button" onClick={() => void end('/api/v1/sessions')}>
            {m.endOthers}
          </button>
        )}
      </section>
      <details className="card">
        <summary>{m.close}</summary>
        <div className="stack">
          <p>{m.closeLead}</p>
          <button type="button" className="button" onClick={() => void close()}>
            {m.closeSure}
          </button>
        </div>
      </details>
    </>
  );
}

const systems: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, 'WeChat'],
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** What people call the machine, out of what its browser calls itself. */
const deviceWord = (agent: string): string =>
  systems
    .filter(([fits]) => fits.test(agent))
    .map(([, name]) => name)
    .slice(0, 2)
    .join(' · ') || agent.slice(0, 40);
