// A form of the office that manages the system: what is wrong is said beside the field, what was typed stays until it is done.
import { type FormEvent, type ReactNode, useState } from 'react';
import { messageOf, Problem } from '../../shared/api/client.ts';
import { SelectField, Summary, TextArea, TextField, useToldErrors } from '../../shared/ui/field.tsx';
import { inLanguage, w } from '../../shared/words.ts';

const s = inLanguage({ unfit: (why: string) => `这一项不合要求：${why}` }, { unfit: (why) => why });

export type Values = Readonly<Record<string, string>>;

export interface AskedField {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly optional?: true;
  readonly kind?: 'line' | 'long' | 'date' | 'datetime-local' | 'number' | 'url';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly maxLength?: number;
  /** Takes the place of the usual control. */
  readonly instead?: (of: {
    readonly id: string;
    readonly label: string;
    readonly value: string;
    readonly error: string | undefined;
    readonly set: (value: string) => void;
  }) => ReactNode;
}

interface Props {
  /** Begins the ids of its fields: one page may hold several. */
  readonly name: string;
  /** What it asks for, or what by what it holds so far. */
  readonly fields: readonly AskedField[] | ((values: Values) => readonly AskedField[]);
  readonly button: string;
  readonly start?: Values;
  /** What it holds by now, whenever its writer changed something. */
  readonly changed?: (values: Values) => void;
  /** What was done, in words. Rejects with a Problem. */
  readonly send: (values: Values) => Promise<string>;
  readonly cancel?: () => void;
  /** After it was done: whether what was typed stays. */
  readonly keep?: boolean;
}

export function AskForm({ name, fields: asked, button, start = {}, changed, send, cancel, keep = false }: Props) {
  const [values, setValues] = useState<Values>(start);
  const fields = typeof asked === 'function' ? asked(values) : asked;
  const { beside, summary, isMended, find, mend } = useToldErrors();
  const [failure, setFailure] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const idOf = (field: string): string => `${name}-${field}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const lacks = fields.filter((field) => !field.optional && (values[field.name] ?? '').trim() === '');
    const found = Object.fromEntries(
      lacks.map(({ name: field, label, options, instead }) => [
        idOf(field),
        (options || instead ? w.field.chosen : w.field.needed)(label),
      ]),
    );
    find(found);
    setFailure(null);
    setSaid('');
    if (lacks.length > 0) return;
    setBusy(true);
    send(Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value.trim()])))
      .then(
        (done) => {
          setSaid(done);
          if (!keep) setValues(start);
        },
        (error: unknown) => {
          const own = error instanceof Problem ? error.errors : [];
          const known = new Set(fields.map((field) => field.name));
          find(
            Object.fromEntries(
              own.flatMap(({ path, message }) => {
                const field = path.split('.').find((step) => known.has(step));
                return field ? [[idOf(field), /\p{Script=Han}/u.test(message) ? message : s.unfit(message)]] : [];
              }),
            ),
          );
          setFailure(messageOf(error));
        },
      )
      .finally(() => setBusy(false));
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <Summary errors={summary} failure={isMended ? null : failure} />
      <p role="status" className={said ? 'notice' : 'hidden'}>
        {said}
      </p>
      {fields.map(({ name: field, kind = 'line', options, instead, ...rest }) => {
        const own = { ...rest, id: idOf(field), value: values[field] ?? '', error: beside[idOf(field)] };
        const set = (value: string) => {
          mend(own.id);
          setValues((before) => {
            const next = { ...before, [field]: value };
            changed?.(next);
            return next;
          });
        };
        if (instead) return <div key={field}>{instead({ ...own, set })}</div>;
        if (options) return <SelectField key={field} {...own} options={options} onChange={set} />;
        if (kind === 'long') return <TextArea key={field} {...own} onInput={set} />;
        return <TextField key={field} {...own} type={kind === 'line' ? 'text' : kind} onInput={set} />;
      })}
      <div className="buttons">
        <button type="submit" className="button main" aria-disabled={busy}>
          {busy ? w.sending : button}
        </button>
        {cancel && (
          <button type="button" className="button" onClick={cancel}>
            {w.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

/** A form that is there when it is asked for; `begun`: from the first, as something of it was filled in before. */
export function Unfold({
  title,
  begun = false,
  children,
}: {
  readonly title: ReactNode;
  readonly begun?: boolean;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(begun);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && <div className="unfolded">{children}</div>}
    </details>
  );
}
