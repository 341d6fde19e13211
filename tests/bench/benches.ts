// The benchmarks by name: what each measures, how long it takes, what limits it.
import type { Bench } from './bench.ts';

export interface BenchEntry {
  /** One line of `--help`. */
  readonly title: string;
  /** What is measured and how, for docs/benchmarks.md. */
  readonly what: string;
  /** What its figures hang on. */
  readonly limits: string;
  /** About how long in full mode on two cores. */
  readonly minutes: number;
  /** Needs `gc()`. */
  readonly gc?: true;
  readonly load: () => Promise<Bench>;
}

export const benches = {
  commands: {
    title: 'commands a second at 64, 16 and 1 callers, beside pgbench and hand-written transactions',
    what: 'Closed loop: each caller takes a fresh order through place, admit, dispatch, accept, contact, finish and evaluate, then the next. Real six-order commands: texts, contact and notes of realistic length, authority, facts, sealing, hash chain; outbox rows are written, the relay is off. Two baselines in the same run on the same database, a window of each in turn, each ratio the median of its rounds: `pgbench` with the same four writes as one prepared transaction (select for update, update, insert journal, upsert timer, insert outbox), and a transaction per command by hand on `pg`. Their rows are as large as ours were measured to be (`snapshot_bytes`, `entry_bytes`, `params_bytes`); they decide nothing, seal nothing and sign nothing.',
    limits:
      'CPU. With many callers our process is one busy core (`node_cpu_ms` a command) and PostgreSQL less than one (`postgres_cpu_ms`); round trips and fsyncs are shared by a batch. Alone, two round trips and one fsync.',
    minutes: 3,
    load: async () => (await import('./commands.ts')).commands,
  },
  versions: {
    title: 'the same commands under version 2 of six-order and under version 1, at 64 callers',
    what: 'The lives of `commands` on two engines that share a database: one of this release, whose new orders are of version 2, and one that knows version 1 only. Windows take turns; each ratio is the median of its rounds.',
    limits: 'CPU: version 2 has more regions and rules to step through, and a longer snapshot to write.',
    minutes: 1,
    load: async () => (await import('./versions.ts')).versions,
  },
  'commands-relay': {
    title: 'the same at 64 callers with the worker delivering effects, and the time to drain afterwards',
    what: 'As `commands` with 64 callers, and the worker in the same process: its relay offers the effects to the queue, its handlers write the notices. Effects written and delivered a second during the window, then how long the rest takes.',
    limits:
      'Commands come first: while they are many, delivery gets a sixth of the time. The drain is the rate of delivery alone: BullMQ on PostgreSQL and one statement for each batch of notices.',
    minutes: 1,
    load: async () => (await import('./commands-relay.ts')).commandsRelay,
  },
  orders8: {
    title: 'our engine beside Restate, DBOS and hand-written `pg` on one workload, if the harness is there (--peers)',
    what: 'The workload `orders8` of a comparison harness outside this checkout: eight commands an order, each a guarded snapshot of 2 KB, a journal row, a timer and an outbox row; 64 callers, the harness’s own load generator, all engines after one another in one run, all that use PostgreSQL on the same server. Ours runs a workflow of eight states with journal MAC and authority; it has nothing to seal.',
    limits:
      'As `commands`. The others pay for several transactions and fsyncs a command (DBOS) or for HTTP between server and handler (Restate).',
    minutes: 4,
    load: async () => (await import('./orders8.ts')).orders8,
  },
  timers: {
    title: '10,000 deadlines at one instant with 100,000 armed, each fired as a full command by the real worker',
    what: 'Every timer was armed by an order that was placed; 10,000 of them are due at one instant, after two rounds of 1,000 that warm the worker up. The worker’s clock leases them, its queue carries them, the engine fires each as a command of its order. Lateness is from the instant to the commit; the journal says that each fired once.',
    limits: 'The rate of commands: the last of 10,000 can be no earlier than 10,000 commands take.',
    minutes: 1.5,
    load: async () => (await import('./timers.ts')).timers,
  },
  emergency: {
    title: 'a street of 50,000 open orders into an emergency and back, by the real worker, with others working elsewhere',
    what: 'Every order was placed and admitted. The emergency is confirmed: the worker lets each order stand still by a command of its own, page by page; it ends: each goes on. Meanwhile somebody places orders in another town, one after another; what he waits is set beside a quiet window. The journal says that each order followed once.',
    limits:
      'The rate of commands in the background, which give way to whoever is waited for. What people are told of the switch comes after it: `told_seconds` from its end to the last notice.',
    minutes: 4,
    load: async () => (await import('./emergency.ts')).emergency,
  },
  deadlines: {
    title: '10,000 deadlines counted by the working calendar, said in words, and counted anew',
    what: 'Whole clocks of all categories, begun at any hour of a year, each with its trace; then their explanations; then each counted anew as after the import of a calendar. In one process, without a database: the calendar is in memory. `first_ms` is the first round of a process that has just started.',
    limits: 'CPU of one process: a deadline of n working days looks at each of them.',
    minutes: 0.2,
    load: async () => (await import('./deadlines.ts')).deadlines,
  },
  parked: {
    title: 'memory and statements of an idle system with no order and with 1,000,000 parked ones',
    what: 'The whole system (API and worker) in one process, doing nothing: once on an empty database, once with a million orders that wait for a deadline, copied by SQL from one that the engine made. Statements are counted where they are sent; commits are PostgreSQL’s own count.',
    limits:
      'The queues’ own housekeeping, the demo clock (two statements a second) and a look at the reference data every five seconds; nothing in it depends on the orders.',
    minutes: 6,
    gc: true,
    load: async () => (await import('./parked.ts')).parked,
  },
  desks: {
    title: 'a page of every desk for every post over 1,000,000 orders, 50,000 of them open in one street',
    what: 'One order of each kind is lived through by the engine, then copied by SQL with places, people, numbers and times of its own. Each desk is read as the API reads it, cut to what its reader may see, first page of 50, by every persona; a desk’s figure is that of the post that waits longest. `p50_ms` is over all posts. The plans are in desk-plans.md.',
    limits:
      'The orders that a page looks at: each is a page of the table, and its snapshot is parsed. Planning: what a reader may see is a long condition.',
    minutes: 8,
    load: async () => (await import('./desks.ts')).desks,
  },
  authority: {
    title: 'what authority and masking add to a page of a desk and to a command, in one run',
    what: 'Pages of nine desks over 50,000 orders as the API gives them: found by the desk’s conditions alone for the same area, or cut to what the reader may see and judged order by order which fields are masked. Then whole lives at 64 callers on one engine that asks who may do what, and on one that allows all. The two take turns; shares are medians of the rounds.',
    limits: 'Longer conditions to plan and judge for a page; the table of acts for a command.',
    minutes: 1.5,
    load: async () => (await import('./authority.ts')).authority,
  },
  http: {
    title: 'the same commands through HTTP at 64 connections, beside the engine’s own rate',
    what: 'The load generator is a process of its own with a kept-alive connection for each caller; tokens of the demo’s personas; the answers show the order as its reader may see it. Windows over HTTP and on the engine directly take turns in the same process, after a warm-up of both; the ratio is the median of the rounds.',
    limits:
      'CPU of one process: Express, parsing, and computing for each answer what the reader may do next. The load generator takes its share of the same cores.',
    minutes: 1.5,
    load: async () => (await import('./http.ts')).http,
  },
  memory: {
    title: 'memory of the process before and after 200,000 commands',
    what: '64 callers, warm-up of 150,000 commands until the process has its size (its memory after the first 50,000 is told), then 200,000; resident memory and heap after a forced collection each time.',
    limits: 'The orders kept at hand are 2,048; the rest is V8’s spaces, and what the allocator keeps of what was freed.',
    minutes: 2,
    gc: true,
    load: async () => (await import('./memory.ts')).memory,
  },
  start: {
    title: '`npm start` to its first answer, when everything is prepared',
    what: 'On a copy of the checkout: the first start installs and prepares, then several more are timed from the command to the first 200 of /healthz; the median counts.',
    limits: 'Starting PostgreSQL, loading the source files, npm itself.',
    minutes: 1.5,
    load: async () => (await import('./start.ts')).start,
  },
  board: {
    title: 'the public board, its feed and statistics, and a month’s figures of 16 streets, over 1,000,000 orders',
    what: 'One published order, lived through by the engine, is copied by SQL with places, kinds and times of its own; each copy has its item on the board and its measures. The board is read over HTTP, one request after the other, each of a kind in turn: the newest, a later page, a community, a kind, a state, one item, the feeds, Open311’s lists of up to 1,000 requests, and with the tag of an answer that still holds. Figures are counted as they are for a report, one street after the other. `behind_ms`: from the answer to a command until its order is measured anew.',
    limits: 'Of a page: twenty looks at orders for their labels. Of figures: reading the month’s measures.',
    minutes: 5,
    load: async () => (await import('./board.ts')).board,
  },
  exports: {
    title: 'exports of 1,000,000 orders as CSV, XLSX and NDJSON, and the memory meanwhile',
    what: 'One order, lived through by the engine, is copied by SQL with places and times of its own. A county leader asks for all of them and fetches the file over HTTP in the same process, which counts the bytes and drops them. Resident memory is read ten times a second: its growth is from the most of the first tenth of the time to the most of all.',
    limits:
      'CPU of one process: a page of 2,000 faces is read, judged and written before the next; of XLSX, its compression. PostgreSQL reads the rows by their key.',
    minutes: 5,
    gc: true,
    load: async () => (await import('./exports.ts')).exports,
  },
} as const satisfies Record<string, BenchEntry>;

export type BenchName = keyof typeof benches;

export const benchNames = Object.keys(benches) as BenchName[];

export const isBench = (name: string): name is BenchName => Object.hasOwn(benches, name);

export const entryOf = (name: BenchName): BenchEntry => benches[name];
