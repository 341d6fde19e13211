// While there is nothing to show: that it comes, or why it does not.
import { w } from '../shared/words.ts';
import { t } from './words.ts';
import type { Live } from './use-live.ts';

export const Loading = ({ failure, signedOut, reload }: Omit<Live<unknown>, 'data'>) =>
  failure === null ? (
    <p className="soft" role="status">
      {w.loading}
    </p>
  ) : (
    <div className="summary stack" role="alert">
      <p>{failure}</p>
      {/* The same page asks to sign in, and goes on from there. */}
      <button type="button" className="button" onClick={signedOut ? () => location.reload() : reload}>
        {signedOut ? t.home.signIn : w.retry}
      </button>
    </div>
  );
