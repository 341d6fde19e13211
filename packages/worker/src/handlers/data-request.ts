// The effects of a request about one's own data that is carried out: `erase` and `correct`.
//
// Keeps: I1, I8, I12. D1: what is no longer the person's own, or was taken up again since, is left alone. D2: delivered twice,
// it is done once: an erasure finds nothing more, a correction has the outbox id as its key.
import { OrderId, RetryableError, TerminalError, type Json } from '@six-order/engine';
import type { OutboxRow } from '@six-order/engine/runtime';
import { cardsAbout, eraseOrder } from '@six-order/community/privacy/erasure-store';
import { renamePerson } from '@six-order/community/people/people-store';
import { z } from 'zod';
import { named, NotOursError, type Handler, type HandlerTools } from '../delivery.ts';

const Erase = z.object({ person: z.string(), orders: z.array(OrderId) });
const Sealed = z.object({ sealed: z.string() });
const Correct = z.object({
  person: z.string(),
  contact: Sealed.extend({ order: OrderId }).optional(),
  name: Sealed.optional(),
});

type Tools = HandlerTools & { readonly privacy: NonNullable<HandlerTools['privacy']> };

const unreadable = () => new TerminalError('the parameters of the effect cannot be read');

/** One row after another: each has its own fault. */
const oneByOne =
  <T>(schema: z.ZodType<T>, work: (tools: Tools, row: OutboxRow, params: T) => Promise<Error | null>): Handler =>
  async (tools, rows) => {
    const { privacy } = tools;
    if (!privacy) return rows.map(() => new NotOursError('this process keeps no ledger of erasures'));
    const faults: (Error | null)[] = [];
    for (const row of rows) {
      const params = schema.safeParse(row.params);
      faults.push(params.success ? await work({ ...tools, privacy }, row, params.data) : unreadable());
    }
    return faults;
  };

export const erase = oneByOne(Erase, async ({ db, engine, privacy: { record, now } }, { tenant }, { person, orders }) => {
  for (const id of orders) {
    const order = await engine.get(id);
    if (order?.tenant !== tenant || order.face.data['resident'] !== person || order.face.closedAt === null) continue;
    // An open card could not be answered in writing any more.
    const actor = { person: null, post: null, role: 'system', tenant, path: '' };
    const cards = await cardsAbout(db, id);
    const input = { reason: '本单内容已按个人信息权利请求删除，撤回' };
    if (cards.length > 0) await engine.executeMany(cards.map((card) => ({ order: card, type: 'cancel', input, actor })));
    await eraseOrder({ db, engine, record }, id, now());
  }
  return null;
});

export const correct = oneByOne(
  Correct,
  async ({ db, engine, directory, privacy: { keyring } }, row, { person, contact, name }) => {
    const sealed = [contact, name].flatMap((value) => (value ? [value.sealed] : []));
    const values = await engine.unseal(row.order, sealed);
    const called = name && values[name.sealed];
    if (typeof called === 'string') {
      await renamePerson(db, keyring, { tenant: row.tenant, id: person, name: called });
      await directory.refresh();
    }
    const reached: Json | undefined = contact && values[contact.sealed];
    if (!contact || reached === null || reached === undefined) return null;
    const actor = { person: null, post: null, role: 'system', tenant: row.tenant, path: '' };
    const [outcome] = await engine.executeMany([
      { order: contact.order, type: 'correct', input: { contact: reached }, key: row.id, actor },
    ]);
    if (outcome instanceof Error) return outcome;
    // It has ended since: its contact is used no more.
    if (outcome?.kind === 'applied' || outcome?.kind === 'not-allowed') return null;
    if (outcome?.kind === 'busy') return new RetryableError('the engine is busy');
    return named(`RefusedCommandError ${outcome?.kind ?? 'unanswered'}`, new TerminalError('the command was refused'));
  },
);
