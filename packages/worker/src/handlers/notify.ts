// The effect `notify`: a notice in the box of each person whom it concerns.
import { TerminalError } from '@six-order/engine';
import type { OutboxRow } from '@six-order/engine/runtime';
import { parseNotice } from '@six-order/community/notices/notice';
import { putNotice, type Notice } from '@six-order/community/notices/notice-store';
import { z } from 'zod';
import type { Handler, HandlerTools } from '../delivery.ts';
import { recipients } from './recipients.ts';

/** Whom to tell (recipients.ts), and the template with what fills it (community/notices). */
const NotifyParams = z.looseObject({
  to: z.array(z.uuid()).default([]),
  desk: z.uuid().nullable().default(null),
  overseers: z.uuid().nullable().default(null),
  publishers: z.uuid().nullable().default(null),
  workflow: z.string().default('six-order'),
  category: z.string().default(''),
  template: z.string(),
});

/** Rows go in by so many: PostgreSQL takes 65,535 parameters a statement. */
const PER_STATEMENT = 5_000;

/** The key of a notice is the outbox id with the person: a second delivery changes nothing (I8). */
export const notify: Handler = async ({ db, directory }, rows) => {
  await directory.refresh();
  const notices: Notice[] = [];
  const faults = rows.map((row) => {
    try {
      notices.push(...noticesOf(directory, row));
      return null;
    } catch {
      // The complaint may quote the parameters: only its name goes on.
      return new TerminalError('the parameters of the effect cannot be read');
    }
  });
  for (let from = 0; from < notices.length; from += PER_STATEMENT)
    await putNotice(db, ...notices.slice(from, from + PER_STATEMENT));
  return faults;
};

function noticesOf(directory: HandlerTools['directory'], { id, order, tenant, at, params }: OutboxRow): Notice[] {
  const named = NotifyParams.parse(params);
  const content = parseNotice(named.template, named);
  return recipients(directory, named).map((person) => ({ outbox: id, tenant, person, order, content, at }));
}
