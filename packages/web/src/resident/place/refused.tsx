// What was sent and not taken as it is: what is said of it, and what can be done with it, of an order, a dispute or a topic.
import { Link } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { isUnheard } from '../../shared/again.ts';
import { messageOf, Problem } from '../../shared/api/client.ts';
import { w } from '../../shared/words.ts';
import { mineWords, t } from '../words.ts';
import type { Sent } from './pressed.ts';
import { p } from './words.ts';

/** Said where what was sent from here before has arrived, and is not what is written here now. */
export const taken = (): string => p.taken(mineWords());

export const failureOf = (error: unknown): string => {
  if (isUnheard(error)) return w.problem.unheard;
  return error instanceof Problem ? whyOf(error) : messageOf(error);
};

export const whyOf = ({ kind, message }: Pick<Problem, 'kind' | 'message'>): string =>
  kind === 'key-reused' ? taken() : message;

/** Which of the two is meant is for its writer to say. */
export const Taken = ({ another }: { readonly another: () => void }) => (
  <p className="buttons">
    <Link className="button main" href="/mine">
      {mineWords()}
    </Link>
    <button type="button" className="button" onClick={another}>
      {p.another}
    </button>
  </p>
);

/** Why, above a question of it that is to be answered anew. */
export const Refused = ({ refused }: { readonly refused: NonNullable<Sent['refused']> }) => (
  <div className="summary" role="alert">
    <strong>{t.home.refused + w.colon + whyOf(refused)}</strong>
    {refused.errors.length > 0 && (
      <ul>
        {refused.errors.map(({ path, message }) => (
          <li key={path}>{message}</li>
        ))}
      </ul>
    )}
  </div>
);

/** Given up, on being asked whether it is meant. */
export const Drop = ({ drop }: { readonly drop: () => void }) => (
  <details>
    <summary>{p.drop}</summary>
    <div className="stack">
      <p>{p.dropHint}</p>
      <button
        type="button"
        className="button"
        onClick={() => {
          drop();
          navigate('/');
        }}
      >
        {p.dropNow}
      </button>
    </div>
  </details>
);
