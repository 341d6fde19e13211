// What happens next to a dispute or a topic and by when, in a sentence.
import type { OrderSummary } from '../../shared/api/client.ts';
import { now } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { stageWord } from '../../shared/words.ts';
import { m } from './words.ts';

/** The clock that is waited for, by the state of the handling. */
const awaited: Readonly<Record<string, string>> = {
  waiting: 'rung',
  mediating: 'rung',
  agreed: 'followUp',
  reconciled: 'followUp',
  proposed: 'agenda',
  hearing: 'opinions',
  deciding: 'decide',
  decided: 'outcome',
};

export function nextOf(order: Pick<OrderSummary, 'workflow' | 'state' | 'clocks'>): {
  readonly sentence: string;
  readonly late: boolean;
} {
  const { handling } = order.state;
  const own = (m.promise as Readonly<Record<string, Readonly<Record<string, (due: string) => string>>>>)[order.workflow];
  const say = own?.[handling];
  if (!say) return { sentence: stageWord(order), late: false };
  const clock = order.clocks.find(({ name, light }) => name === awaited[handling] && light !== 'done');
  return { sentence: say(clock ? when(clock.dueAt) : ''), late: clock !== undefined && Date.parse(clock.dueAt) < now() };
}
