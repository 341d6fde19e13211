// docs/rules.md as text.
import type { Row, Section } from './sections.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const line = ({ name, zh, en, standing, source, test }: Row): string =>
  `| \`${name}\` | ${cell(zh)}<br>${cell(en)} | ${cell(standing)} | ${cell(source)} | [${test.split('/').at(-1)}](../${test}) |`;

export const rulesPage = (sections: readonly Section[]): string => `# 规则 Rules

Every rule that the software keeps: what it says, what holds where no county or street decided otherwise, where it comes from, and
the test that holds it. A refusal names its rule and its source. Written from the data that the code works by
(\`vitest run tests/rules -u\`); what a county decides goes into the table \`county_rules\`, with document and term.

${sections
  .map(
    ({ zh, en, rows }) => `## ${zh} ${en}

| rule 规则 | says 内容 | default 默认 | source 来源 | test 测试 |
|---|---|---|---|---|
${rows.map(line).join('\n')}
`,
  )
  .join('\n')}`;
