import { readFile } from 'node:fs/promises';
import { sixOrder } from '@six-order/workflows/six-order/workflow';
import { expect, test } from 'vitest';
import { chartPage } from './chart-page.ts';

test.each([sixOrder])('docs/workflows/$id.md shows the machine as it is', async (workflow) => {
  const page = await readFile(new URL(`../../docs/workflows/${workflow.id}.md`, import.meta.url), 'utf8');
  expect(page).toBe(chartPage(workflow));
});
