// Work that is done in rounds: one at a time, and again when somebody asked meanwhile.

export interface Rounds {
  /** Begins a round soon, unless one is under way: then another follows it. */
  wake(): void;
  /** Whether no round begins any more. */
  readonly closed: boolean;
  /** Resolves when what was begun has ended. */
  close(): Promise<void>;
}

/** `work` must not reject. */
export function createRounds(work: () => Promise<void>): Rounds {
  let closed = false;
  let again = false;
  let working: Promise<void> | null = null;

  const round = async (): Promise<void> => {
    while (again && !closed) {
      again = false;
      await work();
    }
  };

  function wake(): void {
    again = true;
    if (closed) return;
    working ??= round().finally(() => {
      working = null;
      if (again) wake();
    });
  }

  return {
    wake,
    get closed() {
      return closed;
    },
    async close() {
      closed = true;
      await working;
    },
  };
}
