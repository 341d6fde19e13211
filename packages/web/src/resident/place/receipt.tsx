// The receipt: number and query code, what comes next, by when.
import { Link } from 'wouter';
import type { Reply } from '../../shared/api/client.ts';
import { when } from '../../shared/time.ts';
import { NumberAndCode } from '../number-and-code.tsx';
import { Sentence } from '../sentence.tsx';
import { t } from '../words.ts';
import { p } from './words.ts';

interface Props {
  readonly placed: Reply<'placeOrder'>;
  /** Not for somebody else. */
  readonly own: boolean;
  /** 请给我回电 was asked for. */
  readonly callBack: boolean;
  /** The visit at which it was asked for. */
  readonly visit?: { readonly id: string; readonly linked: boolean };
}

export function Receipt({ placed: { order, queryCode, joined }, own, callBack, visit }: Props) {
  return (
    <div className="stack">
      <div className="receipt stack">
        <h1 tabIndex={-1}>{t.receipt.title}</h1>
        <NumberAndCode order={order} queryCode={queryCode} />
        <p>{queryCode ? (own ? t.receipt.keep : p.keepOther) : p.notHere}</p>
      </div>
      <h2>{t.receipt.next}</h2>
      {callBack && <p>{own ? p.willCall : p.willCallOther}</p>}
      <p>{joined ? t.promise.merged() : t.receipt.steps(order.dueAt ? when(order.dueAt) : '')}</p>
      {order.willStandStill && (
        <p className="notice">
          <Sentence text={t.promise.willStandStill} />
        </p>
      )}
      {visit && <p role="status">{visit.linked ? p.linked : p.notLinked}</p>}
      <div className="buttons screen-only">
        {visit && (
          <a className="button" href={`/staff/orders/${visit.id}`}>
            {p.toVisit}
          </a>
        )}
        <Link className="button main" href={`/orders/${order.id}`}>
          {t.receipt.see}
        </Link>
        <a className="button" href={`/api/v1/orders/${order.id}/receipt.html`} target="_blank" rel="noopener">
          {t.receipt.print}
        </a>
        <Link className="button" href="/">
          {t.missing.home}
        </Link>
      </div>
    </div>
  );
}
