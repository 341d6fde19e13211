// What JSON can say and PostgreSQL, or JavaScript, would choke on or silently change.
import type { Complaint } from './refusal.ts';

const MAX_DEPTH = 32;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The first thing wrong with an untrusted JSON value, or null: NUL, lone surrogates, numbers out of range, keys that reach
 * prototypes, nesting deeper than 32. Never holds a value.
 */
export function unfit(value: unknown, depth = 0): Complaint | null {
  if (typeof value === 'string') return unfitText(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? null : { path: '', message: '数字超出范围 / the number is out of range' };
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return { path: '', message: `嵌套不能超过 ${MAX_DEPTH} 层 / nested deeper than ${MAX_DEPTH}` };
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key))
      return {
        path: '',
        message: '项名不能是 __proto__、constructor 或 prototype / members must not be named __proto__, constructor or prototype',
      };
    const found = unfitText(key) ?? unfit((value as Record<string, unknown>)[key], depth + 1);
    if (!found) continue;
    // The path is built on the way out, and only its first parts: what was sent may be long.
    return depth < 4 && unfitText(key) === null
      ? { path: found.path === '' ? key : `${key}.${found.path}`, message: found.message }
      : found;
  }
  return null;
}

function unfitText(text: string): Complaint | null {
  if (text.includes('\0'))
    return { path: '', message: '文字不能含空字符（U+0000） / text must not hold the character NUL (U+0000)' };
  return text.isWellFormed()
    ? null
    : {
        path: '',
        message: '文字须为完整的 Unicode，发现了不成对的代理项 / text must be well-formed Unicode; a lone surrogate was found',
      };
}
