// Writes docs/workflows/*.md from the machines.
import { mkdir, writeFile } from 'node:fs/promises';
import { sixOrder } from '@six-order/workflows/six-order/workflow';
import { chartPage } from './chart-page.ts';

const folder = new URL('../../docs/workflows/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const workflow of [sixOrder]) await writeFile(new URL(`${workflow.id}.md`, folder), chartPage(workflow));
