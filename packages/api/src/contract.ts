// The contract: every route of the API, once. Requests are parsed by it, answers are typed by it, the OpenAPI document is
// made of it, and a test compares it with what is mounted. Imports nothing that a browser lacks.
import { accessLogRoutes } from './contract/access-log.ts';
import { activityRoutes } from './contract/activity.ts';
import { attachmentRoutes } from './contract/attachment.ts';
import { boardRoutes } from './contract/board.ts';
import { catalogueRoutes } from './contract/catalogue.ts';
import { deskRoutes } from './contract/desk-routes.ts';
import { emergencyRoutes } from './contract/emergency.ts';
import { evaluationRoutes } from './contract/evaluation.ts';
import { exchangeRoutes } from './contract/exchange.ts';
import { exportRoutes } from './contract/export.ts';
import { householdRoutes } from './contract/household.ts';
import { listRoutes } from './contract/lists.ts';
import { matterRoutes } from './contract/matters.ts';
import { meTooRoutes } from './contract/me-too.ts';
import { metricRoutes } from './contract/metrics.ts';
import { operationRoutes } from './contract/operations.ts';
import { orderRoutes } from './contract/order-routes.ts';
import { peopleRoutes } from './contract/people.ts';
import { pointRoutes } from './contract/points.ts';
import { presenceRoutes } from './contract/presence.ts';
import { printRoutes } from './contract/print.ts';
import { privacyRoutes } from './contract/privacy.ts';
import { referenceRoutes } from './contract/reference.ts';
import { relativeRoutes } from './contract/relatives.ts';
import { retentionRoutes } from './contract/retention.ts';
import { ruleRoutes } from './contract/rules.ts';
import { sealedOpeningRoutes } from './contract/sealed-opening.ts';
import { signInRoutes } from './contract/sign-in.ts';
import { undeliveredRoutes } from './contract/undelivered.ts';
import { webhookRoutes } from './contract/webhook.ts';
import type { RouteEntry } from './contract/entry.ts';

export const contract = {
  ...orderRoutes,
  ...deskRoutes,
  ...attachmentRoutes,
  ...listRoutes,
  ...matterRoutes,
  ...meTooRoutes,
  ...householdRoutes,
  ...emergencyRoutes,
  ...evaluationRoutes,
  ...boardRoutes,
  ...metricRoutes,
  ...activityRoutes,
  ...printRoutes,
  ...referenceRoutes,
  ...catalogueRoutes,
  ...ruleRoutes,
  ...peopleRoutes,
  ...pointRoutes,
  ...presenceRoutes,
  ...privacyRoutes,
  ...accessLogRoutes,
  ...relativeRoutes,
  ...retentionRoutes,
  ...sealedOpeningRoutes,
  ...undeliveredRoutes,
  ...webhookRoutes,
  ...exchangeRoutes,
  ...exportRoutes,
  ...signInRoutes,
  ...operationRoutes,
} as const satisfies Record<string, RouteEntry>;

export type Operation = keyof typeof contract;
