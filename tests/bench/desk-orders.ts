// A county's orders for the desks: one of each kind is lived through by the engine, then copied by SQL with places, people,
// numbers and times of its own.
//
// K1: snapshot, face, keys and their sizes are the engine's; only ids, places and times differ. K2: copies have no journal and
// no timers: a desk reads none. K3: all that is open lies in one street, and half of what is closed.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import type { OrderId } from '@six-order/engine';
import pg from 'pg';
import type { Street } from '../harness/street-on.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Step = readonly [who: PersonaName, type: string, input?: Record<string, unknown>] | number;

export interface Kind {
  readonly name: string;
  /** How many of a million orders. */
  readonly many: number;
  readonly place?: Record<string, unknown>;
  readonly by?: PersonaName;
  readonly steps: readonly Step[];
  /** Nothing is left to do. */
  readonly ended?: boolean;
  /** Hours from now between which its deadline lies; of an ended one, days since it ended. */
  readonly between: readonly [number, number];
}

const toMember = { to: { kind: 'person', id: personas.member.person } };
const dispatched: readonly Step[] = [
  ['secretary', 'admit'],
  ['secretary', 'dispatch', toMember],
];
const accepted: readonly Step[] = [...dispatched, ['member', 'accept']];
const working: readonly Step[] = [...accepted, ['member', 'contact']];
const finished: readonly Step[] = [...working, ['member', 'finish', { result: '已更换配件，试用正常，居民在场确认。' }]];
const evaluated: readonly Step[] = [
  ...finished,
  ['resident', 'evaluate', { solved: 'yes', stars: 5, comment: '来得很快，谢谢。' }],
];
const published: readonly Step[] = [
  ...evaluated,
  ['publisher', 'propose', { title: '楼道漏水修好', text: '三楼过道顶板漏水。', after: '换了防水层，两天修好。' }],
  ['publisher', 'publish'],
];
const ask = (type: string, input: Record<string, unknown>): readonly Step[] => [...working, ['member', type, input]];
const shelving = ask('askShelving', { reason: '待旧改', measure: '先围挡', target: '2026-06-30T00:00:00+08:00' });
const onBehalf = { onBehalfOf: personas.resident.person, consentHow: 'in-person', source: 'proxy' };
/** Of a million: 50,000 open ones, so many at each desk as a busy street has, and those that have ended. */
export const kinds: readonly Kind[] = [
  { name: 'draft', many: 600, by: 'grid-worker', place: { ...onBehalf, draft: true }, steps: [], between: [1, 48] },
  { name: 'call', many: 60, place: { callBack: true }, steps: [], between: [-1, 1] },
  { name: 'placed', many: 2_900, steps: [], between: [0, 4] },
  { name: 'placed late', many: 100, steps: [], between: [-8, 0] },
  { name: 'placed, a matter of life', many: 20, place: { category: '0203' }, steps: [], between: [0, 1] },
  {
    name: 'consulting',
    many: 150,
    steps: [
      ['secretary', 'admit'],
      ['secretary', 'consult', { question: '是否属物业' }],
    ],
    between: [0, 9],
  },
  { name: 'admitted', many: 2_400, steps: [['secretary', 'admit']], between: [0, 24] },
  { name: 'returned', many: 200, steps: [...dispatched, ['member', 'decline', { reason: '家中有事' }]], between: [0, 24] },
  { name: 'dispatched', many: 5_000, steps: dispatched, between: [0, 12] },
  {
    name: 'dispatched to a firm',
    many: 1_000,
    steps: [
      ['secretary', 'admit'],
      ['secretary', 'dispatch', { to: 'property' }],
    ],
    between: [0, 12],
  },
  { name: 'accepted', many: 4_000, steps: accepted, between: [0, 24] },
  { name: 'working', many: 13_000, steps: working, between: [1, 120] },
  { name: 'pressing', many: 1_500, steps: [...working, 4.5 * DAY], between: [0, 24] },
  { name: 'overdue', many: 1_200, steps: [...working, 8 * DAY], between: [-96, -1] },
  { name: 'card', many: 1_500, steps: [...dispatched, 3 * DAY], between: [-48, 12] },
  { name: 'extension', many: 300, steps: ask('askExtension', { by: '2 wd', reason: '等配件' }), between: [0, 24] },
  { name: 'pause', many: 150, steps: ask('askPause', { awaiting: 'resident', reason: '居民外出' }), between: [0, 24] },
  { name: 'shelving', many: 60, steps: shelving, between: [0, 24] },
  { name: 'shelved', many: 400, steps: [...shelving, ['street', 'decide', { granted: true }]], between: [24, 700] },
  {
    name: 'return asked',
    many: 80,
    steps: [...dispatched, ['member', 'askReturn', { ground: 'not-our-duty', reason: '应由物业维修' }]],
    between: [0, 8],
  },
  {
    name: 'objection',
    many: 80,
    steps: [
      ['secretary', 'refuse', { reason: '已进入诉讼', channelCode: 'court' }],
      ['resident', 'object', { reason: '没有在诉讼' }],
    ],
    between: [0, 8],
  },
  {
    name: 'raised',
    many: 200,
    steps: [
      ...working,
      ['community', 'escalate', { reason: '牵涉物业公司' }],
      ['community', 'escalate', { reason: '牵涉物业公司' }],
    ],
    between: [0, 48],
  },
  { name: 'finished', many: 12_000, steps: finished, between: [0, 336] },
  { name: 'to publish', many: 3_100, place: { publishConsent: true }, steps: evaluated, between: [0, 72] },
  { name: 'evaluated', many: 755_500, steps: evaluated, ended: true, between: [0, 1_000] },
  { name: 'published', many: 100_000, place: { publishConsent: true }, steps: published, ended: true, between: [0, 1_000] },
  {
    name: 'refused',
    many: 30_000,
    steps: [['secretary', 'refuse', { reason: '已进入诉讼', channelCode: 'court' }]],
    ended: true,
    between: [6, 1_000],
  },
  { name: 'withdrawn', many: 14_500, steps: [['resident', 'withdraw']], ended: true, between: [0, 1_000] },
  { name: 'unanswered', many: 50_000, steps: [...finished, 22 * DAY], ended: true, between: [0, 1_000] },
];

const START = Date.parse('2026-03-02T09:00:00+08:00');
/** When the desks are read (epoch ms): what lies between two bounds of a kind is counted from here. */
export const NOW = Date.parse('2026-03-27T10:00:00+08:00');

export async function fill(street: Street, count: number, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: street.url });
  await client.connect();
  try {
    const templates: { readonly kind: Kind; readonly id: OrderId }[] = [];
    for (const kind of kinds) templates.push({ kind, id: await live(street, kind) });
    const rebuild = await takeIndexesOff(client);
    for (const { kind, id } of templates) {
      const many = Math.max(1, Math.round((kind.many * count) / 1_000_000));
      await client.query(await copies(client, street, kind, id), [id, many, NOW, kind.between[0], kind.between[1]]);
      if (many >= 10_000) say(`${many} ${kind.name}`);
    }
    await client.query('truncate holders');
    await client.query(HOLDERS);
    say('indexes …');
    for (const statement of rebuild) await client.query(statement);
    await client.query('vacuum analyze orders, holders');
  } finally {
    await client.end();
  }
}

async function live(street: Street, { name, place = {}, by = 'resident', steps, ended = false }: Kind): Promise<OrderId> {
  await street.db.query('delete from timers');
  street.clock.set(START);
  const { id } = await street.place(place, by);
  const firm = street.directory.unitByCode('522326', personas.property.unit)?.id ?? '';
  for (const step of steps) {
    if (typeof step === 'number') {
      await street.until(START + step);
      continue;
    }
    const [who, type, input] = step;
    const outcome = await street
      .as(who)
      .send(id, type, input?.['to'] === 'property' ? { to: { kind: 'unit', id: firm } } : input);
    if (outcome.kind !== 'applied')
      throw new Error(`${name}: ${type} by ${who} was not applied: ${JSON.stringify(outcome).slice(0, 300)}`);
  }
  if (((await street.get(id)).face.closedAt !== null) !== ended) throw new Error(`${name}: ended is not ${ended}`);
  return id;
}

/** Returns the statements that put them back. The tables write no log while they are filled. */
async function takeIndexesOff(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ on: string; name: string; definition: string; constraint: string | null }>(`
    select i.indrelid::regclass::text as on, i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition,
      (select pg_get_constraintdef(c.oid) from pg_constraint c where c.conindid = i.indexrelid) as constraint
    from pg_index i where i.indrelid in ('orders'::regclass, 'holders'::regclass)`);
  for (const { on, name, constraint } of rows)
    await client.query(constraint === null ? `drop index ${name}` : `alter table ${on} drop constraint ${name}`);
  for (const table of ['orders', 'holders']) await client.query(`alter table ${table} set unlogged`);
  return rows.map(({ on, name, definition, constraint }) =>
    constraint === null ? definition : `alter table ${on} add constraint ${name} ${constraint}`,
  );
}

/**
 * $1 the template, $2 how many, $3 now (ms), $4 and $5 the bounds. Each id of the template's people stays who he is in a few of
 * the copies and is one of very many in the others.
 */
async function copies(client: pg.Client, street: Street, kind: Kind, id: OrderId): Promise<string> {
  const { rows } = await client.query<{ people: string[] }>('select people from orders where id = $1', [id]);
  const swaps = (rows[0]?.people ?? []).map((person, n) => ({ person, column: `p${n}`, ...crowdOf(person) }));
  const swapped = (text: string): string =>
    swaps.reduce((inner, { person, column }) => `replace(${inner}, '${person}', ${column}::text)`, text);
  const pathOf = (code: string): string => street.directory.unitByCode('522326', code)?.path ?? '';
  const last = (path: string): string => path.split('.').at(-1) ?? '';
  const [streetPath, community, grid] = [demoStreet, demoCommunity, demoGrid].map(pathOf) as [string, string, string];
  const building = last(pathOf(personas.resident.unit));
  return `
    with dice as materialized (
      select n, uuidv7(-make_interval(secs => random() * 90000000)) as id, random() as late, floor(random() * 20)::int as c,
        floor(random() * 10)::int as g, floor(random() * 6)::int as b, random() < 0.5 as away${swaps
          .map(
            ({ person, column, stays, crowd }) => `,
        case when random() < ${stays} then '${person}'::uuid else overlay(overlay(md5('${crowd.name}' || floor(random() * ${crowd.size})::int)
          placing '4' from 13 for 1) placing '8' from 17 for 1)::uuid end as ${column}`,
          )
          .join('')}
      from generate_series(1, $2::int) n
    ), made as (
      select d.*, o.tenant, o.workflow, o.version, o.revision, o.head, o.data_key, o.stage, o.closed_at is null as open,
        o.snapshot, o.labels, o.people, o.data, o.number || '-' || md5(d.id::text) as new_number, o.number,
        to_timestamp($3::float8 / 1000) + make_interval(hours => 1) * ($4::float8 + d.late * ($5::float8 - $4::float8)) as due,
        to_timestamp($3::float8 / 1000) - make_interval(days => 1) * ($4::float8 + d.late * ($5::float8 - $4::float8)) as ended
      from dice d, orders o where o.id = $1::uuid
    )
    insert into orders (id, tenant, workflow, version, revision, snapshot, head, data_key, path, stage, labels, people, number, due_at, opened_at, closed_at, data)
    select id, tenant, workflow, version, revision, ${swapped(`replace(snapshot, number, new_number)`)}, head, data_key,
      (case when open or not away then '${streetPath}' else '${streetPath.split('.').slice(0, -1).join('.')}.uElsewhere' || g end
        || '.' || case when c = 0 and (open or not away) then '${last(community)}' else 'uC' || c end
        || '.' || case when c = 0 and g = 0 then '${last(grid)}' else 'uG' || g end
        || '.' || case when c = 0 and g = 0 and b < 3 then '${building}' else 'uB' || b end)::ltree,
      stage,
      string_to_array(regexp_replace(regexp_replace(${swapped(`array_to_string(labels, '|')`)}, '#(unanswered|sample)-[0-9-]+',
        '#\\1-' || to_char(ended at time zone 'UTC' + interval '8 hours', 'YYYY-MM-DD')), '\\mcall-[0-9-]{10}',
        'call-' || to_char(due at time zone 'UTC' - interval '12 days' + interval '8 hours', 'YYYY-MM-DD')), '|'),
      array(select distinct person from unnest(array[${swaps.map(({ column }) => column).join(', ')}]::uuid[]) as person order by 1),
      new_number, case when open then due end, case when open then due - interval '5 days' else ended - interval '5 days' end,
      case when not open then ended end, ${swapped(`data::text`)}::jsonb
    from made`;
}

/** Among how many somebody is one, and in which share of the copies he is himself. */
function crowdOf(person: string): { readonly stays: number; readonly crowd: { readonly name: string; readonly size: number } } {
  if (person === personas.resident.person) return { stays: 0.0005, crowd: { name: 'resident', size: 150_000 } };
  if (person === personas.member.person) return { stays: 0.004, crowd: { name: 'member', size: 2_000 } };
  if (person === personas['grid-worker'].person) return { stays: 0.05, crowd: { name: 'grid', size: 200 } };
  return { stays: 0.1, crowd: { name: 'unit', size: 300 } };
}

/** As postgres/keys.ts makes them. */
const HOLDERS = `
  insert into holders (holder, order_id, due_at)
  select distinct key, id, due from orders, lateral (
    select unnest(people) as key, null::timestamptz as due
    union all select overlay(person::text placing 'f' from 15 for 1)::uuid, null from unnest(people) as person where closed_at is null
    union all select md5(tenant || ' ' || mark || ' ' || subpath(path, 0, n)::text)::uuid, coalesce(due_at, 'infinity')
      from unnest(labels) as mark, generate_series(1, nlevel(path)) as n where mark like '#%'
  ) as keys`;
