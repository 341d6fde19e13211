// The first page: one big way to place an order, then what the resident waits for.
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { boot, inWords, named, saidQuery, tongueOf } from '../shared/boot.ts';
import type { OrderSummary } from '../shared/api/client.ts';
import { w, wordOf } from '../shared/words.ts';
import { useCategories } from './categories.ts';
import { GroupIcon } from './icons.tsx';
import { Loading } from './loading.tsx';
import { OrderCard } from './order-card.tsx';
import { unfinished, waiting } from './place/pressed.ts';
import { promiseOf } from './promise.ts';
import { Sentence } from './sentence.tsx';
import { useLive } from './use-live.ts';
import { mineWords, orderWords, t } from './words.ts';

const Begun = lazy(() => import('./place/begun.tsx').then((file) => ({ default: file.Begun })));

const OWN = '/api/v1/orders?desk=requests&limit=20';
const MOST = 3;

const asks = ({ state: { handling } }: OrderSummary): boolean => handling === 'finished';

/** What is late comes before what is open, and that before what is over; among equals the order of the list. */
const weight = (order: OrderSummary): number => (order.closedAt ? 0 : promiseOf(order).late ? 2 : 1);

const isElder = (): boolean => document.documentElement.hasAttribute('data-elder');

export const Home = () => (
  <div className="stack">
    <h1 tabIndex={-1}>{boot.me ? t.home.hello(boot.me.person.name) : t.home.welcome}</h1>
    <Emergencies />
    {boot.me && <Waiting me={boot.me} />}
    {isElder() ? <Three /> : <All />}
  </div>
);

/** What has not arrived, and what was refused. */
const Waiting = ({ me }: { readonly me: NonNullable<typeof boot.me> }) => (
  <div role="status" className="stack">
    {waiting(me).map(({ page, sent: { refused } }) => (
      <Link key={page} className="card order-card asks" href={`/${page}?step=check`}>
        <strong className="head">{refused ? t.home.refused : t.home.unsent}</strong>
        {refused && <span>{refused.kind === 'key-reused' ? t.home.changed : refused.message}</span>}
        <span>{refused ? t.home.refusedHint : t.home.unsentHint}</span>
      </Link>
    ))}
  </div>
);

/** The way to an order; where one was begun and is not finished, the way on with it, and to begin anew. */
const ToOrder = ({ hint, other }: { readonly hint?: string; readonly other?: boolean }) => {
  const { me } = boot;
  const begun = me && unfinished(me);
  return begun ? (
    <Suspense fallback={<p role="status">{w.loading}</p>}>
      <Begun me={me} begun={begun} />
    </Suspense>
  ) : (
    <Link className={other ? 'call-to-order other' : 'call-to-order'} href="/place">
      <GroupIcon code="place" />
      <span>
        <strong>{orderWords()}</strong>
        {hint}
      </span>
    </Link>
  );
};

/** 平急转换: what holds now, said to everybody. */
const Emergencies = () => {
  const { data } = useLive<'listEmergencies'>('/api/v1/public/emergencies');
  return data?.emergencies.map(({ from, text }) => (
    <p key={from} className="notice alarm" role="status">
      <Sentence text={inWords(text)} />
    </p>
  ));
};

/** 长辈模式: three ways, the easiest first; before them what waits for one's word, and a call that is to come. */
const Three = () => (
  <>
    {boot.me && <Asks />}
    <Link className="call-to-order" href="/call-me">
      <GroupIcon code="call" />
      <span>
        <strong>{t.callMe.title}</strong>
        {!boot.me && t.callMe.first(boot.ways.code)}
      </span>
    </Link>
    <ToOrder other />
    <Link className="call-to-order other" href={boot.me ? '/mine' : '/follow'}>
      <GroupIcon code="10" />
      <strong>{boot.me ? mineWords() : t.home.look}</strong>
    </Link>
  </>
);

function Asks() {
  const { data } = useLive<'listOrders'>(OWN, null);
  const categories = useCategories();
  return data?.orders
    .filter((order) => asks(order) || order.state.handling === 'calling')
    .map((order) => <OrderCard key={order.id} order={order} categories={categories} />);
}

const All = () => (
  <>
    {!boot.me && <p>{t.home.lead}</p>}
    <ToOrder hint={t.home.orderHint} />
    {boot.me ? <Own /> : <Without />}
    <div className="two">
      <Link className="card order-card" href="/call-me">
        <strong className="head">{t.callMe.title}</strong>
        <span className="soft">{boot.me ? t.callMe.hint : t.callMe.first(boot.ways.code)}</span>
      </Link>
      <a className="card order-card" href="tel:12345">
        <strong className="head">{t.home.call}</strong>
        <span className="soft">{t.home.callHint}</span>
      </a>
      {boot.me?.post.role !== 'relative' && (
        <>
          <Link className="card order-card" href="/dispute">
            <strong className="head">{t.home.dispute}</strong>
            <span className="soft">{t.home.disputeHint}</span>
          </Link>
          <Link className="card order-card" href="/topic">
            <strong className="head">{t.home.topic}</strong>
            <span className="soft">{t.home.topicHint}</span>
          </Link>
        </>
      )}
    </div>
    <Latest />
  </>
);

/** What was published last: that things are done, and that it is said how well. */
const Latest = () => {
  const { data } = useLive<'listPublicItems'>('/api/v1/public/items?limit=3');
  if (!data?.items.length) return null;
  return (
    <section className="stack">
      <h2>{t.home.latest}</h2>
      <ul className="rows">
        {data.items.map(({ alias, title, category, place, stars, status }) => (
          <li key={alias}>
            <a className="card order-card" href={`/board/${alias}${saidQuery()}`}>
              <strong className="head">
                <span>
                  {status === 'reworking' && (
                    <>
                      <span className="status">{w.handling[status]}</span> {w.saidBefore}
                    </>
                  )}
                  <span lang={tongueOf(title)}>{title}</span>
                </span>
              </strong>
              <span className="soft">
                {`${named(category.name)}\u00a0· `}
                <span lang={tongueOf(place.name)}>{place.name}</span>
                {stars !== null && `\u00a0· ${w.starsOf(stars, wordOf(w.stars, String(stars)))}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <a className="button" href={`/board${saidQuery()}`}>
        {t.foot.board}
      </a>
    </section>
  );
};

function Own() {
  const { data, ...state } = useLive<'listOrders'>(OWN, null);
  const categories = useCategories();
  if (!data) return <Loading {...state} />;
  const rest = data.orders.filter((order) => !asks(order)).sort((a, b) => weight(b) - weight(a));
  const shown = [...data.orders.filter(asks), ...rest.slice(0, MOST)];
  return (
    <section className="stack">
      <h2>{mineWords()}</h2>
      {shown.length === 0 && <p className="soft">{t.home.none}</p>}
      <ul className="rows">
        {shown.map((order) => (
          <li key={order.id}>
            <OrderCard order={order} categories={categories} />
          </li>
        ))}
      </ul>
      {data.orders.length > shown.length && (
        <Link className="button" href="/mine">
          {t.home.all(data.orders.length, data.next !== null)}
        </Link>
      )}
    </section>
  );
}

const Without = () => (
  <>
    <Link className="card order-card" href="/sign-in">
      <span className="head">
        <strong>{t.home.signIn}</strong>
      </span>
      {boot.personas && <span className="soft">{w.signIn.demo}</span>}
    </Link>
    <Link className="card order-card" href="/follow">
      <span className="head">
        <strong>{t.home.follow}</strong>
      </span>
      <span className="soft">{t.home.followHint}</span>
    </Link>
  </>
);
