// While there is nothing to show: that it comes, or why it does not.
import { w } from '../shared/words.ts';
import type { Live } from './use-live.ts';

export const Loading = ({ failure, reload }: Omit<Live<unknown>, 'data'>) =>
  failure === null ? (
    <p className="soft" role="status">
      {w.loading}
    </p>
  ) : (
    <div className="summary stack" role="alert">
      <p>{failure}</p>
      <button type="button" className="button" onClick={reload}>
        {w.retry}
      </button>
    </div>
  );
