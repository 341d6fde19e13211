// The HTTP API, put together.
//
// Owns: what is mounted in which order, start and stop. Not ours: any rule of the field, any write.
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { HeldRules } from '@six-order/community/county-rules/county-rule-store';
import type { Deadlines } from '@six-order/community/deadlines/deadlines';
import type { ProcessClock } from '@six-order/community/demo/clock';
import type { Directory } from '@six-order/community/directory';
import { openDeviceNotes } from '@six-order/community/evaluation/mark-store';
import { holdImports } from '@six-order/community/imports/brought-in-store';
import { openAccessLog } from '@six-order/community/privacy/access-log-store';
import { openTables } from '@six-order/community/tables';
import type { HeldWebhooks } from '@six-order/community/webhooks/held';
import { timerLateness, type Engine, type Keyring } from '@six-order/engine/runtime';
import type { Mailer, WebhookTarget, Worker } from '@six-order/worker';
import packageJson from './package.json' with { type: 'json' };
import type { Api } from './src/api.ts';
import { contract } from './src/contract.ts';
import type { RouteEntry } from './src/contract/entry.ts';
import { createStatistics } from './src/board/statistics.ts';
import { createEvents } from './src/events.ts';
import type { Faces } from './src/faces/faces.ts';
import { serveFaces } from './src/faces/serve-faces.ts';
import { createMetrics } from './src/metrics.ts';
import { open311 } from './src/open311/open311.ts';
import { problemHandler, unknownRoute } from './src/problem-handler.ts';
import { queueBoard } from './src/queue-board.ts';
import { createReadiness } from './src/readiness.ts';
import { requestLog } from './src/request-log.ts';
import { accessLogRoutes } from './src/routes/access-log.ts';
import { activityRoutes } from './src/routes/activities.ts';
import { attachmentRoutes } from './src/routes/attachments.ts';
import { boardRoutes } from './src/routes/board.ts';
import { branchFigureRoutes } from './src/routes/branch-figures.ts';
import { candidateRoutes } from './src/routes/candidates.ts';
import { catalogueRoutes } from './src/routes/catalogue.ts';
import { duplicateRoutes } from './src/routes/duplicates.ts';
import { cardNoticeRoutes } from './src/routes/card-notice.ts';
import { linkRoutes } from './src/routes/links.ts';
import { minutesRoutes } from './src/routes/minutes.ts';
import { matterRoutes } from './src/routes/matters.ts';
import { meTooRoutes } from './src/routes/me-too.ts';
import { dispatchSlipRoutes } from './src/routes/dispatch-slip.ts';
import { emergencyRoutes } from './src/routes/emergency.ts';
import { listRoutes } from './src/routes/lists.ts';
import { pointRoutes } from './src/routes/points.ts';
import { presenceRoutes } from './src/routes/presence.ts';
import { printRoutes } from './src/routes/print.ts';
import { demoRoutes } from './src/routes/demo.ts';
import { deskRoutes } from './src/routes/desks.ts';
import { evaluationRoutes } from './src/routes/evaluation.ts';
import { evidenceRoutes } from './src/routes/evidence.ts';
import { eventRoutes } from './src/routes/events.ts';
import { exchangeRoutes } from './src/routes/exchange.ts';
import { exportRoutes } from './src/routes/exports.ts';
import { followRoutes } from './src/routes/follow.ts';
import { householdRoutes } from './src/routes/household.ts';
import { journalRoutes } from './src/routes/journal.ts';
import { meRoutes } from './src/routes/me.ts';
import { metricRoutes } from './src/routes/metrics.ts';
import { operationsRoutes } from './src/routes/operations.ts';
import { orderRoutes } from './src/routes/orders.ts';
import { postRoutes } from './src/routes/posts.ts';
import { privacyRoutes } from './src/routes/privacy.ts';
import { proposalRoutes } from './src/routes/proposal.ts';
import { relativeRoutes } from './src/routes/relatives.ts';
import { retentionRoutes } from './src/routes/retention.ts';
import { sealedOpeningRoutes } from './src/routes/sealed-openings.ts';
import { referenceRoutes } from './src/routes/reference.ts';
import { revealRoutes } from './src/routes/reveal.ts';
import { serviceRoutes } from './src/routes/service.ts';
import { ruleRoutes } from './src/routes/rules.ts';
import { sessionRoutes } from './src/routes/sessions.ts';
import { signInRoutes } from './src/routes/sign-in.ts';
import { unitRoutes } from './src/routes/units.ts';
import { undeliveredRoutes } from './src/routes/undelivered.ts';
import { webhookRoutes } from './src/routes/webhooks.ts';
import { workflowRoutes } from './src/routes/workflows.ts';
import { createHttpServer } from './src/server.ts';
import { createSessions } from './src/session.ts';
import type { OidcProvider } from './src/sign-in/library.ts';
import { createSignIn } from './src/sign-in/sign-in.ts';
import { wrongMethods } from './src/wrong-methods.ts';

export interface ApiOptions {
  readonly engine: Engine;
  /** A pool of the application's role. It stays its owner's. */
  readonly db: Pool;
  /** A pool of the role of sign-in. It stays its owner's. */
  readonly authDb: Pool;
  /** Where telephones' codes go, and the county's identity provider; null where there is none. */
  readonly signIn: { readonly sms: WebhookTarget | null; readonly oidc: OidcProvider | null };
  /** Addresses or networks of proxies whose word on the client's address is believed, beside this machine. */
  readonly proxies?: readonly string[];
  readonly keyring: Keyring;
  /** Its owner refreshes it. */
  readonly directory: Directory;
  /** What counties decided for themselves. Its owner refreshes it. */
  readonly rules: HeldRules;
  /** Calendars and limits. Its owner refreshes it. */
  readonly deadlines: Deadlines;
  /** Which events somebody is told of. Its owner refreshes it. */
  readonly webhooks: HeldWebhooks;
  /** Webhooks may reach addresses that are not on the public internet. */
  readonly privateWebhooks: boolean;
  readonly clock: ProcessClock;
  /** UUIDv7. */
  readonly newId: () => string;
  readonly log: Logger;
  /** Adds the personas' sessions and the clock; without it neither route exists. */
  readonly demo: boolean;
  /** `https://…` as clients reach it; null when it is the address of each request. */
  readonly publicUrl: string | null;
  /** Sends the codes that confirm e-mail addresses; without it none is taken. */
  readonly mailer?: Pick<Mailer, 'send'> | null;
  /** The pages; without them only the API is served. */
  readonly faces?: Faces;
  /** For the administrator's board; without them there is none. */
  readonly queues?: Worker['queues'];
  /** Moves the demo's clock to an instant (epoch ms); resolves when every timer due by then has fired. */
  readonly fireUntil: (to: number) => Promise<unknown>;
}

export interface HttpApi {
  readonly app: Express;
  /** Resolves with the port when it listens; port 0 asks for any. Rejects when it cannot. */
  listen(port: number, host: string): Promise<{ readonly port: number }>;
  /** Takes nothing more, ends the event streams, answers what is in flight; resolves within `patienceMs` (default 10 s). */
  close(patienceMs?: number): Promise<void>;
}

export function createApi(options: ApiOptions): HttpApi {
  const { engine, db, keyring, directory, clock, log, demo, publicUrl, queues } = options;
  const entries = Object.fromEntries(Object.entries(contract).filter(([, entry]: [string, RouteEntry]) => demo || !entry.demo));
  const secure = publicUrl?.startsWith('https:') ?? false;
  const signIn = createSignIn({
    ...options.signIn,
    db: options.authDb,
    keyring,
    wall: clock.wall,
    origin: new URL(publicUrl ?? 'http://localhost').origin,
    demo,
    newId: options.newId,
    log,
  });
  const { stored, keys } = signIn;
  const sessions = createSessions({ keyring, directory, stored, keys, demo, wall: clock.wall, secure });
  const clockLag = () => timerLateness(db, { now: clock.now(), wall: clock.wall() });
  const events = createEvents({ engine, directory, sessions, log });
  const metrics = createMetrics({ engine, db, clockLag, streams: events.streams, wall: clock.wall });
  const readiness = createReadiness({ directory, clockLag });
  const tables = openTables(db);
  const api: Api = {
    engine,
    db,
    accessLog: openAccessLog({ db: tables, keyring, newId: options.newId }),
    noteDevice: openDeviceNotes(tables),
    keyring,
    directory,
    rules: options.rules,
    deadlines: options.deadlines,
    imports: holdImports(tables),
    webhooks: options.webhooks,
    privateWebhooks: options.privateWebhooks,
    clock,
    log,
    metrics,
    statistics: createStatistics({ tables, directory, clock }),
    sessions,
    signIn,
    mailer: options.mailer ?? null,
    tables,
    newId: options.newId,
    origin: publicUrl === null ? null : new URL(publicUrl).origin,
  };

  const app = express();
  app
    .disable('x-powered-by')
    .set('etag', false)
    .set('query parser', 'simple')
    .set('trust proxy', ['loopback', ...(options.proxies ?? [])]);
  app.use(requestLog(log, metrics), policies(secure), (_req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    next();
  });
  // A request walks along the routers in this order: commands come most often.
  app.use(orderRoutes(api));
  app.use(
    duplicateRoutes(api),
    meTooRoutes(api),
    printRoutes(api),
    cardNoticeRoutes(api),
    evidenceRoutes(api),
    minutesRoutes(api),
    linkRoutes(api),
    catalogueRoutes(api),
  );
  app.use(deskRoutes(api), candidateRoutes(api), revealRoutes(api), journalRoutes(api), followRoutes(api));
  app.use(presenceRoutes(api), householdRoutes(api), matterRoutes(api));
  app.use(workflowRoutes(api), meRoutes(api), referenceRoutes(api), eventRoutes(api, events));
  app.use(attachmentRoutes(api), boardRoutes(api), proposalRoutes(api), evaluationRoutes(api), metricRoutes(api));
  app.use(branchFigureRoutes(api), activityRoutes(api));
  app.use(
    unitRoutes(api),
    postRoutes(api),
    serviceRoutes(api),
    pointRoutes(api),
    listRoutes(api),
    emergencyRoutes(api),
    privacyRoutes(api),
    relativeRoutes(api),
    retentionRoutes(api),
    sealedOpeningRoutes(api),
  );
  app.use(exchangeRoutes(api), exportRoutes(api));
  app.use(webhookRoutes(api), accessLogRoutes(api), ruleRoutes(api), undeliveredRoutes(api), dispatchSlipRoutes(api));
  app.use(signInRoutes(api), sessionRoutes(api));
  if (demo) app.use(demoRoutes(api, options.fireUntil));
  app.use(operationsRoutes(api, { entries, version: packageJson.version, publicUrl, readiness }));
  if (queues) app.use(queueBoard(sessions, queues));
  app.use(open311(api));
  app.use(wrongMethods(Object.values(entries)));
  if (options.faces) app.use(serveFaces(api, options.faces, demo));
  app.use(unknownRoute, problemHandler(log));

  const dev = options.faces?.dev;
  const server = createHttpServer(app, dev?.upgrade);
  return {
    app,
    listen: server.listen,
    async close(patienceMs = 10_000) {
      events.close();
      await dev?.close();
      await server.close(patienceMs);
    },
  };
}

/** Headers that keep a browser from doing anything with an answer but show it. */
const policies = (secure: boolean) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: secure,
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
