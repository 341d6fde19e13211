// What the doctor finds: one line for each thing looked at.

export interface Finding {
  readonly name: string;
  /** `problem` makes the command fail; `warning` wants a look. */
  readonly status: 'ok' | 'warning' | 'problem';
  /** What was seen, and for anything but `ok` what to do. */
  readonly detail: string;
}

export const ok = (name: string, detail: string): Finding => ({ name, status: 'ok', detail });
export const warning = (name: string, detail: string): Finding => ({ name, status: 'warning', detail });
export const problem = (name: string, detail: string): Finding => ({ name, status: 'problem', detail });

/** PostgreSQL: no such table, column, function, role. */
const older: ReadonlySet<string> = new Set(['42P01', '42703', '42883', '42704']);

/** Runs a look; one that fails is a problem itself, and hinders no other. */
export async function look(name: string, work: () => Promise<Finding>): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const next = older.has(String((error as { readonly code?: unknown }).code))
      ? '; first run `npm run six-order -- migrate`'
      : '';
    return problem(name, `could not be looked at: ${message}${next}`);
  }
}
