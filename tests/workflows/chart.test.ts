import { readFile } from 'node:fs/promises';
import { workflows } from '@six-order/workflows/all';
import { expect, test } from 'vitest';
import { latest } from './latest.ts';
import { chartPage } from './chart-page.ts';

test.each(latest(workflows))('docs/workflows/$id.md shows the machine as it is', async (workflow) => {
  const page = await readFile(new URL(`../../docs/workflows/${workflow.id}.md`, import.meta.url), 'utf8');
  expect(page).toBe(chartPage(workflow));
});
