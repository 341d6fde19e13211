// A workflow's machine read as data: its states and its clocks.
import type { Workflow } from '@six-order/engine';

type StateNode = Workflow['machine']['root'];

/** Every state but the root by its path: regions first, `handling.dispatched.half`. */
export const statesOf = ({ machine }: Workflow): string[] => nodesOf(machine.root).map(({ path }) => path.join('.'));

/** The clocks that states say they run, in the order of the chart. */
export const clocksRunBy = ({ machine }: Workflow): string[] => [
  ...new Set(nodesOf(machine.root).flatMap(({ meta }) => (typeof meta?.clock === 'string' ? [meta.clock as string] : []))),
];

const nodesOf = (node: StateNode): StateNode[] => childrenOf(node).flatMap((child) => [child, ...nodesOf(child)]);
const childrenOf = (node: StateNode): StateNode[] => Object.values(node.states) as StateNode[];
