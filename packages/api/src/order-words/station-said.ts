// How far an order is at one of its steps, in a word.

/** Supervision and publication go on beside what the order waits for. */
const beside: ReadonlySet<string> = new Set(['supervise', 'publish']);

interface Standing {
  readonly handling: string;
  /** What its state is called. */
  readonly said: string;
  readonly publishConsent: boolean;
  /** Never published, whatever was agreed to. Whoever sees such an order sees of what kind it is, too. */
  readonly sealed?: true | undefined;
}

interface Words<Status extends string> {
  readonly stationStatus: Readonly<Record<Status, string>>;
  /** Of a step that waits, or is left out, for a reason that can be said. */
  readonly stationWaits: { readonly toAdmit: string; readonly noConsent: string; readonly sealed: string };
}

/**
 * The step that it is at says what its state is called: 接单 办理中 once somebody has accepted it. Dispatch comes after the admission,
 * which is no step of its own.
 */
export function stationSaid<Status extends string>(
  { station, status }: { readonly station: string; readonly status: Status },
  { handling, said, publishConsent, sealed }: Standing,
  { stationStatus, stationWaits }: Words<Status>,
): string {
  if (station === 'dispatch' && status === 'now' && handling === 'placed') return stationWaits.toAdmit;
  if (station === 'publish' && sealed) return stationWaits.sealed;
  if (station === 'publish' && status === 'skipped' && !publishConsent) return stationWaits.noConsent;
  return status === 'now' && !beside.has(station) ? said : stationStatus[status];
}
