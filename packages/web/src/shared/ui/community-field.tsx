// A community or village among a county's two hundred: by a part of its name, or by its street and then by itself.
import { type KeyboardEvent, useState } from 'react';
import { tongueOf } from '../boot.ts';
import { inLanguage } from '../words.ts';
import { type Option, SelectField, TextField } from './field.tsx';

const c = inLanguage(
  {
    typed: '找社区或村',
    typedHint: '写出社区、村或者街道名字里的几个字，也可以在下面一级一级地选',
    found: (n: number, shown: number) => (n > shown ? `有 ${n} 个，先列 ${shown} 个，多写一个字就少一些` : `有 ${n} 个`),
    none: '没有这个名字。请换几个字，或者在下面选',
    street: '哪个街道或乡镇',
  },
  {
    typed: 'Find the community or village',
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

/** What stands on the committee's door behind the name, whole or as far as it is typed: 居民委员会, 居委会, 村民委员会, 村委会. */
const COMMITTEE = /(.)[居村](?:民(?:委(?:员会?)?)?|委会?)?$/;

/** As it was typed; where nothing is called so, without its committee: 红星村村民委员会 is looked for as 红星村. */
function foundBy(typed: string, options: readonly Option[]): readonly Option[] {
  const found = called(typed, options);
  return found.length > 0 ? found : called(typed.replace(COMMITTEE, '$1'), options);
}

/** By its own name before whatever else lies in a street of that name; else by its street and it, as one says them: 石屯红星. */
function called(part: string, options: readonly Option[]): readonly Option[] {
  const rank = ({ label, group = '' }: Option): number => {
    // That no orders are taken there yet is no part of its name.
    const name = label.split(/[（(]/)[0] ?? label;
    return name.includes(part) ? 0 : group.includes(part) ? 1 : isWithin(part, group + name) ? 2 : 3;
  };
  const ranked = options.map((one) => ({ one, at: rank(one) }));
  return [0, 1, 2].flatMap((wanted) => ranked.flatMap(({ one, at }) => (at === wanted ? [one] : [])));
}

/** Whether its characters stand in the text, in this order. */
function isWithin(part: string, text: string): boolean {
  let from = 0;
  for (const character of part) {
    const at = text.indexOf(character, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

export function CommunityField({ options, value, onChange, ...field }: Props) {
  // Whoever's is known chooses another only now and then.
  const [known] = useState(value !== '');
  const [typed, setTyped] = useState('');
  const [chosen, setStreet] = useState('');
  const streets = [...new Set(options.flatMap(({ group }) => group || []))];
  const street = options.find((one) => one.value === value)?.group ?? chosen;
  if (known || streets.length < 2) return <SelectField {...field} value={value} options={options} onChange={onChange} />;
  const part = typed.replace(/\s/g, '');
  const found = part === '' ? [] : foundBy(part, options);
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
