// One question of a sign-in: fields, a button, what was wrong.
import { s } from './words.ts';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { messageOf, Problem, type Reply } from '../../api/client.ts';
import { w } from '../../words.ts';
import { type Errors, Summary, useFound } from '../field.tsx';

export type SignIn = Reply<'signInResident'>;

interface Props {
  readonly button: string;
  readonly send: () => Promise<unknown>;
  /** What is still to be filled in; nothing is sent before. */
  readonly lacking?: Errors;
  /** What is filled in is of this: what was wrong is said no more once it is another. */
  readonly of?: number;
  /** Said when what was given does not fit. */
  readonly failed?: string | (() => string);
  /** Fields, or how they stand with what is wrong with them. */
  readonly children: ReactNode | ((errors: Errors) => ReactNode);
}

export function Step({ button, send, lacking = {}, of, failed = s.failed, children }: Props) {
  const [failure, setFailure] = useState<string | null>(null);
  const { beside, summary, find } = useFound(lacking);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    setFailure(null);
    find({});
  }, [of]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setFailure(null);
    find(lacking);
    if (Object.keys(lacking).length > 0) return;
    setBusy(true);
    send()
      .catch((error: unknown) => {
        const unfit = error instanceof Problem && error.status === 401;
        setFailure(!unfit ? messageOf(error) : typeof failed === 'string' ? failed : failed());
      })
      .finally(() => setBusy(false));
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <Summary errors={summary} failure={failure} />
      {typeof children === 'function' ? children(beside) : children}
      <button type="submit" className="button main" aria-disabled={busy}>
        {busy ? w.sending : button}
      </button>
    </form>
  );
}

/** What of these texts is empty, by field. */
export const empty = (fields: Readonly<Record<string, readonly [value: string, label: string]>>): Errors =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([id, [value, label]]) => (value.trim() === '' ? [[id, w.field.needed(label)]] : [])),
  );
