// docs/desks.md as text: what stands on each desk, who has it, and what desks and commands may cost.
import { deskNames, type DeskName } from '@six-order/community/desks/desk-name';
import { deskOf } from '@six-order/community/desks/desks';
import type { Role } from '@six-order/community/people/role';
import { Role as roles } from '@six-order/community/people/role';
import type { FaceFilter } from '@six-order/engine';

/** Statements of one page, and of the counts of all desks of a post. */
export const PAGE_BUDGET = 1;
export const COUNTS_BUDGET = 1;

const words: Readonly<Record<DeskName, readonly [zh: string, en: string]>> = {
  inbox: ['在我手上：要接的、在办的单和要回复的卡', 'all that lies with the reader: to accept, to work on, to answer'],
  drafts: ['草稿，等本人确认', 'drafts, not confirmed yet'],
  calls: ['请给我回电，办公时间半小时内', 'to be called, within half an hour of office time'],
  confirm: ['代点待确认：打电话问本人', 'placed for another: the resident is called to confirm it'],
  intake: ['待受理，本人的单除外', 'to admit or refuse, but for the reader’s own'],
  consulting: ['会商', 'it is not clear whose it is'],
  dispatch: ['待派单，本人的单除外', 'to dispatch, but for the reader’s own'],
  duty: ['值班室：下级没按时受理、派出的，和一点单就是特急的', 'what nobody below took up in time, and every matter of life'],
  accept: ['待接单', 'to accept'],
  pool: ['派给队伍或单位、等人接的', 'for a team or unit: any of its people may accept'],
  mine: [
    '在手的单：派给本人的和接了的，直到办结',
    'what the reader has in hand: offered to him or accepted, until it is finished',
  ],
  decide: ['待审批：延期、挂起、挂账、退单、降级', 'extensions, pauses, shelvings, returns, downgrades to decide'],
  objections: [
    '待复核的异议，和是否计入考核待认定的单',
    'objections, for the level above whoever decided; and whether an order counts, for whoever had no part in it',
  ],
  returned: ['退回另派，本人的单除外', 'declined, to be dispatched anew, but for the reader’s own'],
  shelved: ['挂账', 'shelved, the next to be reviewed first'],
  raised: ['提级到本级', 'taken up to the reader’s level'],
  today: [
    '今天到期：今天 24 点前有一步要办，或已误了一步，整单没有超期、也没有因应急暂停的',
    'a step is due by midnight, or was missed; not late as a whole, and not standing still for an emergency',
  ],
  'at-risk': [
    '将到期：时限用了八成、误了一步，或下个工作日要到期',
    'past 80 % of a limit, a step missed, or due within the next working day',
  ],
  overdue: ['超期', 'late as a whole'],
  cards: ['督办卡：要回复、核查、销号、回头看的', 'cards to be answered, checked, closed, looked at again'],
  risks: ['风险清单', 'kinds of dispute at places, to be assessed'],
  topics: ['议题', 'topics of the area’s forums, and those that one takes part in'],
  tasks: [
    '本单位手上的任务，和下级报告完成待核查的',
    'tasks in the hands of the reader’s unit, and those reported done below, to be checked',
  ],
  'task-list': ['督办清单：辖区内决定的重大任务和汇总进展', 'major tasks decided in the area, with how far their parts are'],
  campaigns: ['专项行动和汇总进展', 'campaigns, with how far their parts are'],
  publish: ['待晒单', 'to rewrite, approve or set aside'],
  evaluate: ['待我评价，本人办的除外', 'waits for the reader’s word, but for what he did himself'],
  callback: ['待回访', 'to be asked by telephone: not evaluated'],
  sample: ['抽样回访', 'one in ten of the evaluations that staff wrote down, or handed the link out for'],
  requests: ['我点的和替我点的', 'what the reader placed, or what was placed for him; not what he worked on'],
  all: ['看得到的全部', 'all that the reader may see'],
};

/** Whether no order at all can stand on it: some condition that all must meet is met by none. */
const isEmpty = (filter: FaceFilter): boolean =>
  'any' in filter ? filter.any.every(isEmpty) : 'all' in filter && filter.all.some(isEmpty);

const never = { now: 0, midnight: 0, soon: 0, morning: 0 };
const path = 'u1.u2.u3';
const readerIn = (role: Role) => ({ person: 'p', post: 'x', role, tenant: '1', path, holds: ['u'] });
const rolesOf = (desk: DeskName): readonly string[] =>
  roles.options.filter((role) => !isEmpty(deskOf(desk, readerIn(role), never).filter));

/** Beyond so many roles a desk is everybody’s who sees any order. */
const EVERY = 15;

export interface BudgetRow {
  readonly workflow: string;
  readonly type: string;
  readonly budget: number;
  readonly reason: string;
}

export const desksPage = (rows: readonly BudgetRow[], fire: number): string => `# 工作台 Desks

Written by \`vitest run tests/community/desks-budget.test.ts -u\`; do not edit by hand. A desk is a query over the faces of orders, cut to
what its reader may see. How each is found, and how long it takes over a million orders: [desk-plans.md](desk-plans.md).

| desk | 工作台 | what stands on it | order | posts |
|---|---|---|---|---|
${deskNames
  .map((name) => {
    const [zh, en] = words[name];
    const held = rolesOf(name);
    const sort =
      deskOf(name, readerIn('street'), never).sort === 'due' ? '期限近的在前 / by deadline' : '新的在前 / newest first';
    return `| \`${name}\` | ${zh} | ${en} | ${sort} | ${held.length > EVERY ? '各岗位 / every post' : held.join(', ')} |`;
  })
  .join('\n')}

## Statements

Counted where they are sent; kept by tests (\`tests/harness/statement-budget.ts\`): a test that sends a command over its budget fails.

| what | statements |
|---|---|
| a page of any desk | ${PAGE_BUDGET} |
| how the orders of a page begin: their redacted copies, and the consents that some need | 2 |
| the counts of all desks of a post | ${COUNTS_BUDGET} |
| whom an order could be dispatched to: its row, then everybody’s load and what the first twenty finished | 2 |
| a batch of due timers, one or many | ${fire} |
${[...new Map(rows.map((row) => [row.workflow, row])).keys()]
  .map((workflow) => {
    const plain = rows.filter((row) => row.workflow === workflow && row.reason === '').map(({ type }) => `\`${type}\``);
    const more = rows.filter((row) => row.workflow === workflow && row.reason !== '');
    return [
      ...(plain.length > 0 ? [`| ${workflow}: ${plain.join(', ')}: load and commit | 2 |`] : []),
      ...more.map(({ type, budget, reason }) => `| ${workflow}: \`${type}\`: load, commit, ${reason} | ${budget} |`),
    ].join('\n');
  })
  .join('\n')}

A command whose order this process has just committed is not loaded: one less.
`;
