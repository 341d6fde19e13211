// 事项目录: each kind of order with its urgency and limit, who leads and helps, and what the place decided for itself.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf } from '../../shared/api/client.ts';
import { inWords, named } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { TextField } from '../../shared/ui/field.tsx';
import { inLanguage, w, wordOf } from '../../shared/words.ts';
import { UnitPicker } from './unit-picker.tsx';

const s = inLanguage(
  {
    place: '看哪里的目录',
    unit: '单位',
    placeHint: '街道、社区可以有自己的规定。不选就是全县的。',
    categories: '事项类别',
    find: '找类别（名称或代码）',
    columns: { code: '代码', name: '类别', urgency: '缺省急缓', limit: '办结期限', lead: '主责', helps: '协助', source: '依据' },
    sealed: '（只给承办人看）',
    powers: '已赋的权',
    noPowers: '没有。',
    until: (from: string, to: string) => `${from} 起，到 ${to} 止`,
    since: (from: string) => `${from} 起`,
    brand: '品牌',
    stations: '六个环节在这里的叫法',
  },
  {
    place: 'Whose catalogue',
    unit: 'Unit',
    placeHint: 'Streets and communities may have rules of their own. The county’s when none is chosen.',
    categories: 'Kinds of order',
    find: 'Find a kind by name or code',
    columns: {
      code: 'Code',
      name: 'Kind',
      urgency: 'Urgency',
      limit: 'To finish within',
      lead: 'Leads',
      helps: 'Helps',
      source: 'Source',
    },
    sealed: '(read by its handlers only)',
    powers: 'Powers granted',
    noPowers: 'None.',
    until: (from, to) => `from ${from} until ${to}`,
    since: (from) => `from ${from}`,
    brand: 'Brand',
    stations: 'What the six stations are called here',
  },
);

const lengths = inLanguage(
  {
    wd: (n: number) => `${n}个工作日`,
    wh: (n: number) => `${n}个工作时`,
    d: (n: number) => `${n}天`,
    h: (n: number) => `${n}小时`,
    min: (n: number) => `${n}分钟`,
    comma: '，办结 ',
    and: '、',
  },
  {
    wd: (n) => (n === 1 ? '1 working day' : `${n} working days`),
    wh: (n) => (n === 1 ? '1 working hour' : `${n} working hours`),
    d: (n) => (n === 1 ? '1 day' : `${n} days`),
    h: (n) => `${n} h`,
    min: (n) => `${n} min`,
    comma: ', done within ',
    and: ', ',
  },
);

/** What comes before the work is done, by how a limit of the catalogue begins. */
const firsts = inLanguage(
  {
    'on site': '到场',
    cordon: '围护',
    contact: '联系',
    transfer: '移送',
    'report at once': '立即报告',
    '110 at once': '立即拨打 110',
  } as Readonly<Record<string, string>>,
  {
    'on site': 'on site within',
    cordon: 'cordoned off within',
    contact: 'contact within',
    transfer: 'handed over within',
    'report at once': 'reported at once',
    '110 at once': '110 at once',
  },
);

/** `on site 30 min, 2 h` in the reader's words. */
const limitInWords = (limit: string): string =>
  limit
    .replace(/^(?:on site|cordon|contact|transfer|report at once|110 at once)/, (first) => wordOf(firsts, first))
    .replaceAll(/(\d+) (wd|wh|d|h|min)\b/g, (_, n: string, unit: 'wd') => lengths[unit](Number(n)))
    .replace(', ', lengths.comma);

export function CataloguePage() {
  const [unit, setUnit] = useState('');
  const [find, setFind] = useState('');
  const categories = useQuery({
    queryKey: ['categories', 'whole'],
    queryFn: () => get<'listCategories'>('/api/v1/categories').then((reply) => reply.categories),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const { data, error } = useQuery({
    queryKey: ['catalogue', unit],
    queryFn: () => get<'readCatalogue'>(`/api/v1/catalogue${unit ? `?unit=${encodeURIComponent(unit)}` : ''}`),
  });
  const duties = new Map(data?.duties.map((duty) => [duty.category, duty]));
  const asked = find.trim().toLowerCase();
  const shown = (categories ?? []).filter(
    ({ code, name }) => code.startsWith(asked) || named(name).toLowerCase().includes(asked),
  );
  return (
    <>
      <section className="card stack">
        <h2>{s.place}</h2>
        <p className="soft">{s.placeHint}</p>
        <UnitPicker id="catalogue-unit" label={s.unit} value={unit} error={undefined} set={setUnit} />
        {error && (
          <p className="notice alarm" role="alert">
            {messageOf(error)}
          </p>
        )}
        {data?.brand && (
          <p>
            {s.brand}
            {w.colon}
            {inWords(data.brand.name)}
          </p>
        )}
        <h3>{s.powers}</h3>
        {data?.powers.length === 0 && <p className="soft">{s.noPowers}</p>}
        <ul className="points">
          {data?.powers.map(({ power, name, document, validFrom, validTo }) => (
            <li key={power}>
              {inWords(name)} · <span lang="zh-CN">{document}</span> ·{' '}
              {validTo ? s.until(when(validFrom), when(validTo)) : s.since(when(validFrom))}
            </li>
          ))}
        </ul>
        <h3>{s.stations}</h3>
        <p>{data?.stations.map(({ title }) => inWords(title)).join(' › ')}</p>
      </section>
      <section className="card stack">
        <h2>{s.categories}</h2>
        <TextField id="find-category" label={s.find} value={find} onInput={setFind} />
        <div className="scroll" tabIndex={0} role="group" aria-label={s.categories}>
          <table className="wrapped">
            <thead>
              <tr>
                {Object.entries(s.columns).map(([key, name]) => (
                  <th key={key} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ code, name, urgency, limit, sealed }) => {
                const duty = duties.get(code);
                return (
                  <tr key={code}>
                    <td>{code}</td>
                    <td>
                      {named(name)} {sealed && <span className="soft small">{s.sealed}</span>}
                    </td>
                    <td>{wordOf(w.urgency, urgency)}</td>
                    <td>{limitInWords(limit)}</td>
                    <td>{duty?.main.map((one) => inWords(one.name)).join(lengths.and)}</td>
                    <td>{duty?.assisting.map((one) => inWords(one.name)).join(lengths.and)}</td>
                    <td lang="zh-CN">{duty?.source}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
