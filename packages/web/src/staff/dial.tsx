// 首次联系: the number that is to be called, where whoever calls may read it. Reading it is logged, for the reason that the step is.
import { useEffect, useRef, useState } from 'react';
import { messageOf, type Order, post } from '../shared/api/client.ts';
import { t } from './words.ts';

export const Dial = ({ order: { id, contact, revealable } }: { readonly order: Order }) => {
  if (contact === null) return <p>{t.order.noPhone}</p>;
  if (revealable?.includes('contact.phone')) return <Shown key={id} order={id} />;
  const phone = contact?.phone;
  return phone && !phone.includes('*') ? (
    <p>
      <Call number={phone} />
    </p>
  ) : null;
};

export const Call = ({ number }: { readonly number: string }) => (
  <a className="button" href={`tel:${number}`}>
    {t.reveal.call} {number}
  </a>
);

function Shown({ order }: { readonly order: string }) {
  const [number, setNumber] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const there = useRef<HTMLParagraphElement>(null);
  // What was pressed is not there any more: the next press calls.
  useEffect(() => {
    if (number !== null) there.current?.querySelector('a')?.focus({ preventScroll: true });
  }, [number]);
  if (number !== null)
    return (
      <p ref={there} className="line-up" role="status">
        <Call number={number} />
        <span className="soft small">{t.reveal.shown}</span>
      </p>
    );
  const show = (): void => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    post<'revealField'>(`/api/v1/orders/${order}/reveal`, { field: 'contact.phone', reason: t.reveal.toCallReason })
      .then(
        ({ value }) => (value === null ? setFailure(t.order.erased) : setNumber(value)),
        (error: unknown) => setFailure(messageOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <p className="line-up">
      <button type="button" className="button" aria-disabled={busy} onClick={show}>
        {t.reveal.toCall}
      </button>
      <span className="soft small">{t.reveal.toCallHint}</span>
      {failure && <span role="alert">{failure}</span>}
    </p>
  );
}
