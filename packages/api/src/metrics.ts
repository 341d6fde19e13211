// What Prometheus may scrape. Labels hold types, routes and kinds; no id and nothing of a person ever (I12).
import type { Pool } from 'pg';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Outcome } from '@six-order/engine';
import { outboxBacklog, type Engine } from '@six-order/engine/runtime';

export interface Metrics {
  command(type: string, kind: Outcome['kind']): void;
  exchange(method: string, route: string, status: number, ms: number): void;
  /** The exposition text. What cannot be read from the database now is left out. */
  text(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  readonly engine: Engine;
  readonly db: Pool;
  /** By how much the oldest due timer is late, ms. Rejects when the database cannot be asked. */
  readonly clockLag: () => Promise<number>;
  /** Open event streams. */
  readonly streams: () => number;
  /** Epoch ms of wall time. */
  readonly wall: () => number;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

export function createMetrics({ engine, db, clockLag, streams, wall }: MetricsOptions): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const known = new Set(engine.workflows.all.flatMap((workflow) => Object.keys(workflow.commands)));

  const commands = new Counter({
    name: 'six_order_commands_total',
    help: 'Commands through HTTP by type and by what came of them',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const exchanges = new Histogram({
    name: 'six_order_http_seconds',
    help: 'Duration of HTTP exchanges',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name: `six_order_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('engine_commands', 'Commands that the engine of this process has committed', () => engine.stats().commands);
  gauge('engine_batches', 'Batches that they were committed in', () => engine.stats().batches);
  gauge('engine_batch_size', 'Commands in a batch, on average since the last scrape', sinceLast(engine));
  gauge('engine_waiting', 'Commands that wait for a batch', () => engine.stats().waiting);
  gauge('engine_in_flight', 'Batches in flight', () => engine.stats().inFlight);
  gauge('engine_connections', 'Connections of the engine’s own pool', () => engine.stats().connections);
  gauge('engine_connections_wanted', 'Statements of the engine that wait for a connection', () => engine.stats().wanted);
  gauge('pool_connections', 'Connections of the pool', () => db.totalCount);
  gauge('pool_idle', 'Connections that nobody uses', () => db.idleCount);
  gauge('pool_waiting', 'Callers that wait for a connection', () => db.waitingCount);
  gauge('event_streams', 'Open event streams', streams);

  const poolWait = new Gauge({
    name: 'six_order_pool_wait_seconds',
    help: 'How long a connection took to get at this scrape',
    registers,
  });
  const timerLag = new Gauge({
    name: 'six_order_timer_lag_seconds',
    help: 'By how much the oldest due timer is late',
    registers,
  });
  const outboxWaiting = new Gauge({ name: 'six_order_outbox_waiting', help: 'Effects not yet delivered', registers });
  const outboxDead = new Gauge({ name: 'six_order_outbox_dead', help: 'Dead letters', registers });
  const outboxAside = new Gauge({
    name: 'six_order_outbox_set_aside',
    help: 'Dead letters of which nothing is to be done, as somebody decided',
    registers,
  });
  const outboxAge = new Gauge({
    name: 'six_order_outbox_age_seconds',
    help: 'Age of the oldest effect not yet delivered',
    registers,
  });

  const readDatabase = async (): Promise<void> => {
    const askedAt = performance.now();
    (await db.connect()).release();
    poolWait.set((performance.now() - askedAt) / 1000);
    const [backlog, lag] = await Promise.all([outboxBacklog(db), clockLag()]);
    timerLag.set(lag / 1000);
    outboxWaiting.set(backlog.waiting);
    outboxDead.set(backlog.dead);
    outboxAside.set(backlog.aside);
    outboxAge.set(backlog.oldestAt === null ? 0 : Math.max(0, wall() - backlog.oldestAt) / 1000);
  };
  const forget = (): void => {
    for (const metric of [poolWait, timerLag, outboxWaiting, outboxDead, outboxAside, outboxAge]) metric.remove();
  };

  return {
    command: (type, kind) => commands.inc({ type: known.has(type) ? type : 'unknown', outcome: kind }),
    exchange(method, route, status, ms) {
      const labels = { method: METHODS.has(method) ? method : 'other', route, status: String(status) };
      exchanges.observe(labels, ms / 1000);
    },
    async text() {
      await readDatabase().catch(forget);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

function sinceLast(engine: Engine): () => number {
  let last = engine.stats();
  return () => {
    const now = engine.stats();
    const batches = now.batches - last.batches;
    const size = batches === 0 ? 0 : (now.commands - last.commands) / batches;
    last = now;
    return size;
  };
}
