// Orders that come in by the doors of other systems: a hotline's work order, an Open311 request. Each field that is a person's holds a
// canary, those too that the door is sent and does not take.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { OrderId } from '@six-order/engine';
import { measure } from '@six-order/worker';
import { accountsOf } from '../api/browser.ts';
import type { Answer, Service } from '../api/service.ts';
import type { Aviary } from './canaries.ts';
import type { Life } from './lives.ts';

const tenant = '522326';
const HOTLINE = '12345';

export interface Doors {
  readonly lives: readonly Life[];
  /** What the other systems were answered, when they sent it and when they asked for it again. */
  readonly answers: readonly { readonly operation: string; readonly answer: Answer }[];
}

const keyOf = async (service: Service, post: string): Promise<string> => {
  const asked = { tenant, post, name: HOTLINE, scopes: ['read', 'write'] as const, days: 30, aMinute: 10_000 };
  return (await accountsOf(service).keys.make(asked)).key;
};

/** A post and a key of its own for the other system. */
async function keyOfSystem(service: Service): Promise<string> {
  const county = service.directory.findUnit(tenant, tenant);
  const person = { tenant, id: newId(), name: '市民热线' };
  const post = {
    id: newId(),
    tenant,
    person: person.id,
    role: 'opinion-aide' as const,
    unit: county?.id as string,
    validFrom: 0,
    validTo: null,
  };
  await putPeople(service.tables, [sealPerson(service.keyring, person)]);
  await putPosts(service.tables, [post]);
  await putCountyRules(service.tables, [
    {
      id: newId(),
      tenant,
      kind: 'exchange',
      key: HOTLINE,
      path: county?.path as string,
      value: { posts: [post.id], source: '12345', otherwise: '0101' } as never,
      document: '望数发〔2026〕3号',
      validFrom: 0,
      validTo: null,
    },
  ]);
  // Posts and rules are read anew with the next command that needs them.
  await service.seed();
  return keyOf(service, post.id);
}

export async function openDoors(service: Service, aviary: Aviary): Promise<Doors> {
  const token = await keyOfSystem(service);
  const lives: Life[] = [];
  const answers: { operation: string; answer: Answer }[] = [];
  const keep = (operation: string, answer: Answer): Answer => {
    if (answer.status >= 300) throw new Error(`${operation}: ${answer.text}`);
    answers.push({ operation, answer });
    return answer;
  };
  const place = (name: string, id: string, number: string) =>
    lives.push({ name, id, number, queryCode: '', attachment: null, of: 'resident' });
  const said = (name: string, datum: string) => aviary.hatch(`${name}/${datum}`);

  const order = {
    number: 'GZ2026030200001',
    category: '房屋',
    unit: demoGrid,
    text: said('exchanged', 'text').text,
    contact: {
      name: `韦${said('exchanged', 'name').word}`,
      phone: said('exchanged', 'phone').phone,
      address: `蟠桃园社区三栋${said('exchanged', 'address').word}`,
    },
  };
  const exchange = `/api/v1/exchange/${HOTLINE}/orders`;
  const taken = keep('takeWorkOrders', await service.call('POST', exchange, { token, body: { orders: [order] } }));
  const [result] = taken.json.results;
  if (result.outcome !== 'placed') throw new Error(taken.text);
  place('exchanged', result.order.id, result.order.number);
  keep('getWorkOrder', await service.call('GET', `${exchange}/${order.number}`, { token }));

  const dropped = said('open311', 'dropped');
  const fields = {
    api_key: await keyOf(service, personas.resident.post),
    service_code: '0101',
    'attribute[unit]': demoGrid,
    description: said('open311', 'text').text,
    last_name: '韦',
    first_name: said('open311', 'name').word,
    phone: said('open311', 'phone').phone,
    address_string: `蟠桃园社区三栋${said('open311', 'address').word}`,
    // Nothing takes these: they are kept nowhere.
    email: `${dropped.word}@example.com`,
    device_id: dropped.word,
    account_id: dropped.phone,
    media_url: `https://example.com/${dropped.word}`,
  };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const raw = new URLSearchParams(fields).toString();
  const asked = keep('open311', await service.call('POST', '/open311/v2/requests.json', { headers, raw }));
  const [{ service_request_id: id, service_notice: notice }] = asked.json;
  // The number, and what was not fetched behind it.
  const [, number = ''] = /^单号 ([^；]+)/.exec(notice) ?? [];
  const { rows } = await service.db.query('select id from orders where number = $1', [number]);
  place('open311', rows[0].id, number);
  // Nothing is shown of it before it is counted.
  await measure(service.tables, service, [OrderId.parse(rows[0].id)]);
  for (const ending of ['json', 'xml'])
    for (const path of ['requests', `requests/${id}`, 'services', `tokens/${id}`])
      keep('open311', await service.call('GET', `/open311/v2/${path}.${ending}`));
  return { lives, answers };
}
