import { afterAll, beforeAll, expect, test } from 'vitest';
import { openService, type Persona, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

interface Stream {
  readonly headers: Headers;
  /** The next message's data. */
  next(): Promise<any>;
  /** Everything read so far. */
  readonly text: () => string;
  readonly ended: Promise<void>;
  close(): void;
}

async function listen(token: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${service.url}/api/v1/events`, { headers, signal: abort.signal });
  expect(response.status).toBe(200);
  let text = '';
  let taken = 0;
  let wake = () => {};
  const ended = (async () => {
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        wake();
      }
    } catch {
      // Aborted by the test itself.
    }
  })();
  return {
    headers: response.headers,
    text: () => text,
    ended,
    close: () => abort.abort(),
    async next() {
      for (;;) {
        const messages = [...text.matchAll(/^data: (.*)$/gm)];
        const message = messages[taken];
        if (message) {
          taken += 1;
          return JSON.parse(message[1] as string);
        }
        await new Promise<void>((done) => (wake = done));
      }
    },
  };
}

test('each reader hears of the orders that he may see, by id and revision and nothing else', async () => {
  const [resident, stranger, secretary, member] = (await Promise.all(
    (['resident', 'resident-2', 'secretary', 'member'] as const).map((persona) => service.as(persona)),
  )) as [Persona, Persona, Persona, Persona];
  const [own, foreign, office, worker] = (await Promise.all(
    [resident, stranger, secretary, member].map(({ token }) => listen(token)),
  )) as [Stream, Stream, Stream, Stream];
  expect(own.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(own.headers.get('cache-control')).toBe('no-store, no-transform');

  const { order } = await resident.place();
  expect(await own.next()).toEqual({ order: order.id, revision: 1 });
  expect(await office.next()).toEqual({ order: order.id, revision: 1 });
  await secretary.send(order.id, 'admit');
  expect(await own.next()).toEqual({ order: order.id, revision: 2 });
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  expect(await worker.next()).toEqual({ order: order.id, revision: 3 });
  expect(foreign.text()).not.toContain('data:');
  for (const stream of [own, foreign, office, worker]) stream.close();
});

test('a cookie will do, no session will not', async () => {
  const { token } = await service.as('resident');
  const stream = await listen(token, { cookie: `six_order_session=${token}` });
  stream.close();
  expect((await service.call('GET', '/api/v1/events')).status).toBe(401);
});

test('one person may listen eight times, not nine', async () => {
  const { token } = await service.as('leader');
  const streams = await Promise.all(Array.from({ length: 8 }, () => listen(token)));
  const ninth = await service.call('GET', '/api/v1/events', { token });
  expect([ninth.status, ninth.headers.get('retry-after')]).toEqual([429, '10']);
  for (const stream of streams) stream.close();
  await Promise.all(streams.map(({ ended }) => ended));
});

test('more changes at once than are worth looking up are told as one: read anew', async () => {
  const resident = await service.as('resident');
  const { post } = JSON.parse(Buffer.from(resident.token.split('.')[0] as string, 'base64url').toString());
  const actor = service.directory.actorOf(post)!;
  const input = { category: '0101', text: '漏水', unit: '52232600400201' };
  const stream = await listen(resident.token);
  // How many fall together is the machine's to say: a slow one is given more of them.
  for (let count = 450; !stream.text().includes('event: refresh'); count *= 2) {
    const many = Array.from({ length: count }, () => ({ workflow: 'six-order', type: 'place', input, actor }));
    const outcomes = await service.engine.executeMany(many);
    expect(outcomes.every((outcome) => !(outcome instanceof Error) && outcome.kind === 'applied')).toBe(true);
    await stream.next();
  }
  stream.close();
});
