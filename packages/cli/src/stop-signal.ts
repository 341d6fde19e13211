// When a serving process is to stop: Ctrl-C, SIGTERM, or the end of the process that started it.
import { say } from './screen.ts';

/** Resolves with the first sign to stop. A second one ends the process at once. */
export function stopSignal(): Promise<string> {
  return new Promise((done) => {
    let asked = false;
    const stop = (sign: string) => {
      if (asked) {
        say('Ended at once. What was acknowledged is safe; the rest may be asked again.');
        process.exit(1);
      }
      asked = true;
      done(sign);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    if (process.channel) {
      process.once('disconnect', () => stop('the end of the starting process'));
      process.channel.unref();
    }
  });
}
