// What the worker says while it works. pino's loggers fit; so does anything with these three.

/** Fields hold ids, counts and names of faults; never a message that could carry a person's data (I12). */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A fault as a log line may show it: its name and, from drivers, its code. Messages stay out: a driver may quote a row. */
export function faultFields(error: unknown): { readonly fault: string; readonly code?: string | number } {
  const code = (error as { code?: unknown } | null)?.code;
  const fault = error instanceof Error ? error.name : typeof error;
  return typeof code === 'string' || typeof code === 'number' ? { fault, code } : { fault };
}
