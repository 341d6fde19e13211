// Open311 GeoReport v2, asked as any client asks: XML and JSON, spec-shaped errors, nothing of a person.
import { categories } from '@six-order/community/catalogue/catalogue';
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import type { OrderId } from '@six-order/engine';
import { draw, measure } from '@six-order/worker';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { accountsOf } from './browser.ts';
import { faultsOf, fromXml, type GeoReport } from './georeport-v2.ts';
import { openService, type Persona, type Service } from './service.ts';

let service: Service;
let resident: Persona;
let secretary: Persona;
let member: Persona;
let publisher: Persona;
const placed: OrderId[] = [];
beforeAll(async () => {
  service = await openService({ publicUrl: 'https://orders.example' });
  [resident, secretary, member, publisher] = (await Promise.all(
    (['resident', 'secretary', 'member', 'publisher'] as const).map(service.as),
  )) as [Persona, Persona, Persona, Persona];
  for (const category of ['0101', '0105', '0201', '0701']) {
    const { order } = await resident.place(category, { publishConsent: true, contact: { name: '韦春梅', phone: '13812345678' } });
    placed.push(order.id);
  }
  const [first] = placed as [OrderId];
  await secretary.send(first, 'admit');
  await secretary.send(first, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(first, 'accept');
  await member.send(first, 'contact');
  await member.send(first, 'finish', { result: '已补好' });
  await publisher.send(first, 'propose', { title: '漏水 <修好> & "好"', text: '过道顶板漏水。', after: '换了防水层。' });
  await publisher.send(first, 'publish', {});
  await draw({ db: service.tables, engine: service.engine, directory: service.directory }, first);
  await measure(service.tables, service, placed);
});
afterAll(() => service.close());

const get = (path: string, headers: Record<string, string> = {}) => service.call('GET', `/open311/v2${path}`, { headers });
const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => ['service', 'request', 'error', 'attribute'].includes(name),
});
const xml = (text: string) => {
  expect(XMLValidator.validate(text)).toBe(true);
  return parser.parse(text);
};

const W3c = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/);
/** As GeoReport v2 has them. */
const Request = z.strictObject({
  service_request_id: z.string(),
  status: z.enum(['open', 'closed']),
  status_notes: z.string().optional(),
  service_name: z.string(),
  service_code: z.string(),
  description: z.string().optional(),
  agency_responsible: z.string().optional(),
  requested_datetime: W3c,
  updated_datetime: W3c,
  expected_datetime: W3c.optional(),
  address: z.string(),
  address_id: z.string(),
  lat: z.number().optional(),
  long: z.number().optional(),
  media_url: z.url().optional(),
  board_alias: z.string().optional(),
});
const Service_ = z.strictObject({
  service_code: z.string(),
  service_name: z.string(),
  description: z.string(),
  metadata: z.boolean(),
  type: z.enum(['realtime', 'batch', 'blackbox']),
  keywords: z.string(),
  group: z.string(),
});
const Errors = z.array(z.strictObject({ code: z.string(), description: z.string().min(1) })).min(1);

describe('what there is', () => {
  test('discovery names the endpoint, in both formats', async () => {
    const { json, headers } = await get('/discovery.json');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(json.endpoints[0]).toMatchObject({
      url: 'https://orders.example/open311/v2',
      formats: ['text/xml', 'application/json'],
    });
    const { discovery } = xml((await get('/discovery.xml')).text);
    expect(discovery.endpoints.endpoint.url).toBe('https://orders.example/open311/v2');
  });

  test('services are the categories that are not sealed; their codes are strings', async () => {
    const { json } = await get('/services.json');
    const listed = z.array(Service_).parse(json);
    const sealed = categories.filter((category) => category.sealed).map(({ code }) => code);
    expect(listed.length).toBeGreaterThan(20);
    for (const { service_code } of listed) expect(sealed).not.toContain(service_code);
    const { services } = xml((await get('/services.xml')).text);
    expect(services.service.map((one: { service_code: string }) => one.service_code)).toEqual(
      listed.map(({ service_code }) => service_code),
    );
    const definition = (await get('/services/0101.json')).json;
    expect(definition).toMatchObject({
      service_code: '0101',
      attributes: [
        { code: 'unit', required: true, variable: true },
        { code: 'sms', required: false },
      ],
    });
    expect(xml((await get('/services/0101.xml')).text).service_definition.attributes.attribute[0].required).toBe('true');
  });

  test('requests: no sealed kind, no person; a description of what was published alone', async () => {
    const { json, text } = await get('/requests.json');
    const listed = z.array(Request).parse(json);
    expect(listed.map(({ service_code }) => service_code).toSorted()).toEqual(['0101', '0105', '0201']);
    const published = listed.filter(({ description }) => description !== undefined);
    expect(published).toMatchObject([{ service_code: '0101', status: 'open', address_id: demoCommunity }]);
    expect(published[0]?.description).toBe('漏水 <修好> & "好"\n过道顶板漏水。\n换了防水层。');
    const all = text + (await get('/requests.xml')).text;
    for (const secret of ['韦春梅', '13812345678', '厨房', resident.person, member.person, ...placed])
      expect(all).not.toContain(secret);
    // Days, never hours, of what residents did.
    for (const { requested_datetime } of listed) expect(requested_datetime).toMatch(/T00:00:00\+08:00$/);
  });

  test('the last 90 days, at most 90 days apart, at most 1,000 rows, ids whenever', async () => {
    const listed = async (query: string) => (await get(`/requests.json${query}`)).json as { service_request_id: string }[];
    const now = service.clock.now();
    const ago = (days: number) => new Date(now - days * 86_400_000);
    // One a day for 2,000 days.
    const { rows } = await service.db.query(
      `insert into order_measures
       select (jsonb_populate_record(null::order_measures, to_jsonb(m)
         || jsonb_build_object('order_id', overlay(gen_random_uuid()::text placing '7' from 15 for 1)::uuid, 'opened_at', $1::timestamptz - make_interval(days => n)))).*
       from (select * from order_measures where category = '0105' limit 1) m, generate_series(1, 2000) n returning order_id`,
      [ago(0)],
    );
    const ids = rows.map(({ order_id }) => order_id);
    try {
      const days = (from: number, to: number) =>
        `?service_code=0105&start_date=${ago(from).toISOString()}&end_date=${ago(to).toISOString()}`;
      const last = (await listed('?service_code=0105')).length;
      expect(last >= 89 && last <= 92).toBe(true);
      // Each for its whole day.
      expect((await listed(days(89, 1))).length).toBe(89);
      expect((await listed(days(1_589, 1_500))).length).toBe(90);
      for (const query of [
        days(91.5, 0.5),
        days(1, 2),
        '?start_date=yesterday',
        '?end_date=2026-13-01',
        `?service_request_id=${'a,'.repeat(1_001)}b`,
      ]) {
        const answer = await get(`/requests.json${query}`);
        expect([query.slice(0, 60), answer.status]).toEqual([query.slice(0, 60), 400]);
        expect(Errors.parse(answer.json)[0]?.code).toBe('400');
      }
      // An id stands for itself, however long ago it was.
      const [old] = await listed(days(1_590.5, 1_589.5));
      const found = await listed(`?service_request_id=${old?.service_request_id}`);
      expect(found).toEqual([old]);
      await service.db.query('update order_measures set opened_at = $1 where order_id = any($2::uuid[])', [ago(1), ids]);
      expect((await listed('?service_code=0105')).length).toBe(1_000);
    } finally {
      await service.db.query('delete from order_measures where order_id = any($1::uuid[])', [ids]);
    }
  });

  test('nothing tells at what hour somebody asked: neither what is said, nor what is found, nor the order', async () => {
    const day = '2026-03-02';
    const hours = [8, 13, 22];
    await service.db.query(
      `insert into order_measures
       select (jsonb_populate_record(null::order_measures, to_jsonb(m) || jsonb_build_object('category', '0304',
         'order_id', overlay(gen_random_uuid()::text placing '7' from 15 for 1)::uuid,
         'opened_at', ($1 || 'T00:00:00+08:00')::timestamptz + make_interval(hours => h),
         'due_at', ($1 || 'T00:00:00+08:00')::timestamptz + make_interval(hours => h + 24)))).*
       from (select * from order_measures where category = '0105' limit 1) m, unnest($2::int[]) h`,
      [day, hours],
    );
    try {
      const asked = async (from: string, to: string) =>
        (await get(`/requests.json?service_code=0304&start_date=${day}T${from}:00Z&end_date=${day}T${to}:00Z`)).json;
      const all = await asked('00:00', '15:59');
      expect(all.length).toBe(3);
      const whole = new Set(all.map((one: any) => `${one.requested_datetime} ${one.expected_datetime}`));
      expect([...whole]).toEqual(['2026-03-02T00:00:00+08:00 2026-03-03T23:59:59+08:00']);
      for (const [from, to] of [
        ['00:00', '00:01'],
        ['03:00', '04:00'],
        ['15:00', '15:01'],
      ] as const)
        expect(await asked(from, to)).toEqual(all);
      const ids = all.map((one: any) => one.service_request_id);
      expect(ids).toEqual(ids.toSorted());
    } finally {
      await service.db.query("delete from order_measures where category = '0304'");
    }
  });

  test('both formats say the same', async () => {
    const { json } = await get('/requests.json');
    const { service_requests } = xml((await get('/requests.xml')).text);
    const texts = (list: object[]) => list.map((one) => Object.fromEntries(Object.entries(one).map(([k, v]) => [k, String(v)])));
    expect(texts(service_requests.request)).toEqual(texts(json));
    const id = json[0].service_request_id;
    expect((await get(`/requests/${id}.json`)).json).toEqual([json[0]]);
    expect(texts(xml((await get(`/requests/${id}.xml`)).text).service_requests.request)).toEqual(texts([json[0]]));
    expect((await get(`/tokens/${id}.json`)).json).toEqual([{ token: id, service_request_id: id }]);
  });

  test('by Accept without a suffix', async () => {
    expect((await get('/services', { accept: 'application/json' })).headers.get('content-type')).toMatch(/^application\/json/);
    expect((await get('/services', { accept: 'text/xml' })).headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect((await get('/services', { accept: 'image/png' })).status).toBe(406);
  });

  test.each([
    ['service_code=0101', 1],
    ['service_code=0101,0105', 2],
    ['service_code=0701', 0],
    ['status=open', 3],
    ['status=closed', 0],
    ['status=open,closed', 3],
    ['start_date=2001-01-01T00:00:00Z&end_date=2001-02-01T00:00:00Z', 0],
    ['jurisdiction_id=522326', 3],
  ])('%s: %i', async (query, count) => {
    expect((await get(`/requests.json?${query}`)).json).toHaveLength(count);
  });

  test('a county keeps a category to itself', async () => {
    const rule = {
      tenant: '522326',
      id: '01900000-0000-7000-8000-00000000f311',
      kind: 'publication',
      key: '',
      path: 'u522326',
      value: JSON.stringify({ open311Except: ['0105'] }),
      document: '望府办〔2026〕2号',
      valid_from: new Date(0),
      valid_to: null,
    };
    await service.tables.insertInto('county_rules').values(rule).execute();
    await service.seed();
    expect((await get('/requests.json?service_code=0105')).json).toEqual([]);
    expect((await get('/services/0105.json')).status).toBe(404);
    await service.tables.deleteFrom('county_rules').where('id', '=', rule.id).execute();
    await service.seed();
  });

  test('revoked, its description is gone at once', async () => {
    const [first] = placed as [OrderId];
    expect((await get('/requests.json?service_code=0101')).json[0].description).toBeDefined();
    await resident.send(first, 'withdrawConsent');
    expect((await get('/requests.json?service_code=0101')).json[0].description).toBeUndefined();
  });
});

describe('the published schemas', () => {
  const texts = new XMLParser({ parseTagValue: false });
  const answers = async (): Promise<readonly (readonly [GeoReport, string])[]> => {
    const [{ service_request_id: id }] = (await get('/requests.json')).json;
    return [
      ['discovery', '/discovery'],
      ['services', '/services'],
      ['definition', '/services/0101'],
      ['requests', '/requests'],
      ['requests', '/requests?service_code=0101'],
      ['requests', '/requests?status=closed'],
      ['requests', `/requests/${id}`],
      ['tokens', `/tokens/${id}`],
      ['errors', '/requests/1'],
      ['errors', '/requests?status=lost'],
      ['errors', '/services/9999'],
    ];
  };

  test('every answer is valid in both formats, as UTF-8, and both say the same', async () => {
    for (const [what, path] of await answers()) {
      const [resource = '', asked] = path.split('?');
      const query = asked === undefined ? '' : `?${asked}`;
      const json = await get(`${resource}.json${query}`);
      expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect([path, faultsOf(what, json.json)]).toEqual([path, []]);
      const { text, headers } = await get(`${resource}.xml${query}`);
      expect(headers.get('content-type')).toBe('text/xml; charset=utf-8');
      expect(text.startsWith('<?xml version="1.0" encoding="utf-8"?>')).toBe(true);
      expect(XMLValidator.validate(text)).toBe(true);
      const said = fromXml(what, texts.parse(text));
      expect([path, faultsOf(what, said)]).toEqual([path, []]);
      expect(said).toEqual(json.json);
    }
  });

  // The specification's own examples, cut to one member: our reading of it takes what it shows, and refuses what it rules out.
  test.each([
    ['services', [{ service_code: '001', service_name: 'Cans left out 24x7', metadata: true, type: 'realtime' }], true],
    ['services', [{ service_code: '001', service_name: 'Cans left out 24x7', metadata: 'true', type: 'realtime' }], false],
    ['services', [{ service_code: '001', service_name: 'Cans left out 24x7', metadata: true, type: 'soon' }], false],
    [
      'definition',
      {
        service_code: 'DMV66',
        attributes: [
          {
            variable: true,
            code: 'WHISHETN',
            datatype: 'singlevaluelist',
            required: true,
            datatype_description: null,
            order: 1,
            values: [{ key: '123', name: 'Ford' }],
          },
        ],
      },
      true,
    ],
    [
      'definition',
      { service_code: 'DMV66', attributes: [{ variable: true, code: 'WHISHETN', datatype: 'colour', required: true }] },
      false,
    ],
    [
      'requests',
      [
        {
          service_request_id: '638344',
          status: 'closed',
          status_notes: 'Duplicate request.',
          service_code: '006',
          requested_datetime: '2010-04-14T06:37:38-08:00',
          lat: 37.762221815,
          long: -122.4651145,
        },
      ],
      true,
    ],
    [
      'requests',
      [{ service_request_id: 638344, status: 'closed', service_code: '006', requested_datetime: '2010-04-14T06:37:38-08:00' }],
      false,
    ],
    [
      'requests',
      [{ service_request_id: '638344', status: 'closed', service_code: '006', requested_datetime: '14 April 2010' }],
      false,
    ],
  ] as const)('%s of the specification: %o', (what, json, fits) => {
    expect(faultsOf(what, json).length === 0).toBe(fits);
  });
});

describe('what is refused, in the format asked for', () => {
  test('ten thousand ids do not fit into an address, and it says so; an XML bomb is no form', async () => {
    const many = `?service_request_id=${Array.from({ length: 10_000 }, () => '0'.repeat(32)).join(',')}`;
    const json = await get(`/requests.json${many}`);
    expect([json.status, Errors.parse(json.json)[0]?.code]).toEqual([431, '431']);
    const { status, text } = await get(`/requests.xml${many}`);
    expect([status, xml(text).errors.error[0].code]).toEqual([431, '431']);
    const problem = await service.call('GET', `/api/v1/public/items${many}`);
    expect([problem.status, problem.json.status]).toEqual([431, 431]);
    const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
    const bomb = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "e">${entities}]><r>&e9;</r>`;
    for (const type of ['text/xml', 'application/x-www-form-urlencoded']) {
      const answer = await service.call('POST', '/open311/v2/requests.xml', { raw: bomb, headers: { 'content-type': type } });
      expect([answer.status, xml(answer.text).errors.error[0].code]).toEqual([403, '403']);
      expect(answer.text).not.toContain('ENTITY');
    }
  });

  test('what is given empty is not given', async () => {
    const { status, json } = await get(
      '/requests.json?jurisdiction_id=&status=&start_date=&end_date=&service_code=&service_request_id=',
    );
    expect([status, json]).toEqual([200, (await get('/requests.json')).json]);
  });

  test.each([
    ['/requests', '?start_date=yesterday', 400],
    ['/requests', '?start_date=2026-01-01T00:00:00Z&end_date=2026-12-01T00:00:00Z', 400],
    ['/requests', '?start_date=2026-03-01T00:00:00Z&end_date=2026-01-01T00:00:00Z', 400],
    ['/requests', '?status=lost', 400],
    ['/requests', '?status=open&status=closed', 400],
    ['/requests', `?service_request_id=${'0,'.repeat(1_001)}`, 400],
    ['/requests', '?service_code=%00', 400],
    ['/requests', '?service_code=9999', 404],
    ['/requests', '?service_code=0105,lost', 404],
    ['/requests/1', '', 404],
    [`/requests/${'0'.repeat(32)}`, '', 404],
    ['/services/9999', '', 404],
    ['/services/0701', '', 404],
    ['/services', '?jurisdiction_id=110101', 404],
    ['/nothing', '', 404],
  ])('%s%s: %i', async (path, query, status) => {
    const json = await get(`${path}.json${query}`);
    expect([json.status, Errors.parse(json.json)[0]?.code]).toEqual([status, String(status)]);
    const { status: other, text } = await get(`${path}.xml${query}`);
    expect([other, xml(text).errors.error[0].code]).toEqual([status, String(status)]);
  });
});

describe('placing', () => {
  const post = (fields: Record<string, string>) =>
    service.call('POST', '/open311/v2/requests.json', {
      raw: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const fields = { service_code: '0105', description: '三楼过道灯不亮', 'attribute[unit]': demoCommunity };

  test('with a key it is placed in the key’s post, and its id finds it', async () => {
    const { keys } = accountsOf(service);
    const make = (scopes: ('read' | 'write')[]) =>
      keys.make({ tenant: '522326', post: personas.resident.post, name: '第三方应用', scopes, days: 1, aMinute: 60 });
    const [{ key }, reading] = await Promise.all([make(['read', 'write']), make(['read'])]);
    expect((await post({ ...fields, api_key: reading.key })).status).toBe(403);
    for (const [lacks, status] of [
      ['service_code', 400],
      ['description', 400],
      ['attribute[unit]', 400],
    ] as const)
      expect([lacks, (await post({ ...fields, [lacks]: '', api_key: key })).status]).toEqual([lacks, status]);
    expect((await post({ ...fields, service_code: '0701', api_key: key })).status).toBe(404);
    expect((await post({ ...fields, 'attribute[sms]': 'perhaps', api_key: key })).status).toBe(400);
    const contact = { last_name: '韦', first_name: '春梅', phone: '13812345678', 'attribute[sms]': 'yes' };
    const answer = await post({ ...fields, ...contact, api_key: key });
    expect(answer.status).toBe(201);
    expect(faultsOf('placed', answer.json)).toEqual([]);
    const [{ service_request_id: id, service_notice }] = answer.json;
    expect(service_notice).toMatch(/\d{8}-\d{6}-\d/);
    expect((await get(`/requests/${id}.json`)).json).toMatchObject([
      { service_request_id: id, service_code: '0105', status: 'open' },
    ]);
    expect(service.lines.join('\n')).not.toMatch(/13812345678|sixkey_/);
  });

  test('a post that speaks for another system hands on; each part of a contact may be left out; photographs elsewhere are not fetched', async () => {
    const { key } = await accountsOf(service).keys.make({
      tenant: '522326',
      post: personas['opinion-aide'].post,
      name: '第三方应用',
      scopes: ['write'],
      days: 1,
      aMinute: 60,
    });
    const placed = async (more: object) => {
      const { status, json } = await post({ ...fields, ...more, api_key: key });
      expect([status, faultsOf('placed', json)]).toEqual([201, []]);
      const { rows } = await service.db.query("select id from orders where workflow = 'six-order' order by id desc limit 1");
      const { context } = (await service.engine.get(rows[0].id))!.snapshot;
      return { context, notice: json[0].service_notice as string };
    };
    const bare = await placed({ first_name: '春梅' });
    expect(bare.context).toMatchObject({ source: '12345', contact: null });
    expect(bare.notice).not.toContain('media_url');
    const full = await placed({ phone: '0859-7654321', address_string: '广场东侧', media_url: 'http://127.0.0.1:9/a.jpg' });
    expect(full.context['contact']).toMatchObject({ sealed: expect.any(String) });
    expect(full.context['place']).not.toBeNull();
    expect(full.notice).toMatch(/\d{8}-\d{6}-\d；media_url 未取/);
    // A fixed line is called, and never written to.
    const bySms = await post({ ...fields, phone: '0859-7654321', 'attribute[sms]': 'yes', api_key: key });
    expect([bySms.status, Errors.parse(bySms.json)[0]?.description]).toEqual([400, expect.stringContaining('attribute[sms]')]);
    const nobodys = await post({ ...fields, phone: '95588000', api_key: key });
    expect([nobodys.status, Errors.parse(nobodys.json)[0]?.description]).toEqual([
      400,
      expect.stringMatching(/^phone: 手机号码是 11 位.* \/ a mobile number has 11 digits/),
    ]);
  });

  test('a key that asks too often is told so in this door’s format, and when to come back', async () => {
    const { key } = await accountsOf(service).keys.make({
      tenant: '522326',
      post: personas.resident.post,
      name: '第三方应用',
      scopes: ['write'],
      days: 1,
      aMinute: 1,
    });
    const answers = [await post({ ...fields, api_key: key }), await post({ ...fields, api_key: key })];
    const spent = answers.find(({ status }) => status === 429) ?? (await post({ ...fields, api_key: key }));
    expect([spent.status, Errors.parse(spent.json)[0]?.code]).toEqual([429, '429']);
    expect(Number(spent.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('needs a key that may write', async () => {
    for (const api_key of ['', 'sixkey_none', `sixkey_${'A'.repeat(43)}`]) {
      const answer = await post({ ...fields, api_key });
      expect([answer.status, Errors.parse(answer.json)[0]?.code]).toEqual([403, '403']);
    }
    expect((await service.call('DELETE', '/open311/v2/requests.json')).status).toBe(405);
  });
});
