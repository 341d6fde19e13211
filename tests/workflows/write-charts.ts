// Writes docs/workflows/*.md from the machines.
import { mkdir, writeFile } from 'node:fs/promises';
import { workflows } from '@six-order/workflows/all';
import { chartPage } from './chart-page.ts';
import { latest } from './latest.ts';

const folder = new URL('../../docs/workflows/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const workflow of latest(workflows)) await writeFile(new URL(`${workflow.id}.md`, folder), chartPage(workflow));
