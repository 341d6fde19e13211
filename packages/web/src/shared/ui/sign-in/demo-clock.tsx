// The demo's clock, put forward by whoever tries it: what falls due by then has happened when the page comes back.
import { useState } from 'react';
import { messageOf, post } from '../../api/client.ts';
import { now } from '../../boot.ts';
import { dateOf, timeOfDay } from '../../time.ts';
import { Summary } from '../field.tsx';
import { s } from './words.ts';

const STEPS = ['PT1H', 'P1D', 'P3D', 'P7D'] as const;

export function DemoClock() {
  const [moving, setMoving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const at = now();
  const put = (advance: string) => {
    if (moving) return;
    setMoving(true);
    setFailure(null);
    // Every time on this page is of the clock before: it comes anew.
    post<'moveDemoClock'>('/api/v1/demo/clock', { advance }).then(
      () => location.reload(),
      (error: unknown) => {
        setMoving(false);
        setFailure(messageOf(error));
      },
    );
  };
  return (
    <section className="card stack">
      <h2>{s.clock.title}</h2>
      <p>{s.clock.is(`${dateOf(new Date(at).toISOString())} ${timeOfDay(at)}`)}</p>
      <p className="hint">{s.clock.hint}</p>
      <Summary errors={{}} failure={failure} />
      <div className="buttons" role="group" aria-label={s.clock.title}>
        {STEPS.map((step) => (
          <button key={step} type="button" className="button" aria-disabled={moving} onClick={() => put(step)}>
            {s.clock.forward[step]}
          </button>
        ))}
      </div>
      {moving && <p role="status">{s.clock.moving}</p>}
    </section>
  );
}
