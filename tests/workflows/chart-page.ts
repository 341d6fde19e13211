// The page of a workflow, made from its definition: chart, states, commands. `node tests/workflows/write-charts.ts` writes it.
import { mermaid, type Workflow } from '@six-order/engine';
import { z } from 'zod';

const roles = (by: readonly string[]): string => by.join(', ');

function fields(input: z.ZodObject): string {
  const schema = z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  const names = Object.keys(schema.properties ?? {});
  return names.length === 0
    ? '–'
    : names.map((name) => (schema.required?.includes(name) ? `\`${name}\`` : `\`${name}?\``)).join(', ');
}

type Node = Workflow['machine']['root'];

const ways = (transitions: Node['transitions'] extends Map<string, infer T> ? T : never, key: string): string => {
  const lines = transitions.map(({ guard, target }) => {
    const to = (target ?? []).map((node: Node) => node.path.slice(1).join('.')).join(', ');
    return `${typeof guard === 'string' ? `[${guard}] ` : ''}${to === '' || to === key ? '' : `→ ${to}`}`.trim();
  });
  return [...new Set(lines.map((line) => (line === '' ? 'stays' : line)))].join('<br>');
};

/** State × role × command: what each state takes, from whom, under which rules, and where it leads. */
function statesTable({ machine, commands }: Workflow): string {
  const rows = Object.values(machine.root.states as Record<string, Node>).flatMap((region) =>
    [region, ...(Object.values(region.states) as Node[])].flatMap((node) =>
      [...node.transitions].flatMap(([type, transitions]) => {
        const command = Object.hasOwn(commands, type) ? commands[type] : undefined;
        if (!command) return [];
        const state = node === region ? `${region.key}: any` : `${region.key}: ${node.key}`;
        return [`| ${state} | \`${type}\` ${command.title.zh} | ${roles(command.by)} | ${ways(transitions, node.key)} |`];
      }),
    ),
  );
  return rows.join('\n');
}

export function chartPage(workflow: Workflow): string {
  const commands = Object.entries(workflow.commands).map(
    ([type, command]) =>
      `| \`${type}\` | ${command.title.zh} | ${fields(command.input)} | ${roles(command.by)} | ${command.docs} |`,
  );
  return `# ${workflow.title.zh} · ${workflow.title.en} (\`${workflow.id}\`, version ${workflow.version})

Made from the machine by \`node tests/workflows/write-charts.ts\`; a test keeps it true.

## Chart

\`\`\`mermaid
${mermaid(workflow.machine)}\`\`\`

## What each state takes

A rule in brackets must hold; which orders a role reaches is authority's to say (\`docs/rules.md\`, community/authority). What no row
names is refused.

| state | command | who may send it | [rules] → next state |
|---|---|---|---|
${statesTable(workflow)}

## Commands

| command | 中文 | input | who may send it | what it does |
|---|---|---|---|---|
${commands.join('\n')}
`;
}
