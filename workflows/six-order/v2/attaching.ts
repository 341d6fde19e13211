// Photographs, voice notes and papers that came with a command: remembered by id, given to the order by an effect.
import type { AttachmentFact } from '@six-order/community/facts';
import type { Context } from './context.ts';
import { only, type Args } from './event.ts';

/** What the worker gives to the order (worker/handlers/attach). */
export interface Attaching {
  readonly attachments: readonly string[];
}

/** What the command brought, behind what there was; nothing where it brought none (X2). */
export function attached({ context, event: { type, at, actor, facts } }: Args): Partial<Context> {
  const brought = facts['attachments'] as AttachmentFact | undefined;
  if (!brought) return {};
  const entries = brought.map(({ id, kind }) => ({ id, kind, about: type, at, by: actor.person }));
  return { attachments: [...(context.attachments ?? []), ...entries] };
}

/** Its key becomes the order's. */
export const attach: any = only(({ event }) => event.input['attachments'] !== undefined, {
  type: 'attach',
  params: ({ event }: Args): Attaching => ({ attachments: event.input['attachments'] }),
});
