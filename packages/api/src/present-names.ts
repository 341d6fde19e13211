// How a person who took part in an order is called before this reader: by name among staff, by the part taken otherwise.
//
// N1: only people in official posts are named, and only to readers in official posts; a resident's name is an order's
// contact and leaves through privacy alone.
import type { Directory } from '@six-order/community/directory';
import { roleWords } from '@six-order/community/people/role-words';
import type { Actor } from '@six-order/engine';
import type { Text } from './contract/entry.ts';

/** Roles in which a person acts for a household, not for an office. */
const privateRoles = new Set(['resident', 'relative', 'household-head']);

export const isOfficial = (role: string): boolean => !privateRoles.has(role);

export interface Naming {
  readonly directory: Directory;
  readonly reader: Actor;
  readonly language: 'zh' | 'en';
}

/** The name of a person in an official post, for a reader in one; else null. */
export function officialName({ directory, reader }: Naming, person: string): string | null {
  if (!isOfficial(reader.role) || !directory.postsOf(person).some((post) => isOfficial(post.role))) return null;
  return directory.personName(person) ?? null;
}

const parts = {
  place: { zh: '点单人', en: 'who placed it' },
  admit: { zh: '受理人', en: 'who took it in' },
  dispatch: { zh: '派单人', en: 'who dispatched it' },
  accept: { zh: '承办人', en: 'who handles it' },
  supervise: { zh: '督办人', en: 'who supervises it' },
  publish: { zh: '晒单人', en: 'who publishes it' },
  evaluate: { zh: '评价人', en: 'who evaluated it' },
  note: { zh: '补充人', en: 'who added it' },
} as const satisfies Record<string, Text>;

const oneself: Text = { zh: '您', en: 'You' };

/** What `person` is called for the part taken; null when nobody took it. */
export const calledBy = (naming: Naming, person: string | null, part: keyof typeof parts): string | null =>
  person === null ? null : (officialName(naming, person) ?? parts[part][naming.language]);

/** Who added a note: of his own the reader needs no other word. */
export const notedBy = (naming: Naming, person: string | null): string | null =>
  person === naming.reader.person && !isOfficial(naming.reader.role)
    ? oneself[naming.language]
    : calledBy(naming, person, 'note');

export const roleText = (role: string): Text => (roleWords as Readonly<Record<string, Text>>)[role] ?? { zh: role, en: role };
