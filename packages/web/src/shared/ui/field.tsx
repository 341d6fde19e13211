// Form fields: label, hint, message beside the field, and a summary above that leads to each.
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { tongueOf } from '../boot.ts';
import { w } from '../words.ts';

/** By the field's id: what is wrong with it. */
export type Errors = Readonly<Record<string, string>>;

/**
 * What was found wrong when it was sent; `still`: what is wrong by now. Beside a field nothing is said that has been mended since; the
 * summary stays as it is until all is, and takes no focus away.
 */
export function useFound(still: Errors): {
  readonly beside: Errors;
  readonly summary: Errors;
  readonly find: (errors: Errors) => void;
} {
  const [found, find] = useState<Errors>({});
  const beside = Object.fromEntries(Object.entries(found).filter(([id, said]) => still[id] === said));
  const mended = Object.keys(found).length > 0 && Object.keys(beside).length === 0;
  useEffect(() => {
    if (mended) find({});
  }, [mended]);
  return { beside, summary: mended ? {} : found, find };
}

/**
 * What was found wrong when it was sent, by the page or by the server. Beside a field that was changed since nothing is said; the summary
 * stays as it is until all of them were, and takes no focus away.
 */
export function useToldErrors(first: Errors = {}): {
  readonly beside: Errors;
  readonly summary: Errors;
  /** All of them were changed: what was said of the whole holds no more, either. */
  readonly isMended: boolean;
  readonly find: (errors: Errors) => void;
  readonly mend: (...ids: readonly string[]) => void;
} {
  const [found, setFound] = useState(first);
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const beside = Object.fromEntries(Object.entries(found).filter(([id]) => !mended.has(id)));
  const isMended = Object.keys(found).length > 0 && Object.keys(beside).length === 0;
  return {
    beside,
    summary: isMended ? {} : found,
    isMended,
    find: (errors) => {
      setFound(errors);
      setMended(new Set());
    },
    mend: (...ids) => setMended((before) => new Set([...before, ...ids])),
  };
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly optional?: boolean | undefined;
  readonly error?: string | undefined;
}

export const describedBy = ({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>) => ({
  'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  'aria-invalid': error ? true : undefined,
});

export function Field({ id, label, hint, optional, error, children }: FieldProps & { readonly children: ReactNode }) {
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id}>
        {label} {optional && <span className="soft">{w.optional}</span>}
      </label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children}
      <Message id={id} error={error} />
    </div>
  );
}

export const Message = ({ id, error }: { readonly id: string; readonly error?: string | undefined }) =>
  error ? (
    <span className="error" id={`${id}-error`}>
      {error}
    </span>
  ) : null;

interface TextProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: string;
  readonly inputMode?: 'text' | 'tel' | 'numeric';
  readonly autoComplete?: string;
  readonly maxLength?: number | undefined;
}

export function TextField({ value, onInput, type = 'text', inputMode, autoComplete = 'off', maxLength, ...field }: TextProps) {
  return (
    <Field {...field}>
      <input
        id={field.id}
        className="input"
        type={type}
        inputMode={inputMode}
        autoComplete={autoComplete}
        maxLength={maxLength}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        {...describedBy(field)}
      />
    </Field>
  );
}

export function TextArea({ value, onInput, maxLength, ...field }: Omit<TextProps, 'type' | 'inputMode' | 'autoComplete'>) {
  return (
    <Field {...field}>
      <textarea
        id={field.id}
        className="input"
        rows={4}
        maxLength={maxLength}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        {...describedBy(field)}
      />
    </Field>
  );
}

interface SelectProps extends FieldProps {
  readonly value: string;
  /** Those of one `group` stand together, under its name. */
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
}

const OptionOf = ({ value, label }: Option) => (
  <option value={value} lang={tongueOf(label)}>
    {label}
  </option>
);

export function SelectField({ value, options, onChange, ...field }: SelectProps) {
  return (
    <Field {...field}>
      <select
        id={field.id}
        className="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        {...describedBy(field)}
      >
        <option value="">{w.choose}</option>
        {options.map((option) => !option.group && <OptionOf key={option.value} {...option} />)}
        {[...new Set(options.flatMap(({ group }) => group || []))].map((group) => (
          <optgroup key={group} label={group} lang={tongueOf(group)}>
            {options.map((option) => option.group === group && <OptionOf key={option.value} {...option} />)}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

interface ChoiceProps extends FieldProps {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: ReactNode; readonly hint?: ReactNode }[];
  readonly onChange: (value: string) => void;
  readonly stars?: boolean;
}

export function Choices({ id, label, hint, optional, error, value, options, onChange, stars }: ChoiceProps) {
  return (
    <fieldset className={error ? 'field wrong' : 'field'} {...describedBy({ id, hint, error })}>
      <legend>
        {label} {optional && <span className="soft">{w.optional}</span>}
      </legend>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <Message id={id} error={error} />
      <div className={stars ? 'stars' : undefined}>
        {options.map((option, index) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${option.value}`}
              name={id}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface CheckProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export const Check = ({ id, label, hint, checked, onChange }: CheckProps) => (
  <label className="choice">
    <input id={id} type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>
      {label}
      {hint && <small>{hint}</small>}
    </span>
  </label>
);

/** Takes the focus when errors come, so that whoever does not see the page hears of them. */
export function Summary({ errors, failure }: { readonly errors: Errors; readonly failure?: string | null }) {
  const box = useRef<HTMLDivElement>(null);
  const entries = Object.entries(errors);
  const shown = entries.length > 0 || Boolean(failure);
  const fields = entries.length > 0 ? errors : null;
  useLayoutEffect(() => {
    if (!shown) return undefined;
    const { title } = document;
    document.title = `${w.titleError}${title}`;
    box.current?.focus();
    return () => {
      document.title = title;
    };
  }, [fields, failure, shown]);
  if (!shown) return null;
  return (
    <div ref={box} className="summary" role="alert" tabIndex={-1}>
      <strong>{failure ?? w.problem.summary(entries.length)}</strong>
      {/* In a tab of its own, so that this one keeps what was typed. */}
      {failure === w.problem.signedOut && (
        <div>
          <a href="/sign-in" target="_blank" rel="noopener">
            {w.signIn.again}
          </a>
        </div>
      )}
      <ul>
        {entries.map(([id, message]) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(id)?.focus();
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
