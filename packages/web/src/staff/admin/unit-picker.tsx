// A unit out of some hundreds: looked for by name or code, then chosen.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
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
  },
  {
    find: (what) => `${what} (find it by name or code)`,
    chosen: 'Choose one',
    more: 'There are more: write a little more.',
    none: 'There is no such unit.',
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
}

export function UnitPicker({ id, label, value, error, set }: Props) {
  const units = useUnits();
  const [find, setFind] = useState('');
  const asked = find.trim();
  const fitting = (units ?? []).filter(({ name, code }) =>
    asked === '' ? code === value : name.includes(asked) || code.startsWith(asked),
  );
  const shown = fitting.slice(0, FEW);
  return (
    <>
      <TextField
        id={shown.length === 0 ? id : `${id}-find`}
        label={s.find(label)}
        value={find}
        error={shown.length === 0 ? error : undefined}
        onInput={setFind}
      />
      {asked !== '' && units && fitting.length === 0 && <p className="soft">{s.none}</p>}
      {shown.length > 0 && (
        <Choices
          id={id}
          label={s.chosen}
          error={error}
          value={value}
          options={shown.map(({ code, name, kind }) => ({
            value: code,
            label: <span lang="zh-CN">{[nameAbove(units, code), name].filter(Boolean).join(' · ')}</span>,
            hint: `${kindWord(kind)} · ${code}`,
          }))}
          onChange={set}
        />
      )}
      {fitting.length > FEW && <p className="soft small">{s.more}</p>}
    </>
  );
}
