// To the first page, in words: whoever came by a message or a code has no page to go back to, and does not press a name.
import { Link } from 'wouter';
import { t } from './words.ts';

export const WayHome = () => (
  <p className="screen-only">
    <Link className="back" href="/">
      {t.missing.home}
    </Link>
  </p>
);
