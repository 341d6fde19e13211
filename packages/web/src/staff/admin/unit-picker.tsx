// A unit out of some hundreds: looked for by name or code, then chosen.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { get, type Unit } from '../../shared/api/client.ts';
import { Choices, TextField } from '../../shared/ui/field.tsx';
import { inLanguage } from '../../shared/words.ts';
import { kindWord } from './unit-kinds.ts';

const s = inLanguage(
  {
    find: (what: string) => `${what}（写名称或编码来找）`,
    chosen: '选一个',
    more: '还有更多，请多写几个字。',
    none: '没有这样的单位。',
    unchosen: '不选',
  },
  {
    find: (what) => `${what} (find it by name or code)`,
    chosen: 'Choose one',
    more: 'There are more: write a little more.',
    none: 'There is no such unit.',
    unchosen: 'None',
  },
);

const FEW = 6;

export const useUnits = (): readonly Unit[] | undefined =>
  useQuery({
    queryKey: ['units'],
    queryFn: () => get<'listUnits'>('/api/v1/units').then(({ units }) => units),
    staleTime: 60_000,
  }).data;

/** Of the unit above one; empty where there is none. Grids of one name lie in many communities. */
export function nameAbove(units: readonly Unit[] | undefined, code: string): string {
  const parent = units?.find((unit) => unit.code === code)?.parent;
  return units?.find(({ id }) => id === parent)?.name ?? '';
}

interface Props {
  readonly id: string;
  readonly label: string;
  /** A unit's code. */
  readonly value: string;
  readonly error: string | undefined;
  readonly set: (code: string) => void;
  readonly hint?: string | undefined;
  /** What there is to choose from, by kind, and near which unit (its id): in its community, or in itself above one. */
  readonly kinds?: ReadonlySet<string> | undefined;
  readonly near?: string | undefined;
  /** This unit (its id) and those below it alone. */
  readonly within?: string | undefined;
  /** Codes of those that are chosen elsewhere already. */
  readonly without?: readonly string[];
  /** What is chosen can be put away again. */
  readonly optional?: boolean;
}

const none: readonly string[] = [];

export function UnitPicker({ id, label, hint, value, error, set, kinds, near, within, without = none, optional = false }: Props) {
  const units = useUnits();
  const [find, setFind] = useState('');
  const asked = find.trim();
  const there = useMemo(() => offered(units ?? [], { kinds, near, within }), [units, kinds, near, within]);
  const all = there.filter(({ code }) => code === value || !without.includes(code));
  const few = all.length <= FEW;
  const fitting = all.filter(({ name, code }) =>
    asked === '' ? few || code === value : name.includes(asked) || code.startsWith(asked),
  );
  const shown = fitting.slice(0, FEW);
  return (
    <>
      {few && units && all.length > 0 ? null : (
        <TextField
          id={shown.length === 0 ? id : `${id}-find`}
          label={s.find(label)}
          hint={hint}
          optional={optional}
          value={find}
          error={shown.length === 0 ? error : undefined}
          onInput={setFind}
        />
      )}
      {asked !== '' && units && fitting.length === 0 && <p className="soft">{s.none}</p>}
      {shown.length > 0 && (
        <Choices
          id={id}
          label={few ? label : s.chosen}
          hint={few ? hint : undefined}
          optional={few && optional}
          error={error}
          value={value}
          options={[
            ...shown.map(({ code, name, kind }) => ({
              value: code,
              label: <span lang="zh-CN">{[nameAbove(units, code), name].filter(Boolean).join(' · ')}</span>,
              hint: `${kindWord(kind)} · ${code}`,
            })),
            ...(optional ? [{ value: '', label: s.unchosen }] : []),
          ]}
          onChange={set}
        />
      )}
      {fitting.length > FEW && <p className="soft small">{s.more}</p>}
    </>
  );
}

function offered(units: readonly Unit[], { kinds, near, within }: Pick<Props, 'kinds' | 'near' | 'within'>): readonly Unit[] {
  const ofKind = kinds ? units.filter(({ kind }) => kinds.has(kind)) : units;
  const about = within ?? near;
  if (about === undefined) return ofKind;
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const lineOf = (id: string): readonly Unit[] => {
    const line: Unit[] = [];
    for (let unit = byId.get(id); unit; unit = unit.parent === null ? undefined : byId.get(unit.parent)) line.push(unit);
    return line;
  };
  const root = within ?? lineOf(about).find(({ kind }) => kind === 'community')?.id ?? about;
  return ofKind.filter(({ id }) => lineOf(id).some((unit) => unit.id === root));
}
