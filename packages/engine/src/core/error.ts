// Faults, named by what follows from them. A foreseen "no" is an Outcome, never one of these.

/** Something outside failed for now (connection, lock, timeout). Nothing is known to be written: try again. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
}

/** Trying again cannot help: the work goes to the dead letters and a person looks. */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
}

/** An order's stored rows contradict each other (broken chain, unreadable snapshot): it stands still until a person has looked. */
export class FrozenOrderError extends Error {
  override readonly name = 'FrozenOrderError';
}
