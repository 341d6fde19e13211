// What was filled in of a form that begins a matter: kept in this tab for a day, so that a reload takes nothing away.
//
// Keeps: I12. K1: gone when it was sent or put away, when its writer signs out, and with the tab. K2: only members that name nobody are
// kept; what is sealed is not kept at a window, whose device many use.
import { newKey } from '../../shared/api/client.ts';
import type { Draft } from '../../shared/ui/json-schema.ts';

/** Of whatever is forgotten when somebody signs out, also on the residents' pages (resident/place/draft.ts). */
const PREFIX = 'six-order-draft-';
const KEEP_MS = 24 * 3_600_000;

interface Begun {
  readonly at: number;
  /** Sent along, so that what was sent and not answered, then sent again after a reload, is begun once. */
  readonly key: string;
  readonly draft: Draft;
  /** Something was filled in that is not kept. */
  readonly partly: boolean;
}

export interface Keeping {
  readonly key: string;
  /** What was filled in before the page was read again; null: nothing. */
  readonly before: Pick<Begun, 'draft' | 'partly'> | null;
  readonly keep: (draft: Draft) => void;
  readonly forget: () => void;
}

interface Place {
  readonly person: string;
  readonly role: string;
  /** Which form. */
  readonly form: string;
  /** K2: by path. */
  readonly plain: readonly string[];
  readonly sealed: readonly string[];
}

/** Of one form, as its page is read. */
export function keeping({ person, role, form, plain, sealed }: Place): Keeping {
  const place = `${PREFIX}${person} ${form}`;
  const before = read(place);
  const key = before?.key ?? newKey();
  const fit = new Set([...plain, ...(role === 'window' ? [] : sealed)]);
  return {
    key,
    before,
    keep(draft) {
      const filled = Object.entries(draft).filter(([, value]) => value !== undefined && value !== '');
      const own = filled.filter(([path]) => fit.has(path));
      const begun: Begun = { at: Date.now(), key, draft: Object.fromEntries(own), partly: own.length < filled.length };
      write(() => sessionStorage.setItem(place, JSON.stringify(begun)));
    },
    forget: () => write(() => sessionStorage.removeItem(place)),
  };
}

/** Of whoever signs out, and of anybody who was here before; also what he placed for others from here. */
export const forgetBegun = (): void =>
  write(() => {
    for (const store of [sessionStorage, localStorage])
      for (const name of Object.keys(store)) if (name.startsWith(PREFIX)) store.removeItem(name);
  });

function read(place: string): Begun | null {
  try {
    const begun = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Begun | null;
    return begun && Date.now() - begun.at < KEEP_MS ? begun : null;
  } catch {
    // A browser without storage keeps nothing.
    return null;
  }
}

function write(change: () => void): void {
  try {
    change();
  } catch {
    // Full, or none.
  }
}
