// What a command is called by whoever sends it: offices and firms have words of their own for the same step.
import { boot, inWords } from '../shared/boot.ts';
import { t } from './words.ts';

const offices = new Set(['department', 'property', 'street']);

export function titleOf(type: string, title: { readonly zh: string; readonly en: string }): string {
  const own: Readonly<Record<string, string>> = offices.has(boot.me?.post.role ?? '') ? t.officeTitles : {};
  return own[type] ?? inWords(title);
}
