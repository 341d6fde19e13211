// Who has an order, as staff read it: a person with the post and its unit, a team with the unit above, so that nobody takes one for the other.
import type { Order } from '../shared/api/client.ts';
import { boot, inWords } from '../shared/boot.ts';
import { unitName } from './unit-name.ts';

export function holderSaid(holder: Order['holder'] | undefined): string | undefined {
  if (!holder) return undefined;
  if (holder.kind !== 'person' || !holder.as) return unitName(holder);
  return inBrackets(holder.name, `${inWords(holder.as.role)} · ${unitName(holder.as.unit)}`);
}

/** 覃安民（社区工作人员） */
export const inBrackets = (name: string, what: string): string =>
  boot.language === 'zh' ? `${name}（${what}）` : `${name} (${what})`;
