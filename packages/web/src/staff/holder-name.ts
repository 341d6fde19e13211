// Who has an order, as staff read it: a person with the post and its unit, a team with the unit above, so that nobody takes one for the other.
import type { Order } from '../shared/api/client.ts';
import { boot, inWords } from '../shared/boot.ts';
import { unitName } from './unit-name.ts';

type Holder = NonNullable<Order['holder']>;

/** 覃安民（社区工作人员 · 蟠桃园社区） */
export const holderSaid = (holder: Holder | null | undefined): string | undefined =>
  holder ? (holder.kind === 'person' ? personSaid(holder.name, holder.as) : unitName(holder)) : undefined;

export const personSaid = (name: string, as: Holder['as']): string =>
  as ? inBrackets(name, `${inWords(as.role)} · ${unitName(as.unit)}`) : name;

/** 覃安民（社区工作人员）: where room is scarce, and the order's own place stands beside it. */
export const holderBriefly = (holder: Holder | null | undefined): string | undefined =>
  holder?.kind === 'person' && holder.as ? inBrackets(holder.name, inWords(holder.as.role)) : holderSaid(holder);

/** 覃安民（社区工作人员） */
export const inBrackets = (name: string, what: string): string =>
  boot.language === 'zh' ? `${name}（${what}）` : `${name} (${what})`;
