// 活动: what is planned nearby, joining as a volunteer; planning one and confirming hours for whoever may.
import { type FormEvent, useLayoutEffect, useState } from 'react';
import { type Body, messageOf, newKey, post, Problem, remove, type Reply } from '../shared/api/client.ts';
import { boot, now } from '../shared/boot.ts';
import { when, whenItBegins } from '../shared/time.ts';
import { type Errors, SelectField, Summary, TextField, useToldErrors } from '../shared/ui/field.tsx';
import { inLanguage, w } from '../shared/words.ts';
import { useLive } from './use-live.ts';

const s = inLanguage(
  {
    title: '活动和志愿服务',
    lead: '文明实践、微心愿、写春联等。报名全凭自愿，开始之前随时可以取消，不留记录。',
    none: '附近近期没有活动。',
    kinds: { civility: '文明实践', wish: '微心愿', couplets: '写春联', other: '其他活动' },
    at: (begins: string, ends: string) => `${begins} 至 ${ends}`,
    places: (joined: number, wanted: number) => `志愿者 ${joined} / ${wanted}`,
    cancelled: '已取消',
    mine: '您已报名',
    join: '报名',
    leave: '取消报名',
    cancel: '取消活动',
    move: '改时间或地点',
    moveHint: '已报名的人会收到通知。地点不填则不变。',
    moveSend: '改好了',
    full: '名额已满',
    confirm: (name: string) => `确认 ${name} 的时长`,
    confirmed: (name: string) => `${name}：时长已记录`,
    plan: '发布活动',
    kind: '什么活动',
    what: '活动名称',
    whatHint: '人人可见，不要写姓名、电话、门牌。',
    where: '地点',
    from: '开始',
    to: '结束',
    wanted: '要几位志愿者',
    send: '发布',
    wrongTime: '请填写日期和时间',
    past: '开始时间已过，请改为以后的时间',
    backwards: '结束要晚于开始',
    wrongNumber: '请填写 1 到 500 的整数',
  },
  {
    title: 'Activities and volunteering',
    lead: 'Civic practice, small wishes, New Year couplets and more. You join of your own accord; until it begins you may leave, and no record stays.',
    none: 'Nothing is planned nearby.',
    kinds: { civility: 'Civic practice', wish: 'Small wishes', couplets: 'New Year couplets', other: 'Other' },
    at: (begins, ends) => `${begins} to ${ends}`,
    places: (joined, wanted) => `Volunteers ${joined} / ${wanted}`,
    cancelled: 'Cancelled',
    mine: 'You have joined',
    join: 'Join',
    leave: 'Leave again',
    cancel: 'Cancel the activity',
    move: 'Move it',
    moveHint: 'Whoever has joined is told. Without a place it stays where it is.',
    moveSend: 'Move it',
    full: 'As many as are wanted have joined',
    confirm: (name) => `Confirm the hours of ${name}`,
    confirmed: (name) => `${name}: hours recorded`,
    plan: 'Plan an activity',
    kind: 'Kind',
    what: 'Title',
    whatHint: 'Anybody reads it: no names, telephones or door numbers.',
    where: 'Place',
    from: 'Begins',
    to: 'Ends',
    wanted: 'Volunteers wanted',
    send: 'Plan it',
    wrongTime: 'Give a date and a time',
    past: 'This lies in the past: give a time to come',
    backwards: 'It ends after it begins',
    wrongNumber: 'Give a whole number from 1 to 500',
  },
);

type Activity = Reply<'listActivities'>['activities'][number];

export function Activities() {
  const { data, failure: unread, reload } = useLive<'listActivities'>('/api/v1/activities');
  const [failure, setFailure] = useState<string | null>(null);
  useLayoutEffect(() => {
    document.title = `${s.title} · ${w.product}`;
  }, []);
  const then = (done: Promise<unknown>): void => {
    setFailure(null);
    done.catch((problem: unknown) => setFailure(messageOf(problem))).finally(reload);
  };
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{s.title}</h1>
      <p>{s.lead}</p>
      {(failure ?? unread) && (
        <p className="notice alarm" role="alert">
          {failure ?? unread}
        </p>
      )}
      {!data && !unread && <p role="status">{w.loading}</p>}
      {data?.activities.length === 0 && <p className="soft">{s.none}</p>}
      <ul className="rows">
        {data?.activities.map((one) => (
          <li key={one.id}>
            <One one={one} then={then} />
          </li>
        ))}
      </ul>
      {data?.mayPlan && <Plan done={reload} />}
    </div>
  );
}

function One({ one, then }: { readonly one: Activity; readonly then: (done: Promise<unknown>) => void }) {
  const { id, kind, title, startsAt, endsAt, cancelled, full, wanted, joined, mine, volunteers } = one;
  const begun = Date.parse(startsAt) <= now() || cancelled;
  const path = `/api/v1/activities/${id}`;
  return (
    <article className="card stack">
      <h2 lang="zh-CN">{title}</h2>
      <p className="soft">
        {s.kinds[kind]} · <span lang="zh-CN">{[one.facility?.name, one.place, one.unit.name].filter(Boolean).join(' · ')}</span>
      </p>
      <p>{s.at(whenItBegins(startsAt), when(endsAt))}</p>
      <p>
        {cancelled ? s.cancelled : s.places(joined, wanted)}
        {mine && !cancelled && ` · ${s.mine}`}
      </p>
      {!begun && (
        <div className="buttons">
          {mine ? (
            <button type="button" className="button" onClick={() => then(remove(`${path}/joining`))}>
              {s.leave}
            </button>
          ) : full ? (
            <span className="soft">{s.full}</span>
          ) : (
            <button type="button" className="button main" onClick={() => then(post<'joinActivity'>(`${path}/joining`, nothing))}>
              {s.join}
            </button>
          )}
          {volunteers && (
            <button
              type="button"
              className="button quiet"
              onClick={() => then(post<'cancelActivity'>(`${path}/cancellation`, nothing))}
            >
              {s.cancel}
            </button>
          )}
        </div>
      )}
      {volunteers && !begun && <Move path={path} then={then} />}
      {volunteers?.map(({ person, name, confirmed }) =>
        confirmed ? (
          <p key={person}>{s.confirmed(name)}</p>
        ) : (
          begun &&
          !cancelled && (
            <button
              key={person}
              type="button"
              className="button"
              onClick={() => then(post<'confirmActivityHours'>(`${path}/hours`, { person }))}
            >
              {s.confirm(name)}
            </button>
          )
        ),
      )}
    </article>
  );
}

function Move({ path, then }: { readonly path: string; readonly then: (done: Promise<unknown>) => void }) {
  const [said, setSaid] = useState({ startsAt: '', endsAt: '', place: '' });
  const { beside, find, mend } = useToldErrors();
  const set = (field: keyof typeof said) => (value: string) => {
    setSaid((before) => ({ ...before, [field]: value }));
    mend(...askedWith(field));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const [startsAt, endsAt] = [instant(said.startsAt), instant(said.endsAt)];
    const found = wrongTimes(startsAt, endsAt);
    find(found);
    if (Object.keys(found).length > 0 || startsAt === null || endsAt === null) return;
    const place = said.place.trim();
    const moved = post<'moveActivity'>(`${path}/moving`, { startsAt, endsAt, ...(place !== '' && { place }) });
    moved.catch((problem: unknown) => find(besideFields(problem)));
    then(moved);
  };
  const id = (field: string) => `${path}-${field}`;
  return (
    <details>
      <summary>{s.move}</summary>
      <form className="stack" noValidate onSubmit={send}>
        <p className="soft">{s.moveHint}</p>
        {times.map((field) => (
          <TextField
            key={field}
            id={id(field)}
            label={field === 'startsAt' ? s.from : s.to}
            type="datetime-local"
            value={said[field]}
            error={beside[field]}
            onInput={set(field)}
          />
        ))}
        <TextField
          id={id('place')}
          label={s.where}
          maxLength={80}
          value={said.place}
          error={beside['place']}
          onInput={set('place')}
        />
        <button type="submit" className="button">
          {s.moveSend}
        </button>
      </form>
    </details>
  );
}

const nothing = undefined as never;
type Kind = Activity['kind'];
const kinds: readonly Kind[] = ['civility', 'wish', 'couplets', 'other'];
/** Of a field of the browser, in Beijing's time. */
const instant = (local: string): string | null => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? `${local}:00+08:00` : null);

/** Of volunteers, as the contract says. */
const MOST_WANTED = 500;

function wrongTimes(startsAt: string | null, endsAt: string | null): Errors {
  const [from, to] = [Date.parse(startsAt ?? ''), Date.parse(endsAt ?? '')];
  return {
    ...(startsAt === null ? { startsAt: s.wrongTime } : from <= now() && { startsAt: s.past }),
    ...(endsAt === null ? { endsAt: s.wrongTime } : to <= from && { endsAt: s.backwards }),
  };
}

/** What the server found wrong with a field that is on the page. */
const besideFields = (problem: unknown): Errors =>
  problem instanceof Problem
    ? Object.fromEntries(problem.errors.filter(({ path }) => path in fields).map(({ path, message }) => [path, message]))
    : {};

const times = ['startsAt', 'endsAt'] as const;
/** What is wrong or right with a field: of a time the other is, too. */
const askedWith = (field: string): readonly string[] => (times.some((time) => time === field) ? times : [field]);

const fields = { title: true, place: true, startsAt: true, endsAt: true, wanted: true };

function Plan({ done }: { readonly done: () => void }) {
  const empty = { kind: 'civility', title: '', place: '', startsAt: '', endsAt: '', wanted: '5' };
  const [said, setSaid] = useState(empty);
  const { beside, summary, isMended, find, mend } = useToldErrors();
  const [failure, setFailure] = useState<string | null>(null);
  const [key, setKey] = useState(newKey);
  const set = (field: keyof typeof empty) => (value: string) => {
    setSaid((before) => ({ ...before, [field]: value }));
    mend(...askedWith(field));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const [startsAt, endsAt] = [instant(said.startsAt), instant(said.endsAt)];
    const found: Errors = {
      ...(said.title.trim() === '' && { title: w.field.needed(s.what) }),
      ...(said.place.trim() === '' && { place: w.field.needed(s.where) }),
      ...wrongTimes(startsAt, endsAt),
      ...(!/^\d+$/.test(said.wanted.trim()) || +said.wanted < 1 || +said.wanted > MOST_WANTED ? { wanted: s.wrongNumber } : {}),
    };
    find(found);
    setFailure(null);
    if (Object.keys(found).length > 0 || startsAt === null || endsAt === null || !boot.me) return;
    const body: Body<'planActivity'> = {
      kind: said.kind as Kind,
      unit: boot.me.post.unit.id,
      title: said.title.trim(),
      place: said.place.trim(),
      startsAt,
      endsAt,
      wanted: Number(said.wanted),
    };
    post<'planActivity'>('/api/v1/activities', body, key)
      .then(() => {
        setSaid(empty);
        setKey(newKey());
        done();
      })
      .catch((problem: unknown) => {
        const told = besideFields(problem);
        find(told);
        if (Object.keys(told).length === 0) setFailure(messageOf(problem));
      });
  };
  return (
    <form className="card stack" noValidate onSubmit={send}>
      <h2>{s.plan}</h2>
      <Summary errors={summary} failure={isMended ? null : failure} />
      <SelectField
        id="kind"
        label={s.kind}
        value={said.kind}
        options={kinds.map((kind) => ({ value: kind, label: s.kinds[kind] }))}
        onChange={set('kind')}
      />
      <TextField
        id="title"
        label={s.what}
        hint={s.whatHint}
        maxLength={80}
        value={said.title}
        error={beside['title']}
        onInput={set('title')}
      />
      <TextField id="place" label={s.where} maxLength={80} value={said.place} error={beside['place']} onInput={set('place')} />
      <TextField
        id="startsAt"
        label={s.from}
        type="datetime-local"
        value={said.startsAt}
        error={beside['startsAt']}
        onInput={set('startsAt')}
      />
      <TextField
        id="endsAt"
        label={s.to}
        type="datetime-local"
        value={said.endsAt}
        error={beside['endsAt']}
        onInput={set('endsAt')}
      />
      <TextField
        id="wanted"
        label={s.wanted}
        inputMode="numeric"
        value={said.wanted}
        error={beside['wanted']}
        onInput={set('wanted')}
      />
      <button type="submit" className="button main">
        {s.send}
      </button>
    </form>
  );
}
