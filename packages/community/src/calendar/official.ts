// The official calendar that this release ships: read once when the process starts, by the reader of imported notices.
import { readFileSync } from 'node:fs';
import { readNotices, type Notice } from './notice.ts';

const read = readNotices(readFileSync(new URL('./official-days.csv', import.meta.url), 'utf8'));
if (read.kind === 'refused') throw new Error(`official-days.csv: ${JSON.stringify(read.problems)}`);

/** From 2004 on, one a year. */
export const officialNotices: readonly Notice[] = read.notices;
