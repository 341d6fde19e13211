// The hand-over (交接) at the end of a term: what lies with the leaver in person, and to whom each piece goes.
//
// Owns: the plan. Pure: what is held, who could follow and what speaks against it come in. Not ours: the commands by which an
// order moves (the workflows): the plan names them, `execute` runs them.
// H1: nothing is left with nobody: what no successor may take goes back to whoever dispatches there. H2: what lies with a
// team or unit stays with it. H3: planned again after it was done, nothing is left to do.
import { isWithin } from '@six-order/engine';
import type { Post } from './post.ts';

/** An open order or card that lies with the leaver in person. */
export interface HeldOrder {
  readonly id: string;
  readonly number: string;
  readonly workflow: string;
  readonly stage: string;
  /** Where it lies in the unit tree. */
  readonly path: string;
  /** Epoch ms; null without a deadline. */
  readonly dueAt: number | null;
  /** Persons that may not take it: of whom it is, whom it is about (separation.ts). */
  readonly conflicts: readonly string[];
}

export interface HandOverAsk {
  readonly post: Post;
  readonly held: readonly HeldOrder[];
  /** Paths of the units of the leaver's other posts in which he goes on working: orders in there stay with him. */
  readonly remaining: readonly string[];
  /** Who is named to follow, the deputies after; the first whom nothing speaks against takes the order. */
  readonly successors: readonly string[];
  /** Deputies' posts (B岗) that stand in for this one, and posts for which this one's holder is deputy. */
  readonly deputies: readonly Post[];
  readonly deputizes: readonly Post[];
  /** The post of the same role and unit that the one who is named to follow holds already; null without one. */
  readonly next: Post | null;
}

export type HandOverItem =
  | {
      readonly subject: 'order';
      readonly order: HeldOrder;
      /** `transfer`: to a person; `return`: to be dispatched anew; `stay`: with the leaver in another post. */
      readonly action: 'transfer' | 'return' | 'stay';
      /** The person; null when it does not move to one. */
      readonly to: string | null;
    }
  | {
      readonly subject: 'deputy';
      readonly post: Post;
      /** `keep`: it stands in until a successor begins; `move`: it stands in for the successor; `end`: it ends with the term. */
      readonly action: 'keep' | 'move' | 'end';
    };

export interface HandOver {
  readonly post: Post;
  readonly next: Post | null;
  readonly items: readonly HandOverItem[];
}

/** What moves where when the post's term ends. Orders by deadline, the nearest first; then deputies. */
export function planHandOver({ post, held, remaining, successors, deputies, deputizes, next }: HandOverAsk): HandOver {
  const orders = held
    .toSorted((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY) || (a.id < b.id ? -1 : 1))
    .map((order): HandOverItem => {
      if (remaining.some((area) => isWithin(order.path, area))) return { subject: 'order', order, action: 'stay', to: null };
      const to = successors.find((person) => person !== post.person && !order.conflicts.includes(person));
      return to === undefined
        ? { subject: 'order', order, action: 'return', to: null }
        : { subject: 'order', order, action: 'transfer', to };
    });
  return {
    post,
    next,
    items: [
      ...orders,
      ...deputies.map(
        // Nobody stands in for himself.
        (deputy): HandOverItem => ({
          subject: 'deputy',
          post: deputy,
          action: next === null ? 'keep' : deputy.person === next.person ? 'end' : 'move',
        }),
      ),
      ...deputizes.map((deputy): HandOverItem => ({ subject: 'deputy', post: deputy, action: 'end' })),
    ],
  };
}

const deputyWords = { keep: 'B岗继续代理至新任到岗', move: '转为新任的B岗', end: '代理关系随任期终止' } as const;

/** The sheet (交接单) to print and sign: numbers and names of those who take over, nothing of what the orders say. */
export function handOverSheet(
  { post, items }: HandOver,
  words: {
    readonly nameOf: (person: string) => string;
    readonly unit: string;
    readonly role: string;
    readonly dayOf: (at: number) => string;
    /** The day on which it was drawn up. */
    readonly at: number;
  },
): string {
  const orders = items.flatMap((item) => (item.subject === 'order' ? [item] : []));
  const line = ({ order, action, to }: (typeof orders)[number], index: number): string => {
    const due = order.dueAt === null ? '无期限' : `${words.dayOf(order.dueAt)} 到期`;
    const goes = { transfer: `移交 ${to === null ? '' : words.nameOf(to)}`, return: '退回重新派单', stay: '随其他岗位留任' }[
      action
    ];
    return `${index + 1}. ${order.number}  ${due}  ${goes}  接收签字：________`;
  };
  const deputies = items.filter((item) => item.subject === 'deputy');
  return [
    '岗位交接单',
    '',
    `单位：${words.unit}    岗位：${words.role}`,
    `移交人：${words.nameOf(post.person)}    任期至：${post.validTo === null ? '未定' : words.dayOf(post.validTo)}`,
    `制表日期：${words.dayOf(words.at)}`,
    '',
    `一、在办事项（${orders.length} 件）`,
    ...(orders.length === 0 ? ['无'] : orders.map(line)),
    '',
    `二、代理岗位（${deputies.length} 项）`,
    ...(deputies.length === 0
      ? ['无']
      : deputies.map((item, index) => `${index + 1}. ${words.nameOf(item.post.person)}  ${deputyWords[item.action]}`)),
    '',
    '移交人签字：________    监交人签字：________    日期：________',
    '说明：本单只列单号和期限，不含居民个人信息；事项内容由接收人在系统内按权限查看。',
    '',
  ].join('\n');
}
