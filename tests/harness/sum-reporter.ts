// The plain sum of a run as its very last line, and before it why each skipped test was skipped.
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

export class SumReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[], reason: TestRunEndReason): void {
    let passed = 0;
    let failed = unhandled.length;
    const skips: string[] = [];
    for (const module of modules) {
      // A file that could not be loaded, or whose hooks failed, counts as one failure.
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        else if (result.state === 'skipped')
          skips.push(
            `${module.relativeModuleId} > ${test.fullName}: ${result.note ?? (test.options.mode === 'run' ? 'not run, because what prepares it failed' : 'no reason given')}`,
          );
        else failed += 1;
      }
    }
    if (reason === 'interrupted') skips.push('the run was interrupted: tests that had not begun are in no count');
    const lines = [...skips.map((skip) => `skipped: ${skip}`), `${passed} passed, ${failed} failed, ${skips.length} skipped`];
    // At the exit, so that neither another reporter nor the end of the database comes after it.
    process.once('exit', () => process.stdout.write(`${lines.join('\n')}\n`));
  }
}
