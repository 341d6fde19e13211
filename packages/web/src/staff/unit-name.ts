// What a unit is called before this reader: names that repeat with the unit above them, unless that is the reader's own.
import { boot } from '../shared/boot.ts';

interface Named {
  readonly name: string;
  readonly within?: string | undefined;
}

export function unitName(unit: Named | null | undefined): string {
  if (!unit) return '';
  const { name, within } = unit;
  return within === undefined || within === boot.me?.post.unit.name ? name : `${within} · ${name}`;
}
