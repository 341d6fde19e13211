// 评单: solved first, then stars with words, then a comment.
import { type FormEvent, useState } from 'react';
import { messageOf, newKey, type Order } from '../shared/api/client.ts';
import { Choices, type Errors, Summary, TextArea } from '../shared/ui/field.tsx';
import { w } from '../shared/words.ts';
import { Pressed } from './pressed.tsx';
import { t } from './words.ts';

interface Props {
  readonly order: Order;
  readonly send: (input: Record<string, unknown>, key: string) => Promise<unknown>;
}

const MOST = 2_000;

export function Evaluate({ order, send }: Props) {
  const [key] = useState(newKey);
  const [solved, setSolved] = useState('');
  const [stars, setStars] = useState('');
  const [comment, setComment] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const bad = solved === 'no' || stars === '1' || stars === '2';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = {
      ...(solved === '' && { solved: w.field.chosen(t.evaluate.ask) }),
      ...(stars === '' && { stars: w.field.chosen(t.evaluate.stars) }),
    };
    setErrors(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const said = comment.trim();
    send({ solved, stars: Number(stars), ...(said !== '' && { comment: said }) }, key)
      .catch((error: unknown) => setFailure(messageOf(error)))
      .finally(() => setBusy(false));
  };

  return (
    <div className="card asks stack">
      <form className="stack" noValidate onSubmit={submit}>
        <h2>{t.evaluate.title}</h2>
        <Summary errors={errors} failure={failure} />
        <Choices
          id="solved"
          label={t.evaluate.ask}
          value={solved}
          error={errors['solved']}
          onChange={setSolved}
          options={(['yes', 'partly', 'no'] as const).map((value) => ({ value, label: w.solved[value] }))}
        />
        <Choices
          stars
          id="stars"
          label={t.evaluate.stars}
          hint={t.evaluate.pressed}
          value={stars}
          error={errors['stars']}
          onChange={setStars}
          options={(['5', '4', '3', '2', '1'] as const).map((n) => ({
            value: n,
            label: w.stars[n],
            hint: '★'.repeat(Number(n)),
          }))}
        />
        <TextArea id="comment" label={t.evaluate.comment} optional value={comment} maxLength={MOST} onInput={setComment} />
        {bad && <p className="notice">{t.evaluate.bad}</p>}
        <button type="submit" className="button main" aria-disabled={busy}>
          {busy ? w.sending : t.evaluate.send}
        </button>
      </form>
      <Pressed order={order} />
    </div>
  );
}
