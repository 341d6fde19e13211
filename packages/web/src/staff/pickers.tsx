// Units, orders and parts that a command names by id, to be picked.
import { useQuery } from '@tanstack/react-query';
import { get, type Order, type Unit } from '../shared/api/client.ts';
import { boot, inWords } from '../shared/boot.ts';
import { useEffect } from 'react';
import { when } from '../shared/time.ts';
import { Check, Choices, Message, SelectField } from '../shared/ui/field.tsx';
import { labelOf } from '../shared/ui/json-schema.ts';
import { w } from '../shared/words.ts';
import { holderSaid } from './holder-name.ts';
import { unitName } from './unit-name.ts';
import { t } from './words.ts';

interface Ask {
  readonly id: string;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly set: (value: unknown) => void;
}

const useDepartments = (): readonly Unit[] =>
  useQuery({
    queryKey: ['units', 'department'],
    queryFn: () => get<'listUnits'>('/api/v1/units?kind=department').then(({ units }) => units),
    staleTime: Number.POSITIVE_INFINITY,
  }).data ?? [];

export function DepartmentsPicker({ id, value, error, set }: Ask) {
  const chosen = new Set(Array.isArray(value) ? (value as string[]) : []);
  const toggle = (unit: string) => (on: boolean) => {
    const next = [...chosen].filter((one) => one !== unit).concat(on ? [unit] : []);
    set(next.length > 0 ? next : undefined);
  };
  return (
    <fieldset className={error ? 'field wrong' : 'field'}>
      <legend id={id} tabIndex={-1}>
        {labelOf('departments')}
      </legend>
      <Message id={id} error={error} />
      {useDepartments().map((unit) => (
        <Check
          key={unit.id}
          id={`${id}-${unit.code}`}
          label={unit.name}
          checked={chosen.has(unit.id)}
          onChange={toggle(unit.id)}
        />
      ))}
    </fieldset>
  );
}

export function LeadPicker({ id, value, error, set }: Ask) {
  const options = useDepartments().map((unit) => ({ value: unit.id, label: unit.name }));
  return (
    <SelectField
      id={id}
      label={labelOf('lead')}
      error={error}
      value={typeof value === 'string' ? value : ''}
      options={options}
      onChange={set}
    />
  );
}

/** The orders that look like the same matter first, then the other open ones of this kind. A person decides. */
export function ParentPicker({ order, id, value, error, set }: Ask & { readonly order: Order }) {
  const duplicates = useQuery({
    queryKey: ['order', order.id, 'duplicates'],
    queryFn: () => get<'listDuplicates'>(`/api/v1/orders/${order.id}/duplicates`).then((reply) => reply.duplicates),
  }).data?.filter(({ order: other }) => other.endedAt === null);
  const all = useQuery({
    queryKey: ['orders', 'all', 'newest'],
    queryFn: () => get<'listOrders'>('/api/v1/orders?desk=all&limit=200').then(({ orders }) => orders),
  }).data;
  if (!duplicates || !all) return <p role="status">{w.loading}</p>;
  const alike = new Set(duplicates.map(({ order: other }) => other.id));
  const options = [
    ...duplicates.map(({ order: other, reason }) => ({
      value: other.id,
      label: `${other.number} · ${unitName(other.unit)} · ${when(other.openedAt)}`,
      hint: inWords(reason),
    })),
    ...all
      .filter((other) => other.id !== order.id && other.category === order.category && other.closedAt === null)
      .filter((other) => !alike.has(other.id) && other.workflow === order.workflow)
      .map((other) => ({
        value: other.id,
        label: `${other.number} · ${unitName(other.unit)} · ${when(other.openedAt)}`,
        hint: t.sameKind,
      })),
  ];
  if (options.length === 0) return <p id={id}>{t.noDuplicates}</p>;
  return (
    <Choices
      id={id}
      label={labelOf('parent')}
      error={error}
      value={typeof value === 'string' ? value : ''}
      options={options}
      onChange={set}
    />
  );
}

/** The resident's own earlier orders about this kind: the same matter without new facts is answered with how far it has come. */
export function EarlierPicker({ order, id, value, error, set }: Ask & { readonly order: string }) {
  const { data } = useQuery({
    queryKey: ['order', order, 'duplicates'],
    queryFn: () => get<'listDuplicates'>(`/api/v1/orders/${order}/duplicates`),
  });
  const own = data?.duplicates.filter(({ rule }) => rule === 'same-resident') ?? [];
  if (own.length === 0) return null;
  return (
    <Choices
      id={id}
      label={labelOf('earlier')}
      error={error}
      value={typeof value === 'string' ? value : ''}
      options={[
        { value: '', label: t.notEarlier },
        ...own.map(({ order: other, reason }) => ({
          value: other.id,
          label: `${other.number} · ${when(other.openedAt)}`,
          hint: inWords(reason),
        })),
      ]}
      onChange={(chosen) => set(chosen === '' ? undefined : chosen)}
    />
  );
}

type Part = NonNullable<NonNullable<Order['work']>['assistants']>[number];

/** Which parts a command can be about. */
const fitting: Readonly<Record<string, (part: Part) => boolean>> = {
  takePart: ({ takenAt }) => takenAt === null,
  declinePart: ({ takenAt, whistled }) => whistled === undefined && takenAt === null,
  reportIn: ({ takenAt, whistled }) => whistled !== undefined && takenAt === null,
  finishPart: ({ takenAt, doneAt }) => takenAt !== null && doneAt === null,
  releasePart: ({ doneAt }) => doneAt === null,
};

/** Whose part: asked for only where there are several. One's own come alone when there are any. */
export function PartPicker({ order, command, id, value, error, set }: Ask & { readonly order: Order; readonly command: string }) {
  const fit = (order.work?.assistants ?? []).filter((part) => part.holder !== null && (fitting[command]?.(part) ?? true));
  const mine = new Set([boot.me?.person.id, ...(boot.me?.posts.map(({ unit }) => unit.id) ?? [])]);
  const own = fit.filter(({ holder }) => mine.has(holder?.id));
  const parts = command === 'releasePart' || own.length === 0 ? fit : own;
  const only = parts.length === 1 ? parts[0]?.holder?.id : undefined;
  useEffect(() => {
    if (only !== undefined && value === undefined) set(only);
  });
  if (only !== undefined) return <p id={id}>{`${labelOf('part')}${w.colon}${holderSaid(parts[0]?.holder) ?? ''}`}</p>;
  return (
    <Choices
      id={id}
      label={labelOf('part')}
      error={error}
      value={typeof value === 'string' ? value : ''}
      options={parts.map(({ holder }) => ({ value: holder?.id ?? '', label: holderSaid(holder) ?? '' }))}
      onChange={set}
    />
  );
}
