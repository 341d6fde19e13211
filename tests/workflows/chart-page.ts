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

## Commands

| command | 中文 | input | who may send it | what it does |
|---|---|---|---|---|
${commands.join('\n')}
`;
}
