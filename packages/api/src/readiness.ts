// Whether this process can serve: database there, keys that fit it, a clock that keeps up.
import type { Directory } from '@six-order/community/directory';

export interface ReadinessReport {
  readonly ready: boolean;
  readonly database: boolean;
  readonly keys: boolean;
  readonly clockLagSeconds: number | null;
}

const MAX_LAG_MS = 30_000;
/** A probe that asks more often gets the last answer. */
const KEPT_MS = 1_000;
const PATIENCE_MS = 3_000;

export function createReadiness({
  directory,
  clockLag,
}: {
  readonly directory: Directory;
  /** By how much the oldest due timer is late, ms. Rejects when the database cannot be asked. */
  readonly clockLag: () => Promise<number>;
}): () => Promise<ReadinessReport> {
  let last: { readonly at: number; readonly report: Promise<ReadinessReport> } | undefined;
  let keysFit = false;

  /** A key ring that cannot open a name of this database cannot open its orders either. */
  const keys = (): boolean => {
    if (keysFit) return true;
    const [post] = directory.holdersWithin('');
    try {
      if (post) directory.personName(post.person);
      keysFit = post !== undefined;
      return true;
    } catch {
      return false;
    }
  };

  const look = async (): Promise<ReadinessReport> => {
    const lag = await withinPatience(clockLag());
    const report = { database: lag !== null, keys: keys(), clockLagSeconds: lag === null ? null : lag / 1000 };
    return { ready: report.database && report.keys && (lag ?? Infinity) < MAX_LAG_MS, ...report };
  };

  return () => {
    const now = performance.now();
    if (!last || now - last.at > KEPT_MS) last = { at: now, report: look() };
    return last.report;
  };
}

/** null when the work fails or takes too long. */
async function withinPatience(work: Promise<number>): Promise<number | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((give) => {
    timer = setTimeout(() => give(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, patience]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}
