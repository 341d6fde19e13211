// A form that begins a dispute, a visit, a topic, a task or a campaign: the members of its opening command, and nothing else.
//
// B1: nothing typed is lost by a refusal or a lost network. B2: it is begun once, however often it is sent.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { type Body, get, messageOf, post, Problem, type Unit } from '../../shared/api/client.ts';
import { type boot, named } from '../../shared/boot.ts';
import { SelectField } from '../../shared/ui/field.tsx';
import type { Draft, Schema } from '../../shared/ui/json-schema.ts';
import { SchemaForm, type Special } from '../../shared/ui/schema-form.tsx';
import { placesForOthers } from '../../shared/ui/sign-in/go-on.ts';
import { w } from '../../shared/words.ts';
import { placesFirst } from '../desks.ts';
import { UnitPicker, useUnits } from '../admin/unit-picker.tsx';
import { t } from '../words.ts';
import { matters, mayBegin, type Matter, workflowOf } from '@six-order/api/matters';
import { BuildingPicker, DayField, ForumPicker, FormPicker, UnitsPicker, VisitorPicker } from './pickers.tsx';
import { keeping } from './kept.ts';
import { b } from './words.ts';

type Me = NonNullable<typeof boot.me>;

/** By matter, what is asked and in which order: a place before what hangs on it. */
const asked: Readonly<Record<Matter, readonly string[]>> = {
  mediation: ['category', 'unit', 'building', 'text', 'parties', 'contact'],
  visit: ['unit', 'visitor', 'on', 'purpose', 'repeats'],
  deliberation: ['unit', 'forum', 'text'],
  task: ['text', 'unit', 'to', 'dueOn', 'form'],
  campaign: ['text', 'unit', 'to', 'dueOn', 'form'],
  petition: [],
};
/** Without these it says nothing, whatever the command would take. */
const needed: Readonly<Partial<Record<Matter, readonly string[]>>> = {
  deliberation: ['text'],
  task: ['text', 'to'],
  campaign: ['text', 'to'],
};

/** What is kept while one writes (./kept.ts): neither who visits nor what the sides of a dispute are called. */
const plain: readonly string[] = [
  'category',
  'unit',
  'building',
  'parties.a.placer',
  'parties.a.unit',
  'parties.b.unit',
  'on',
  'purpose',
  'repeats',
  'forum',
  'to',
  'dueOn',
  'form',
];
const sealed: readonly string[] = ['text'];

/** What is none of the reader’s to say. */
const ofKind: Readonly<Partial<Record<Matter, { readonly kind: string }>>> = {
  campaign: { kind: 'campaign' },
  petition: { kind: 'petition' },
};

/** Whatever is visited. */
const places = new Set(['grid', 'household-group', 'building']);

export function Begin({ me, matter: name }: { readonly me: Me; readonly matter: string }) {
  const matter = matters.find((one) => one === name);
  const from = new URLSearchParams(useSearch()).get('order');
  if (!matter || !mayBegin(me.post.role, matter)) {
    return (
      <main id="main" className="alone stack">
        <p>{matter ? b.notYours : t.missing}</p>
        <p>
          <Link className="button" href="/staff/">
            {t.desks}
          </Link>
        </p>
      </main>
    );
  }
  return <BeginForm key={`${matter} ${from}`} me={me} matter={matter} from={from} />;
}

/** `from`: id of the order that it comes of. */
function BeginForm({ me, matter, from }: { readonly me: Me; readonly matter: Matter; readonly from: string | null }) {
  const words = b.forms[matter];
  const [, go] = useLocation();
  const [{ key, before, keep, forget }] = useState(() => keeping({ me, form: `${matter} ${from ?? ''}`, plain, sealed }));
  const units = useUnits();
  const { data: schema, error } = useQuery({
    queryKey: ['workflow', workflowOf(matter)],
    queryFn: () => get<'getWorkflow'>(`/api/v1/workflows/${workflowOf(matter)}`),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ commands }) => askedOf(matter, from !== null, commands.find(({ opens }) => opens)?.input as Schema | undefined),
  });
  const { data: order, error: unread } = useQuery({
    queryKey: ['order', from],
    queryFn: () => get<'getOrder'>(`/api/v1/orders/${encodeURIComponent(from ?? '')}`).then((reply) => reply.order),
    enabled: from !== null,
  });
  const { data: categories } = useQuery({
    queryKey: ['categories'],
    queryFn: () => get<'listCategories'>('/api/v1/categories'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: matter === 'mediation',
    select: (reply) => reply.categories.filter(({ flags }) => flags.includes('mediation')),
  });
  useEffect(() => {
    document.title = `${words.title} · ${w.product}`;
  }, [words]);

  const problem = error ?? unread;
  // What is handed over to petitions is an order.
  const lacks = matter === 'petition' && from === null;
  const ready = !lacks && schema && units && (from === null || order) && (matter !== 'mediation' || categories);

  const send = async (input: Record<string, unknown>): Promise<void> => {
    const body = {
      workflow: workflowOf(matter),
      ...input,
      ...contactIn(input),
      ...ofKind[matter],
      ...(matter === 'petition' && { unit: order?.unit?.code }),
      ...(order && { order: order.id }),
    } as unknown as Body<'placeOrder'>;
    const { order: begun } = await post<'placeOrder'>('/api/v1/orders', body, key).catch((failed: unknown) => {
      throw namingUnits(failed, input['to'], units);
    });
    forget();
    go(`/staff/orders/${begun.id}`, { state: { done: words.done } });
  };

  const special: Special = ({ path, schema: _, ...ask }) => {
    const own = { ...ask, label: words.members[path]?.label ?? '', hint: words.members[path]?.hint };
    const unit = typeof ask.draft['unit'] === 'string' ? ask.draft['unit'] : '';
    const picked = { ...own, value: typeof ask.value === 'string' ? ask.value : '' };
    if (path === 'unit') {
      return <UnitPicker {...picked} {...(matter === 'visit' && { kinds: places })} near={near(me, matter)} />;
    }
    if (path === 'building') return <BuildingPicker {...picked} unit={unit} />;
    if (path.endsWith('.unit')) {
      const code = units?.find(({ id }) => id === ask.value)?.code ?? '';
      const put = (chosen: string) => ask.set(units?.find((unit) => unit.code === chosen)?.id);
      return <UnitPicker {...picked} value={code} set={put} kinds={sides} optional />;
    }
    if (path === 'category') {
      const options = (categories ?? []).map(({ code, name }) => ({ value: code, label: named(name) }));
      return <SelectField {...picked} options={options} onChange={ask.set} />;
    }
    if (path === 'forum') return <ForumPicker {...own} unit={unit} fromOrder={from !== null} />;
    if (path === 'visitor') return <VisitorPicker {...own} unit={unit} />;
    if (path === 'to') return <UnitsPicker {...own} unit={unit} />;
    if (path === 'on' || path === 'dueOn') return <DayField {...own} optional={path === 'on'} />;
    if (path === 'form') return <FormPicker {...own} unit={unit} />;
    return null;
  };

  return (
    <main id="main" className="alone stack">
      <h1>{words.title}</h1>
      <p className="soft">{words.lead}</p>
      {order && (
        <p className="notice">
          {b.bornOf}
          {w.colon}
          <Link href={`/staff/orders/${order.id}`}>{order.number}</Link>
        </p>
      )}
      {problem && (
        <p className="notice alarm" role="alert">
          {messageOf(problem)}
        </p>
      )}
      {lacks && <p className="notice">{b.fromOrderOnly}</p>}
      {!ready && !lacks && !problem && <p role="status">{w.loading}</p>}
      {ready && before && (
        <p className="notice" role="status">
          {before.partly ? b.keptPartly : b.kept}
        </p>
      )}
      {ready && (
        <section className="card">
          <SchemaForm
            schema={schema}
            button={words.send}
            send={send}
            cancel={() => {
              forget();
              go(from === null ? '/staff/' : `/staff/orders/${from}`);
            }}
            changed={keep}
            special={special}
            start={{ ...startOf(me, matter, units, order), ...before?.draft }}
            words={words.members}
          />
        </section>
      )}
    </main>
  );
}

/** What can be a side of a dispute, beside people. */
const sides = new Set(['property', 'department', 'facility', 'owners-committee', 'organisation', 'team']);

/** Where the post may begin it: what serves one place lies near; who answers for the county begins it anywhere. */
const near = (me: Me, matter: Matter): string | undefined =>
  me.post.role === 'leader' && matter !== 'visit' ? undefined : me.post.unit.id;

function askedOf(matter: Matter, born: boolean, schema: Schema = {}): Schema {
  const members = asked[matter].flatMap((name) => {
    const { default: _, ...member } = schema.properties?.[name] ?? {};
    // A choice that the command makes by itself stays made; a list that it takes empty is asked for.
    return [[name, name === 'to' ? member : (schema.properties?.[name] ?? {})] as const];
  });
  if (matter === 'mediation') {
    members.push(['parties', byName(schema.properties?.['parties'] ?? {}, born)]);
    members.push(['contact', { ...schema.properties?.['contact'], required: [] }]);
  }
  const must = new Set([...(schema.required ?? []), ...(needed[matter] ?? [])]);
  return { ...schema, properties: Object.fromEntries(members), required: asked[matter].filter((name) => must.has(name)) };
}

/** Of each side its name before its unit: most are people; of an order that it is born of the first is whoever placed that. */
const byName = (parties: Schema, born: boolean): Schema => ({
  ...parties,
  properties: Object.fromEntries(
    Object.entries(parties.properties ?? {}).map(([side, { properties = {}, ...rest }]) => {
      const { name = {}, unit = {} } = properties;
      const placer = born && side === 'a' ? { placer: { type: 'boolean' } } : {};
      return [side, { ...rest, properties: { ...placer, name, unit } }];
    }),
  ),
});

/** Whose telephone it is, where it is that of the side that asks: nobody is asked for a name twice. */
function contactIn({ contact, parties }: Readonly<Record<string, unknown>>): { readonly contact?: object } {
  const said = contact as { readonly name?: string; readonly phone?: string } | undefined;
  const { name } = (parties as { readonly a?: { readonly name?: string } } | undefined)?.a ?? {};
  return said && name !== undefined ? { contact: { name, ...said } } : {};
}

/** The reader's own unit, or where the order is that it comes of; its kind too, where that is one of dispute. */
function startOf(
  me: Me,
  matter: Matter,
  units: readonly Unit[],
  order: { readonly unit: { readonly code: string } | null; readonly category: string | null } | undefined,
): Draft {
  const code = order?.unit?.code ?? me.post.unit.code;
  const kind = units.find((unit) => unit.code === code)?.kind ?? '';
  const fits = matter !== 'visit' || places.has(kind);
  return {
    ...(fits && { unit: code }),
    ...(order?.category && { category: order.category }),
    ...(matter === 'mediation' && order && { 'parties.a.placer': true }),
    ...(matter === 'visit' && { purpose: 'round' }),
  };
}

/** Of several units the one that it is about is named. */
function namingUnits(failed: unknown, to: unknown, units: readonly Unit[] | undefined): unknown {
  if (!(failed instanceof Problem) || !Array.isArray(to)) return failed;
  const errors = failed.errors.map((error) => {
    const at = /^to\.(\d+)$/.exec(error.path)?.[1];
    const name = at === undefined ? undefined : units?.find(({ code }) => code === to[Number(at)])?.name;
    return name ? { path: 'to', message: `${name}${w.colon}${error.message}` } : error;
  });
  return new Problem(failed.status, failed.message, errors);
}

/** What this post may begin, each with the page that begins it. */
export function BeginLinks({ role }: { readonly role: string }) {
  const own = matters.filter((matter) => matter !== 'petition' && mayBegin(role, matter));
  // Whoever does little else finds it before his desks.
  const places = placesForOthers(role) && !placesFirst(role);
  if (own.length === 0 && !places) return null;
  return (
    <section>
      <h2>{b.begin}</h2>
      <div className="buttons">
        {places && (
          <a className="button" href="/place">
            {t.place}
          </a>
        )}
        {own.map((matter) => (
          <Link key={matter} className="button" href={`/staff/begin/${matter}`}>
            {b.forms[matter].title}
          </Link>
        ))}
      </div>
    </section>
  );
}
