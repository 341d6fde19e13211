// The effect `notify`: a notice in the box of each person whom it concerns.
import { RetryableError, TerminalError, type StoredOrder } from '@six-order/engine';
import type { OutboxRow } from '@six-order/engine/runtime';
import { isTemplate, parseNotice, type NoticeTemplate } from '@six-order/community/notices/notice';
import { isWrittenDown } from '@six-order/community/proxy/written-down';
import { noticeRulesAt } from '@six-order/community/notices/beyond';
import { putNoticeMessages, type NewMessage } from '@six-order/community/notices/message-store';
import { overtakeNotices, putNotice, type Notice } from '@six-order/community/notices/notice-store';
import { z } from 'zod';
import type { Handler, HandlerTools } from '../delivery.ts';
import { recipients } from './recipients.ts';

/** Whom to tell (recipients.ts), and the template with what fills it (community/notices). */
const NotifyParams = z.looseObject({
  to: z.array(z.uuid()).default([]),
  desk: z.uuid().nullable().default(null),
  overseers: z.uuid().nullable().default(null),
  publishers: z.uuid().nullable().default(null),
  callers: z.uuid().nullable().default(null),
  workflow: z.string().default('six-order'),
  category: z.string().default(''),
  keptOut: z.object({ people: z.array(z.uuid()), persons: z.array(z.uuid()), units: z.array(z.uuid()) }).optional(),
  otherThan: z.array(z.uuid()).optional(),
  template: z.string(),
});

/** What a switch to an emergency and back tells the people of each order: some minutes later is soon enough. Nothing urgent is. */
const ofSwitches: ReadonlySet<string> = new Set<NoticeTemplate>(['order-suspended', 'order-unsuspended']);

/** Whether an effect may come after a flood of commands. `params`: JSON, or what it gives. */
export function mayWait({ type, params }: { readonly type: string; readonly params: unknown }): boolean {
  if (type !== 'notify') return false;
  const { template } = (typeof params === 'string' ? JSON.parse(params) : params) as z.input<typeof NotifyParams>;
  return ofSwitches.has(template);
}

/** Rows go in by so many: PostgreSQL takes 65,535 parameters a statement. */
const PER_STATEMENT = 5_000;

/** Messages are due from the epoch on: at once, whatever the clock says. */
const AT_ONCE = 0;

/** The key of a notice is the outbox id with the person: a second delivery changes nothing (I8). */
export const notify: Handler = async ({ db, directory, engine, beyond }, rows) => {
  await directory.refresh();
  const alone = new Map(rows.map((row) => [row.id, aloneAtDesk(directory, row)]));
  const read = await engine.getMany(rows.filter(({ id }) => alone.get(id) !== undefined).map(({ order }) => order));
  const orders = new Map(read.map((order) => [order.id, order]));
  const notices: Notice[] = [];
  const outgoing: NewMessage[] = [];
  const faults = rows.map((row) => {
    try {
      const mine = noticesOf(directory, row, ownerOf(orders.get(row.order), alone.get(row.id)));
      notices.push(...mine);
      outgoing.push(...outgoingOf(beyond, directory, mine));
      return null;
    } catch {
      // Another release may know its words: a process of it gets the row with a later attempt.
      const template = (row.params as { readonly template?: unknown } | null)?.template;
      if (typeof template === 'string' && !isTemplate(template))
        return new RetryableError('a template that this release does not know');
      // The complaint may quote the parameters: only its name goes on.
      return new TerminalError('the parameters of the effect cannot be read');
    }
  });
  // Together: what is overtaken leaves its messages to what overtook it, in whatever process, and so never lies in a box without them.
  await db.transaction().execute(async (transaction) => {
    for (const some of inStatements(notices)) await putNotice(transaction, ...some);
    for (const some of inStatements(outgoing)) await putNoticeMessages(transaction, some, AT_ONCE);
  });
  for (const some of inStatements(notices)) await overtakeNotices(db, ...some);
  return faults;
};

const inStatements = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / PER_STATEMENT) }, (_, n) => all.slice(n * PER_STATEMENT, (n + 1) * PER_STATEMENT));

/** Who is alone at the desk that is told: only then is the order read, one statement for all rows (decision 0490). */
function aloneAtDesk(directory: HandlerTools['directory'], { tenant, params }: OutboxRow): string | undefined {
  const { data: named } = NotifyParams.safeParse(params);
  if (!named || named.workflow !== 'six-order' || named.desk === null) return undefined;
  const [person, ...others] = recipients(directory, { ...named, tenant });
  return others.length > 0 ? undefined : person;
}

/** The person, if the order is his own matter. */
function ownerOf(order: StoredOrder | undefined, person: string | undefined): string | undefined {
  if (!order || order.face.data['resident'] !== person) return undefined;
  return isWrittenDown({ ...order.face.data, source: order.snapshot.context['source'] }) ? undefined : person;
}

function noticesOf(
  directory: HandlerTools['directory'],
  { id, order, seq, tenant, at, params }: OutboxRow,
  own: string | undefined,
): Notice[] {
  const named = NotifyParams.parse(params);
  const content = parseNotice(named.template, named);
  return recipients(directory, { ...named, tenant, own }).map((person) => ({
    outbox: id,
    tenant,
    person,
    order,
    seq,
    content,
    at,
  }));
}

/** What leaves the box by the rules of the county, or of a unit further down where the person lives or works. */
function outgoingOf(
  beyond: HandlerTools['beyond'],
  directory: HandlerTools['directory'],
  notices: readonly Notice[],
): readonly NewMessage[] {
  if (!beyond) return [];
  return notices.flatMap(({ tenant, outbox, person, order, seq = 0, content: { template }, at }) => {
    const [post] = directory.postsOf(person);
    const path = post ? (directory.unitById(post.unit)?.path ?? '') : '';
    const rules = noticeRulesAt(beyond.rules, { tenant, path, at });
    return beyond.ways
      .filter((way) => (rules[way] as readonly string[]).includes(template))
      .map((way) => ({ tenant, outbox, person, way, order, seq }));
  });
}
