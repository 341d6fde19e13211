// 规定: what the county decided by its documents, with when it holds; the choice of stations; a table brought in; an end.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf, newKey, post, type Reply } from '../../shared/api/client.ts';
import { inWords } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { SelectField } from '../../shared/ui/field.tsx';
import { inLanguage, w, wordOf } from '../../shared/words.ts';
import { AskForm, Unfold } from './form.tsx';
import { useCategoryNames } from '../queue.tsx';
import { Policies, sayNumber } from './policies.tsx';
import { Recount } from './recount.tsx';
import { sendRule, sendRules } from './rule-row.ts';
import { RuleValue } from './rule-value.tsx';
import { r } from './rule-words.ts';
import { TableImport } from './table-import.tsx';
import { UnitPicker } from './unit-picker.tsx';

const s = inLanguage(
  {
    title: '规定',
    lead: '县、街道、社区发文定下的，代替系统默认的。下级的规定优先于上级的；终止以后默认的又适用。',
    which: '看哪些',
    standings: { now: '现行的', ahead: '还没开始的', over: '已终止的' },
    kindIs: '哪一类（不选就是全部）',
    kinds: {
      duty: '权责',
      power: '赋权',
      tag: '标签',
      brand: '品牌',
      dispatch: '派单上限',
      duplicates: '重复单',
      exchange: '外部系统',
      mediation: '调解',
      visits: '走访',
      tasks: '任务',
      deliberation: '议事',
      referrals: '移送和强制报告',
      policy: '规则数值',
      'emergency-plan': '应急预案',
      'emergency-mode': '平急转换',
      lists: '红榜和提醒榜',
      notices: '通知方式',
      'notice-words': '通知用语',
      points: '积分',
      publication: '晒单',
      stations: '环节',
      limit: '期限',
      'own-days': '自定放假和上班',
      'office-hours': '办公时间',
    } as Readonly<Record<string, string>>,
    none: '没有。',
    value: '内容',
    added: (at: string) => `${at} 登记`,
    byCommand: '命令行',
    since: (from: string) => `${from} 起`,
    until: (from: string, to: string) => `${from} 起，${to} 止（不含当天）`,
    end: '终止',
    endOn: '从哪天起不再适用',
    endHint: '最早是今天。',
    ended: '已登记终止。',
    stations: '选用环节模板',
    stationsLead: '单在这里走几步、各叫什么。只改显示，不改办理。',
    template: '模板',
    templates: {
      six: '六步：点 派 接 督 晒 评',
      five: '五步：点 派 接 抢 晒',
      three: '三步：点 派 接',
      build: '三步：点 建 接',
      supply: '六步：点 供 派 接 评 审',
    },
    where: '哪里用',
    document: '依据的文件',
    documentHint: '文件名或文号。',
    from: '从哪天起',
    choose: '选用',
    chosen: '已选用。',
    import: '导入规定',
    hint: '首行为 kind,key,unit,value,document,from,to；value 是 JSON，to 可留空。全部无误才写入。',
    tried: (added: number, ended: number, same: number) => `核对无误：将新增 ${added} 条，改结束日 ${ended} 条，${same} 条已有。`,
    done: (added: number, ended: number, same: number) => `已导入：新增 ${added} 条，改结束日 ${ended} 条，${same} 条已有。`,
  },
  {
    title: 'Rules',
    lead: 'What county, street or community decided by a document, in place of the defaults. The nearer unit’s rule comes first; after its end the default holds again.',
    which: 'Which to show',
    standings: { now: 'In force', ahead: 'Not begun yet', over: 'Ended' },
    kindIs: 'Of which kind (all when none is chosen)',
    kinds: {
      duty: 'Duties',
      power: 'Powers granted',
      tag: 'Tags',
      brand: 'Brand',
      dispatch: 'Dispatch limits',
      duplicates: 'Duplicates',
      exchange: 'Other systems',
      mediation: 'Mediation',
      visits: 'Visits',
      tasks: 'Tasks',
      deliberation: 'Deliberation',
      referrals: 'Referrals and mandatory reports',
      policy: 'Numbers of rules',
      'emergency-plan': 'Emergency plans',
      'emergency-mode': 'Emergency in force',
      lists: 'Lists of units',
      notices: 'Ways of notices',
      'notice-words': 'Words of notices',
      points: 'Points',
      publication: 'Publication',
      stations: 'Stations',
      limit: 'Limits',
      'own-days': 'Own holidays and workdays',
      'office-hours': 'Office hours',
    },
    none: 'None.',
    value: 'What it says',
    added: (at) => `entered ${at} by`,
    byCommand: 'the command line',
    since: (from) => `from ${from}`,
    until: (from, to) => `from ${from} until before ${to}`,
    end: 'End it',
    endOn: 'The first day without it',
    endHint: 'Today at the earliest.',
    ended: 'Its end was entered.',
    stations: 'Choose a template of stations',
    stationsLead: 'Which steps an order is shown with here, and their names. It changes what is shown, not what is done.',
    template: 'Template',
    templates: {
      six: 'Six: place, dispatch, accept, supervise, publish, evaluate',
      five: 'Five: place, dispatch, accept, claim, publish',
      three: 'Three: place, dispatch, accept',
      build: 'Three: place, list, accept',
      supply: 'Six: place, supply, dispatch, accept, evaluate, review',
    },
    where: 'Where',
    document: 'The paper that decided it',
    documentHint: 'Its title or number.',
    from: 'From which day',
    choose: 'Choose it',
    chosen: 'It was chosen.',
    import: 'Import rules',
    hint: 'The first line is kind,key,unit,value,document,from,to; value is JSON, to may be empty. All or nothing is written.',
    tried: (added, ended, same) =>
      `Nothing is wrong with it: ${added} would be new, ${ended} would have another end, ${same} stand already.`,
    done: (added, ended, same) => `Imported: ${added} new, ${ended} with another end, ${same} as they were.`,
  },
);

type Rule = Reply<'listRules'>['rules'][number];
type Standing = Rule['standing'];

/** The day in China of an instant. */
const dayOf = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);

export function RulesPage() {
  const queries = useQueryClient();
  const [standing, setStanding] = useState<Standing>('now');
  const [kind, setKind] = useState('');
  const { data, error } = useQuery({
    queryKey: ['rules'],
    queryFn: () => get<'listRules'>('/api/v1/rules'),
  });
  const names = useCategoryNames();
  const rules = data?.rules;
  const again = () => queries.invalidateQueries({ queryKey: ['rules'] });
  const kinds = [...new Set(rules?.map((rule) => rule.kind))];
  const policyNames = new Map(data?.policies.map((policy) => [policy.name, inWords(policy)]));
  const titleOf = ({ kind: of, key }: Rule): string =>
    (of === 'policy' ? policyNames.get(key) : names.get(key.replace(/^enforce:/, ''))) ??
    wordOf(r.value, key).replaceAll('-', ' ');
  const shown = rules?.filter((rule) => rule.standing === standing && (kind === '' || rule.kind === kind));
  return (
    <>
      <section className="card stack">
        <h2>{s.title}</h2>
        <p className="soft">{s.lead}</p>
        {error && (
          <p className="notice alarm" role="alert">
            {messageOf(error)}
          </p>
        )}
        <SelectField
          id="rule-standing"
          label={s.which}
          value={standing}
          options={Object.entries(s.standings).map(([value, label]) => ({ value, label }))}
          onChange={(value) => setStanding((value || 'now') as Standing)}
        />
        <SelectField
          id="rule-kind"
          label={s.kindIs}
          value={kind}
          options={kinds.map((value) => ({ value, label: wordOf(s.kinds, value) }))}
          onChange={setKind}
        />
        {!data && !error && <p role="status">{w.loading}</p>}
        {shown?.length === 0 && <p className="soft">{s.none}</p>}
        <ul className="rows">
          {shown?.map((rule) => (
            <One key={rule.id} rule={rule} title={titleOf(rule)} names={names} again={again} />
          ))}
        </ul>
      </section>
      {data && <Policies {...data} again={again} />}
      <section className="card stack">
        <h2>{s.stations}</h2>
        <p className="soft">{s.stationsLead}</p>
        <Unfold title={s.choose}>
          <AskForm
            name="stations"
            button={s.choose}
            fields={[
              {
                name: 'template',
                label: s.template,
                options: Object.entries(s.templates).map(([value, label]) => ({ value, label })),
              },
              { name: 'unit', label: s.where, instead: (of) => <UnitPicker {...of} /> },
              { name: 'document', label: s.document, hint: s.documentHint, maxLength: 200 },
              { name: 'from', label: s.from, kind: 'date' },
            ]}
            send={async ({ template = '', unit = '', document = '', from = '' }) => {
              await sendRule({ kind: 'stations', key: '', unit, value: { ready: template }, document, from, to: '' });
              await again();
              return s.chosen;
            }}
          />
        </Unfold>
      </section>
      <section className="card stack">
        <h2>{s.import}</h2>
        <TableImport
          name="rules"
          hint={s.hint}
          send={async (table, dryRun) => {
            const { added, ended, same } = await sendRules(table, dryRun);
            if (!dryRun) await again();
            return (dryRun ? s.tried : s.done)(added, ended, same);
          }}
        />
      </section>
      <Recount />
    </>
  );
}

interface OneProps {
  readonly rule: Rule;
  /** What its key is called; empty where it has none. */
  readonly title: string;
  readonly names: ReadonlyMap<string, string>;
  readonly again: () => Promise<unknown>;
}

function One({ rule, title, names, again }: OneProps) {
  const { id, kind, key, unit, value, document, validFrom, validTo, standing, added } = rule;
  return (
    <li>
      <p>
        <strong>{wordOf(s.kinds, kind)}</strong> {title} · <span lang="zh-CN">{unit?.name}</span>
      </p>
      {kind === 'policy' && <p>{sayNumber(key, value)}</p>}
      <p className="soft small">
        <span lang="zh-CN">{document}</span> ·{' '}
        {validTo === null ? s.since(dayOf(validFrom)) : s.until(dayOf(validFrom), dayOf(validTo))}
        {added && (
          <>
            {' · '}
            {s.added(when(added.at))} <span lang="zh-CN">{added.by ?? s.byCommand}</span>
          </>
        )}
      </p>
      {kind !== 'policy' && Object.keys(value as object).length > 0 && (
        <Unfold title={s.value}>
          <RuleValue value={value} names={names} />
        </Unfold>
      )}
      {standing !== 'over' && validTo === null && kind !== 'emergency-mode' && (
        <Unfold title={s.end}>
          <AskForm
            name={`end-${id}`}
            button={s.end}
            fields={[{ name: 'on', label: s.endOn, hint: s.endHint, kind: 'date' }]}
            send={async ({ on = '' }) => {
              await post<'endRule'>(`/api/v1/rules/${id}/end`, { on }, newKey());
              await again();
              return s.ended;
            }}
          />
        </Unfold>
      )}
    </li>
  );
}
