// An order in a list: what it is about, in which words, where it stands, what comes next.
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import type { Category, OrderSummary } from '../shared/api/client.ts';
import { tongueOf } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { w, wordOf } from '../shared/words.ts';
import { categoryName } from './categories.ts';
import { promiseOf } from './promise.ts';
import { askedWords, t } from './words.ts';

interface Props {
  readonly order: OrderSummary;
  readonly categories: readonly Category[];
}

const MatterLine = lazy(() => import('./matters/line.tsx').then((file) => ({ default: file.MatterLine })));

export function OrderCard({ order, categories }: Props) {
  const asks = order.state.handling === 'finished';
  const { state, sentence, late, besides } = promiseOf(order);
  // Topics have no kind, and would look alike: each is called by its own words.
  const words = order.forum && order.excerpt;
  const kind = categoryName(categories, order.category) || `${wordOf(w.workflow, order.workflow)} ${order.number}`;
  return (
    <Link className={asks ? 'card order-card asks' : 'card order-card'} href={`/orders/${order.id}`}>
      <span className="head">
        <strong lang={words ? tongueOf(words) : undefined}>{words || kind}</strong>
        <span className={order.closedAt ? 'status over' : 'status'}>{state}</span>
      </span>
      {words ? (
        <span className="excerpt">{kind}</span>
      ) : (
        order.excerpt && (
          <span className="excerpt" lang={tongueOf(order.excerpt)}>
            {order.excerpt}
          </span>
        )
      )}
      <span>
        {order.stations.length === 0 ? (
          <Suspense fallback={null}>
            <MatterLine order={order} />
          </Suspense>
        ) : asks ? (
          askedWords()
        ) : late ? (
          t.promise.late
        ) : (
          (besides ?? sentence)
        )}
      </span>
      <span className="small soft">
        <span lang={tongueOf(order.where)}>{order.where}</span>
        {order.where && '\u00a0· '}
        {t.order.placedAt(when(order.openedAt))}
      </span>
    </Link>
  );
}
