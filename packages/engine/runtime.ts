// The half that touches PostgreSQL.
export {
  createEngine,
  type Authorize,
  type Change,
  type Command,
  type DueTimer,
  type Engine,
  type EngineOptions,
  type FactAnswer,
  type Page,
  type ReadFacts,
  type Verdict,
} from './src/engine.ts';
export { createKeyring, generateKeys, type DataKey, type Keyring } from './src/keyring.ts';
export { engineMigrations, migrate } from './src/postgres/migrate.ts';
export { isUnreachable, openPool, type PoolRole } from './src/postgres/pool.ts';
export { dumpSchema } from './src/postgres/schema-dump.ts';
export { leaseDueTimers, nextDueAt, timersDue, stuckTimers, timerLateness, timersOf } from './src/postgres/timers.ts';
export {
  offerOutbox,
  offerDeadAgain,
  outboxBacklog,
  setAside,
  readOutbox,
  recordDelivery,
  recordFailure,
  untriedOutbox,
  type Offered,
  type OutboxRow,
} from './src/postgres/outbox.ts';
export { brokenAnchors } from './src/postgres/journal.ts';
export { isSound } from './src/sound.ts';
export { purgeKeys } from './src/postgres/sealed-values.ts';
