// Requests about one's own data: their kinds, who answers them, and how long that may take.
//
// Source: PIPL 44–50 (access, copy, correction, completion, deletion, explanation), 15 (withdrawal); answered within 15
// working days (domain research 3.3). Not ours: the life of a request (workflows/data-request).
import type { Issue, StoredOrder } from '@six-order/engine';
import { z } from 'zod';
import type { Directory } from '../directory.ts';
import type { InBoth, Words } from '../rules/rule.ts';

export const dataRequestKinds = ['access', 'copy', 'correct', 'complete', 'delete', 'explain', 'withdraw'] as const;
export type DataRequestKind = (typeof dataRequestKinds)[number];

export const dataRequestWords: Record<DataRequestKind, Words> = {
  access: { zh: '查阅', en: 'access' },
  copy: { zh: '复制', en: 'a copy' },
  correct: { zh: '更正', en: 'correction' },
  complete: { zh: '补充', en: 'completion' },
  delete: { zh: '删除', en: 'deletion' },
  explain: { zh: '解释说明', en: 'explanation' },
  withdraw: { zh: '撤回同意', en: 'withdrawal of a consent' },
};

/** Where a request goes: the county, whose desk of data protection officers answers for all of it. */
export interface DataDesk {
  readonly id: string;
  readonly path: string;
  /** Persons in a post of data protection officer. */
  readonly people: readonly string[];
}

/** What carrying a request out must know: `gives` names the fields that the officer gave. */
export const CarryOutAsk = z.object({
  kind: z.literal('data-carry-out'),
  request: z.enum(dataRequestKinds).nullable(),
  person: z.string().nullable(),
  about: z.string().nullable(),
  gives: z.array(z.enum(['contact', 'name'])),
});

/** At most so many orders go at once; whoever has more has the command sent again. */
export const ERASED_AT_ONCE = 200;

export interface CarryOutSources {
  readonly orderOf: (order: string) => Promise<StoredOrder | null>;
  /** The person's orders that have ended, newest first. */
  readonly endedOf: (tenant: string, person: string, limit: number) => Promise<readonly StoredOrder[]>;
}

/**
 * The orders that a request is carried out on; empty for a name. Only the person’s own count, in whatever post: what was placed
 * for others is theirs. Issues say what stands against it.
 */
export async function carryOutFact(
  { orderOf, endedOf }: CarryOutSources,
  { request, person, about, gives }: z.infer<typeof CarryOutAsk>,
  tenant: string,
): Promise<{ readonly value: { readonly orders: readonly string[] } } | { readonly issues: readonly Issue[] }> {
  const no = (message: InBoth, path: readonly string[] = []) => ({ issues: [{ path, message }] });
  const isOwn = (order: StoredOrder): boolean =>
    order.tenant === tenant && order.workflow !== 'data-request' && order.face.data['resident'] === person;
  const named = about === null ? null : await orderOf(about);
  if (about !== null && (!named || !isOwn(named)))
    return no('所涉的单不是本人的单 / the order that it is about is not the person’s own');
  if (request === 'delete') {
    if (gives.length > 0)
      return no('删除请求无须填写更正内容 / nothing is put right where something is deleted', [gives[0] as string]);
    if (named?.face.closedAt === null)
      return no('该单尚在办理，办结或撤回后才能删除 / the order is still open: it is finished or withdrawn first');
    const orders = named ? [named] : (await endedOf(tenant, person ?? '', ERASED_AT_ONCE)).filter(isOwn);
    return orders.length > 0
      ? { value: { orders: orders.map(({ id }) => id) } }
      : no('没有已结束的单可删除 / no order of the person’s has ended');
  }
  if (request !== 'correct' && request !== 'complete') {
    return no(
      '只有更正、补充和删除由指令办理，其余请直接答复 / only corrections and deletions are carried out by command: answer the others',
    );
  }
  if (gives.length === 0) return no('请填写更正后的联系人或姓名 / give the contact or the name as it should be', ['contact']);
  if (!gives.includes('contact')) return { value: { orders: [] } };
  if (!named)
    return no('请求未指明是哪一单，联系人无从更正 / the request names no order whose contact could be put right', ['contact']);
  if (named.workflow !== 'six-order' || named.version < 2 || named.face.closedAt !== null) {
    return no('该单已结束，不再使用其联系人 / the order has ended: its contact is used no more', ['contact']);
  }
  return { value: { orders: [named.id] } };
}

/** The desk of a county; undefined when the county has no unit of its own yet. */
export function dataDeskOf(directory: Pick<Directory, 'unitByCode' | 'holdersWithin'>, tenant: string): DataDesk | undefined {
  const county = directory.unitByCode(tenant, tenant);
  if (!county) return undefined;
  const officers = directory.holdersWithin(county.path).filter(({ role }) => role === 'dpo');
  return { id: county.id, path: county.path, people: [...new Set(officers.map(({ person }) => person))].sort() };
}

/** The limits are one for all categories; a clock names one all the same: 政策咨询. */
export const DATA_REQUEST_CATEGORY = '1001';
