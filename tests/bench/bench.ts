// What a benchmark is: a function that is handed a server and reports figures.

/** `short` shows that all runs and roughly where it stands; `full` gives the figures of docs/benchmarks.md. */
export type Mode = 'short' | 'full';

/** Figures of one measurement. Names carry their units: `p50_ms`, `rss_start_mb`; `per_second` counts what the bench names. */
export interface Result {
  readonly bench: string;
  readonly [figure: string]: Figure | undefined;
}

export type Figure = number | string | boolean | null | readonly number[];

/** The throw-away server of a run; a bench makes its databases on it. */
export interface Server {
  /** Superuser's URL. */
  readonly url: string;
  /** The postmaster's process id. */
  readonly pid: number;
  /** Database with all migrations and the demo street. */
  readonly template: string;
  /** The master keys that the demo street is sealed with, as SIX_ORDER_KEYS takes them. */
  readonly keys: string;
}

export interface BenchContext {
  readonly mode: Mode;
  readonly server: Server;
  /** Folder of the comparison harness; null: beside the checkout, if it is there. */
  readonly peers: string | null;
  /** Progress, a line each. */
  say(line: string): void;
  report(result: Result): void;
}

export type Bench = (context: BenchContext) => Promise<void>;
