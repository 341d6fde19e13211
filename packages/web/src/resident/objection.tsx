// 对公开内容提出异议: by anybody, without an account. What is objected to is taken off at once.
import { type FormEvent, useLayoutEffect, useState } from 'react';
import { messageOf, newKey, post } from '../shared/api/client.ts';
import { type Errors, Summary, TextArea, TextField, useFound } from '../shared/ui/field.tsx';
import { inLanguage, w } from '../shared/words.ts';

const s = inLanguage(
  {
    title: '对公开内容提出异议',
    lead: '提交以后，这一条先撤下来，3 个工作日内由社区审定。您写的话只给审定的人看。',
    reason: '哪里不该公开',
    reasonHint: '例如：能看出是我家。请不要写身份证号。',
    contact: '怎么告诉您结果',
    contactHint: '电话或者别的办法。不留也受理。',
    send: '提出异议',
    done: '已经撤下',
    doneLead: '这一条现在看不到了。社区会在 3 个工作日内审定；留了联系方式的，会告诉您结果。',
    board: '回公开栏',
  },
  {
    title: 'Object to what is public',
    lead: 'The item is taken off at once, and the community decides about it within 3 working days. Only those who decide read what you write.',
    reason: 'What should not be public?',
    reasonHint: 'For example: one can tell that it is my home. Please leave out identity numbers.',
    contact: 'How to tell you what was decided',
    contactHint: 'A telephone number or some other way. It is not needed.',
    send: 'Object',
    done: 'It has been taken off',
    doneLead: 'Nobody sees it any more. It is decided about within 3 working days; if you said how, you will be told.',
    board: 'Back to the board',
  },
);

export function Objection({ alias }: { readonly alias: string }) {
  const [key] = useState(newKey);
  const [reason, setReason] = useState('');
  const [contact, setContact] = useState('');
  const still: Errors = reason.trim() === '' ? { reason: w.field.needed(s.reason) } : {};
  const { beside, summary, find } = useFound(still);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  useLayoutEffect(() => {
    document.title = `${s.title} · ${w.product}`;
    if (done) document.querySelector('h1')?.focus();
  }, [done]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    find(still);
    setFailure(null);
    if (Object.keys(still).length > 0) return;
    setBusy(true);
    post<'objectToPublicItem'>(
      `/api/v1/public/items/${encodeURIComponent(alias)}/objections`,
      { reason: reason.trim(), ...(contact.trim() !== '' && { contact: contact.trim() }) },
      key,
    )
      .then(() => setDone(true))
      .catch((error: unknown) => setFailure(messageOf(error)))
      .finally(() => setBusy(false));
  };
  if (done) {
    return (
      <div className="stack">
        <h1 tabIndex={-1}>{s.done}</h1>
        <p>{s.doneLead}</p>
        <a className="button" href="/board">
          {s.board}
        </a>
      </div>
    );
  }
  return (
    <form className="stack" noValidate onSubmit={send}>
      <h1 tabIndex={-1}>{s.title}</h1>
      <p>{s.lead}</p>
      <Summary errors={summary} failure={failure} />
      <TextArea
        id="reason"
        label={s.reason}
        hint={s.reasonHint}
        maxLength={2_000}
        value={reason}
        error={beside['reason']}
        onInput={setReason}
      />
      <TextField
        id="contact"
        label={s.contact}
        hint={s.contactHint}
        optional
        maxLength={100}
        value={contact}
        onInput={setContact}
      />
      <button type="submit" className="button main wide" aria-disabled={busy}>
        {busy ? w.sending : s.send}
      </button>
    </form>
  );
}
