// The pieces that commands' inputs are made of, and who may send a command.
import { MAX_PER_COMMAND } from '@six-order/community/attachments/attachment';
import { sendersOf } from '@six-order/community/authority/acts';
import { Telephone } from '@six-order/community/privacy/telephone-input';
import { personal, type CommandDefinition } from '@six-order/engine';
import { z } from 'zod';

export type Commands = Readonly<Record<string, CommandDefinition>>;

export const Urgency = z.enum(['U0', 'U1', 'U2', 'U3']);
export const line = (max: number) => z.string().trim().min(1).max(max);
/** Free text is personal data (I12). */
export const text = personal(line(2_000));
export const reason = personal(line(2_000));
/** How to reach whoever wants the order. One sealed value. */
export const Contact = z.strictObject({
  name: line(40),
  phone: Telephone,
  address: line(200).optional(),
});
export const id = z.uuid().toLowerCase();
export const To = z.strictObject({ kind: z.enum(['person', 'unit', 'team']), id });
/** Ids of what was uploaded before (POST /attachments), by the sender himself. */
export const attachments = z
  .array(id)
  .min(1)
  .max(MAX_PER_COMMAND)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'each upload is named once' })
  .describe('ids of uploads: photographs, voice notes, papers');
/** ISO 8601. */
export const instant = z.iso.datetime({ offset: true });
/** "3 wd", "24 h": read by the deadlines. */
export const duration = z.string().regex(/^[1-9]\d{0,2} (min|h|wh|wd|d)$/, 'a length of time, such as "3 wd" or "24 h"');

/** Who may send it: the authority table is the one source (I11). */
export const by = (command: string) => sendersOf('six-order', command);
