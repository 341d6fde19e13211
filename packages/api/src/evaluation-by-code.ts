// Whether the round of an order that waits may be evaluated by its query code, and who handed that code out.
//
// C1: whoever did the work, dispatched it, wrote it down or found it must not have known the code. C2: in a post nobody evaluates by it:
// who is known writes down what the resident said, in his own name.
import { readersOfCode } from '@six-order/community/privacy/access-log-store';
import { isWrittenDown } from '@six-order/community/proxy/written-down';
import type { Words } from '@six-order/community/rules/rule';
import type { Actor, StoredOrder } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/six-order/face';
import { roundOf } from '@six-order/workflows/six-order/round';
import { hadPart } from '@six-order/workflows/six-order/v2/rules/people';
import type { Api } from './api.ts';

interface ByCode {
  /** Epoch ms: names the round. */
  readonly finishedAt: number;
  /** Until when, epoch ms. */
  readonly until: number | null;
  /** Why it is not evaluated by the code. */
  readonly closed: Words | null;
  /** The post of whoever handed the code out last; null: the resident has it from us. */
  readonly handedOutBy: string | null;
}

/** null when nothing waits; `signedIn`: as whom the one with the code is signed in besides. */
export async function evaluationByCode(
  { engine, tables }: Pick<Api, 'engine' | 'tables'>,
  order: StoredOrder,
  signedIn: Actor | null,
): Promise<ByCode | null> {
  const round = roundOf(order);
  const nobody: Actor = { person: null, post: null, role: 'system', tenant: order.tenant, path: '' };
  if (!round || !engine.allowed(order, nobody).includes('evaluate')) return null;
  const context = contextOf(order.snapshot);
  const knowers = [
    ...(isWrittenDown(context) ? (await engine.journal(order.id)).slice(0, 1).map(({ actor }) => actor) : []),
    ...(await readersOfCode(tables, order.id)),
  ];
  const persons = [context.resident, signedIn?.person, ...knowers.map(({ person }) => person)];
  const known = persons.some((person) => typeof person === 'string' && hadPart(context, person));
  const inPost = signedIn !== null && !forThemselves.has(signedIn.role);
  return {
    finishedAt: round.finishedAt,
    until: context.clocks.evaluate?.dueAt ?? null,
    closed: inPost ? signOut : known ? partTaken : null,
    handedOutBy: knowers.at(-1)?.post ?? null,
  };
}

const forThemselves: ReadonlySet<string> = new Set(['resident', 'relative']);

const signOut: Words = {
  zh: '这台设备正以工作身份登录，不能凭查询码评价。请退出登录，由居民本人来评；替居民代录的，请在工作台上办。',
  en: 'Somebody is signed in here in a post, so it is not evaluated by the code. Sign out and let the resident do it, or write down what he said at your desk.',
};
const partTaken: Words = {
  zh: '查询码经过了经办人的手，为了评价公正，这一单不能凭它评价。有账号的，请登录后评价；没有账号的，请告诉社区，由没有经办这件事的人替您记下。',
  en: 'Somebody who had a part in the work knew this code, so it is not evaluated by it. With an account, please sign in to evaluate; without one tell your community, where somebody who had no part in it writes your word down.',
};
