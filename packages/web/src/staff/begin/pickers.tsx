// What is picked in these forms: a forum, a visitor, a form of the county's list, units below, an order that a visit led to.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { get, messageOf, type Order, type Unit } from '../../shared/api/client.ts';
import { inWords } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { Check, Choices, Message, SelectField, TextField } from '../../shared/ui/field.tsx';
import { w, wordOf } from '../../shared/words.ts';
import { kindWord } from '../admin/unit-kinds.ts';
import { useUnits } from '../admin/unit-picker.tsx';
import { useCategoryNames } from '../queue.tsx';
import { b } from './words.ts';

interface Ask {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly set: (value: unknown) => void;
}

/** Where there is nothing to pick from (yet): why, where the picker would be. */
const Instead = ({ id, label, error, children }: Pick<Ask, 'id' | 'label' | 'error'> & { readonly children: ReactNode }) => (
  <fieldset className={error ? 'field wrong' : 'field'} id={id} tabIndex={-1}>
    <legend>{label}</legend>
    <Message id={id} error={error} />
    <p className="soft">{children}</p>
  </fieldset>
);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `unit`: id or code of the place; empty while none is chosen. */
export function ForumPicker({
  unit,
  fromOrder,
  value,
  set,
  ...ask
}: Ask & { readonly unit: string; readonly fromOrder: boolean }) {
  const { data, error } = useQuery({
    queryKey: ['forums', unit],
    queryFn: () => get<'listForums'>(`/api/v1/forums?unit=${encodeURIComponent(unit)}`).then(({ forums }) => forums),
    enabled: unit !== '',
  });
  const chosen = textOf(value);
  const gone = data !== undefined && chosen !== '' && !data.some(({ code }) => code === chosen);
  // Of another place there may be none of this code.
  useEffect(() => {
    if (gone) set('');
  });
  if (unit === '') return <Instead {...ask}>{b.unitFirst}</Instead>;
  if (!data) return error ? <Instead {...ask}>{messageOf(error)}</Instead> : <p role="status">{w.loading}</p>;
  if (data.length === 0) return <Instead {...ask}>{b.noForum}</Instead>;
  const options = data.map(({ code, convener, parties, orders, ...words }) => ({
    value: code,
    label: inWords(words),
    hint: (
      <>
        {b.convener}
        <span lang="zh-CN">{convener.name}</span> · {b.parties(parties.map(inWords))}
        {fromOrder && orders === 'raised-or-shelved' && ` · ${b.raisedOnly}`}
      </>
    ),
  }));
  return <Choices {...ask} value={chosen} options={options} onChange={set} />;
}

/** A building of the place, or none. `unit`: code of the place; empty while none is chosen. The value: the building's id. */
export function BuildingPicker({ unit, value, set, ...ask }: Ask & { readonly unit: string }) {
  const { data = [] } = useQuery({
    queryKey: ['buildings', unit],
    queryFn: () => get<'listUnits'>(`/api/v1/units?kind=building&within=${encodeURIComponent(unit)}`).then(({ units }) => units),
    enabled: unit !== '',
  });
  const chosen = textOf(value);
  const gone = data.length > 0 && chosen !== '' && !data.some(({ id }) => id === chosen);
  useEffect(() => {
    if (gone) set('');
  });
  if (unit === '') return <Instead {...ask}>{b.unitFirst}</Instead>;
  return (
    <SelectField
      {...ask}
      optional
      value={chosen}
      options={data.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => set(id === '' ? undefined : id)}
    />
  );
}

/** `not`: who has the visit in hand, where it goes on to another. */
export function VisitorPicker({
  unit,
  not,
  value,
  set,
  ...ask
}: Ask & { readonly unit: string; readonly not?: string | undefined }) {
  const { data, error } = useQuery({
    queryKey: ['visitors', unit],
    queryFn: () => get<'listVisitors'>(`/api/v1/visitors?unit=${encodeURIComponent(unit)}`).then(({ visitors }) => visitors),
    enabled: unit !== '',
    select: (visitors) => visitors.filter(({ id }) => id !== not),
  });
  const only = data?.length === 1 ? data[0]?.id : undefined;
  const chosen = textOf(value);
  const gone = data !== undefined && chosen !== '' && !data.some(({ id }) => id === chosen);
  useEffect(() => {
    if (only !== undefined && chosen !== only) set(only);
    else if (gone) set('');
  });
  if (unit === '') return <Instead {...ask}>{b.unitFirst}</Instead>;
  if (!data) return error ? <Instead {...ask}>{messageOf(error)}</Instead> : <p role="status">{w.loading}</p>;
  if (data.length === 0) return <Instead {...ask}>{b.noVisitor}</Instead>;
  const options = data.map(({ id, name, role, unit: at }) => ({
    value: id,
    label: `${name} · ${wordOf(w.role, role)} · ${at.name}`,
  }));
  return <SelectField {...ask} value={chosen} options={options} onChange={set} />;
}

export function FormPicker({ unit, value, set, ...ask }: Ask & { readonly unit: string }) {
  const { data, error } = useQuery({
    queryKey: ['task-forms', unit],
    queryFn: () => get<'listTaskForms'>(`/api/v1/task-forms?unit=${encodeURIComponent(unit)}`),
    enabled: unit !== '',
  });
  if (unit === '') return <Instead {...ask}>{b.unitFirst}</Instead>;
  if (!data) return error ? <Instead {...ask}>{messageOf(error)}</Instead> : <p role="status">{w.loading}</p>;
  const options = [
    { value: '', label: b.noForm },
    ...data.forms.map(({ code, ...words }) => ({ value: code, label: inWords(words) })),
  ];
  return <Choices {...ask} hint={b.once(data.askedWithinDays)} value={textOf(value)} options={options} onChange={set} />;
}

/** Levels that a task goes down to, and what hangs on a level. */
export const taking: ReadonlySet<string> = new Set(['street', 'community', 'grid', 'department', 'property', 'facility']);
const MANY = 30;

/** The units below one, the nearest level at once; further down by name. The value: their codes, in the order of the tree. */
export function UnitsPicker({ unit, value, error, set, id, label, hint }: Ask & { readonly unit: string }) {
  const units = useUnits();
  const [find, setFind] = useState('');
  const chosen: readonly string[] = Array.isArray(value) ? (value as string[]) : [];
  const root = units?.find(({ id: own, code }) => own === unit || code === unit);
  const below = root && units ? belowOf(units, root) : [];
  // Of another unit it would go elsewhere.
  const stray = units !== undefined && chosen.some((code) => !below.some((one) => one.code === code));
  useEffect(() => {
    if (stray) set(undefined);
  });
  if (!units) return <p role="status">{w.loading}</p>;
  if (!root) return <Instead {...{ id, label, error }}>{b.below}</Instead>;
  if (below.length === 0) return <Instead {...{ id, label, error }}>{b.nobody}</Instead>;
  const asked = find.trim();
  const near = below.filter(({ parent }) => parent === root.id);
  const fitting = asked === '' ? near : below.filter(({ name, code }) => name.includes(asked) || code.startsWith(asked));
  const shown = [
    ...fitting.slice(0, MANY),
    ...below.filter((one) => chosen.includes(one.code) && !fitting.slice(0, MANY).includes(one)),
  ];
  const put = (codes: ReadonlySet<string>): void => {
    const next = below.flatMap(({ code }) => (codes.has(code) ? [code] : []));
    set(next.length > 0 ? next : undefined);
  };
  const toggle = (code: string) => (on: boolean) => put(new Set(on ? [...chosen, code] : chosen.filter((one) => one !== code)));
  const every = fitting.length > 1 && fitting.slice(0, MANY).every(({ code }) => chosen.includes(code));
  return (
    <fieldset className={error ? 'field wrong' : 'field'}>
      <legend>{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      <Message id={id} error={error} />
      {below.length > near.length && <TextField id={`${id}-find`} label={b.find} optional value={find} onInput={setFind} />}
      {fitting.length > 1 && (
        <Check
          id={`${id}-all`}
          label={b.all}
          checked={every}
          onChange={(on) => {
            const these = fitting.slice(0, MANY).map(({ code }) => code);
            put(new Set(on ? [...chosen, ...these] : chosen.filter((code) => !these.includes(code))));
          }}
        />
      )}
      {shown.map(({ code, name, kind, parent }, n) => (
        <Check
          key={code}
          id={n === 0 ? id : `${id}-${code}`}
          label={<span lang="zh-CN">{name}</span>}
          hint={
            <>
              {kindWord(kind)}
              {parent !== root.id && (
                <>
                  {' · '}
                  <span lang="zh-CN">{units.find((one) => one.id === parent)?.name}</span>
                </>
              )}
            </>
          }
          checked={chosen.includes(code)}
          onChange={toggle(code)}
        />
      ))}
      {fitting.length > MANY && <p className="soft small">{b.more}</p>}
      <p className="soft small" role="status">
        {b.chosen(chosen.length)}
      </p>
    </fieldset>
  );
}

function belowOf(units: readonly Unit[], root: Unit): readonly Unit[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const isBelow = ({ parent }: Unit): boolean => {
    for (let at = parent; at !== null && at !== undefined; at = parents.get(at) ?? null) if (at === root.id) return true;
    return false;
  };
  return units.filter((unit) => taking.has(unit.kind) && isBelow(unit));
}

/** A day; by its end of business, in Beijing time. */
export function DayField({ value, set, optional, ...ask }: Ask & { readonly optional: boolean }) {
  const day = textOf(value).slice(0, 10);
  return (
    <TextField
      {...ask}
      type="date"
      optional={optional}
      value={day}
      onInput={(typed) => set(typed === '' ? '' : `${typed}T${END_OF_BUSINESS}`)}
    />
  );
}
/** As a form writes an instant (json-schema.ts). */
const END_OF_BUSINESS = '18:00';

const MOST = 8;

/** Of the orders that the visitor sees the newest; those of the visit's place first. */
export function LinkedPicker({ order, value, set, ...ask }: Ask & { readonly order: Order }) {
  const names = useCategoryNames();
  const { data, error } = useQuery({
    queryKey: ['orders', 'all', 'newest'],
    queryFn: () => get<'listOrders'>('/api/v1/orders?desk=all&limit=200').then(({ orders }) => orders),
  });
  if (!data) return error ? <Instead {...ask}>{messageOf(error)}</Instead> : <p role="status">{w.loading}</p>;
  const known = new Set(order.visit?.orders);
  const rank = ({ unit }: (typeof data)[number]): number => (unit?.id === order.visit?.place?.id ? 0 : 1);
  const options = data
    .filter(({ workflow, id }) => workflow === 'six-order' && !known.has(id))
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, MOST)
    .map(({ id, number, category, unit, openedAt }) => ({
      value: id,
      label: `${names.get(category ?? '') ?? ''} · ${number}`,
      hint: [unit?.name, when(openedAt)].filter(Boolean).join(' · '),
    }));
  if (options.length === 0) return <Instead {...ask}>{b.noOrders}</Instead>;
  return <Choices {...ask} value={textOf(value)} options={options} onChange={set} />;
}
