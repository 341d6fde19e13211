// 密封件查阅: the street asks that a sealed order be opened, the data protection officer decides, and whoever asked reads it for a time.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { get, messageOf, post, type Reply } from '../shared/api/client.ts';
import { type boot, inWords } from '../shared/boot.ts';
import { fieldWord } from '../shared/field-word.ts';
import { when } from '../shared/time.ts';
import { type Errors, SelectField, Summary, TextArea, TextField } from '../shared/ui/field.tsx';
import { inLanguage, w, wordOf } from '../shared/words.ts';
import { asksForOpenings } from './desks.ts';
import { unitName } from './unit-name.ts';

const s = inLanguage(
  {
    title: '密封件查阅',
    lead: '密封件的内容街道不能直接查看。写明理由提出申请，由个人信息保护负责人审批；同意后只对申请人限时开放，逐项记入查阅日志，居民本人也能看到。',
    number: '单号',
    reason: '为什么要看',
    reasonHint: '不要写居民的姓名、电话',
    numberWrong: '请写单号',
    reasonWrong: '请写明理由，至少五个字',
    ask: '提出申请',
    asked: '申请已提交，等待审批。',
    list: '申请',
    none: '没有申请。',
    state: { waiting: '待审批', refused: '未同意', open: '开放中', over: '已结束' },
    until: (at: string) => `开放到 ${at}`,
    grounds: '审批意见',
    groundsWrong: '请写审批意见',
    hours: '开放多久',
    hour: (n: number) => `${n} 小时`,
    grant: '同意，限时开放',
    refuse: '不同意',
    read: '查看内容',
    end: '结束',
    files: '附件',
    file: (n: number) => `附件 ${n}`,
    erased: '已删除',
  },
  {
    title: 'Sealed orders',
    lead: 'What a sealed order says is not shown to the street. Ask for it with a reason; the data protection officer decides. If it is granted it is open to you alone, for a time; each field goes into the access log, which the resident reads too.',
    number: 'Order number',
    reason: 'Why you need to read it',
    reasonHint: 'Write no name or telephone number of the resident',
    numberWrong: 'Write the order’s number',
    reasonWrong: 'Give a reason, five characters at least',
    ask: 'Ask for it',
    asked: 'Your request waits to be decided.',
    list: 'Requests',
    none: 'There are no requests.',
    state: { waiting: 'to be decided', refused: 'refused', open: 'open', over: 'over' },
    until: (at) => `open until ${at}`,
    grounds: 'Grounds of the decision',
    groundsWrong: 'Write the grounds',
    hours: 'For how long',
    hour: (n) => (n === 1 ? '1 hour' : `${n} hours`),
    grant: 'Grant it for this time',
    refuse: 'Refuse it',
    read: 'Read it',
    end: 'End it',
    files: 'Attachments',
    file: (n) => `Attachment ${n}`,
    erased: 'erased',
  },
);

type Opening = Reply<'listSealedOpenings'>['openings'][number];
const path = '/api/v1/privacy/sealed-openings';

export function Openings({ me }: { readonly me: NonNullable<typeof boot.me> }) {
  useEffect(() => {
    document.title = `${s.title} · ${w.product}`;
  }, []);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['openings'] });
  const { data, error } = useQuery({ queryKey: ['openings'], queryFn: () => get<'listSealedOpenings'>(path) });
  return (
    <main id="main" className="alone stack">
      <h1>{s.title}</h1>
      <p className="soft">{s.lead}</p>
      {asksForOpenings(me.post.role) && <Ask again={again} />}
      <section className="card stack">
        <h2>{s.list}</h2>
        {error && (
          <p className="notice alarm" role="alert">
            {messageOf(error)}
          </p>
        )}
        {!data && !error && <p role="status">{w.loading}</p>}
        {data?.openings.length === 0 && <p className="soft">{s.none}</p>}
        <ul className="stack">
          {data?.openings.map((opening) => (
            <li key={opening.id} className="card">
              <One opening={opening} again={again} />
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}

function Ask({ again }: { readonly again: () => Promise<void> }) {
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    const wrong: Errors = {
      ...(number.trim() === '' && { number: s.numberWrong }),
      ...(reason.trim().length < 5 && { reason: s.reasonWrong }),
    };
    setErrors(wrong);
    setFailure(null);
    setDone(false);
    if (Object.keys(wrong).length > 0) return;
    post<'askSealedOpening'>(path, { number: number.trim(), reason: reason.trim() }).then(
      () => {
        setNumber('');
        setReason('');
        setDone(true);
        return again();
      },
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  return (
    <form className="card stack" noValidate onSubmit={ask}>
      <Summary errors={errors} failure={failure} />
      <p role="status" className={done ? 'notice' : 'hidden'}>
        {done && s.asked}
      </p>
      <TextField id="number" label={s.number} maxLength={30} value={number} error={errors['number']} onInput={setNumber} />
      <TextArea
        id="reason"
        label={s.reason}
        hint={s.reasonHint}
        maxLength={500}
        value={reason}
        error={errors['reason']}
        onInput={setReason}
      />
      <button type="submit" className="button main">
        {s.ask}
      </button>
    </form>
  );
}

function One({ opening, again }: { readonly opening: Opening; readonly again: () => Promise<void> }) {
  const { id, order, asker, reason, askedAt, state, grounds, openUntil, allowed } = opening;
  const [shown, setShown] = useState<Reply<'readSealedOpening'> | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = <T,>(asked: Promise<T>, then: (reply: T) => void = () => undefined): void => {
    setFailure(null);
    asked.then(
      (reply) => {
        then(reply);
        return again();
      },
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  return (
    <div className="stack">
      <p className="line-up">
        <strong>{order.number}</strong>
        <span>{inWords(order.category)}</span>
        <span className="soft" lang="zh-CN">
          {unitName(order.unit)}
        </span>
        <span className="tag">{s.state[state]}</span>
      </p>
      <p className="small">
        <span lang="zh-CN">{asker.name}</span>{' '}
        {asker.post && (
          <>
            {wordOf(w.role, asker.post.role)} <span lang="zh-CN">{asker.post.unit.name}</span>
          </>
        )}{' '}
        · {when(askedAt)}
        {state === 'open' && openUntil && <> · {s.until(when(openUntil))}</>}
      </p>
      <p lang="zh-CN">{reason}</p>
      {grounds && (
        <p className="small soft">
          {s.grounds}
          {w.colon}
          <span lang="zh-CN">{grounds}</span>
        </p>
      )}
      {failure && (
        <p className="notice alarm" role="alert">
          {failure}
        </p>
      )}
      {allowed.includes('decide') && (
        <Decide id={id} send={(body) => attempt(post<'decideSealedOpening'>(`${path}/${id}/decision`, body))} />
      )}
      {(allowed.includes('read') || allowed.includes('end')) && (
        <div className="buttons">
          {allowed.includes('read') && (
            <button
              type="button"
              className="button main"
              onClick={() => attempt(get<'readSealedOpening'>(`${path}/${id}/order`), setShown)}
            >
              {s.read}
            </button>
          )}
          {allowed.includes('end') && (
            <button
              type="button"
              className="button"
              onClick={() => attempt(post<'endSealedOpening'>(`${path}/${id}/end`, {}), () => setShown(null))}
            >
              {s.end}
            </button>
          )}
        </div>
      )}
      {shown && state === 'open' && (
        <dl className="answers">
          {Object.entries(shown.fields).map(([field, value]) => (
            <div key={field}>
              <dt>{fieldWord(field)}</dt>
              <dd lang="zh-CN">{value ?? s.erased}</dd>
            </div>
          ))}
          {shown.attachments.length > 0 && (
            <div>
              <dt>{s.files}</dt>
              <dd>
                {shown.attachments.map(({ id: file }, n) => (
                  <a key={file} href={`${path}/${id}/attachments/${file}`} target="_blank" rel="noopener">
                    {s.file(n + 1)}
                  </a>
                ))}
              </dd>
            </div>
          )}
        </dl>
      )}
    </div>
  );
}

const hoursOffered = [2, 8, 24, 72];

interface Decision {
  readonly granted: boolean;
  readonly hours: number;
  readonly grounds: string;
}

function Decide({ id, send }: { readonly id: string; readonly send: (decision: Decision) => void }) {
  const [hours, setHours] = useState('24');
  const [grounds, setGrounds] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const field = { hours: `hours-${id}`, grounds: `grounds-${id}` };
  const decide = (granted: boolean): void => {
    const wrong: Errors = grounds.trim().length < 2 ? { [field.grounds]: s.groundsWrong } : {};
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) send({ granted, hours: Number(hours) || 24, grounds: grounds.trim() });
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        decide(true);
      }}
    >
      <Summary errors={errors} />
      <SelectField
        id={field.hours}
        label={s.hours}
        value={hours}
        options={hoursOffered.map((n) => ({ value: String(n), label: s.hour(n) }))}
        onChange={setHours}
      />
      <TextArea
        id={field.grounds}
        label={s.grounds}
        maxLength={500}
        value={grounds}
        error={errors[field.grounds]}
        onInput={setGrounds}
      />
      <div className="buttons">
        <button type="submit" className="button main">
          {s.grant}
        </button>
        <button type="button" className="button" onClick={() => decide(false)}>
          {s.refuse}
        </button>
      </div>
    </form>
  );
}
