// The effect `attach`: uploads that a command named are given to its order; from then on they live and go with its key.
import { TerminalError } from '@six-order/engine';
import { giveAttachments } from '@six-order/community/attachments/attachment-store';
import { z } from 'zod';
import type { Handler } from '../delivery.ts';

const AttachParams = z.object({ attachments: z.array(z.uuid()) });

/** Given twice, it is given once: what an order has is waiting no more (I8). */
export const attach: Handler = async ({ db, engine }, rows) => {
  const faults: (Error | null)[] = [];
  for (const { order, params } of rows) {
    const named = AttachParams.safeParse(params);
    if (named.success) await giveAttachments({ db, engine }, order, named.data.attachments);
    faults.push(named.success ? null : new TerminalError('the parameters of the effect cannot be read'));
  }
  return faults;
};
