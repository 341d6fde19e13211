// The one way for an attachment out of an order: ask authority, write the access log, open (I12).
//
// D2: as with fields, the log is committed before anything is opened. D3: what the order does not name is not its own.
import type { Attached } from '../attachments/attachment.ts';
import { openAttachment, type OpenAttachment } from '../attachments/attachment-store.ts';
import type { Keyring } from '@six-order/engine/runtime';
import type { Engine } from '@six-order/engine/runtime';
import type { Disclosing } from './disclose.ts';
import { accessOf, accessWhenOpened } from './fields.ts';
import { isWithheld, lackingConsents } from './withholding.ts';

export interface DisclosedAttachment extends OpenAttachment {
  /** A name of our own making: whoever uploaded it named nothing. */
  readonly name: string;
}

type Asking = Omit<Disclosing, 'engine'> & {
  readonly engine: Pick<Engine, 'dataKey'>;
  readonly keyring: Keyring;
};

/**
 * null: this reader may not open it, the order has none of this id, or it was erased. `opened`: the reason for which the sealed order
 * was opened to him.
 */
export async function discloseAttachment(
  ask: Asking,
  id: string,
  opened: string | null = null,
): Promise<DisclosedAttachment | null> {
  const { accessLog, db, engine, keyring, reader, order, now, newId } = ask;
  const held = (order.snapshot.context['attachments'] ?? []) as unknown as readonly Attached[];
  const index = held.findIndex((one) => one.id === id);
  const kind = held[index]?.kind === 'photo' ? 'photo' : 'attachment';
  const access = opened === null ? accessOf(reader, order, now) : accessWhenOpened;
  if (index === -1 || reader.person === null || access(kind) !== 'full') return null;
  if (isWithheld(await lackingConsents(db, reader, order, now), 'attachment')) return null;
  const { tenant, person, post } = reader;
  const how = opened === null ? 'full' : 'reveal';
  await accessLog.write([
    { id: newId(), tenant, at: now, person, post, order: order.id, field: `attachments.${index}`, how, reason: opened },
  ]);
  const file = await openAttachment({ db, engine, keyring }, order.id, id);
  return file && { ...file, name: `${order.face.number}-${index + 1}` };
}
