// What the routes share.
import type { Pool } from 'pg';
import type { Reader } from '@six-order/community/authority/reader';
import type { HeldRules } from '@six-order/community/county-rules/county-rule-store';
import type { Deadlines } from '@six-order/community/deadlines/deadlines';
import type { ProcessClock } from '@six-order/community/demo/clock';
import { keepsOutOf } from '@six-order/community/mediation/apart';
import type { Directory } from '@six-order/community/directory';
import type { HeldImports } from '@six-order/community/imports/brought-in-store';
import type { NoteDevice } from '@six-order/community/evaluation/mark-store';
import type { AccessLog } from '@six-order/community/privacy/access-log-store';
import type { Db } from '@six-order/community/tables';
import type { HeldWebhooks } from '@six-order/community/webhooks/held';
import type { Actor } from '@six-order/engine';
import type { Engine, Keyring } from '@six-order/engine/runtime';
import type { Mailer } from '@six-order/worker';
import type { Logger } from 'pino';
import type { PublicStatistics } from './board/statistics.ts';
import type { Metrics } from './metrics.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { Door } from './serve.ts';

export interface Api extends Door {
  readonly engine: Engine;
  readonly db: Pool;
  readonly tables: Db;
  readonly accessLog: AccessLog;
  readonly noteDevice: NoteDevice;
  readonly keyring: Keyring;
  readonly directory: Directory;
  readonly rules: HeldRules;
  readonly deadlines: Deadlines;
  readonly imports: HeldImports;
  readonly webhooks: HeldWebhooks;
  readonly privateWebhooks: boolean;
  readonly clock: ProcessClock;
  /** UUIDv7. */
  readonly newId: () => string;
  readonly signIn: SignIn;
  /** null: no e-mail goes out. */
  readonly mailer: Pick<Mailer, 'send'> | null;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly statistics: PublicStatistics;
}

/** The actor with what the post stands for. */
export const readerOf = ({ directory }: Pick<Api, 'directory'>, actor: Actor): Reader => ({
  ...actor,
  holds: directory.holdsOf(actor),
  keepsOut: keepsOutOf(directory)(actor),
});
