// A community or village among a county's two hundred: by a part of its name, or by its street and then by itself.
import { type KeyboardEvent, useState } from 'react';
import { tongueOf } from '../boot.ts';
import { inLanguage } from '../words.ts';
import { type Option, SelectField, TextField } from './field.tsx';

const c = inLanguage(
  {
    typed: '写名字找',
    typedHint: '写出社区、村或者街道名字里的几个字，也可以在下面一级一级地选',
    found: (n: number, shown: number) => (n > shown ? `有 ${n} 个，先列 ${shown} 个，多写一个字就少一些` : `有 ${n} 个`),
    none: '没有这个名字。请换几个字，或者在下面选',
    street: '哪个街道或乡镇',
  },
  {
    typed: 'Find it by its name',
    typedHint: 'Some characters of the name of the community, the village or the street; or choose below, step by step',
    found: (n, shown) => (n > shown ? `${n} found, here are ${shown}: one more character makes them fewer` : `${n} found`),
    none: 'There is none of this name. Try other characters, or choose below',
    street: 'In which street or township?',
  },
);

/** Of those that were found. */
const MOST = 6;

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  /** Each in its street: `group`. */
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}

export function CommunityField({ options, value, onChange, ...field }: Props) {
  // Whoever's is known chooses another only now and then.
  const [known] = useState(value !== '');
  const [typed, setTyped] = useState('');
  const [chosen, setStreet] = useState('');
  const streets = [...new Set(options.flatMap(({ group }) => group || []))];
  const street = options.find((one) => one.value === value)?.group ?? chosen;
  if (known || streets.length < 2) return <SelectField {...field} value={value} options={options} onChange={onChange} />;
  const part = typed.trim();
  const named = ({ label }: Option): boolean => label.includes(part);
  // By its own name before whatever else lies in a street of that name.
  const found =
    part === '' ? [] : [...options.filter(named), ...options.filter((one) => !named(one) && one.group?.includes(part))];
  const shown = found.slice(0, MOST);
  const take = (one: Option) => {
    setTyped('');
    setStreet(one.group ?? '');
    onChange(one.value);
    document.getElementById(field.id)?.focus();
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || part === '') return;
    event.preventDefault();
    const [first] = found;
    if (first && found.length === 1) take(first);
  };
  return (
    <>
      <div onKeyDown={enter}>
        <TextField
          id={`${field.id}-typed`}
          label={c.typed}
          hint={c.typedHint}
          optional
          maxLength={20}
          value={typed}
          onInput={setTyped}
        />
      </div>
      <p role="status" className={part === '' ? 'hidden' : 'soft'}>
        {part !== '' && (found.length === 0 ? c.none : c.found(found.length, shown.length))}
      </p>
      {shown.length > 0 && (
        <ul className="rows">
          {shown.map((one) => (
            <li key={one.value}>
              <button type="button" className="button wide" lang={tongueOf(one.label)} onClick={() => take(one)}>
                <span>
                  {one.label} <small className="soft">{one.group}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <SelectField
        id={`${field.id}-street`}
        label={c.street}
        optional
        value={street}
        options={streets.map((name) => ({ value: name, label: name }))}
        onChange={(name) => {
          setStreet(name);
          onChange('');
        }}
      />
      <SelectField
        {...field}
        value={value}
        options={
          street === ''
            ? options
            : options.filter(({ group }) => group === street).map(({ value: id, label }) => ({ value: id, label }))
        }
        onChange={onChange}
      />
    </>
  );
}
