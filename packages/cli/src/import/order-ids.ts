// Opens an order under an id that was chosen before. The engine names a new order by the first id that it draws when a
// command is handed over, and draws it before anything else happens: so the next id drawn is the one to give.
import { type OrderId, type Outcome, TerminalError } from '@six-order/engine';
import type { Command } from '@six-order/engine/runtime';

export interface OrderIds {
  /** For the engine. */
  readonly newId: () => string;
  /** Opens the order `id` by handing its command to `execute`. Throws TerminalError when the engine gave it another id. */
  opening(execute: (command: Command) => Promise<Outcome>): (id: OrderId, command: Command) => Promise<Outcome>;
}

export function orderIds(newId: () => string): OrderIds {
  let chosen: string | null = null;
  return {
    newId() {
      const id = chosen ?? newId();
      chosen = null;
      return id;
    },
    opening: (execute) => async (id, command) => {
      chosen = id;
      const answer = execute(command);
      chosen = null;
      const outcome = await answer;
      if (outcome.kind === 'applied' && outcome.order.id !== id)
        throw new TerminalError(`the order ${outcome.order.id} should be ${id}`);
      return outcome;
    },
  };
}
