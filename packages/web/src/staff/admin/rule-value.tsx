// What a rule says, in words: members as a list of facts, several alike as a table; of what no word is known its own name is shown.
import type { ReactNode } from 'react';
import { boot } from '../../shared/boot.ts';
import { f } from '../../shared/ui/form-words.ts';
import { w } from '../../shared/words.ts';
import { lengthOf, memberWord, r } from './rule-words.ts';

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** A name in both languages and nothing else. */
const isNamed = (value: unknown): value is { readonly zh: string; readonly en: string } =>
  isMembers(value) && Object.keys(value).sort().join() === 'en,zh';

/** `names`: of what its codes are, such as categories. */
export function RuleValue({ value, names }: { readonly value: unknown; readonly names: ReadonlyMap<string, string> }): ReactNode {
  if (isPlain(value)) return <span>{plain(value, names)}</span>;
  if (isNamed(value)) return <span>{value[boot.language]}</span>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="soft">{r.nothing}</span>;
    if (value.every(isPlain)) return <span>{value.map((one) => plain(one, names)).join(r.comma)}</span>;
    if (value.every(isMembers)) return <Table rows={value} names={names} />;
    return (
      <ul className="points">
        {value.map((one, index) => (
          <li key={index}>
            <RuleValue value={one} names={names} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl className="facts">
      {Object.entries(value as Members).map(([name, member]) => (
        <div key={name}>
          <dt>{names.get(name) ?? memberWord(name)}</dt>
          <dd>
            <RuleValue value={member} names={names} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Table({ rows, names }: { readonly rows: readonly Members[]; readonly names: ReadonlyMap<string, string> }) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (name) => name !== (boot.language === 'zh' ? 'en' : 'zh'),
  );
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={columns.map(memberWord).join(r.comma)}>
      <table>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name === boot.language ? f.input.name : memberWord(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((name) => (
                <td key={name}>{name in row && <RuleValue value={row[name]} names={names} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Words for what may stand in a rule, the nearest first. */
const dictionaries = (): readonly Readonly<Record<string, string>>[] => [
  r.value,
  w.urgency,
  w.clock,
  w.role,
  f.value.requestType,
];

function plain(value: unknown, names: ReadonlyMap<string, string>): string {
  if (value === null) return r.nothing;
  if (typeof value === 'boolean') return value ? r.yes : r.no;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  const length = lengthOf(value);
  if (length) return r.lengths[length.unit](length.n);
  return names.get(value) ?? dictionaries().find((words) => Object.hasOwn(words, value))?.[value] ?? value;
}
