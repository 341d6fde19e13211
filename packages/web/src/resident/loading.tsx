// While there is nothing to show: that it comes, or why it does not.
import { Link } from 'wouter';
import { w } from '../shared/words.ts';
import { mineWords, t } from './words.ts';
import type { Live } from './use-live.ts';

export const Loading = ({ failure, signedOut, missing, reload }: Omit<Live<unknown>, 'data'>) =>
  failure === null ? (
    <p className="soft" role="status">
      {w.loading}
    </p>
  ) : (
    <div className="summary stack" role="alert">
      <p>{failure}</p>
      {missing ? (
        <p className="buttons">
          <Link className="button" href="/mine">
            {mineWords()}
          </Link>
          <Link className="button" href="/follow">
            {t.follow.title}
          </Link>
        </p>
      ) : (
        <button type="button" className="button" onClick={signedOut ? () => location.reload() : reload}>
          {/* The same page asks to sign in, and goes on from there. */}
          {signedOut ? t.home.signIn : w.retry}
        </button>
      )}
    </div>
  );
