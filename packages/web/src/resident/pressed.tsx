// 有人要求我给好评: a complaint of its own. It is sealed and bypasses the unit concerned; the order that it is about knows nothing of it.
import { type FormEvent, useState } from 'react';
import { messageOf, newKey, type Order, post } from '../shared/api/client.ts';
import { Summary, TextArea } from '../shared/ui/field.tsx';
import { inLanguage } from '../shared/words.ts';

const s = inLanguage(
  {
    title: '有人要求我给好评',
    lead: '谁也不能要求您给好评。我们把这件事另外记成一件投诉，不经过办这件事的人和单位，只有上级能看到。您的评价照您的意思评。',
    text: (number: string) => `有人要求我给好评。单号：${number}。`,
    label: '是怎么回事',
    send: '告诉上级',
    done: (number: string) => `已经告诉上级，单号 ${number}。`,
  },
  {
    title: 'Somebody asked me for good stars',
    lead: 'Nobody may ask you for them. We write it down as a complaint of its own that neither the handler nor his office sees, only the level above. Evaluate as you mean it.',
    text: (number) => `Somebody asked me for a good evaluation. Order: ${number}.`,
    label: 'How it was',
    send: 'Tell the level above',
    done: (number) => `The level above was told: number ${number}.`,
  },
);

/** 作风与服务投诉. */
const COMPLAINT = '1101';
const MOST = 2_000;

export function Pressed({ order }: { readonly order: Order }) {
  const [key] = useState(newKey);
  const [text, setText] = useState(s.text(order.number));
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
      <summary>{s.title}</summary>
      {number ? (
        <p className="notice" role="status">
          {s.done(number)}
        </p>
      ) : (
        <form className="stack" noValidate onSubmit={tell}>
          <p>{s.lead}</p>
          <Summary errors={{}} failure={failure} />
          <TextArea id="pressing" label={s.label} value={text} maxLength={MOST} onInput={setText} />
          <button type="submit" className="button">
            {s.send}
          </button>
        </form>
      )}
    </details>
  );
}
