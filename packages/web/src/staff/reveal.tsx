// A masked field, shown for a reason that the access log keeps. What was shown is forgotten with the page.
import { Dialog } from '@base-ui/react/dialog';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { messageOf, post } from '../shared/api/client.ts';
import { type Errors, Summary, TextField } from '../shared/ui/field.tsx';
import { w } from '../shared/words.ts';
import { Call } from './dial.tsx';
import { t } from './words.ts';

interface Props {
  readonly order: string;
  readonly field: string;
  readonly masked: string;
  readonly name: string;
}

const SHORTEST = 2;

/** What of a text is masked: numbers in it, or more. */
const hasMaskedNumber = (text: string): boolean => /\d\*|\*\d/.test(text);

/** A field that is nothing but what is masked is called by its name. */
const isOne = (field: string): boolean => /^(contact|place)\.|\.contact$/.test(field);

export function Reveal({ order, field, masked, name }: Props) {
  const [open, setOpen] = useState(false);
  const [value, setValue] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const there = useRef<HTMLSpanElement>(null);
  // The button that opened the dialog is not there any more.
  useEffect(() => {
    if (value !== null) there.current?.focus({ preventScroll: true });
  }, [value]);
  if (value !== null) {
    return (
      <span ref={there} className="line-up" role="status" tabIndex={-1}>
        {field === 'contact.phone' ? <Call number={value} /> : value}
        <span className="soft small">{t.reveal.shown}</span>
      </span>
    );
  }
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const found: Errors = reason.trim().length < SHORTEST ? { 'reveal-reason': w.field.needed(t.reveal.reason) } : {};
    setErrors(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return;
    post<'revealField'>(`/api/v1/orders/${order}/reveal`, { field, reason: reason.trim() }).then(
      (reply) => {
        setValue(reply.value ?? t.order.erased);
        setOpen(false);
      },
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  const what = hasMaskedNumber(masked) ? t.reveal.numbers : t.reveal.whole;
  return (
    <span className="line-up">
      {masked}
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger className="button" aria-label={isOne(field) ? undefined : `${what} ${name}`}>
          {isOne(field) ? t.reveal.show(name) : what}
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Backdrop className="backdrop" />
          <Dialog.Popup className="dialog">
            <form className="stack" noValidate onSubmit={ask}>
              <Dialog.Title>
                {t.reveal.title} · {name}
              </Dialog.Title>
              <Dialog.Description>{t.reveal.lead}</Dialog.Description>
              <Summary errors={errors} failure={failure} />
              <div className="buttons">
                {Object.values(t.reveal.reasons).map((ready) => (
                  <button
                    key={ready}
                    type="button"
                    className="button"
                    aria-pressed={reason === ready}
                    onClick={() => setReason(ready)}
                  >
                    {ready}
                  </button>
                ))}
              </div>
              <TextField
                id="reveal-reason"
                label={t.reveal.reason}
                maxLength={200}
                value={reason}
                error={errors['reveal-reason']}
                onInput={setReason}
              />
              <div className="buttons">
                <button type="submit" className="button main">
                  {t.reveal.confirm}
                </button>
                <Dialog.Close className="button">{w.cancel}</Dialog.Close>
              </div>
            </form>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </span>
  );
}
