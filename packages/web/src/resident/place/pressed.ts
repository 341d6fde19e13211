// What was pressed and is not known to have arrived, where it is kept: each page looks for it, so this is part of the first load.
//
// Keeps: I12. P1: each post has its own: what was pressed in one is neither sent nor changed in another.
import type { Body, Problem, Reply } from '../../shared/api/client.ts';
import { boot } from '../../shared/boot.ts';
import { readDraft, removeDraft, writeDraft } from '../../shared/drafts.ts';
import type { Said } from './consents.tsx';

type Me = Reply<'getMe'>;

export interface Sent {
  readonly body: Body<'placeOrder'>;
  /** Separate consents that the kind of order asks for. */
  readonly asked: readonly string[];
  /** It was heard and not taken: why. Nobody sends it again by itself. Null while it is not known what became of it. */
  readonly refused: Pick<Problem, 'message' | 'errors' | 'kind'> | null;
}

/** On its way: an order, a dispute or a topic. */
export interface Begun {
  /** What was pressed, until it has arrived: sent again, it is the same. Null once something of it was changed. */
  readonly sent: Sent | null;
  /**
   * Sent along. It is the draft's as long as that lives, so that what was sent and not answered, changed meanwhile or in another tab and
   * sent again is one order: the server tells who sends something else that the first has arrived (key-reused).
   */
  readonly key: string;
}

/** By the page on which they are written, which is the one on which they are mended. */
const pages = ['place', 'dispute', 'topic'] as const;
export type Page = (typeof pages)[number];

export const placeOf = ({ person, post }: Me, page: Page): string => `${page}-${person.id}-${post.id}`;

/** What was kept of this person's in this post. */
export const kept = <D extends Begun>(me: Me, page: Page): Partial<D> =>
  readDraft<{ readonly draft: Partial<D> }>('localStorage', placeOf(me, page))?.draft ?? {};

/** What a release before this one kept by person alone is of the post in which it was pressed, or of any. */
function takeOver(me: Me): void {
  for (const page of pages) {
    const name = `${page === 'place' ? '' : `${page}-`}${me.person.id}`;
    const own = readDraft<{ readonly draft: { readonly sent?: (Sent & { readonly post?: string }) | null } }>(
      'localStorage',
      name,
    );
    if (!own || readDraft('localStorage', placeOf(me, page))) continue;
    const { post = me.post.id, ...sent } = own.draft.sent ?? {};
    if (post !== me.post.id) continue;
    keep(me, page, { ...own.draft, ...(own.draft.sent && { sent: { refused: null, ...sent } }) });
    removeDraft('localStorage', name);
  }
}

export interface Waiting {
  readonly page: Page;
  readonly sent: Sent;
  readonly key: string;
  readonly consents: Said;
}

/** What this person pressed and of which it is not known whether it arrived, or which was refused. */
export const waiting = (me: Me): readonly Waiting[] =>
  pages.flatMap((page) => {
    const { sent, key = '', consents = {} } = kept<Begun & { readonly consents: Said }>(me, page);
    return sent ? [{ page, sent, key, consents }] : [];
  });

export interface Unfinished {
  /** The question at which its writer stopped. */
  readonly at: string;
  readonly category: string;
  readonly text: string;
}

/** An order that was begun and not pressed yet. */
export function unfinished(me: Me): Unfinished | null {
  const { sent, at, category = '', text = '' } = kept<Begun & Unfinished>(me, 'place');
  return sent === null && at ? { at, category, text } : null;
}

export function keep(me: Me, page: Page, draft: object): void {
  writeDraft('localStorage', placeOf(me, page), { draft });
}

if (boot.me) takeOver(boot.me);
