// 评单: solved first, then stars with words, then a comment.
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { newKey } from '../shared/api/client.ts';
import { Choices, type Errors, SelectField, Summary, TextArea } from '../shared/ui/field.tsx';
import { inLanguage, w } from '../shared/words.ts';
import { useSending } from './use-sending.ts';
import { t } from './words.ts';

/** Of an evaluation without signing in: what is said before it, and what came of it. */
export const evaluated = inLanguage(
  {
    device: '为防有人代评，系统留一个认不出您是谁的设备印记，30 天后删除。',
    thanks: '谢谢您的评价',
    led: {
      evaluated: '已经记下。',
      reworking: '您说没有办好，我们会重新办，办好再请您评价。',
      escalated: '您说没有办好，已经提到上一级来办。',
    },
  },
  {
    device: 'So that nobody evaluates in your place, a trace of the device that tells nobody who you are is kept for 30 days.',
    thanks: 'Thank you for your evaluation',
    led: {
      evaluated: 'It has been written down.',
      reworking: 'You say it was not done well: it will be done again, and you will be asked again.',
      escalated: 'You say it was not done well: it was taken up to the next level.',
    },
  },
);

/** What stands in the form alone, and what opens it once it was evaluated. */
const s = inLanguage(
  {
    change: '改一改评价（评价后 7 天内）',
    more: '再说几句、分项打分（可不填）',
    lacking: '说说哪里没办好（可不填）',
    scores: '分项打分（可不填）',
    aspects: { response: '响应快慢', quality: '办事质量', attitude: '服务态度', integrity: '清正廉洁' },
  },
  {
    change: 'Change your evaluation (within 7 days of it)',
    more: 'Say more (optional)',
    lacking: 'Say what was lacking (optional)',
    scores: 'In particular (optional)',
    aspects: { response: 'Speed', quality: 'Quality', attitude: 'Attitude', integrity: 'Integrity' },
  },
);

export const changeOwn = s.change;

interface Props {
  readonly send: (input: Answers, key: string) => Promise<unknown>;
  /** Asked for before the rest, such as a code. */
  readonly first?: (errors: Errors) => ReactNode;
  /** What `first` still lacks. */
  readonly lacking?: Errors;
  /** Of whoever writes down what another said (transcribe.tsx). */
  readonly words?: Readonly<Record<'ask' | 'stars' | 'comment' | 'bad' | 'send', string>>;
}

/** Each from 1 to 5. */
const aspects = ['response', 'quality', 'attitude', 'integrity'] as const;

export interface Answers {
  readonly solved: 'yes' | 'partly' | 'no';
  readonly stars: number;
  readonly scores?: Readonly<Partial<Record<(typeof aspects)[number], number>>>;
  readonly comment?: string;
}

/** Where the order is. */
export const Evaluate = ({ send }: Props) => (
  <div className="card asks stack">
    <h2>{t.evaluate.title}</h2>
    <EvaluateForm send={send} />
  </div>
);

const MOST = 2_000;

export function EvaluateForm({ send, first, lacking = {}, words }: Props) {
  const said = words ?? t.evaluate;
  const [key] = useState(newKey);
  const [solved, setSolved] = useState('');
  const [stars, setStars] = useState('');
  const [scores, setScores] = useState<Readonly<Record<string, string>>>({});
  const [comment, setComment] = useState('');
  const bad = solved === 'no' || stars === '1' || stars === '2';

  const still: Errors = {
    ...lacking,
    ...(solved === '' && { solved: w.field.chosen(said.ask) }),
    ...(stars === '' && { stars: w.field.chosen(said.stars) }),
  };
  const { beside, summary, failure, busy, submit } = useSending(still, () => {
    const more = comment.trim();
    const given = Object.fromEntries(Object.entries(scores).flatMap(([name, n]) => (n === '' ? [] : [[name, Number(n)]])));
    return send(
      {
        solved: solved as Answers['solved'],
        stars: Number(stars),
        ...(Object.keys(given).length > 0 && { scores: given }),
        ...(more !== '' && { comment: more }),
      },
      key,
    );
  });

  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <Summary errors={summary} failure={failure} />
      {first?.(beside)}
      <Choices
        id="solved"
        label={said.ask}
        value={solved}
        error={beside['solved']}
        onChange={setSolved}
        options={(['yes', 'partly', 'no'] as const).map((value) => ({ value, label: w.solved[value] }))}
      />
      <Choices
        stars
        id="stars"
        label={said.stars}
        hint={words ? undefined : t.evaluate.pressed}
        value={stars}
        error={beside['stars']}
        onChange={setStars}
        options={(['5', '4', '3', '2', '1'] as const).map((n) => ({
          value: n,
          label: w.stars[n],
          hint: '★'.repeat(Number(n)),
        }))}
      />
      <More bad={bad}>
        <TextArea
          id="comment"
          label={bad && !words ? t.evaluate.lacking : said.comment}
          optional
          value={comment}
          maxLength={MOST}
          onInput={setComment}
        />
        <details>
          <summary>{s.scores}</summary>
          <div className="two">
            {aspects.map((aspect) => (
              <SelectField
                key={aspect}
                id={`score-${aspect}`}
                label={s.aspects[aspect]}
                optional
                value={scores[aspect] ?? ''}
                options={(['5', '4', '3', '2', '1'] as const).map((n) => ({ value: n, label: w.starsOf(Number(n), w.stars[n]) }))}
                onChange={(n) => setScores((before) => ({ ...before, [aspect]: n }))}
              />
            ))}
          </div>
        </details>
      </More>
      {bad && <p className="notice">{said.bad}</p>}
      <button type="submit" className="button main" aria-disabled={busy}>
        {busy ? w.sending : said.send}
      </button>
    </form>
  );
}

/**
 * What may be said besides. In larger type it is folded, so that the way to send it comes soon after what must be said; of what was not done
 * well it opens by itself, for that is what whoever does it again must know, and stays so: nothing that was written is hidden.
 */
function More({ bad, children }: { readonly bad: boolean; readonly children: ReactNode }) {
  const wasBad = useRef(false);
  wasBad.current ||= bad;
  if (!document.documentElement.hasAttribute('data-elder')) return children;
  return (
    <details open={wasBad.current}>
      <summary>{bad ? s.lacking : s.more}</summary>
      <div className="stack">{children}</div>
    </details>
  );
}
