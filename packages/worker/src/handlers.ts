// One handler for each type of effect that a workflow may ask for: a type without one does not compile.
import type { EffectType as CardEffect } from '@six-order/workflows/card/workflow';
import type { EffectType as DataRequestEffect } from '@six-order/workflows/data-request/workflow';
import type { EffectType as EmergencyEffect } from '@six-order/workflows/emergency/workflow';
import type { EffectType as SixOrderEffect } from '@six-order/workflows/six-order/workflow';
import type { Handler } from './delivery.ts';
import { attach } from './handlers/attach.ts';
import { board } from './handlers/board.ts';
import { correct, erase } from './handlers/data-request.ts';
import { command } from './handlers/command.ts';
import { destroy, follow, mode } from './handlers/emergency.ts';
import { notify } from './handlers/notify.ts';
import { webhook } from './handlers/webhook.ts';

/** `webhook` is what the engine announces beside them (community/webhooks). */
export const handlers = { notify, command, attach, board, webhook, erase, correct, mode, follow, destroy } satisfies Record<
  SixOrderEffect | CardEffect | DataRequestEffect | EmergencyEffect | 'webhook',
  Handler
>;
