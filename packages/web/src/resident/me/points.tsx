// 本户积分: what the household has, how each entry came about, what it was exchanged for, and appeals.
//
// P1: nobody is ranked or compared here. P2: an account is opened by whoever wants one.
import { type FormEvent, useState } from 'react';
import { messageOf, post, type Reply } from '../../shared/api/client.ts';
import { boot, inWords } from '../../shared/boot.ts';
import { dayOf, when } from '../../shared/time.ts';
import { Summary, TextArea, useToldErrors } from '../../shared/ui/field.tsx';
import { Rules } from '../../shared/ui/point-rules.tsx';
import { inLanguage, wordOf } from '../../shared/words.ts';
import { Loading } from '../loading.tsx';
import { useLive } from '../use-live.ts';
import { t } from '../words.ts';

const s = inLanguage(
  {
    lead: '积分按居民会议通过的规则记，只加不减，不排名、不公开。',
    none: '您家还没有积分账户。自己愿意才开，不开也不影响下单和办事。',
    open: '给我家开账户',
    noRules: '当地没有经居民会议通过的积分规则，现在不记分。',
    has: (points: number) => `现在有 ${points} 分`,
    ending: (points: number) => `其中 ${points} 分快要到期，请及时兑换`,
    rules: (document: string, version: string, heldOn: string, record: string) =>
      `规则：${document}（${version}），${heldOn} 居民会议通过，记录 ${record}`,
    entries: '每一笔是怎么来的',
    noEntries: '还没有记分。',
    reason: {
      base: '每年基础分',
      suggestion: '好建议',
      rating: '认真评价',
      volunteering: '志愿服务',
      neighbour: '邻里互助',
      hazard: '发现隐患',
      mediation: '帮助化解纠纷',
      assembly: '参加居民会议',
    } as Readonly<Record<string, string>>,
    byRule: '按规则自动记',
    byPerson: '由工作人员记',
    order: '看这一单',
    until: (until: string) => `觉得不对，${until} 前可以申诉`,
    text: '哪里不对',
    needed: '请写清哪里不对',
    appeal: '申诉',
    appealed: '申诉已经提交，由另外的人复核。',
    cases: '申诉',
    waiting: '等待复核',
    corrected: '申诉后补记',
    upheld: '申诉成立，少记的已经补上',
    dismissed: '申诉不成立',
    grounds: '理由：',
    exchanges: '兑换过的',
    items: '可以兑换',
    itemsLead: '每月可以兑换一次，到社区党群服务中心窗口办。',
    points: (points: number) => `${points} 分`,
  },
  {
    lead: 'Points follow the rules that the residents’ meeting adopted. They are only ever given; nobody is ranked, nothing is published.',
    none: 'Your household has no account. It is opened only if you want one; without it you place orders and are served all the same.',
    open: 'Open a household account',
    noRules: 'No rules that a residents’ meeting adopted are in force here, so no points are given.',
    has: (points) => (points === 1 ? '1 point now' : `${points} points now`),
    ending: (points) => `${points} of them end soon: exchange them in time`,
    rules: (document, version, heldOn, record) =>
      `Rules: ${document} (${version}), adopted by the residents’ meeting on ${heldOn}, record ${record}`,
    entries: 'How each came about',
    noEntries: 'Nothing was entered yet.',
    reason: {
      base: 'what each has every year',
      suggestion: 'a good suggestion',
      rating: 'an evaluation',
      volunteering: 'volunteering',
      neighbour: 'help to a neighbour',
      hazard: 'a hazard found',
      mediation: 'help in a dispute',
      assembly: 'the residents’ meeting',
    } as Readonly<Record<string, string>>,
    byRule: 'by the rules',
    byPerson: 'entered by the office',
    order: 'See the order',
    until: (until) => `Not right? You can appeal until ${until}`,
    text: 'What is not right',
    needed: 'Please say what is not right',
    appeal: 'Appeal',
    appealed: 'Sent; somebody else looks at it.',
    cases: 'Appeals',
    waiting: 'waits for a decision',
    corrected: 'entered after your appeal',
    upheld: 'You were right; what lacked was entered',
    dismissed: 'It stays as it is',
    grounds: 'Why: ',
    exchanges: 'Exchanged',
    items: 'What you can exchange them for',
    itemsLead: 'Once a month, at the community window.',
    points: (points) => (points === 1 ? '1 point' : `${points} points`),
  },
);

const PATH = '/api/v1/me/points';
type Account = NonNullable<Reply<'getMyPoints'>['household']>;

export function Points() {
  const { data, ...state } = useLive<'getMyPoints'>(PATH);
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t.title.points}</h1>
      <p>{s.lead}</p>
      {!data ? (
        <Loading {...state} />
      ) : data.household ? (
        <AccountOf account={data.household} reload={state.reload} />
      ) : (
        <Without reload={state.reload} />
      )}
    </div>
  );
}

function Without({ reload }: { readonly reload: () => void }) {
  const [failure, setFailure] = useState<string | null>(null);
  const open = () =>
    post<'openHousehold'>('/api/v1/me/points/household', { unit: boot.me?.post.unit.id ?? '' }).then(reload, (error: unknown) =>
      setFailure(messageOf(error)),
    );
  return (
    <section className="card stack">
      <p>{s.none}</p>
      <Summary errors={{}} failure={failure} />
      <button type="button" className="button" onClick={() => void open()}>
        {s.open}
      </button>
    </section>
  );
}

function AccountOf({ account, reload }: { readonly account: Account; readonly reload: () => void }) {
  const { points, ending, entries, cases, exchanges, items, rules } = account;
  return (
    <>
      <section className="card">
        <p>
          <strong>{s.has(points)}</strong>
          {ending > 0 && ` · ${s.ending(ending)}`}
        </p>
        <p className="soft small">{rules ? <Rules said={s.rules} rules={rules} /> : s.noRules}</p>
      </section>
      <section className="card">
        <h2>{s.entries}</h2>
        {entries.length === 0 && <p className="soft">{s.noEntries}</p>}
        <ul className="lines">
          {entries.map(({ id, reason, points: given, day, order, decided, reverses, appealBy }) => (
            <li key={id} className="stack">
              <p>
                <strong>+{given}</strong> {wordOf(s.reason, reason)}
                <span className="small soft">
                  {' · '}
                  {dayOf(day)} · {reverses ? s.corrected : decided ? s.byPerson : s.byRule}
                </span>
              </p>
              {order && (
                <p>
                  <a href={`/orders/${order}`}>{s.order}</a>
                </p>
              )}
              {appealBy && <Appeal entry={id} until={appealBy} done={reload} />}
            </li>
          ))}
        </ul>
      </section>
      {cases.length > 0 && (
        <section className="card">
          <h2>{s.cases}</h2>
          <ul className="lines">
            {cases.map(({ id, openedAt, statement, decidedAt, upheld, grounds }) => (
              <li key={id}>
                <strong>{decidedAt === null ? s.waiting : upheld ? s.upheld : s.dismissed}</strong>{' '}
                <span className="small soft">{when(openedAt)}</span>
                <p lang="zh-CN">{statement}</p>
                {grounds && (
                  <p>
                    {s.grounds}
                    <span lang="zh-CN">{grounds}</span>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {exchanges.length > 0 && (
        <section className="card">
          <h2>{s.exchanges}</h2>
          <ul className="lines">
            {exchanges.map(({ id, at, item, points: spent }) => {
              const known = items.find(({ code }) => code === item);
              return (
                <li key={id}>
                  {known ? inWords(known) : item} · {s.points(spent)} <span className="small soft">{when(at)}</span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {items.length > 0 && (
        <section className="card">
          <h2>{s.items}</h2>
          <p>{s.itemsLead}</p>
          <ul className="lines">
            {items.map((item) => (
              <li key={item.code}>
                {inWords(item)} · {s.points(item.points)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const MOST = 1_000;

function Appeal({ entry, until, done }: { readonly entry: string; readonly until: string; readonly done: () => void }) {
  const [text, setText] = useState('');
  const { beside, summary, find, mend } = useToldErrors();
  const [failure, setFailure] = useState<string | null>(null);
  const id = `appeal-${entry}`;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const short = text.trim().length < 2;
    find(short ? { [id]: s.needed } : {});
    setFailure(null);
    if (short) return;
    post<'appealPoints'>(`/api/v1/me/points/entries/${entry}/appeal`, { text: text.trim() }).then(done, (error: unknown) =>
      setFailure(messageOf(error)),
    );
  };
  return (
    <details>
      <summary>{s.until(when(until))}</summary>
      <form className="stack" noValidate onSubmit={send}>
        <Summary errors={summary} failure={failure} />
        <TextArea
          id={id}
          label={s.text}
          value={text}
          maxLength={MOST}
          error={beside[id]}
          onInput={(said) => {
            setText(said);
            mend(id);
          }}
        />
        <button type="submit" className="button">
          {s.appeal}
        </button>
      </form>
    </details>
  );
}
