// 有人要求我给好评: a complaint of its own. It is sealed and bypasses the unit concerned; the order that it is about knows nothing of it.
import { type FormEvent, useState } from 'react';
import { messageOf, newKey, type Order, post } from '../shared/api/client.ts';
import { Summary, TextArea } from '../shared/ui/field.tsx';
import { t } from './words.ts';

/** 作风与服务投诉. */
const COMPLAINT = '1101';
const MOST = 2_000;

export function Pressed({ order }: { readonly order: Order }) {
  const [key] = useState(newKey);
  const [text, setText] = useState(t.evaluate.pressingText(order.number));
  const [failure, setFailure] = useState<string | null>(null);
  const [number, setNumber] = useState<string | null>(null);
  const tell = (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    post<'placeOrder'>('/api/v1/orders', { category: COMPLAINT, unit: order.unit?.id ?? '', text: text.trim() }, key).then(
      (placed) => setNumber(placed.order.number),
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  return (
    <details>
      <summary>{t.evaluate.pressing}</summary>
      {number ? (
        <p className="notice" role="status">
          {t.evaluate.pressingDone(number)}
        </p>
      ) : (
        <form className="stack" noValidate onSubmit={tell}>
          <p>{t.evaluate.pressingLead}</p>
          <Summary errors={{}} failure={failure} />
          <TextArea id="pressing" label={t.evaluate.pressingLabel} value={text} maxLength={MOST} onInput={setText} />
          <button type="submit" className="button">
            {t.evaluate.pressingSend}
          </button>
        </form>
      )}
    </details>
  );
}
