// 有人要求我给好评: a complaint of its own. It is sealed and bypasses the unit concerned; the order that it is about knows nothing of it.
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { newKey, type Order, post, type Reply } from '../shared/api/client.ts';
import type { boot } from '../shared/boot.ts';
import { type Errors, Summary, TextArea } from '../shared/ui/field.tsx';
import { inLanguage, w } from '../shared/words.ts';
import { useSending } from './use-sending.ts';
import { t } from './words.ts';

const s = inLanguage(
  {
    title: '有人要求我给好评',
    lead: '谁也不能要求您给好评。我们把这件事另外记成一件投诉，不经过办这件事的人和单位，只有上级能看到。您的评价照您的意思评。',
    text: (number: string) => `有人要求我给好评。单号：${number}。`,
    label: '是怎么回事',
    send: '告诉上级',
    done: (number: string) => `已经告诉上级，单号 ${number}。`,
    see: '看这件投诉办到哪了',
  },
  {
    title: 'Somebody asked me for good stars',
    lead: 'Nobody may ask you for them. We write it down as a complaint of its own that neither the handler nor his office sees, only the level above. Evaluate as you mean it.',
    text: (number) => `Somebody asked me for a good evaluation. Order: ${number}.`,
    label: 'How it was',
    send: 'Tell the level above',
    done: (number) => `The level above was told: number ${number}.`,
    see: 'See how the complaint stands',
  },
);

/** 作风与服务投诉. */
const COMPLAINT = '1101';
const MOST = 2_000;

export function Pressed({ order, me }: { readonly order: Order; readonly me: NonNullable<typeof boot.me> }) {
  const [key] = useState(newKey);
  const [text, setText] = useState(s.text(order.number));
  const [placed, setPlaced] = useState<Reply<'placeOrder'>['order'] | null>(null);
  const said = useRef<HTMLParagraphElement>(null);
  // What was pressed is not there any more.
  useLayoutEffect(() => {
    if (placed) said.current?.focus();
  }, [placed]);
  const still: Errors = text.trim() === '' ? { pressing: t.place.tooShort } : {};
  const { beside, summary, failure, busy, submit } = useSending(still, () =>
    post<'placeOrder'>(
      '/api/v1/orders',
      {
        category: COMPLAINT,
        unit: order.unit?.id ?? '',
        text: text.trim(),
        // Whatever he works as: it is his own.
        ...(me.post.role !== 'resident' && { source: 'resident' }),
      },
      key,
    ).then((reply) => setPlaced(reply.order)),
  );
  return (
    <details className="screen-only">
      <summary>{s.title}</summary>
      {placed ? (
        <div className="stack">
          <p className="notice" role="status" ref={said} tabIndex={-1}>
            {s.done(placed.number)}
          </p>
          <Link className="button" href={`/orders/${placed.id}`}>
            {s.see}
          </Link>
        </div>
      ) : (
        <form
          className="stack"
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            submit();
          }}
        >
          <p>{s.lead}</p>
          <Summary errors={summary} failure={failure} />
          <TextArea id="pressing" label={s.label} value={text} error={beside['pressing']} maxLength={MOST} onInput={setText} />
          <button type="submit" className="button" aria-disabled={busy}>
            {busy ? w.sending : s.send}
          </button>
        </form>
      )}
    </details>
  );
}
