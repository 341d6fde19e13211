// An order by number and query code. Neither is ever put into an address.
import { type FormEvent, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { messageOf, post, Problem, type Reply } from '../shared/api/client.ts';
import { boot, named } from '../shared/boot.ts';
import { type Errors, Summary, TextField, useFound } from '../shared/ui/field.tsx';
import { inLanguage, w } from '../shared/words.ts';
import { OrderView } from './order-view.tsx';
import { WayHome } from './way-home.tsx';
import { t } from './words.ts';

const { unfit } = inLanguage(
  { unfit: '单号和查询码对不上，请对照回执再核对一下。' },
  { unfit: 'Number and query code do not fit together. Please check them against the receipt.' },
);

export function Follow() {
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [found, setFound] = useState<Reply<'followOrder'> | null>(null);
  useEffect(() => {
    if (!found) document.title = `${t.follow.title} · ${w.product}`;
  }, [found]);
  const still: Errors = {
    ...(number.trim() === '' && { number: w.field.needed(t.follow.number) }),
    ...(code.trim() === '' && { code: w.field.needed(t.follow.code) }),
  };
  const { beside, summary, find } = useFound(still);
  if (found) {
    const { order, kind } = found;
    return (
      <div className="stack">
        <button type="button" className="back" onClick={() => setFound(null)}>
          {w.back}
        </button>
        <OrderView order={order} byCode kind={kind ? named(kind) : undefined} />
        {!boot.me && (
          <div className="stack screen-only">
            <p className="soft">{t.follow.readOnly}</p>
            <Link className="button" href={`/orders/${order.id}`}>
              {t.home.signIn}
            </Link>
          </div>
        )}
      </div>
    );
  }
  const look = (event: FormEvent) => {
    event.preventDefault();
    find(still);
    setFailure(null);
    if (Object.keys(still).length > 0) return;
    post<'followOrder'>('/api/v1/follow', { number: number.trim(), code: code.trim() }).then(setFound, (error: unknown) =>
      setFailure(error instanceof Problem && error.status === 404 ? unfit : messageOf(error)),
    );
  };
  return (
    <form className="stack" noValidate onSubmit={look}>
      <WayHome />
      <h1 tabIndex={-1}>{t.follow.title}</h1>
      <p>{t.follow.hint}</p>
      <Summary errors={summary} failure={failure} />
      <TextField
        id="number"
        label={t.follow.number}
        hint={t.follow.numberHint}
        inputMode="numeric"
        value={number}
        onInput={setNumber}
        error={beside['number']}
      />
      <TextField id="code" label={t.follow.code} value={code} onInput={setCode} error={beside['code']} />
      <button type="submit" className="button main">
        {t.follow.look}
      </button>
    </form>
  );
}
