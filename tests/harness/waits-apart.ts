// In which order the files of a run begin: as vitest has it, but those that mostly wait stand far from each other, so that
// something computes beside each of them.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Leases end in real time, a quarter of a minute each. Being small, these files would all come last: nothing would be left beside them. */
const waits = /tests\/worker\/(?:cluster|postgres|redis|without-queue)\.test\.ts$/;
const APART = 20;

export class WaitsApart extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const order = sorted.filter(({ moduleId }) => !waits.test(moduleId));
    const waiting = sorted.filter(({ moduleId }) => waits.test(moduleId));
    for (const [n, file] of waiting.entries()) order.splice((n + 1) * APART, 0, file);
    return order;
  }
}
