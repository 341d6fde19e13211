// What PostgreSQL or JSON would choke on or silently change is refused at the door.
import type { Issue } from './outcome.ts';

const MAX_DEPTH = 32;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** The first thing wrong with an untrusted JSON value, or null: NUL, lone surrogates, keys that reach prototypes, deep nesting. */
export function malformed(value: unknown, path: readonly (string | number)[] = []): Issue | null {
  if (typeof value === 'string') return badText(value, path);
  if (typeof value === 'number') return Number.isFinite(value) ? null : { path, message: 'must be a finite number' };
  if (typeof value !== 'object' || value === null) return null;
  if (path.length >= MAX_DEPTH) return { path: path.slice(0, 4), message: `must not be nested deeper than ${MAX_DEPTH}` };
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      const issue = malformed(value[i], [...path, i]);
      if (issue) return issue;
    }
    return null;
  }
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) return { path, message: 'must not have a member named __proto__, constructor or prototype' };
    const issue = badText(key, path) ?? malformed((value as Record<string, unknown>)[key], [...path, key]);
    if (issue) return issue;
  }
  return null;
}

function badText(text: string, path: readonly (string | number)[]): Issue | null {
  if (text.includes('\0')) return { path, message: 'must not contain the character NUL (U+0000)' };
  return text.isWellFormed() ? null : { path, message: 'must be well-formed Unicode (a lone surrogate was found)' };
}
