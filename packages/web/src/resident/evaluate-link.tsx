// 评单 without signing in: by a one-time link (its token behind the #, so that no server's log holds it), or by number and the
// code of a paper slip.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isUnheard } from '../shared/again.ts';
import { get, messageOf, post, Problem, type Reply } from '../shared/api/client.ts';
import { named } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { TextField } from '../shared/ui/field.tsx';
import { inLanguage, w } from '../shared/words.ts';
import { EvaluateForm, evaluated } from './evaluate.tsx';
import { t } from './words.ts';

const s = inLanguage(
  {
    lead: '不用登录。评多少星由您自己定，谁也不能要求您给好评。',
    about: (what: string, number: string) => `${what}（${number}）`,
    finished: (at: string) => `${at} 办完`,
    number: '单号',
    code: '评价码',
    codeHint: '在评价纸条上，8 个字符，不分大小写',
    spent: '这个链接已经用过或者过期了。您可以登录以后评价；没有账号的，请告诉社区，由没有经办这件事的人替您记下。',
    perhaps:
      '刚才网络断了，没有等到回音。链接或评价码没有错的话，您的评价已经记下了，只记一次。不放心的，请登录看一看，或者问社区。',
    unfit:
      '单号和评价码对不上，或者这张纸条已经用过、过了期。请对照纸条再核对一下，也可以告诉社区，由没有经办这件事的人替您记下。',
    home: '回首页',
  },
  {
    lead: 'You need no account. How many stars you give is for you alone to say.',
    about: (what, number) => `${what} (${number})`,
    finished: (at) => `done ${at}`,
    number: 'Number of the order',
    code: 'Evaluation code',
    codeHint: 'On the slip: eight characters; capitals do not matter',
    spent:
      'This link was used already, or its time is over. You can sign in to evaluate; without an account tell your community, where somebody who had no part in the work writes your word down.',
    perhaps:
      'The connection was lost before an answer came. If the link or the code is right, your evaluation has been written down, once. To be sure, sign in and look, or ask your community.',
    unfit:
      'Number and evaluation code do not fit together, or the slip was used already or is too old. Please compare them with the slip, or tell your community, where somebody who had no part in the work writes your word down.',
    home: 'Home',
  },
);

/** What a page that is not there means here. */
const meaning =
  (said: string) =>
  (error: unknown): never => {
    throw error instanceof Problem && [404, 410].includes(error.status) ? new Problem(error.status, said) : error;
  };

export function EvaluateLink() {
  const [token] = useState(() => location.hash.slice(1));
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  const [form, setForm] = useState<Reply<'showEvaluation'> | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState<Reply<'evaluateByToken'> | null>(null);
  /** It was sent, and no answer came: what is spent by now may be so by that. */
  const unheard = useRef(false);
  const evaluating = (sent: Promise<Reply<'evaluateByToken'>>, said: string): Promise<void> =>
    sent.then(setDone, (error: unknown) => {
      const before = unheard.current;
      unheard.current = isUnheard(error);
      return meaning(before ? s.perhaps : said)(error);
    });
  useEffect(() => {
    if (token === '') return;
    // It stays in no address that is shared, shown or kept.
    history.replaceState(null, '', '/evaluate');
    get<'showEvaluation'>(`/api/v1/evaluations/${encodeURIComponent(token)}`)
      .catch(meaning(s.spent))
      .then(setForm, (error: unknown) => setFailure(messageOf(error)));
  }, [token]);
  useLayoutEffect(() => {
    if (done) document.querySelector('h1')?.focus();
  }, [done]);
  if (done) {
    return (
      <div className="stack">
        <h1 tabIndex={-1}>{evaluated.thanks}</h1>
        <p className="promise">{evaluated.led[done.state]}</p>
        <a className="button" href="/">
          {s.home}
        </a>
      </div>
    );
  }
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t.evaluate.title}</h1>
      <p>{s.lead}</p>
      <p className="soft small">{evaluated.device}</p>
      {failure && (
        <p className="notice alarm" role="alert">
          {failure}
        </p>
      )}
      {token !== '' && !form && !failure && <p role="status">{w.loading}</p>}
      {form && (
        <p className="card">
          <strong>{s.about(form.category ? named(form.category.name) : '', form.number)}</strong>
          <br />
          <span className="soft">
            <span lang="zh-CN">{form.unit?.name}</span> · {s.finished(when(form.finishedAt))}
          </span>
        </p>
      )}
      {form && (
        <EvaluateForm
          send={(answers) =>
            evaluating(post<'evaluateByToken'>(`/api/v1/evaluations/${encodeURIComponent(token)}`, answers), s.spent)
          }
        />
      )}
      {token === '' && (
        <EvaluateForm
          lacking={{
            ...(number.trim() === '' && { number: w.field.needed(s.number) }),
            ...(code.trim() === '' && { code: w.field.needed(s.code) }),
          }}
          first={(errors) => (
            <>
              <TextField
                id="number"
                label={s.number}
                inputMode="numeric"
                value={number}
                error={errors['number']}
                onInput={setNumber}
              />
              <TextField id="code" label={s.code} hint={s.codeHint} value={code} error={errors['code']} onInput={setCode} />
            </>
          )}
          send={(answers) =>
            evaluating(
              post<'evaluateByPaper'>('/api/v1/evaluations', { number: number.trim(), code: code.trim(), ...answers }),
              s.unfit,
            )
          }
        />
      )}
    </div>
  );
}
