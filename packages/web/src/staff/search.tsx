// A desk's orders by words of their redacted text. What is looked for may be somebody's name: it stands in no address, is kept
// nowhere and goes in the body.
import { type FormEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { messageOf, type OrderSummary, post } from '../shared/api/client.ts';
import { w } from '../shared/words.ts';
import { useKeys } from './use-keys.ts';
import { t } from './words.ts';

/** What the server takes. */
const SHORTEST = 2;
const LONGEST = 40;

interface Found {
  readonly text: string;
  readonly orders: readonly OrderSummary[];
  /** Where it goes on; null when all was looked through. */
  readonly next: string | null;
}

interface Props {
  readonly desk: string;
  /** Only what lies in there; null: all of the desk. */
  readonly unit: string | null;
  /** Shows what was found in place of the desk; null: the desk again. */
  readonly show: (orders: readonly OrderSummary[] | null) => void;
}

export function Search({ desk, unit, show }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** The last that was asked for: an answer that comes after it was given up is dropped. */
  const asking = useRef(0);
  useKeys({ '/': () => input.current?.focus() });
  // What was found belongs to its desk, and to the part that it was cut to: on another it is not shown, however late it comes.
  useLayoutEffect(
    () => () => {
      asking.current += 1;
      show(null);
    },
    [show],
  );

  const clear = (): void => {
    asking.current += 1;
    setText('');
    setFound(null);
    setFailure(null);
    setBusy(false);
    show(null);
  };
  const ask = (wanted: string, before: Found | null): void => {
    asking.current += 1;
    const mine = asking.current;
    setBusy(true);
    setFailure(null);
    const cursor = before?.next ?? undefined;
    post<'searchOrders'>('/api/v1/orders/search', {
      text: wanted,
      desk: desk as 'all',
      ...(unit !== null && { unit }),
      ...(cursor && { cursor }),
    }).then(
      ({ orders, next }) => {
        if (mine !== asking.current) return;
        const all = [...(before?.orders ?? []), ...orders];
        setFound({ text: wanted, orders: all, next });
        show(all);
        setBusy(false);
      },
      (error: unknown) => {
        if (mine !== asking.current) return;
        setFailure(messageOf(error));
        setBusy(false);
      },
    );
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === '') return clear();
    if (wanted.length < SHORTEST) return setFailure(t.search.short);
    ask(wanted, null);
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    clear();
    input.current?.blur();
  };
  const isInVain = found !== null && found.orders.length === 0 && found.next === null;
  return (
    <form role="search" className="stack search" noValidate autoComplete="off" onSubmit={submit}>
      <div className="search-line">
        <input
          ref={input}
          id="search"
          className="input"
          type="text"
          inputMode="search"
          enterKeyHint="search"
          aria-label={t.search.label}
          aria-describedby="search-hint"
          aria-keyshortcuts="/"
          placeholder={t.search.example}
          maxLength={LONGEST}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={leave}
        />
        <button type="submit" className="button" aria-disabled={busy}>
          {t.search.go}
        </button>
      </div>
      {/* Nothing found: there it says what is looked through, and what is not. */}
      <details key={String(isInVain)} open={isInVain} className={(found && !isInVain) || failure ? 'hidden' : 'small'}>
        <summary>{t.search.how}</summary>
        <p id="search-hint" className="soft">
          {t.search.hint}
        </p>
      </details>
      {failure && (
        <p className="notice alarm" role="alert">
          {failure}
        </p>
      )}
      <p role="status" className={busy || found ? 'small' : 'hidden'}>
        {busy ? w.loading : found && t.search.found(found.text, found.orders.length, found.next !== null)}
      </p>
      {found && (
        <div className="buttons">
          {found.next !== null && (
            <button type="button" className="button" onClick={() => ask(found.text, found)}>
              {t.search.further}
            </button>
          )}
          <button type="button" className="button" onClick={clear}>
            {t.search.clear}
          </button>
        </div>
      )}
    </form>
  );
}
