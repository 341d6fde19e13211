// An order by number and query code, and its evaluation. Neither is ever put into an address; the tab keeps them just while the page
// comes in the other language.
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { isUnheard } from '../shared/again.ts';
import { messageOf, post, Problem, type Reply } from '../shared/api/client.ts';
import { boot, inWords, named } from '../shared/boot.ts';
import { readDraft, removeDraft, writeDraft } from '../shared/drafts.ts';
import { when } from '../shared/time.ts';
import { type Errors, Summary, TextField, useFound } from '../shared/ui/field.tsx';
import { inLanguage, w } from '../shared/words.ts';
import { type Answers, EvaluateForm, evaluated } from './evaluate.tsx';
import { OrderView } from './order-view.tsx';
import { Sentence } from './sentence.tsx';
import { WayHome } from './way-home.tsx';
import { t } from './words.ts';

const s = inLanguage(
  {
    unfit: '单号和查询码对不上，请对照回执再核对一下。',
    lead: '不用登录就能评。',
    until: (due: string) => `${due} 以前都可以评。`,
    over: '这一次已经评过，或者过了评价的时间。下面是现在的情况。',
    perhaps: '刚才网络断了，没有等到回音。下面是现在的情况：看看您的评价是不是已经记下了。',
    wrong: '要改评：有账号的，7 天内登录就能改；没有账号的，请告诉社区，请他们回访核实。',
    rest: '要补充、撤回或者改评，请先登录。没有账号的，请找替您下单的人，或者告诉社区。',
  },
  {
    unfit: 'Number and query code do not fit together. Please check them against the receipt.',
    lead: 'You need no account. ',
    until: (due) => `You can evaluate until ${due}.`,
    over: 'This was evaluated already, or the time for it is over. Below is how it stands now.',
    perhaps:
      'The connection was lost before an answer came. Below is how it stands now: see whether your evaluation was written down.',
    wrong: 'To change it, sign in within 7 days. Without an account tell your community and ask them to call you back about it.',
    rest: 'To add something, withdraw it or change an evaluation, sign in first. Without an account turn to whoever ordered for you, or tell your community.',
  },
);

type Found = Reply<'followOrder'>;

interface Kept {
  readonly number: string;
  readonly code: string;
  readonly isShown: boolean;
}

const KEPT = 'follow';

function takeKept(): Kept | null {
  const kept = readDraft<Kept>('sessionStorage', KEPT);
  removeDraft('sessionStorage', KEPT);
  return kept;
}

export function Follow() {
  const [kept] = useState(takeKept);
  const [number, setNumber] = useState(kept?.number ?? '');
  const [code, setCode] = useState(kept?.code ?? '');
  const [failure, setFailure] = useState<string | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (!found) document.title = `${t.follow.title} · ${w.product}`;
  }, [found]);
  const still: Errors = {
    ...(number.trim() === '' && { number: w.field.needed(t.follow.number) }),
    ...(code.trim() === '' && { code: w.field.needed(t.follow.code) }),
  };
  const { beside, summary, find } = useFound(still);
  const receipt = { number: number.trim(), code: code.trim() };
  const show = (): void => {
    post<'followOrder'>('/api/v1/follow', receipt).then(setFound, (error: unknown) =>
      setFailure(error instanceof Problem && error.status === 404 ? s.unfit : messageOf(error)),
    );
  };
  useEffect(() => {
    if (kept?.isShown) show();
  }, []);
  useEffect(() => {
    // Before the switch of languages loads the page anew.
    const keep = ({ target }: Event): void => {
      if ((target as Element).closest('.language')) writeDraft('sessionStorage', KEPT, { number, code, isShown: found !== null });
    };
    addEventListener('click', keep, true);
    return () => removeEventListener('click', keep, true);
  }, [number, code, found]);
  if (found) {
    return (
      <div className="stack">
        <button type="button" className="back" onClick={() => setFound(null)}>
          {w.back}
        </button>
        <Shown found={found} receipt={receipt} show={setFound} />
      </div>
    );
  }
  const look = (event: FormEvent) => {
    event.preventDefault();
    find(still);
    setFailure(null);
    if (Object.keys(still).length > 0) return;
    show();
  };
  return (
    <form className="stack" noValidate onSubmit={look}>
      <WayHome />
      <h1 tabIndex={-1}>{t.follow.title}</h1>
      <p>{t.follow.hint}</p>
      <Summary errors={summary} failure={failure} />
      <TextField
        id="number"
        label={t.follow.number}
        hint={t.follow.numberHint}
        inputMode="numeric"
        value={number}
        onInput={setNumber}
        error={beside['number']}
      />
      <TextField id="code" label={t.follow.code} value={code} onInput={setCode} error={beside['code']} />
      <button type="submit" className="button main">
        {t.follow.look}
      </button>
    </form>
  );
}

interface ShownProps {
  readonly found: Found;
  readonly receipt: { readonly number: string; readonly code: string };
  readonly show: (found: Found) => void;
}

function Shown({ found: { order, kind, evaluation }, receipt, show }: ShownProps) {
  /** What came of what was sent from here. */
  const [told, setTold] = useState<readonly string[]>([]);
  const said = useRef<HTMLDivElement>(null);
  /** It was sent, and no answer came. */
  const unheard = useRef(false);
  // What was pressed is not there any more.
  useLayoutEffect(() => {
    if (told.length > 0) said.current?.focus();
  }, [told]);
  const closed = evaluation?.closed && inWords(evaluation.closed);
  const evaluate = async (finishedAt: string, answers: Answers): Promise<void> => {
    try {
      const after = await post<'evaluateByCode'>('/api/v1/follow/evaluation', { ...receipt, finishedAt, ...answers });
      const came = (evaluated.led as Readonly<Record<string, string>>)[after.order.state.handling];
      setTold([evaluated.thanks, ...(came ? [came] : []), ...(after.order.state.handling === 'evaluated' ? [s.wrong] : [])]);
      show(after);
    } catch (error) {
      const before = unheard.current;
      unheard.current = isUnheard(error);
      if (!(error instanceof Problem) || error.status !== 409) throw error;
      show(await post<'followOrder'>('/api/v1/follow', receipt));
      setTold([before ? s.perhaps : s.over]);
    }
  };
  return (
    <>
      <div ref={said} role="status" tabIndex={-1} className={told.length > 0 ? 'notice' : 'hidden'}>
        {told.map((line) => (
          <p key={line}>{line === evaluated.thanks ? <strong>{line}</strong> : line}</p>
        ))}
      </div>
      <OrderView order={order} byCode kind={kind ? named(kind) : undefined}>
        {closed && <p className="notice">{closed}</p>}
        {evaluation && !closed && (
          <div key={evaluation.finishedAt} className="card asks stack screen-only">
            <h2>{t.evaluate.title}</h2>
            <p>
              {s.lead}
              {evaluation.until && <Sentence text={s.until(when(evaluation.until))} />}
            </p>
            <EvaluateForm send={(answers) => evaluate(evaluation.finishedAt, answers)} />
            <p className="soft small">{evaluated.device}</p>
          </div>
        )}
      </OrderView>
      {!boot.me && (
        <div className="stack screen-only">
          <p className="soft">{s.rest}</p>
          <Link className="button" href={`/orders/${order.id}`}>
            {t.home.signIn}
          </Link>
        </div>
      )}
    </>
  );
}
