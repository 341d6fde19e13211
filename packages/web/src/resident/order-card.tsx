// An order in a list: what it is about, where it stands, what comes next.
import { Link } from 'wouter';
import type { Category, OrderSummary } from '../shared/api/client.ts';
import { when } from '../shared/time.ts';
import { w, wordOf } from '../shared/words.ts';
import { categoryName } from './categories.ts';
import { promiseOf } from './promise.ts';
import { t } from './words.ts';

interface Props {
  readonly order: OrderSummary;
  readonly categories: readonly Category[];
}

const over = new Set(['evaluated', 'unanswered', 'refused', 'withdrawn']);

export function OrderCard({ order, categories }: Props) {
  const asks = order.state.handling === 'finished';
  return (
    <Link className={asks ? 'card order-card asks' : 'card order-card'} href={`/orders/${order.id}`}>
      <span className="head">
        <strong>{categoryName(categories, order.category) || `${wordOf(w.workflow, order.workflow)} ${order.number}`}</strong>
        <span className={over.has(order.state.handling) ? 'status over' : 'status'}>
          {wordOf(w.handling, order.state.handling)}
        </span>
      </span>
      <span>{asks ? t.home.evaluate : promiseOf(order).sentence}</span>
      <br />
      <span className="small soft">
        {order.unit && <span lang="zh-CN">{order.unit.name}</span>}
        {order.unit && ' · '}
        {t.order.placedAt(when(order.openedAt))}
      </span>
    </Link>
  );
}
