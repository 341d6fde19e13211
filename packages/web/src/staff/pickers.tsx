// Units and orders that a command names by id, to be picked.
import { useQuery } from '@tanstack/react-query';
import { get, type Unit } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { Check, Choices, Message, SelectField } from '../shared/ui/field.tsx';
import { labelOf } from '../shared/ui/json-schema.ts';
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

/** The orders that look like the same matter, the oldest open one named by the server. A person decides. */
export function ParentPicker({ order, id, value, error, set }: Ask & { readonly order: string }) {
  const { data } = useQuery({
    queryKey: ['order', order, 'duplicates'],
    queryFn: () => get<'listDuplicates'>(`/api/v1/orders/${order}/duplicates`),
  });
  const open = data?.duplicates.filter(({ order: other }) => other.endedAt === null) ?? [];
  if (data && open.length === 0) return <p id={id}>{t.noDuplicates}</p>;
  return (
    <Choices
      id={id}
      label={labelOf('parent')}
      error={error}
      value={typeof value === 'string' ? value : ''}
      options={open.map(({ order: other, reason }) => ({
        value: other.id,
        label: `${other.number} · ${other.unit?.name ?? ''} · ${when(other.openedAt)}`,
        hint: inWords(reason),
      }))}
      onChange={set}
    />
  );
}
