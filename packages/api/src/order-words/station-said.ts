// How far an order is at one of its steps, in a word.

/** Supervision and publication go on beside what the order waits for. */
const beside: ReadonlySet<string> = new Set(['supervise', 'publish']);

/**
 * The step that it is at says what its state is called: 派单 待受理 until it is admitted, 接单 办理中 once somebody has accepted it.
 * `state`: that name; `words`: of the others.
 */
export const stationSaid = <Status extends string>(
  { station, status }: { readonly station: string; readonly status: Status },
  state: string,
  words: Readonly<Record<Status, string>>,
): string => (status === 'now' && !beside.has(station) ? state : words[status]);
