// The frame: desks on the left, the queue beside them, the order on the right; on a telephone one after the other.
import { Menu } from '@base-ui/react/menu';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { get } from '../shared/api/client.ts';
import { boot, hasArrived } from '../shared/boot.ts';
import { signOut } from '../shared/sign-out.ts';
import { isPrivate } from '../shared/ui/sign-in/go-on.ts';
import { does } from '../shared/ui/sign-in/does.ts';
import { Switches } from '../shared/ui/switches.tsx';
import { WatchPost } from '../shared/ui/watch-post.tsx';
import { w, wordOf } from '../shared/words.ts';
import {
  admits,
  countsOf,
  decidesPoints,
  desksOf,
  earnsPoints,
  issuesCards as watches,
  leadOf,
  othersSaid,
  placesFirst,
  printsSheets,
  readsEmergencies,
  readsFigures,
  readsLists,
  readsOpenings,
  readsMarks,
  waitingOn,
  worksFirst,
} from './desks.ts';
import { useKeys } from './use-keys.ts';
import { Notices, useUnread } from './notices.tsx';
import { Queue } from './queue.tsx';
import { Rail } from './rail.tsx';
import { t } from './words.ts';

type Me = NonNullable<typeof boot.me>;

// A desk comes first; what is gone to less often comes when it is gone to.
const pane = () => import('./order-pane.tsx');
const OrderPane = lazy(() => pane().then((file) => ({ default: file.OrderPane })));
const Keys = lazy(() => import('./keys.tsx').then((file) => ({ default: file.Keys })));
const Wall = lazy(() => import('./wall.tsx').then((file) => ({ default: file.Wall })));
const Privacy = lazy(() => import('./privacy.tsx').then((file) => ({ default: file.Privacy })));
const Openings = lazy(() => import('./openings.tsx').then((file) => ({ default: file.Openings })));
const PrivacyRecords = lazy(() => import('./privacy-records.tsx').then((file) => ({ default: file.PrivacyRecords })));
const Admin = lazy(() => import('./admin/page.tsx').then((file) => ({ default: file.Admin })));
const CalendarWarning = lazy(() => import('./admin/calendar.tsx').then((file) => ({ default: file.CalendarWarning })));
const FiguresPage = lazy(() => import('./figures.tsx').then((file) => ({ default: file.FiguresPage })));
const Emergencies = lazy(() => import('./emergency/page.tsx').then((file) => ({ default: file.Emergencies })));
const InForce = lazy(() => import('./emergency/in-force.tsx').then((file) => ({ default: file.InForce })));
const Points = lazy(() => import('./merit/points.tsx').then((file) => ({ default: file.Points })));
const Lists = lazy(() => import('./merit/lists.tsx').then((file) => ({ default: file.Lists })));
const MarkedEvaluations = lazy(() => import('./marked-evaluations.tsx').then((file) => ({ default: file.MarkedEvaluations })));
const Begin = lazy(() => import('./begin/page.tsx').then((file) => ({ default: file.Begin })));
const BeginLinks = lazy(() => import('./begin/page.tsx').then((file) => ({ default: file.BeginLinks })));
const ToDo = lazy(() => import('./to-do.tsx').then((file) => ({ default: file.ToDo })));
const Today = lazy(() => import('./today.tsx').then((file) => ({ default: file.Today })));

export function App({ me }: { readonly me: Me }) {
  const [help, setHelp] = useState(false);
  useKeys({ '?': () => setHelp(true) });
  useLayoutEffect(() => {
    const title = hasArrived() ? document.querySelector<HTMLElement>('#main h1') : null;
    if (!title) return;
    title.tabIndex = -1;
    title.focus();
  }, []);
  return (
    <>
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <Top me={me} help={() => setHelp(true)} />
      <Switch>
        <Route path="/staff/desk/:desk/:id?">
          {({ desk, id }) => (Object.hasOwn(t.desk, desk) ? <Work me={me} desk={desk} id={id ?? null} /> : <Missing />)}
        </Route>
        <Route path="/staff/orders/:id">{({ id }) => <Work me={me} desk="all" id={id} />}</Route>
        <Route path="/staff/emergency">
          <Later>
            <Emergencies me={me} />
          </Later>
        </Route>
        <Route path="/staff/begin/:matter">
          {({ matter }) => (
            <Later>
              <Begin me={me} matter={matter} />
            </Later>
          )}
        </Route>
        <Route path="/staff/today">
          <Later>
            <Today me={me} />
          </Later>
        </Route>
        <Route path="/staff/points/:person?">
          {({ person }) => (
            <Later>
              <Points me={me} person={person} />
            </Later>
          )}
        </Route>
        <Route path="/staff/lists">
          <Later>
            <Lists me={me} />
          </Later>
        </Route>
        <Route path="/staff/evaluations">
          <Later>
            <MarkedEvaluations />
          </Later>
        </Route>
        <Route path="/staff/figures">
          <Later>
            <FiguresPage />
          </Later>
        </Route>
        <Route path="/staff/wall">
          <Later>
            <Wall me={me} />
          </Later>
        </Route>
        <Route path="/staff/privacy/records/:kind?">
          {({ kind }) => (
            <Later>
              <PrivacyRecords kind={kind} />
            </Later>
          )}
        </Route>
        <Route path="/staff/privacy/openings">
          <Later>
            <Openings me={me} />
          </Later>
        </Route>
        <Route path="/staff/privacy">
          <Later>
            <Privacy me={me} />
          </Later>
        </Route>
        <Route path="/staff/admin/:part?">
          {({ part }) => (
            <Later>
              <Admin part={part} />
            </Later>
          )}
        </Route>
        <Route path="/staff/notices">
          <main id="main" className="alone">
            <Notices />
          </main>
        </Route>
        <Route path="/staff/?">
          <Overview me={me} />
        </Route>
        <Route>
          <Missing />
        </Route>
      </Switch>
      <WatchPost />
      {help && (
        <Suspense>
          <Keys close={() => setHelp(false)} />
        </Suspense>
      )}
    </>
  );
}

const Missing = () => (
  <main id="main" className="alone">
    <h1>{t.missing}</h1>
    <Link className="button" href="/staff/">
      {t.desks}
    </Link>
  </main>
);

const Later = ({ children }: { readonly children: ReactNode }) => (
  <Suspense
    fallback={
      <main id="main" className="alone">
        <p role="status">{w.loading}</p>
      </main>
    }
  >
    {children}
  </Suspense>
);

function Top({ me, help }: { readonly me: Me; readonly help: () => void }) {
  const [isStillIn, setStillIn] = useState(false);
  const leave = () => {
    setStillIn(false);
    signOut().catch(() => setStillIn(true));
  };
  return (
    <header className="top">
      <Link className="brand" href="/staff/">
        {w.product}
      </Link>
      <nav className="switches">
        <ToNotices />
        <button type="button" className="button quiet wide-only" onClick={help}>
          {t.keys}
        </button>
        <Switches />
        <Menu.Root modal={false}>
          <Menu.Trigger className="button">
            <span lang="zh-CN">{me.person.name}</span>
            <span className="soft wide-only">
              {/* It lies in a row of boxes, where blanks at the end of one are lost. */}
              {wordOf(w.role, me.post.role)}
              {'\u00a0·\u00a0'}
              <span lang="zh-CN">{me.post.unit.name}</span>
            </span>
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner sideOffset={6} align="end" className="over-all">
              <Menu.Popup className="menu" aria-label={t.account}>
                {boot.personas && <Menu.Item render={<a href="/sign-in">{t.changePerson}</a>} />}
                <Menu.Item render={<a href="/docs">{t.openApi}</a>} />
                <Menu.Item onClick={leave}>{w.signOut}</Menu.Item>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      </nav>
      {isStillIn && (
        <p className="notice alarm" role="alert">
          {w.stillSignedIn}
        </p>
      )}
    </header>
  );
}

/** With how many are new; to whoever hears it they are named. */
function ToNotices() {
  const unread = useUnread();
  return (
    <Link
      className="button quiet"
      href="/staff/notices"
      data-new={unread || undefined}
      aria-label={unread ? t.unread(unread) : undefined}
    >
      {t.notices}
    </Link>
  );
}

const useCounts = () =>
  useQuery({
    queryKey: ['desks'],
    queryFn: () => get<'countDesks'>('/api/v1/desks').then(countsOf),
  }).data;

function Overview({ me }: { readonly me: Me }) {
  const counts = useCounts();
  useEffect(() => {
    document.title = `${t.desks} · ${w.product}`;
  }, []);
  const desks = desksOf(me.post.role);
  const [first, ...others] = desks;
  const hasNone = (desk: string): boolean => counts?.get(desk)?.count === 0;
  // The first is where one begins, whatever lies on it, unless what is to do stands above; those with nothing on them take little room.
  const isShort = worksFirst(me.post.role) && !others.every(hasNone);
  const isEmpty = (desk: string): boolean => (desk !== first || isShort) && hasNone(desk);
  const [full, empty] = [desks.filter((desk) => !isEmpty(desk)), desks.filter(isEmpty)];
  return (
    <main id="main" className="alone stack">
      <h1>{t.hello(me.person.name)}</h1>
      <p className="soft">
        {wordOf(w.role, me.post.role)} · <span lang="zh-CN">{me.post.unit.name}</span> · {wordOf(does, me.post.role)}
      </p>
      {readsEmergencies(me.post.role) && (
        <Suspense fallback={null}>
          <InForce />
        </Suspense>
      )}
      {worksFirst(me.post.role) && (
        <Suspense fallback={null}>
          <ToDo />
        </Suspense>
      )}
      <div className="buttons">
        {placesFirst(me.post.role) && (
          <a className="button main" href="/place">
            {t.place}
          </a>
        )}
        {admits(me.post.role) && (
          <Link className="button" href="/staff/today">
            {t.sheet}
          </Link>
        )}
      </div>
      {(me.post.role === 'dpo' || me.post.role === 'archives') && (
        <Link className="button main" href="/staff/privacy">
          {t.privacy}
        </Link>
      )}
      {me.post.role === 'dpo' && (
        <Link className="button" href="/staff/privacy/records">
          {t.privacyRecords}
        </Link>
      )}
      {readsOpenings(me.post.role) && (
        <Link className="button" href="/staff/privacy/openings">
          {t.openings}
        </Link>
      )}
      {me.post.role === 'admin' && (
        <Link className="button main" href="/staff/admin">
          {t.organisation}
        </Link>
      )}
      {me.post.role === 'admin' && (
        <Suspense fallback={null}>
          <CalendarWarning />
        </Suspense>
      )}
      {desks.length === 0 && <p className="soft">{t.noDesk}</p>}
      {isPrivate(me.post.role) && (
        <a className="button main" href="/">
          {t.residentPages}
        </a>
      )}
      <ul className="desk-cards">
        {full.map((desk) => {
          const all = counts?.get(desk);
          const own = all && waitingOn(all);
          return (
            <li key={desk}>
              <Link className="card desk-card" href={`/staff/desk/${desk}`}>
                <span className={own?.count === 0 ? 'number none' : 'number'}>{own ? t.count(own.count, own.more) : '–'}</span>
                <strong>{wordOf(t.desk, desk)}</strong>
                <span className="soft small">
                  {leadOf(desk, me.post.role)}
                  {othersSaid(all)}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <Suspense fallback={null}>
        <BeginLinks role={me.post.role} />
      </Suspense>
      {empty.length > 0 && (
        <section>
          <h2>{t.emptyDesks}</h2>
          <ul className="desk-chips">
            {empty.map((desk) => (
              <li key={desk}>
                <Link className="button" href={`/staff/desk/${desk}`}>
                  {wordOf(t.desk, desk)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="buttons tools">
        {(watches(me.post.role) || admits(me.post.role)) && (
          <Link className="button" href="/staff/wall">
            {t.wall}
          </Link>
        )}
        {readsEmergencies(me.post.role) && (
          <Link className="button" href="/staff/emergency">
            {t.emergencies}
          </Link>
        )}
        {readsFigures(me.post.role) && (
          <Link className="button" href="/staff/figures">
            {t.figures}
          </Link>
        )}
        {(decidesPoints(me.post.role) || earnsPoints(me.post.role)) && (
          <Link className="button" href="/staff/points">
            {t.points}
          </Link>
        )}
        {readsMarks(me.post.role) && (
          <Link className="button" href="/staff/evaluations">
            {t.markedEvaluations}
          </Link>
        )}
        {readsLists(me.post.role) && (
          <Link className="button" href="/staff/lists">
            {t.lists}
          </Link>
        )}
        {printsSheets(me.post.role) && (
          <a className="button" href={`/api/v1/units/${me.post.unit.id}/qr.html`} target="_blank" rel="noopener">
            {t.qrSheets}
          </a>
        )}
      </div>
    </main>
  );
}

function Work({ me, desk, id }: { readonly me: Me; readonly desk: string; readonly id: string | null }) {
  const counts = useCounts();
  const own = counts?.get(desk);
  const [, go] = useLocation();
  useEffect(() => {
    document.title = `${wordOf(t.desk, desk)} · ${w.product}`;
    // An order is opened next: its part is there by then.
    void pane();
  }, [desk]);
  return (
    <div className={id ? 'work with-order' : 'work'}>
      <Rail role={me.post.role} desk={desk} counts={counts} />
      <main id="main" className="panes">
        <Queue
          desk={desk}
          all={own?.more ? undefined : own?.count}
          others={othersSaid(own)}
          chosen={id}
          open={(order) => go(`/staff/desk/${desk}/${order}`)}
        />
        <section className="pane" aria-label={t.order.actions}>
          {id ? (
            <Suspense fallback={<p role="status">{w.loading}</p>}>
              <OrderPane key={id} id={id} back={() => go(`/staff/desk/${desk}`)} />
            </Suspense>
          ) : (
            <p className="soft pick">{t.pick}</p>
          )}
        </section>
      </main>
    </div>
  );
}
