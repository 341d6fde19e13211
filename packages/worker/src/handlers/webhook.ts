// The effect `webhook`: what happened becomes a message for each endpoint that is told of it; the sender does the rest.
import { RetryableError } from '@six-order/engine';
import { WebhookParams } from '@six-order/community/webhooks/event';
import { putMessages, type Happened } from '@six-order/community/webhooks/message-store';
import type { Handler } from '../delivery.ts';

/** Rows are due from the epoch on: at once, whatever the clock says. */
const AT_ONCE = 0;

export const webhook: Handler = async ({ db }, rows) => {
  const happened: Happened[] = [];
  const faults = rows.map(({ id, order, tenant, seq, at, params }) => {
    // Another release may have written it: a process of it gets the row with a later attempt.
    const said = WebhookParams.safeParse(params);
    if (!said.success) return new RetryableError('an event that this release cannot read');
    happened.push({ id, order, tenant, seq, at, ...said.data });
    return null;
  });
  await putMessages(db, happened, AT_ONCE);
  return faults;
};
