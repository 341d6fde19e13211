// A form for any command, made from the JSON schema of its input: so whatever the server allows can be done here.
import { f } from './form-words.ts';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { isUnheard, useAgain } from '../again.ts';
import { boot } from '../boot.ts';
import { messageOf, Problem } from '../api/client.ts';
import { w } from '../words.ts';
import { Attach, type Attachment, isUploading } from './attach.tsx';
import { Check, Choices, type Errors, Message, SelectField, Summary, TextArea, TextField, useToldErrors } from './field.tsx';
import {
  choiceWord,
  type Draft,
  idOf,
  inputOf,
  isLength,
  join,
  kindOf,
  labelAt,
  labelOf,
  lacking,
  type OwnWords,
  type Schema,
  settled,
} from './json-schema.ts';

/** Takes the place of the members of one path; null leaves them to the form. */
export type Special = (ask: {
  readonly path: string;
  readonly id: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly set: (value: unknown) => void;
  /** What the form holds so far. */
  readonly draft: Draft;
}) => ReactNode | null;

interface Props {
  readonly schema: Schema;
  /** The member of the command's input that is asked for, when it is not the whole. */
  readonly of?: string;
  readonly button: string;
  /** Once, however often it is sent. Rejects with a Problem: then everything typed stays. */
  readonly send: (input: Record<string, unknown>) => Promise<unknown>;
  readonly cancel?: () => void;
  readonly special?: Special;
  readonly start?: Draft;
  /** What the form holds by now, whenever its writer changed something. */
  readonly changed?: (draft: Draft) => void;
  readonly words?: OwnWords;
  /** Whether a member is asked for, by what the form holds so far: what was typed there before is neither looked at nor sent. */
  readonly asks?: (path: string, draft: Draft) => boolean;
  /** Sent as it is there: it is seen only for as long as that takes, or when it was refused. */
  readonly atOnce?: boolean;
}

export function SchemaForm({
  schema,
  of,
  button,
  send,
  cancel,
  special,
  start = {},
  changed,
  words,
  asks,
  atOnce = false,
}: Props) {
  const [draft, setDraft] = useState<Draft>(start);
  const { beside, summary, isMended, find, mend } = useToldErrors();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  /** How often it was tried without an answer. */
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const begun = useRef(draft);
  useEffect(() => {
    if (draft !== begun.current) changed?.(draft);
  }, [draft]);
  const set = (path: string) => (value: unknown) => {
    setDraft((before) => ({ ...before, [path]: value }));
    mend(idOf(path));
  };

  const attempt = (): void => {
    if (busy) return;
    const asked = asks ? Object.fromEntries(Object.entries(draft).filter(([path]) => asks(path, draft))) : draft;
    const found = lacking(schema, asked, words);
    find(found);
    const lacks = Object.keys(found).length > 0;
    // Tried again by itself, what is said stays: nobody is called away from what he goes on writing.
    if (tries === 0 || lacks) setFailure(null);
    if (lacks) return;
    if (isUploading(form.current)) return setFailure(f.attach.wait);
    setBusy(true);
    send(inputOf(schema, asked) as Record<string, unknown>)
      .catch((error: unknown) => {
        const unheard = isUnheard(error);
        const { errors: told, rest } = byField(error, form.current, of);
        find(told);
        setFailure(unheard ? w.problem.unheard : [messageOf(error), ...rest].join(w.colon));
        setTries((before) => (unheard ? before + 1 : 0));
      })
      .finally(() => setBusy(false));
  };
  useAgain(tries, attempt);
  useEffect(() => {
    if (atOnce) attempt();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt();
  };

  return (
    <form ref={form} className="stack" noValidate onSubmit={submit}>
      <Summary errors={summary} failure={isMended ? null : failure} />
      <Members schema={schema} path="" draft={draft} errors={beside} set={set} special={special} words={words} />
      <div className="buttons">
        <button className="button main" type="submit" aria-disabled={busy}>
          {busy ? w.sending : button}
        </button>
        {cancel && (
          <button className="button" type="button" onClick={cancel}>
            {w.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

/**
 * The server names members as `input.to.id`; the nearest field that is on the page gets the message. `rest`: what is wrong with members
 * that nobody is asked for here, such as the order that it comes of.
 */
function byField(
  error: unknown,
  form: HTMLElement | null,
  of: string | undefined,
): { readonly errors: Errors; readonly rest: readonly string[] } {
  const errors: Record<string, string> = {};
  const rest: string[] = [];
  for (const { path, message } of error instanceof Problem ? error.errors : []) {
    const steps = path
      .replace(/^input\./, '')
      .replace(of ? `${of}.` : '', '')
      .split('.');
    const ids = steps.map((_, n) => idOf(steps.slice(0, steps.length - n).join('.')));
    const id = ids.find((one) => form?.querySelector(`#${CSS.escape(one)}`));
    if (id) errors[id] = message;
    else rest.push(message);
  }
  return { errors, rest };
}

interface MembersProps {
  readonly schema: Schema;
  readonly path: string;
  readonly draft: Draft;
  readonly errors: Errors;
  readonly set: (path: string) => (value: unknown) => void;
  readonly special: Special | undefined;
  readonly words: OwnWords | undefined;
}

function Members({ schema, path, ...rest }: MembersProps) {
  const own = settled(schema);
  return (
    <>
      {Object.entries(own.properties ?? {}).map(([name, member]) => (
        <Member
          key={name}
          {...rest}
          name={name}
          path={join(path, name)}
          schema={member}
          needed={own.required?.includes(name) ?? false}
        />
      ))}
    </>
  );
}

type MemberProps = MembersProps & { readonly name: string; readonly needed: boolean };

function Member({ name, path, schema, needed, draft, errors, set, special, words }: MemberProps) {
  const own = settled(schema);
  const id = idOf(path);
  const value = draft[path];
  const error = errors[id];
  const instead = special?.({ path, id, schema: own, value, error, set: set(path), draft });
  if (instead) return instead;

  if (name === 'attachments') return <Files id={id} error={error} set={set(path)} />;
  const kind = kindOf(own);
  const text = typeof value === 'string' ? value : typeof own.default === 'string' ? own.default : '';
  // The contract's descriptions are English; some begin with the field's Chinese term.
  const described =
    boot.language === 'en' ? own.description?.replace(/^(?:[\p{Script=Han}、，,； ]+(?:[:：]|\/|$)\s*)+/u, '') : undefined;
  const hint = words?.[path] ? words[path].hint : described;
  const field = { id, label: labelAt(path, words), optional: !needed, error, hint };
  const members = { draft, errors, set, special, words };

  if (name === 'stars' && own.maximum === 5) return <StarChoices {...field} value={text} set={set(path)} />;
  switch (kind) {
    case 'fixed':
      return null;
    case 'object':
      return (
        <fieldset className={error ? 'field stack wrong' : 'field stack'} id={id} tabIndex={-1}>
          <legend>{field.label}</legend>
          {words?.[path]?.hint && <p className="hint">{words[path].hint}</p>}
          <Message id={id} error={error} />
          <Members schema={own} path={path} {...members} />
        </fieldset>
      );
    case 'choice': {
      const options = (own.enum ?? []).map((option) => ({ value: String(option), label: choiceWord(name, String(option)) }));
      return options.length <= 5 ? (
        <Choices {...field} value={text} options={options} onChange={set(path)} />
      ) : (
        <SelectField {...field} value={text} options={options} onChange={set(path)} />
      );
    }
    case 'mark':
      if (needed) {
        return (
          <Choices
            {...field}
            value={typeof value === 'boolean' ? String(value) : ''}
            options={[
              { value: 'true', label: w.yes },
              { value: 'false', label: w.no },
            ]}
            onChange={(chosen) => set(path)(chosen === 'true')}
          />
        );
      }
      return <Check id={id} label={field.label} hint={hint} checked={value === true} onChange={set(path)} />;
    case 'number':
      return <TextField {...field} type="number" inputMode="numeric" value={text} onInput={set(path)} />;
    case 'instant':
      return <TextField {...field} type="datetime-local" value={text} onInput={set(path)} />;
    case 'date':
      return <TextField {...field} type="date" value={text} onInput={set(path)} />;
    case 'list':
      if (own.items?.enum) return <Marks {...field} name={name} value={value} values={own.items.enum} set={set(path)} />;
      return own.items && settled(own.items).properties ? (
        <fieldset className="field stack" id={id}>
          <legend>{field.label}</legend>
          <Members schema={own.items} path={join(path, '0')} {...members} />
        </fieldset>
      ) : (
        <TextArea {...field} hint={w.inputHint} value={text} onInput={set(path)} />
      );
    case 'long':
      return <TextArea {...field} value={text} maxLength={own.maxLength} onInput={set(path)} />;
    case 'line':
      if (isLength(own)) {
        const options = Object.entries(f.value.by).map(([length, label]) => ({ value: length, label }));
        return <Choices {...field} value={text} options={options} onChange={set(path)} />;
      }
      return <TextField {...field} value={text} maxLength={own.maxLength} onInput={set(path)} />;
  }
}

interface MarksProps {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly value: unknown;
  readonly values: readonly unknown[];
  readonly set: (chosen: readonly string[]) => void;
}

/** Several of a few: all of them until somebody chooses. */
function Marks({ id, label, name, value, values, set }: MarksProps) {
  const all = values.map(String);
  const chosen = new Set(Array.isArray(value) ? (value as string[]) : all);
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {all.map((one, index) => (
        <Check
          key={one}
          id={index === 0 ? id : `${id}-${one}`}
          label={choiceWord(name, one)}
          checked={chosen.has(one)}
          onChange={(on) => set(all.filter((other) => (other === one ? on : chosen.has(other))))}
        />
      ))}
    </fieldset>
  );
}

interface FilesProps {
  readonly id: string;
  readonly error: string | undefined;
  readonly set: (ids: readonly string[] | undefined) => void;
}

function Files({ id, error, set }: FilesProps) {
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const change = (next: readonly Attachment[]): void => {
    setFiles(next);
    set(next.length > 0 ? next.map((one) => one.id) : undefined);
  };
  return <Attach papers id={id} label={labelOf('attachments')} value={files} set={change} error={error} />;
}

interface StarProps {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly set: (value: string) => void;
}

const StarChoices = ({ id, label, error, value, set }: StarProps) => (
  <Choices
    stars
    id={id}
    label={label}
    error={error}
    value={value}
    onChange={set}
    options={(['5', '4', '3', '2', '1'] as const).map((n) => ({ value: n, label: '★'.repeat(Number(n)), hint: w.stars[n] }))}
  />
);
