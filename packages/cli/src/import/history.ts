// A record's history as commands of the six-order workflow: from what stands of an order to what comes next.
//
// H1: what comes next follows from the order's stage alone, so that an import that was cut short goes on where it stopped.
// H2: the source knows when a record was opened and when it was closed, and nothing in between: admission, dispatch,
// acceptance and first contact stand at the opening time, and the order says so.
import type { ImportedCase } from './row.ts';

/** Who acts: nobody in particular whose wish it is, the desk that takes in and dispatches, the department that does it. */
export type Acting = 'constituent' | 'desk' | 'department';

export interface Act {
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  readonly by: Acting;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The opening command. */
export const placing = ({ openedAt, category, area, text, place }: ImportedCase): Act => ({
  type: 'place',
  at: openedAt,
  by: 'constituent',
  input: { category, unit: area, text, ...(place !== null && { place: { note: { note: place } } }) },
});

const NOT_RECORDED = '受理、派单、接单、首次联系的时间来源未载，导入时按点单时间记。';

/** The next command of an order in `stage`; null when none is left. `departmentId`: unit id of the record's department. */
export function nextAct(stage: string, record: ImportedCase, departmentId: string): Act | null {
  const { openedAt: at, ending, queue } = record;
  switch (stage) {
    case 'placed':
      if (ending.kind !== 'refused') return { type: 'admit', at, by: 'desk', input: {} };
      return {
        type: 'refuse',
        at: ending.at,
        by: 'desk',
        input: { reason: ending.reason, ...(ending.channel !== null && { channel: ending.channel }) },
      };
    case 'admitted': {
      const note = queue === null ? NOT_RECORDED : `${NOT_RECORDED}来源队列：${queue}`;
      return { type: 'dispatch', at, by: 'desk', input: { to: { kind: 'unit', id: departmentId }, note } };
    }
    case 'dispatched':
      return { type: 'accept', at, by: 'department', input: {} };
    case 'accepted':
      return { type: 'contact', at, by: 'department', input: { note: NOT_RECORDED } };
    case 'working':
      return ending.kind === 'finished'
        ? { type: 'finish', at: ending.at, by: 'department', input: { result: ending.result } }
        : null;
    default:
      return null;
  }
}
