// What a chart's states say of themselves: the commands that each takes, and whose turn it is.
import type { Workflow } from '@six-order/engine';

export type StateNode = Workflow['machine']['root'];

/** The commands that a state takes itself, whatever its region takes in every state. */
export const commandsOf = ({ commands }: Workflow, { transitions }: StateNode): readonly string[] =>
  [...transitions.keys()].filter((type) => Object.hasOwn(commands, type));

/** The states of the regions that take commands, by `region.state`: what stands in none of them waits for nobody. */
export function statesOf(workflow: Workflow): readonly (readonly [name: string, state: StateNode])[] {
  const regions = Object.values(workflow.machine.root.states as Record<string, StateNode>);
  return regions.flatMap((region) =>
    (Object.values(region.states) as StateNode[])
      .filter((state) => commandsOf(workflow, state).length > 0)
      .map((state) => [state.path.join('.'), state] as const),
  );
}
