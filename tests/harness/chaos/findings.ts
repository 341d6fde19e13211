// What an audit may find wrong, each complaint a line for a person.

const kinds = [
  /** I2: it was acknowledged, and no journal has it where it was said to be. */
  'acknowledgedButMissing',
  /** Somebody's journal entry that nobody was told of. */
  'appliedButNeverAcknowledged',
  /** I9: the chain of MACs is broken, or the revision is not the number of entries. */
  'unverified',
  /** I5: the fold of the journal is not the stored snapshot, byte for byte. */
  'replaysDifferently',
  /** I7: the timer stands in two journal entries. */
  'firedTwice',
  /** I6: due, and not fired. */
  'dueButNotFired',
  /** I6: the timers that stand are not those that the journal armed and has not consumed. */
  'timersAstray',
  /** I8: an effect of the journal that is neither delivered to each of its people nor waiting, or a delivered one too many. */
  'effectsAstray',
  /** I8: given up. */
  'deadLetters',
  /** A sealed value that does not open, or opens as something else than what was sent. */
  'unreadable',
] as const;

export type Finding = (typeof kinds)[number];
export type Findings = Record<Finding, string[]>;

export const noFindings = (): Findings => Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Findings;
