// What a command shows: lines while it works (stderr), its report at the end (stdout), a bar for long work on a terminal.
import { SingleBar } from 'cli-progress';

export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Prints a report: as JSON, or as people read it. */
export function report(json: boolean, value: unknown, text: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : text()}\n`);
}

/** Two columns: names, and values from the same column on. */
export function columns(rows: readonly (readonly [string, string])[], indent = '  '): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${indent}${name.padEnd(width)}  ${value}`).join('\n');
}

export interface Progress {
  /** How much is done; `total` may become known late. */
  update(done: number, total?: number): void;
  end(): void;
}

/** A bar on a terminal; elsewhere a line for each tenth, or every 10,000 while the total is unknown. */
export function progress(what: string, total: number): Progress {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      format: `  ${what} {bar} {percentage}% {value}/{total} {eta_formatted}`,
      hideCursor: true,
      stream: process.stderr,
    });
    bar.start(total, 0);
    return {
      update(done, of) {
        if (of !== undefined) bar.setTotal(of);
        bar.update(done);
      },
      end: () => bar.stop(),
    };
  }
  let said = 0;
  let of = total;
  return {
    update(done, newTotal) {
      of = newTotal ?? of;
      const step = of > 0 ? Math.floor((done * 10) / of) : Math.floor(done / 10_000);
      if (step <= said) return;
      said = step;
      say(`  ${what}: ${done}${of > 0 ? ` of ${of}` : ''}`);
    },
    end: () => undefined,
  };
}
