// CPU time of processes, read from /proc: what a command costs tells more on a shared machine than how many went through.
import { readFile, readdir } from 'node:fs/promises';

/** CPU time used so far, ms. Null where there is no /proc. */
export interface CpuReading {
  /** This process: engine, load generator and all. */
  readonly ours: number;
  /** The server with all its backends, those that have ended included. */
  readonly postgres: number | null;
  /** The whole machine. */
  readonly machine: number | null;
}

/** Linux counts in hundredths of a second whatever the kernel's own tick. */
const TICK_MS = 10;

export async function readCpu(postmaster: number): Promise<CpuReading> {
  const { user, system } = process.cpuUsage();
  return { ours: (user + system) / 1000, postgres: await treeCpu(postmaster), machine: await machineCpu() };
}

/** A process, its living children, and those that it has buried. A child buried while we look would be missed: we look again. */
async function treeCpu(root: number): Promise<number | null> {
  for (let before = await readStat(root); before;) {
    let ticks = before.ticks + before.buriedTicks;
    for (const name of await readdir('/proc')) {
      const stat = /^\d+$/.test(name) ? await readStat(Number(name)) : null;
      if (stat?.parent === root) ticks += stat.ticks;
    }
    const after = await readStat(root);
    if (after?.buriedTicks === before.buriedTicks) return ticks * TICK_MS;
    before = after;
  }
  return null;
}

async function readStat(pid: number): Promise<{ parent: number; ticks: number; buriedTicks: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The name in parentheses may hold anything; after it come state, ppid, … utime, stime, cutime, cstime (proc_pid_stat(5)).
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (index: number): number => fields[index] ?? 0;
  return { parent: at(1), ticks: at(11) + at(12), buriedTicks: at(13) + at(14) };
}

async function machineCpu(): Promise<number | null> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => null);
  if (text === null) return null;
  // user nice system idle iowait irq softirq steal (proc_stat(5)); what the host takes from a virtual machine is used as well.
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0, steal = 0] = (text.split('\n')[0] ?? '')
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + soft + steal) * TICK_MS;
}

/** What was used between two readings, ms; `others`: by processes that are neither ours nor the server's. */
export function cpuBetween(from: CpuReading, to: CpuReading): { ours: number; postgres: number | null; others: number | null } {
  const ours = to.ours - from.ours;
  const postgres = from.postgres === null || to.postgres === null ? null : to.postgres - from.postgres;
  const machine = from.machine === null || to.machine === null ? null : to.machine - from.machine;
  return { ours, postgres, others: machine === null || postgres === null ? null : Math.max(0, machine - ours - postgres) };
}
