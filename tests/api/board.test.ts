// The public door: what strangers may read, in which forms, and how soon it is gone from all of them.
import { onBoard } from '@six-order/api/on-board';
import { demoCommunity } from '@six-order/community/demo/personas';
import type { OrderId } from '@six-order/engine';
import { draw } from '@six-order/worker';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

const shell = '<html lang="zh-CN"><head></head><body><!--boot--></body></html>';
const none = { pages: {}, en: [] };

let service: Service;
let resident: Persona;
let publisher: Persona;
let secretary: Persona;
let member: Persona;
beforeAll(async () => {
  service = await openService({
    publicUrl: 'https://orders.example',
    faces: { shells: { resident: shell, staff: shell }, besides: { resident: none, staff: none }, assets: new Map() },
  });
  [resident, publisher, secretary, member] = (await Promise.all(
    (['resident', 'publisher', 'secretary', 'member'] as const).map(service.as),
  )) as [Persona, Persona, Persona, Persona];
});
afterAll(() => service.close());

const CANARIES = ['韦春梅', '13812345678', '5栋1单元301', '厨房天花板漏水', '天花板已补好'];

interface Published {
  readonly id: OrderId;
  readonly number: string;
  readonly queryCode: string;
  readonly alias: string;
}

async function published(title = '漏水修好', consent = true): Promise<Published> {
  const { order, queryCode } = await resident.place('0101', {
    publishConsent: consent,
    contact: { name: CANARIES[0], phone: CANARIES[1], address: CANARIES[2] },
  });
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  await member.send(order.id, 'contact');
  await member.send(order.id, 'finish', { result: CANARIES[4] });
  await publisher.send(order.id, 'propose', { title, text: '过道顶板漏水。', after: '换了防水层。' });
  await publisher.send(order.id, 'publish', {});
  await redraw(order.id);
  const stored = await service.engine.get(order.id);
  if (!stored) throw new Error('no such order');
  const { alias } = stored.snapshot.context['showing'] as { alias: string };
  return { id: order.id, number: order.number, queryCode, alias };
}
/** What the worker does with the effect. */
const redraw = (id: OrderId) => draw({ db: service.tables, engine: service.engine, directory: service.directory }, id);

const doors = [
  '/api/v1/public/items?limit=100',
  '/api/v1/public/feed.atom',
  '/api/v1/public/feed.json',
  '/api/v1/public/items.csv',
] as const;
const open = (path: string, headers: Record<string, string> = {}) => service.call('GET', path, { headers });

describe('what is there', () => {
  test('the board, one item, the filters', async () => {
    const { alias } = await published();
    const { json } = await open('/api/v1/public/items');
    const [item] = fits('listPublicItems', 200, json).items;
    expect(item).toMatchObject({
      alias,
      url: `https://orders.example/board/${alias}`,
      category: { code: '0101' },
      place: { code: expect.stringContaining(demoCommunity), name: expect.stringMatching(/^蟠桃园社区/) },
      status: 'waiting',
      team: '党员先锋',
      days: 0,
      stars: null,
    });
    expect((await open(`/api/v1/public/items/${alias}`)).json).toEqual({ item });
    const filters = fits('listPublicFilters', 200, (await open('/api/v1/public/filters')).json);
    expect(filters).toMatchObject({ categories: [{ code: '0101' }], months: [item.publishedOn.slice(0, 7)] });
    const found = async (query: string) => (await open(`/api/v1/public/items?${query}`)).json.items.length;
    const [{ county, code }] = filters.communities;
    expect(await found(`county=${county}&community=${code}&category=0101&status=waiting`)).toBe(1);
    for (const none of ['category=0102', 'community=522326004001', 'status=evaluated', 'month=2025-01', 'county=110101'])
      expect([none, await found(none)]).toEqual([none, 0]);
  });

  test('what went round again says so: how often, and which time the result and the stars are of', async () => {
    const { id, alias } = await published();
    const first = { result: '第 1 次', told: '第 1 次办理：' };
    const shown = async () => {
      await redraw(id);
      const { item } = fits('getPublicItem', 200, (await open(`/api/v1/public/items/${alias}`)).json);
      const { text } = await open(`/board/${alias}`);
      const feed = await open('/api/v1/public/feed.json');
      const entry = feed.json.items.find(({ url }: { url: string }) => url.endsWith(alias));
      return {
        status: item.status,
        redone: item.redone,
        said: /重办过 \d+ 次/.exec(text)?.[0],
        before: /上一次没有办好；[^<]*/.exec(text)?.[0],
        result: /<h2>([^<]*)办理结果/.exec(text)?.[1],
        told: /第 \d+ 次办理：/.exec(entry.content_text)?.[0],
        since: text.includes('重办的结果没有另外公开'),
        evaluated: /评的是第 \d+ 次办理/.exec(text)?.[0],
      };
    };
    expect(await shown()).toEqual({ status: 'waiting', redone: 0, result: '', since: false });
    await resident.send(id, 'evaluate', { solved: 'no', stars: 1 });
    expect(await shown()).toEqual({
      status: 'reworking',
      redone: 0,
      ...first,
      since: false,
      before: '上一次没有办好；重办以后再评。',
    });
    // Its headline tells of that time: wherever it is read, it says first that it is done again.
    const again = '<span class="status">重办中</span> 上次的说法：<span lang="zh-CN">漏水修好</span>';
    expect((await open(`/board/${alias}`)).text).toContain(`<h1>${again}</h1>`);
    expect((await open('/board')).text).toContain(`<span class="head"><strong>${again}</strong></span>`);
    expect((await open(`/board/${alias}?lang=en`)).text).toContain(
      '<span class="status">Being done again</span> Said the last time: <span lang="zh-CN">漏水修好</span>',
    );
    for (const feed of ['feed.atom', 'feed.json'])
      expect((await open(`/api/v1/public/${feed}`)).text).toContain('重办中，上次的说法：漏水修好');
    await member.send(id, 'finish', { result: '又补了一遍' });
    expect(await shown()).toEqual({
      status: 'waiting',
      redone: 1,
      said: '重办过 1 次',
      before: '上一次没有办好；已经重办，还没有再评。',
      ...first,
      since: true,
    });
    await resident.send(id, 'evaluate', { solved: 'yes', stars: 5 });
    expect(await shown()).toEqual({
      status: 'evaluated',
      redone: 1,
      said: '重办过 1 次',
      ...first,
      since: true,
      evaluated: '评的是第 2 次办理',
    });
    // Found to be false by somebody else, whatever its resident had said.
    const supervisor = await service.as('supervisor');
    await supervisor.send(id, 'declareFalse', { reason: '现场没有修' });
    expect(await shown()).toEqual({
      status: 'reworking',
      redone: 1,
      said: '重办过 1 次',
      ...first,
      since: true,
      before: '上一次没有办好；重办以后再评。',
    });
    expect((await open(`/board/${alias}`)).text).not.toMatch(/居民说|评价是/);
    await member.send(id, 'finish', { result: '换了整段管子' });
    expect(await shown()).toMatchObject({ status: 'waiting', redone: 2, said: '重办过 2 次', ...first, since: true });
  });

  test('its own page leads to it as long as it is there, and tells it nothing of where one comes from', async () => {
    const { id, number, queryCode, alias } = await published();
    const plain = async () => {
      const answer = await fetch(`${service.url}/follow?lang=en`, {
        method: 'POST',
        body: new URLSearchParams({ number, code: queryCode }),
      });
      expect(answer.status).toBe(200);
      return /<a [^>]*href="\/board\/[^>]*>/.exec(await answer.text())?.[0];
    };
    expect(await plain()).toMatch(new RegExp(`href="/board/${alias}\\?lang=en" rel="noreferrer"`));
    // On the board it says that it is done again.
    await resident.send(id, 'evaluate', { solved: 'no', stars: 1 });
    expect(await plain()).toContain(alias);
    await resident.send(id, 'withdrawConsent', {});
    expect(await plain()).toBeUndefined();
  });

  test.each([
    ['published', 'A', null, '/board/A'],
    ['published', 'A', '2026-03-02T00:00:00Z', null],
    ['published', 'A', '2026-03-02T00:00:01Z', '/board/A'],
    ['published', null, null, null],
    ...['waiting', 'open', 'proposed', 'hidden', 'skipped', 'retracted'].map((one) => [one, 'A', null, null] as const),
  ] as const)('%s as %s until %s: %s', (publication, name, until, expected) => {
    expect(onBoard({ state: { publication }, publication: { alias: name, until } }, Date.parse('2026-03-02T00:00:00Z'))).toBe(
      expected,
    );
    expect(onBoard({ state: { publication } }, 0)).toBeNull();
  });

  test('pages lead to every item once', async () => {
    for (let n = 0; n < 4; n += 1) await published(`第${n}件`);
    const seen: string[] = [];
    for (let cursor: string | null = '', page = 0; cursor !== null && page < 20; page += 1) {
      const { json } = await open(`/api/v1/public/items?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...json.items.map((item: { alias: string }) => item.alias));
      cursor = json.next;
    }
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('the feeds are of their kind, and hold what the board holds', async () => {
    const { alias } = await published('标题 <b>&"\u0007');
    const atom = await open('/api/v1/public/feed.atom?category=0101');
    expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(atom.text).toContain(`<id>urn:six-order:item:${alias}</id>`);
    expect(atom.text).toContain('标题 &lt;b&gt;&amp;&quot;</title>');
    expect(atom.text).toContain('href="https://orders.example/api/v1/public/feed.atom?category=0101"');
    const json = await open('/api/v1/public/feed.json');
    expect(json.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    expect(JSON.parse(json.text)).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      items: expect.arrayContaining([expect.objectContaining({ id: `urn:six-order:item:${alias}` })]),
    });
    expect((await open('/api/v1/public/feed.atom?category=9999')).text).not.toContain('<entry>');
  });

  test('the table opens in a spreadsheet and runs nothing there', async () => {
    await published('=HYPERLINK("http://evil.example","点我")');
    await published('-1+1，"引号"');
    const bytes = Buffer.from(await (await fetch(`${service.url}/api/v1/public/items.csv`)).arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.toString('utf8');
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""点我"")"`);
    expect(text).toContain(`"'-1+1，""引号"""`);
    const [head] = text.slice(1).split('\r\n');
    const { columns } = fits('publicDictionary', 200, (await open('/api/v1/public/dictionary')).json);
    const described = columns
      .filter(({ file }: { file: string }) => file === 'items.csv')
      .map(({ name }: { name: string }) => name);
    expect(head?.split(',')).toEqual(described);
  });

  test('an answer that still holds is not sent twice', async () => {
    const { id, alias } = await published();
    for (const path of [...doors.slice(0, 3), `/api/v1/public/items/${alias}`, '/api/v1/public/filters']) {
      const first = await open(path);
      expect([path, first.headers.get('cache-control')]).toEqual([path, 'public, no-cache']);
      const again = await open(path, { 'if-none-match': first.headers.get('etag') as string });
      expect([path, again.status, again.text]).toEqual([path, 304, '']);
    }
    const before = await open(`/api/v1/public/items/${alias}`);
    await resident.send(id, 'evaluate', { solved: 'yes', stars: 4 });
    await redraw(id);
    const after = await open(`/api/v1/public/items/${alias}`, { 'if-none-match': before.headers.get('etag') as string });
    expect(after).toMatchObject({ status: 200, json: { item: { status: 'evaluated', stars: 4, solved: 'yes' } } });
  });
});

describe('what is not', () => {
  test('no door says a word of a person, or of the order behind an item', async () => {
    const { id, number, alias } = await published();
    for (const path of [...doors, `/api/v1/public/items/${alias}`, '/api/v1/public/filters']) {
      const answer = await open(path);
      expect([path, answer.status]).toEqual([path, 200]);
      const said = answer.text + JSON.stringify([...answer.headers]);
      for (const secret of [...CANARIES, number, id, resident.person, member.person, secretary.person, publisher.person])
        expect([path, said.includes(secret)]).toEqual([path, false]);
    }
  });

  test('the publisher is told where to look, by place and kind, and nobody else', async () => {
    const { order } = await resident.place('0101', { publishConsent: true, contact: { name: '韦春梅', phone: '13812345678' } });
    await secretary.send(order.id, 'admit');
    await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
    await member.send(order.id, 'accept');
    await member.send(order.id, 'contact');
    await member.send(order.id, 'finish', { result: '好了' });
    await publisher.send(order.id, 'propose', { title: '修好', text: '韦春梅家漏水，电话13812345678。' });
    const look = async () => (await publisher.get(`/api/v1/orders/${order.id}/findings`)).json;
    const { findings } = fits('listFindings', 200, await look());
    expect(findings.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['name', 'phone']));
    expect(JSON.stringify(findings)).not.toMatch(/韦春梅|13812345678/);
    const refused = await publisher.post(`/api/v1/orders/${order.id}/commands`, { type: 'publish', input: {} });
    expect(refused.status).toBe(409);
    expect(refused.json.detail).toMatch(
      new RegExp(`还有 ${findings.length} 处.*内容（像是姓名）.*内容（像是手机号）.*isScanned`),
    );
    expect(refused.text).not.toMatch(/韦春梅|13812345678/);
    for (const { id } of findings) await publisher.send(order.id, 'clearFinding', { finding: id, reason: '已核实' });
    expect((await look()).findings.every(({ cleared }: { cleared: boolean }) => cleared)).toBe(true);
    expect((await member.get(`/api/v1/orders/${order.id}/findings`)).status).toBe(403);
    await publisher.send(order.id, 'publish', {});
    await resident.send(order.id, 'withdrawConsent');
  });

  test('whoever looks at a draft is told how like it is to what went off the board by an objection that nobody decided', async () => {
    const { id, alias } = await published();
    const reason = '顶板是我家的，没有漏。';
    expect((await service.call('POST', `/api/v1/public/items/${alias}/objections`, { body: { reason } })).status).toBe(202);
    await resident.send(id, 'withdrawConsent');
    await resident.send(id, 'giveConsent');
    const taken = async (text: string) => {
      await publisher.send(id, 'propose', { title: '漏水修好', text, after: '换了防水层。' });
      const answer = await publisher.get(`/api/v1/orders/${id}/findings`);
      return fits('listFindings', 200, answer.json).taken;
    };
    expect(await taken('过道 顶板漏水')).toMatchObject({ undecided: true, same: true, changes: [] });
    const refused = await publisher.post(`/api/v1/orders/${id}/commands`, { type: 'publish', input: {} });
    expect([refused.status, refused.json.detail]).toEqual([
      409,
      expect.stringMatching(/\d月\d+日有人提出异议，没等审定就撤下了.*isNotAsUpheld/),
    ]);
    const reads = async () => {
      const sql = `select count(*)::int as n from access_log where order_id = $1 and person = $2 and field = 'proposal.text'`;
      return (await service.db.query(sql, [id, publisher.person])).rows[0].n as number;
    };
    const before = await reads();
    expect(await taken('过道墙面漏水。')).toMatchObject({ same: false, changes: [{ field: 'text', was: '顶板', is: '墙面' }] });
    // What was said before is read, and written down.
    expect(await reads()).toBeGreaterThan(before);
    expect(await taken('积水已经清理')).toMatchObject({ same: false });
    await publisher.send(id, 'publish', {});
    await resident.send(id, 'withdrawConsent');
  });

  test('an order that nobody agreed to publish has no place', async () => {
    const before = (await open('/api/v1/public/items?limit=100')).json.items.length;
    await expect(published('没有同意', false)).rejects.toThrow(/propose refused/);
    expect((await open('/api/v1/public/items?limit=100')).json.items).toHaveLength(before);
  });

  test('a revoked consent takes it out of every door at once, whatever a cache holds; the worker is not waited for', async () => {
    const { id, alias } = await published('撤回');
    const kept = new Map<string, string>();
    for (const path of [...doors, `/api/v1/public/items/${alias}`]) {
      const answer = await open(path);
      expect([path, answer.text.includes(alias)]).toEqual([path, true]);
      kept.set(path, answer.headers.get('etag') ?? '');
    }
    await resident.send(id, 'withdrawConsent');
    for (const path of doors) {
      const answer = await open(path, { 'if-none-match': kept.get(path) as string });
      expect([path, answer.status, answer.text.includes(alias)]).toEqual([path, 200, false]);
    }
    const item = `/api/v1/public/items/${alias}`;
    expect(await open(item, { 'if-none-match': kept.get(item) as string })).toMatchObject({
      status: 410,
      json: { type: 'urn:six-order:problem:gone', detail: '此公开事项已撤下。' },
    });
  });

  test('what its publisher takes down is out of every door at once, whatever a cache holds; whose order it is hears of it and reads why', async () => {
    const { id, number, queryCode, alias } = await published('写错了');
    const doorsNow = [...doors, '/board', `/board/${alias}`, `/api/v1/public/items/${alias}`];
    const kept = new Map<string, string>();
    for (const path of doorsNow) {
      const answer = await open(path);
      expect([path, answer.text.includes('写错了')]).toEqual([path, true]);
      kept.set(path, answer.headers.get('etag') ?? '');
    }
    const reason = '写成了李晓红家的事，她住3栋2单元501，电话13900001234。';
    const refused = await publisher.post(`/api/v1/orders/${id}/commands`, { type: 'retractPublication', input: {} });
    expect(refused.status).toBe(422);
    await publisher.send(id, 'retractPublication', { reason });
    for (const path of doorsNow) {
      const answer = await open(path, { 'if-none-match': kept.get(path) as string });
      const gone = path.endsWith(alias);
      expect([path, answer.status, answer.text.includes('写错了')]).toEqual([path, gone ? 410 : 200, false]);
    }
    // Who took it down is in the journal, when and for what; the words are not.
    const { entries } = (await resident.get(`/api/v1/orders/${id}/journal`)).json;
    expect(entries.at(-1)).toMatchObject({
      type: 'retractPublication',
      title: { zh: '撤下' },
      actor: { role: 'publisher' },
    });
    const read = async (who: Persona) => (await who.get(`/api/v1/orders/${id}`)).json.order;
    const why = async (who: Persona) =>
      (await read(who)).notes.find(({ about }: { about?: string }) => about === 'retraction')?.text;
    const street = await service.as('street');
    expect([await why(publisher), await why(street)]).toEqual([reason, reason.replace('13900001234', '139****1234')]);
    const masked = await why(resident);
    expect(masked).toContain('写成了');
    expect(masked).not.toMatch(/李晓红|3栋|501|13900001234/);
    const followed = await service.call('POST', '/api/v1/follow', { body: { number, code: queryCode } });
    expect(followed.text).toContain(masked);
    expect(followed.text).not.toMatch(/李晓红|13900001234/);
    expect(await read(resident)).toMatchObject({
      state: { publication: 'open' },
      publication: { takenDownAt: entries.at(-1).at },
    });
    // Corrected, it goes the same way again.
    await publisher.send(id, 'propose', { title: '改好了', text: '过道顶板漏水。' });
    await publisher.send(id, 'publish', {});
    await redraw(id);
    expect((await open(`/board/${alias}`)).text).toContain('改好了');
    expect((await read(resident)).publication).not.toHaveProperty('takenDownAt');
  });

  test('why an objection was upheld is read by whose order it is without whom it names', async () => {
    const { id, alias } = await published('能看出');
    await service.call('POST', `/api/v1/public/items/${alias}/objections`, {
      body: { reason: '写的是我家', contact: '13900000000' },
    });
    const street = await service.as('street');
    const reason = '李晓红家住3栋2单元，电话13900000000，确实能看出。';
    await street.send(id, 'decidePublication', { upheld: true, reason });
    const notes = async (who: Persona) => JSON.stringify((await who.get(`/api/v1/orders/${id}`)).json.order.notes);
    expect(await notes(street)).toContain(reason);
    for (const who of [resident, member, await service.as('supervisor')]) {
      expect(await notes(who)).toContain('确实能看出');
      expect(await notes(who)).not.toMatch(/李晓红|3栋|13900000000/);
    }
  });

  test('a third person objects without an account: hidden at once, and again when it was hidden already', async () => {
    const { id, alias } = await published('异议');
    const object = () =>
      service.call('POST', `/api/v1/public/items/${alias}/objections`, {
        body: { reason: '写的是我家', contact: '13900000000' },
      });
    expect(await object()).toMatchObject({ status: 202, json: { hidden: true } });
    expect((await open('/api/v1/public/items?limit=100')).text).not.toContain(alias);
    expect((await object()).status).toBe(410);
    const order = (await publisher.get(`/api/v1/orders/${id}`)).json.order;
    expect(order.allowed.map(({ type }: { type: string }) => type)).toContain('decidePublication');
    await (await service.as('street')).send(id, 'decidePublication', { upheld: false, reason: '不是这一家' });
    await redraw(id);
    expect((await open(`/api/v1/public/items/${alias}`)).status).toBe(200);
    expect(service.lines.join('\n')).not.toMatch(/写的是我家|13900000000/);
  });
});

test.each([
  ['GET', '/api/v1/public/items/0000', 404],
  ['GET', '/api/v1/public/items/ZZZZZZZZZZZZ', 404],
  ['GET', '/api/v1/public/items?month=2026-13', 422],
  ['GET', '/api/v1/public/items?category=01', 422],
  ['GET', '/api/v1/public/items?cursor=1.2', 422],
  ['GET', '/api/v1/public/items?limit=101', 422],
  ['GET', '/api/v1/public/items?colour=red', 422],
  ['GET', '/api/v1/public/items?community=%00', 422],
  ['GET', '/api/v1/public/feed.atom?month=2026-01', 422],
  ['POST', '/api/v1/public/items/ZZZZZZZZZZZZ/objections', 400],
  ['DELETE', '/api/v1/public/items', 405],
])('%s %s: %i', async (method, path, status) => {
  expect((await service.call(method, path)).status).toBe(status);
});

test('objections are counted by address, so that nobody empties the board', async () => {
  const answers = [];
  for (let n = 0; n < 8; n += 1)
    answers.push((await service.call('POST', '/api/v1/public/items/ZZZZZZZZZZZZ/objections', { body: { reason: '试' } })).status);
  expect(answers.at(-1)).toBe(429);
});
