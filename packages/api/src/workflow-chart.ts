// A workflow's machine read as data: its states, its clocks, its chart as mermaid.
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

/** A mermaid state diagram; parallel regions stand apart by `--`. */
export function chartOf({ machine }: Workflow): string {
  return ['stateDiagram-v2', ...bodyOf(machine.root, '  ')].join('\n');
}

const idOf = ({ path }: StateNode): string => path.join('_').replaceAll('-', '_');

function bodyOf(node: StateNode, indent: string): string[] {
  const children = childrenOf(node);
  if (node.type === 'parallel') {
    const regions = children.map((child) => blockOf(child, indent));
    // Mermaid knows parallel regions inside a state only; at the top they stand side by side.
    return node.path.length === 0
      ? regions.flat()
      : regions.flatMap((region, index) => (index === 0 ? region : [`${indent}--`, ...region]));
  }
  const [first] = (node.initial?.target ?? []) as StateNode[];
  return [
    ...(first ? [`${indent}[*] --> ${idOf(first)}`] : []),
    ...children.flatMap((child) => blockOf(child, indent)),
    ...children.flatMap((child) => arrowsOf(child).map((arrow) => indent + arrow)),
  ];
}

function blockOf(node: StateNode, indent: string): string[] {
  const title = `${indent}state "${node.key}" as ${idOf(node)}`;
  return childrenOf(node).length === 0 ? [title] : [`${title} {`, ...bodyOf(node, `${indent}  `), `${indent}}`];
}

/** One arrow for each pair of states, with everything that leads along it. What changes no state is left out. */
function arrowsOf(node: StateNode): string[] {
  const labels = new Map<string, string[]>();
  for (const [event, transitions] of node.transitions) {
    for (const { target } of transitions) {
      for (const to of (target ?? []) as StateNode[]) {
        const arrow = `${idOf(node)} --> ${idOf(to)}`;
        labels.set(arrow, [...new Set([...(labels.get(arrow) ?? []), eventName(event)])]);
      }
    }
  }
  return [...labels].map(([arrow, events]) => `${arrow}: ${events.join(', ')}`);
}

/** A delay is named by XState `xstate.after.<name>.<state>`. */
const eventName = (event: string): string => /^xstate\.after\.(\w+)\./.exec(event)?.[1] ?? event;
