// The pure half: nothing here touches a database, a clock or the network.
export { canonicalJson } from './src/core/canonical-json.ts';
export { mermaid } from './src/core/chart.ts';
export { clockLadder, ladderDelays, type Clock } from './src/core/clock-ladder.ts';
export { readCursor, writeCursor } from './src/core/cursor.ts';
export { FrozenOrderError, RetryableError, TerminalError } from './src/core/error.ts';
export { everything, isWithin, matches, nothing, type FaceFilter } from './src/core/face-filter.ts';
export type { JournalEntry } from './src/core/journal.ts';
export { merkleRoot, type Hash } from './src/core/merkle.ts';
export {
  OrderId,
  type Actor,
  type Face,
  type Json,
  type SealedValue,
  type Snapshot,
  type StoredOrder,
} from './src/core/order.ts';
export type { BrokenRule, Issue, Outcome } from './src/core/outcome.ts';
export { personal } from './src/core/personal.ts';
export { replay, replaying } from './src/core/replay.ts';
export { step, type StepResult } from './src/core/step.ts';
export {
  createRegistry,
  defineWorkflow,
  type CommandDefinition,
  type FactRequest,
  type Registry,
  type Workflow,
} from './src/core/workflow.ts';
