// A machine's picture as Mermaid text: states, regions, commands and clocks, as the machine itself has them.
import type { AnyStateMachine, AnyStateNode } from 'xstate';

const idOf = (node: AnyStateNode): string => node.path.join('_').replaceAll('-', '_');

/** `stateDiagram-v2` of the machine. A transition reads `command [guard]`; a clock's rung reads `⏰ delay`. */
export function mermaid(machine: AnyStateMachine): string {
  const lines = ['stateDiagram-v2'];
  const root = machine.root;
  if (root.type === 'parallel') {
    for (const region of Object.values(root.states)) lines.push(...drawn(region, 1));
  } else {
    lines.push(...inside(root, 1));
  }
  return `${lines.join('\n')}\n`;
}

function drawn(node: AnyStateNode, depth: number): string[] {
  const pad = '  '.repeat(depth);
  if (Object.keys(node.states).length === 0) return [`${pad}state "${node.key}" as ${idOf(node)}`];
  return [`${pad}state "${node.key}" as ${idOf(node)} {`, ...inside(node, depth + 1), `${pad}}`];
}

function inside(node: AnyStateNode, depth: number): string[] {
  const pad = '  '.repeat(depth);
  const children = Object.values(node.states);
  const lines = children.flatMap((child) => drawn(child, depth));
  const initial = node.initial.target[0];
  if (initial) lines.push(`${pad}[*] --> ${idOf(initial)}`);
  for (const child of children) {
    for (const [event, transitions] of child.transitions) {
      for (const { guard, target } of transitions) {
        const label = event.startsWith('xstate.after.') ? `⏰ ${event.split('.')[2]}` : event;
        const condition = typeof guard === 'string' ? ` [${guard}]` : '';
        for (const to of target ?? [child]) lines.push(`${pad}${idOf(child)} --> ${idOf(to)}: ${label}${condition}`);
      }
    }
    if (child.meta?.end === true) lines.push(`${pad}${idOf(child)} --> [*]`);
  }
  return lines;
}
