// One request, one answer: also where a route fails after it has answered, and the answer is still to go out.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { problemHandler } from './problem-handler.ts';
import { Refusal } from './refusal.ts';
import { sendJson } from './send-json.ts';
import express from 'express';
import { pino } from 'pino';
import { expect, test } from 'vitest';

test.each([
  ['a small answer', 10],
  ['a large one, which is packed', 20_000],
])('%s stands, and what fails after it is logged', async (_, length) => {
  const lines: string[] = [];
  const text = 'x'.repeat(length);
  const app = express();
  app.get('/throws', (_req, res) => {
    sendJson(res, 200, { text });
    throw new Error('too late');
  });
  app.get('/twice', (_req, res) => {
    sendJson(res, 200, { text });
    sendJson(res, 201, { text: 'another' });
  });
  app.get('/refuses', (_req, res) => {
    sendJson(res, 200, { text });
    throw new Refusal('unavailable');
  });
  app.use(problemHandler(pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const path of ['/throws', '/twice', '/refuses']) {
    const answer = await fetch(base + path);
    expect([answer.status, await answer.json()]).toEqual([200, { text }]);
  }
  expect(lines.length).toBe(3);
  server.close();
});
