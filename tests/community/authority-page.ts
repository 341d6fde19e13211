// docs/authority.md, made from the authority tables, the charts and the field table. The test beside this file writes and checks it.
import { acts, sees, type Reach, type Sender } from '@six-order/community/authority/acts';
import { isForTheImpartial, maySee } from '@six-order/community/authority/authority';
import type { Reader } from '@six-order/community/authority/reader';
import { marks } from '@six-order/community/desks/marks';
import { Role } from '@six-order/community/people/role';
import { roleWords } from '@six-order/community/people/role-words';
import { placeOf, type FieldName } from '@six-order/community/privacy/field-name';
import { accessOf, numbersIn, type Access, type FieldKind } from '@six-order/community/privacy/fields';
import { sideLabel } from '@six-order/community/mediation/sides';
import type { StoredOrder, Workflow } from '@six-order/engine';
import { workflows } from '@six-order/workflows/all';
import { latest } from '../workflows/latest.ts';
import { orderWith, type WorkflowId } from './faces.ts';

const roles = Role.options;

/** How a reach is written in the page. */
export const reachLetters: Record<Reach, string> = {
  anywhere: 'W',
  nearby: 'N',
  supervised: 'S',
  visible: 'V',
  own: 'O',
  'own-or-dispatch': 'OD',
  held: 'H',
  'held-or-silent': 'H+',
  party: 'P',
  side: 'Q',
  dispatch: 'D',
  'dispatch-above': 'D+',
  discipline: 'J',
};

type Node = Workflow['machine']['root'];

/** The states in which a chart takes each command: `region.state`, or the region alone where every state of it does. */
export function statesOf({ machine, commands }: Workflow): ReadonlyMap<string, readonly string[]> {
  const taking = new Map<string, string[]>(Object.keys(commands).map((type) => [type, []]));
  const visit = (node: Node): void => {
    for (const type of node.transitions.keys()) taking.get(type)?.push(node.path.join('.') || '*');
    for (const inner of Object.values(node.states) as Node[]) visit(inner);
  };
  visit(machine.root);
  return taking;
}

const short = (states: readonly string[]): string =>
  [...new Set(states.map((state) => state.replace(/^handling\./, '')))].join(', ');

const me = '01900000-0000-7000-8000-0000000000a1';
const other = '01900000-0000-7000-8000-0000000000a2';
const unit = '01900000-0000-7000-8000-0000000000b1';
const area = 'u522326.u004.u002';
const opened = 1_772_400_000_000;
const DAY = 86_400_000;

/** Everyone stands in the community; the data protection officer is the county's. */
const readerAs = (role: Role): Reader => ({
  person: me,
  post: null,
  role,
  tenant: '522326',
  path: role === 'dpo' ? 'u522326' : area,
  holds: [unit],
});

interface Case {
  readonly workflow?: WorkflowId;
  readonly stage?: string;
  readonly code?: string;
  readonly path?: string;
  readonly publication?: string;
  readonly labels?: readonly string[];
  readonly resident?: string;
  readonly openedBy?: string;
  readonly holder?: { readonly kind: string; readonly id: string };
  readonly parties?: readonly string[];
  readonly sides?: readonly string[];
  readonly handler?: string;
  /** Who mediated it and does not any more. */
  readonly excluded?: readonly string[];
  readonly endedAt?: number;
}

const sealedCodes: ReadonlySet<string> = new Set(['0702', '1101', '1102']);

export function order({
  workflow = 'six-order',
  stage = 'working',
  code = '0101',
  path = `${area}.u01`,
  ...more
}: Case): StoredOrder {
  const { publication = 'waiting', labels = [], resident = other, openedBy = resident, holder, parties = [], endedAt } = more;
  const { sides = [], handler = null, excluded = [] } = more;
  const made = orderWith(
    {
      path,
      stage,
      labels: [
        `cat:${code}`,
        `publication:${publication}`,
        ...(sealedCodes.has(code) ? ['sealed'] : []),
        ...sides.map(sideLabel),
        ...labels,
      ],
      people: [...new Set([resident, openedBy, ...(holder ? [holder.id] : []), ...parties, ...sides])],
      number: '20260302-000001-1',
      dueAt: null,
      openedAt: opened,
      closedAt: endedAt ?? null,
      data: { resident, openedBy, holder: holder ?? null, handler, parties, sides, endedAt: endedAt ?? null },
    },
    '522326',
    workflow,
  );
  return excluded.length === 0 ? made : { ...made, snapshot: { ...made.snapshot, context: { excluded: [...excluded] } } };
}

const elsewhere = 'u522326.u001.u003';
const mine = { kind: 'person', id: me };
const ours = { kind: 'unit', id: unit };

/** Orders that tell the sights apart. */
export const situations: Readonly<Record<string, Case>> = {
  '自己的 / own': { resident: me, path: elsewhere },
  '代点的 / placed for another': { openedBy: me, path: elsewhere },
  '派给本人 / dispatched to oneself': { holder: mine, path: elsewhere },
  '派给本单位 / to one’s unit': { holder: ours, path: elsewhere },
  '本单位在调的纠纷 / dispute in one’s unit’s hands': { workflow: 'mediation', code: '0501', holder: ours, path: elsewhere },
  '本人为当事人的纠纷 / dispute one is a party of': { workflow: 'mediation', code: '0501', parties: [me], path: elsewhere },
  '本单位为一方的纠纷 / dispute one’s unit is a party of': {
    workflow: 'mediation',
    code: '0501',
    sides: [unit],
    path: elsewhere,
  },
  '辖区内 / in the area': {},
  '辖区外 / elsewhere': { path: elsewhere },
  '辖区内请求回电 / asks to be called': { stage: 'draft', labels: ['call-back'] },
  '辖区内密封，办理中 / sealed, open': { code: '0702' },
  '辖区内密封，已结 / sealed, ended': { code: '0702', stage: 'evaluated', endedAt: opened },
  '投诉本单位人员 / about the unit’s staff': { code: '1101', stage: 'placed' },
  '纪检线索 / discipline lead': { code: '1102', stage: 'placed' },
  '已办结待晒 / finished, to publish': { stage: 'finished', publication: 'open' },
  '已晒 / published': { publication: 'published' },
  '个人信息请求 / about one’s own data': { workflow: 'data-request', labels: [marks.dataRequest, 'sealed'], path: 'u522326' },
};

/** For each situation the roles that see it. */
export const seenBy = (): Readonly<Record<string, readonly Role[]>> =>
  Object.fromEntries(
    Object.entries(situations).map(([name, one]) => [name, roles.filter((role) => maySee(readerAs(role), order(one)))]),
  );

/** Readings: who reads, in which standing to which order, so long after it was opened (days). */
const readings: readonly (readonly [title: string, role: Role, about: Case, days?: number])[] = [
  ['居民本人 / the resident', 'resident', { resident: me }],
  ['代点人，30日内 / who placed it, 30 d', 'window', { openedBy: me }],
  ['代点人，30日后 / later', 'window', { openedBy: me }, 31],
  ['支部书记、社区，办理中 / branch, open', 'secretary', {}],
  ['支部书记、社区，已结 / branch, ended', 'community', { endedAt: opened }],
  ['街道 / street', 'street', {}],
  ['被派单人，未接 / offered', 'member', { stage: 'dispatched', holder: mine }],
  ['承办人 / handler', 'member', { holder: mine }],
  ['承办人，结束7日后 / handler, 7 d after the end', 'member', { holder: mine, endedAt: opened }, 8],
  ['部门承办 / department', 'department', { holder: ours }],
  ['监督 / supervisors', 'supervisor', {}],
  ['晒单员，待晒 / publisher, to publish', 'publisher', { stage: 'finished', publication: 'open' }],
  ['晒单员，已晒 / publisher, published', 'publisher', { publication: 'published' }],
  ['密封件，待派 / sealed, at the desk', 'secretary', { code: '0702', stage: 'admitted' }],
  ['密封件，已派 / sealed, dispatched', 'secretary', { code: '0702' }],
  ['密封件承办人 / sealed, handler', 'member', { code: '0702', holder: mine }],
  ['密封件代点人 / sealed, who placed it', 'window', { code: '0702', openedBy: me }],
  ['纪检线索，纪检 / discipline lead', 'discipline', { code: '1102', stage: 'placed' }],
  ['纠纷对方 / the other party of a dispute', 'resident', { workflow: 'mediation', code: '0501', parties: [me] }],
  ['纠纷一方的单位 / a unit that is a party of a dispute', 'property', { workflow: 'mediation', code: '0501', sides: [unit] }],
  ['纠纷申请人 / who asked for mediation', 'resident', { workflow: 'mediation', code: '0501', resident: me, parties: [me] }],
  ['调解员 / mediator', 'grid-worker', { workflow: 'mediation', code: '0501', holder: ours, handler: me }],
  [
    '承办单位的其他人 / others of the unit that mediates',
    'grid-worker',
    { workflow: 'mediation', code: '0501', holder: ours, handler: other },
  ],
  ['已换下的调解员 / who mediates no more', 'grid-worker', { workflow: 'mediation', code: '0501', holder: ours, excluded: [me] }],
  ['管理员 / administrator', 'admin', {}],
  ['个保负责人，非请求单 / DPO, any other order', 'dpo', {}],
];

export const kinds = [
  'text',
  'contact.name',
  'contact.phone',
  'contact.address',
  'place.room',
  'attachment',
  'dispatch-note',
  'return-reason',
  'refusal',
  'note',
  'result',
  'comment',
  'proposal',
  'photo',
  'applicant.name',
  'applicant.phone',
  'mediator-note',
  'publication-note',
] as const satisfies readonly FieldKind[];
const letters: Record<Access, string> = { full: 'F', reveal: 'R', masked: 'M', none: '–' };

/** For each reading a letter for each kind. */
export const readAs = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readings.map(([title, role, about, days = 0]) => {
      const access = accessOf(readerAs(role), order(about), opened + days * DAY);
      return [title, kinds.map((kind) => letters[access(kind)]).join('')];
    }),
  );

/** Fields that hold a resident's words, and an office's about his matter. */
const words: readonly FieldName[] = [
  'text',
  'place.note',
  'notes.0.text',
  'rounds.0.comment',
  'public-objection',
  'sessions.0.text',
  'dispatch-note',
  'result',
  'grounds',
];

/** For each reading a letter for each of those fields that the order has: how numbers of persons in it are read. */
const numbersReadAs = (): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    readings.map(([title, role, about, days = 0]) => {
      const made = order(about);
      const { resident = null } = made.face.data;
      const context = { ...made.snapshot.context, notes: [{ at: 0, by: resident }] };
      const one = { ...made, snapshot: { ...made.snapshot, context } };
      const now = opened + days * DAY;
      const letterOf = (name: FieldName) =>
        placeOf(one.workflow, name) ? letters[numbersIn(readerAs(role), one, now, name)] : '';
      return [title, words.map(letterOf)];
    }),
  );

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const columns = roles.map((role) => roleWords[role].zh);

function actsOf(workflow: Workflow): string {
  const states = statesOf(workflow);
  const rows = Object.entries(acts[workflow.id] ?? {}).map(([type, act]) => {
    const cell = (sender: Sender) => {
      const reach = act[sender];
      return reach === undefined ? '' : reachLetters[reach];
    };
    const title = workflow.commands[type]?.title.zh ?? '';
    const impartial = isForTheImpartial(workflow.id, type) ? ' †' : '';
    return [`\`${type}\` ${title}${impartial}`, short(states.get(type) ?? []), ...roles.map(cell), cell('system')];
  });
  return `### ${workflow.title.zh} · ${workflow.title.en}\n\n${table(['指令', '环节', ...columns, '系统'], rows)}`;
}

export const authorityPage = (): string => `# 权限表 / Authority

Made from the code by \`tests/community/authority-matrix.test.ts\` (\`vitest run -u\` writes it), which compares it with a table
written by hand from the rules of the field. What is not here is denied. 未列出的一律拒绝。

Roles 角色: ${roles.map((role) => `${roleWords[role].zh} ${roleWords[role].en} (\`${role}\`)`).join('; ')}.

## 谁看得到哪些单 / Who sees which orders

One filter decides for single reads, desks, event streams and commands alike; \`tests/community/authority-sql.test.ts\` shows by
property that memory and PostgreSQL agree about it. Sights of the roles: ${roles
  .filter((role) => sees[role].length > 0)
  .map((role) => `${roleWords[role].zh} ${sees[role].join('+')}`)
  .join('; ')}.

A head of a household group (联户长) sees in this sense his own orders and those he placed. Of the other orders of his group, and of
the buildings it is named for, he learns how they stand and nothing else: number, kind, station, light, deadline
(\`GET /api/v1/households/orders\`); none that is sealed, none about staff, none that he has a part in. No page, journal, stream or
command knows those to him. \`authority-sql.test.ts\` holds that filter against PostgreSQL too.

Leads about breaches of discipline (1102) are placed nowhere: whoever places one is told of 12388, one is counted, and nothing of it
is kept (\`tests/api/leads.test.ts\`). The line below shows who would see one.

${table(
  ['单', ...columns],
  Object.entries(seenBy()).map(([name, seeing]) => [name, ...roles.map((role) => (seeing.includes(role) ? '●' : ''))]),
)}

## 谁能做什么、在哪一步 / Who may do what, in which state

W 全县任一处 anywhere · N 本社区 nearby · V 看得到的 whatever one sees · O 自己的或代点的 one’s own or placed by one · H 派给本人或本单位的
dispatched to one or one’s unit · H+ 同 H，下级逾期不办的也可以 the same, and what the level below lets lie · P 当事人 as a party · Q 本单位为当事一方 one’s unit is a party · D 可派的 to dispatch · OD 本人点的、代点的或可派的 one’s own, placed or to dispatch · D+ 上级可派的 to dispatch from above · J 纪检线索 discipline leads ·
S 督办对象 what one supervises · † 当事人、其近亲属和被反映单位的人除外（正在调解的人仍可移交；回避或被更换的人不安排移交）；督办卡只在关于纠纷时如此 but nobody who is a side, a relative of one or of a unit that is one (whoever mediates may still hand it over; whoever mediates it no more does not arrange to whom); of cards only where they are about a dispute. Rules of the chart come on top (\`docs/workflows\`, \`docs/rules.md\`).

${latest(workflows).map(actsOf).join('\n\n')}

## 谁能看哪一项 / Who reads which field

F 全文 in full · R 说明理由后显示 by a reveal with its reason · M 掩码 masked · – 不显示 nothing. Each disclosure is in the access log
first. \`tests/privacy/canary.test.ts\` drives whole lives of orders and shows it from outside, route by route.

${table(
  ['谁', ...kinds],
  Object.entries(readAs()).map(([title, line]) => [title, ...Array.from(line)]),
)}

## 话里的号码 / Numbers in what is said

Where somebody may read a field at all, telephones and identity numbers in it are read like this (decisions 342, 364, 460): – they stay
masked. Whoever wrote something reads it as he wrote it, where that is kept. In what an office writes about a resident's matter (dispatch note, result,
why a card was issued, other notes) a landline stays; by number and query code all others are masked.

${table(
  ['谁', ...words],
  Object.entries(numbersReadAs()).map(([title, line]) => [title, ...line]),
)}
`;
