// What was filled in of a form that begins a matter: kept in this tab for a day, so that a reload takes nothing away.
//
// Keeps: I12. K1: gone when it was sent or put away, when its writer signs out, and with the tab. K2: only members that name nobody are
// kept; what is sealed is not kept at a window, whose device many use. K3: what was begun in one post is not there in another.
import { newKey, type Reply } from '../../shared/api/client.ts';
import { readDraft, removeDraft, writeDraft } from '../../shared/drafts.ts';
import type { Draft } from '../../shared/ui/json-schema.ts';

interface Begun {
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
  readonly me: Reply<'getMe'>;
  /** Which form. */
  readonly form: string;
  /** K2: by path. */
  readonly plain: readonly string[];
  readonly sealed: readonly string[];
}

/** Of one form, as its page is read. */
export function keeping({ me: { person, post }, form, plain, sealed }: Place): Keeping {
  const place = `${person.id} ${post.id} ${form}`;
  const before = readDraft<Begun>('sessionStorage', place);
  const key = before?.key ?? newKey();
  const fit = new Set([...plain, ...(post.role === 'window' ? [] : sealed)]);
  return {
    key,
    before,
    keep(draft) {
      const filled = Object.entries(draft).filter(([, value]) => value !== undefined && value !== '');
      const own = filled.filter(([path]) => fit.has(path));
      const begun: Begun = { key, draft: Object.fromEntries(own), partly: own.length < filled.length };
      writeDraft('sessionStorage', place, begun);
    },
    forget: () => removeDraft('sessionStorage', place),
  };
}
