// Which page is shown, and what is around every page.
import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link, Route, Switch, useLocation, useSearch } from 'wouter';
import { boot, hasArrived, saidQuery } from '../shared/boot.ts';
import { sendUntilTaken } from '../shared/again.ts';
import type { Reply } from '../shared/api/client.ts';
import { LanguageSwitch, Switches } from '../shared/ui/switches.tsx';
import { isPrivate } from '../shared/ui/sign-in/go-on.ts';
import { WatchPost } from '../shared/ui/watch-post.tsx';
import { w } from '../shared/words.ts';
import { type Page, waiting } from './place/pressed.ts';
import { Home } from './home.tsx';
import { useUnread } from './unread.ts';
import { WayHome } from './way-home.tsx';
import { mineWords, orderWords, t } from './words.ts';

// The first page comes whole; every other when it is gone to.
const SignInPage = lazy(() => import('../shared/ui/sign-in/page.tsx').then((file) => ({ default: file.SignInPage })));
const Follow = lazy(() => import('./follow.tsx').then((file) => ({ default: file.Follow })));
const Mine = lazy(() => import('./mine.tsx').then((file) => ({ default: file.Mine })));
const Notices = lazy(() => import('./notices.tsx').then((file) => ({ default: file.Notices })));
const OrderPage = lazy(() => import('./order-page.tsx').then((file) => ({ default: file.OrderPage })));
const MyData = lazy(() => import('./me/page.tsx').then((file) => ({ default: file.MyData })));
const Points = lazy(() => import('./me/points.tsx').then((file) => ({ default: file.Points })));
const CallMe = lazy(() => import('./call-me.tsx').then((file) => ({ default: file.CallMe })));
const Dispute = lazy(() => import('./matters/dispute.tsx').then((file) => ({ default: file.Dispute })));
const Topic = lazy(() => import('./matters/topic.tsx').then((file) => ({ default: file.Topic })));
const Activities = lazy(() => import('./activities.tsx').then((file) => ({ default: file.Activities })));
const Objection = lazy(() => import('./objection.tsx').then((file) => ({ default: file.Objection })));
const EvaluateLink = lazy(() => import('./evaluate-link.tsx').then((file) => ({ default: file.EvaluateLink })));
const ReadAloud = lazy(() => import('./read-aloud.tsx').then((file) => ({ default: file.ReadAloud })));
const Flow = lazy(() => import('./place/flow.tsx').then((file) => ({ default: file.Flow })));

type OrderRef = Reply<'placeOrder'>['order'];

/** The identity provider sends people back to the first page. */
const failed = new URLSearchParams(location.search).has('sign-in');

/** Elder mode is turned on or off; what waited for a network is sent, or refused. */
const changes = ['elder', 'order-sent'] as const;

export function App() {
  // They change what some pages show.
  const [, again] = useState(0);
  useEffect(() => {
    const redraw = () => again((n) => n + 1);
    for (const change of changes) addEventListener(change, redraw);
    return () => {
      for (const change of changes) removeEventListener(change, redraw);
    };
  }, []);
  return (
    <>
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <Top />
      <Main>
        <Suspense fallback={<p role="status">{w.loading}</p>}>
          <Switch>
            <Route path="/">{official() ? <Desks /> : boot.standing || failed ? <SignInPage /> : <Home />}</Route>
            <Route path="/sign-in">
              <SignInPage />
            </Route>
            <Route path="/follow">
              <Follow />
            </Route>
            <Route path="/place">{boot.me ? <Flow me={boot.me} /> : <SignInPage />}</Route>
            <Route path="/dispute">{boot.me ? <Dispute me={boot.me} /> : <SignInPage />}</Route>
            <Route path="/topic">{boot.me ? <Topic me={boot.me} /> : <SignInPage />}</Route>
            <Route path="/call-me">{boot.me ? <CallMe me={boot.me} /> : <SignInPage />}</Route>
            <Route path="/me">{boot.me ? <MyData /> : <SignInPage />}</Route>
            <Route path="/points">{boot.me ? <Points /> : <SignInPage />}</Route>
            <Route path="/activities">{boot.me ? <Activities /> : <SignInPage />}</Route>
            <Route path="/invitation">
              <SignInPage />
            </Route>
            <Route path="/mine">{boot.me ? <Mine /> : <SignInPage />}</Route>
            <Route path="/notices">{boot.me ? <Notices /> : <SignInPage />}</Route>
            <Route path="/orders/:id">{({ id }) => (boot.me ? <OrderPage id={id} /> : <SignInPage />)}</Route>
            <Route path="/evaluate">
              <EvaluateLink />
            </Route>
            <Route path="/board/:alias/objection">{({ alias }) => <Objection alias={alias} />}</Route>
            <Route>
              <Missing />
            </Route>
          </Switch>
        </Suspense>
      </Main>
      <Foot />
      <WatchPost />
    </>
  );
}

const official = (): boolean => boot.me !== null && !isPrivate(boot.me.post.role);
const desks = (): string => `/staff/${saidQuery()}`;

/** Someone in an office begins at the desk, from wherever he goes home. */
function Desks() {
  useEffect(() => location.replace(desks()), []);
  return null;
}

interface News {
  readonly page: Page;
  /** Where it was told. */
  readonly at: string;
  /** What came of it; null where it was refused. */
  readonly order: OrderRef | null;
}

/**
 * What waits for a network is sent from whatever page is open, but not from where it is checked or mended: that page sends it. Says what
 * came of it, once: what was refused stands on the first page until it is mended or given up, and is not sent again by itself.
 */
function Unsent({ path }: { readonly path: string }) {
  const [news, setNews] = useState<readonly News[]>([]);
  const search = new URLSearchParams(useSearch());
  /** Where it is checked, that sends it; what is being mended is not sent as it was. */
  const inHand = path !== '/place' || search.get('step') === 'check' || search.has('mend');
  useEffect(() => {
    const { me } = boot;
    if (!me) return undefined;
    const tell = (one: Omit<News, 'at'>) => setNews((before) => [...before, { ...one, at: path }]);
    const stops = waiting(me)
      .filter(({ page, sent }) => !(inHand && `/${page}` === path) && sent.refused === null)
      .map((one) =>
        sendUntilTaken(
          () => import('./place/send.ts').then(({ sendAsPressed }) => sendAsPressed(me, one)),
          (reply) => reply && tell({ page: one.page, order: reply.order }),
          // What was changed or pressed anew meanwhile is told of where that was done.
          () => {
            if (waiting(me).some(({ page, sent }) => page === one.page && sent.refused)) tell({ page: one.page, order: null });
          },
        ),
      );
    return () => {
      for (const stop of stops) stop();
    };
  }, [path, inHand]);
  const shown = news.filter(({ at, order }) => at === path && (order !== null || path !== '/'));
  return (
    <div role="status" className={shown.length > 0 ? 'stack' : 'hidden'}>
      {shown.map(({ page, order }) => (
        <p key={page} className={order ? 'notice' : 'notice alarm'}>
          {order ? (
            <Link href={`/orders/${order.id}`}>{t.home.arrived(order.number)}</Link>
          ) : (
            <Link href={`/${page}?step=check`}>
              {t.home.refused}
              {w.colon}
              {t.home.refusedHint}
            </Link>
          )}
        </p>
      ))}
    </div>
  );
}

function Top() {
  return (
    <header className="top">
      <div>
        <Link className="brand" href="/">
          {w.product}
        </Link>
        <div className="switches">
          {boot.me && <ToNotices />}
          <Switches />
        </div>
      </div>
    </header>
  );
}

/** With how many are new; to whoever hears it they are named. */
function ToNotices() {
  const unread = useUnread();
  return (
    <Link
      className="button"
      href="/notices"
      data-new={unread || undefined}
      aria-label={unread ? t.home.unread(unread) : undefined}
    >
      {t.home.notices}
    </Link>
  );
}

/** Pages that lead back themselves, step by step, or are where one begins. */
const leadsItself: ReadonlySet<string> = new Set(['/', '/sign-in', '/invitation', '/place', '/dispute', '/topic', '/follow']);

/** A new page begins at its top, with the focus on it and its own title. */
function Main({ children }: { readonly children: ReactNode }) {
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useLayoutEffect(() => {
    const title = titles[path] ?? (path.startsWith('/orders/') ? t.title.order('') : t.title.missing);
    // These say themselves what they are.
    if (!(boot.me ? /^\/(?:board\/|activities|dispute|topic)/ : /^\/board\//).test(path))
      document.title = `${title.trim()} · ${w.product}`;
    if (!first.current) {
      scrollTo(0, 0);
      main.current?.focus();
    }
    if (first.current && hasArrived()) (main.current?.querySelector('h1') ?? main.current)?.focus();
    first.current = false;
  }, [path]);
  const titles: Readonly<Record<string, string>> = {
    '/': t.title.home,
    '/place': orderWords(),
    '/mine': mineWords(),
    '/follow': t.follow.title,
    '/dispute': t.home.dispute,
    '/topic': t.home.topic,
    '/activities': w.signIn.title,
    '/notices': t.title.notices,
    '/sign-in': w.signIn.title,
    '/invitation': w.signIn.title,
    '/call-me': t.callMe.title,
    '/me': t.title.me,
    '/points': t.title.points,
    '/evaluate': t.evaluate.title,
  };
  return (
    <main id="main" ref={main} tabIndex={-1} className={path === '/sign-in' ? 'wide-page' : undefined}>
      {!leadsItself.has(path) && <WayHome />}
      {document.documentElement.hasAttribute('data-elder') && (
        <Suspense fallback={null}>
          <ReadAloud key={path} />
        </Suspense>
      )}
      <Unsent path={path} />
      {children}
    </main>
  );
}

function Foot() {
  const [isStillIn, setStillIn] = useState(false);
  const leave = () => {
    setStillIn(false);
    import('../shared/sign-out.ts').then(({ signOut }) => signOut()).catch(() => setStillIn(true));
  };
  return (
    <footer className="foot screen-only">
      {official() && <a href={desks()}>{t.foot.desks}</a>}
      <a href="tel:12345">{t.foot.hotline}</a>
      <a href={`/board${saidQuery()}`}>{t.foot.board}</a>
      {boot.me && <Link href="/me">{t.title.me}</Link>}
      {boot.personas && <Link href="/sign-in">{boot.me ? w.signIn.demo : t.home.signIn}</Link>}
      {boot.me && (
        <button type="button" className="button quiet" onClick={leave}>
          {w.signOut}
        </button>
      )}
      <LanguageSwitch />
      {isStillIn && (
        <p className="notice alarm" role="alert">
          {w.stillSignedIn}
        </p>
      )}
    </footer>
  );
}

const Missing = () => (
  <div className="stack">
    <h1 tabIndex={-1}>{t.title.missing}</h1>
    <p>{t.missing.lead}</p>
  </div>
);
