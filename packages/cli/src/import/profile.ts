// An import profile: how another system's file reads, as data.
//
// Owns: what a profile says. Not ours: one system's words (profiles/), reading rows (row.ts).
import type { UnitEntry } from '@six-order/community/units/unit';
import type { Words } from '@six-order/community/rules/rule';

/** What an order needs from a row, and the name of the column that has it. */
export interface Columns {
  /** The record's id over there. */
  readonly id: string;
  readonly opened: string;
  /** May be empty: the record has no target. */
  readonly target: string;
  /** Empty while it is open. */
  readonly closed: string;
  readonly status: string;
  /** The source's own judgement of its target; may be empty. */
  readonly verdict: string;
  readonly closingReason: string;
  readonly title: string;
  readonly type: string;
  readonly reason: string;
  /** Where the source keeps its work: goes into the dispatch note. */
  readonly queue: string;
  readonly department: string;
  readonly place: string;
  readonly area: string;
}

/** A unit of the source, with the texts that its rows name it by. */
export interface NamedUnit extends UnitEntry {
  readonly named: readonly string[];
}

/** What a closing reason says when the record was never taken in. */
export interface Refusal {
  /** What the reason begins with, after the words that every one begins with. */
  readonly begins: string;
  /** The right channel, when it says that there is one. */
  readonly channel?: string;
}

export interface Profile {
  /** As `--profile` names it; the source's name in the table of imports. */
  readonly name: string;
  /** The tenant that its orders go into, with a unit tree of its own. */
  readonly tenant: string;
  readonly columns: Columns;
  /** Columns that it knows and does not need. Others are named in the report. */
  readonly unused: readonly string[];
  /** For `localTime`. */
  readonly time: { readonly pattern: string; readonly zone: string };
  readonly status: { readonly open: string; readonly closed: string };
  readonly verdict: { readonly late: string; readonly inTime: string };
  /** Category codes: by type, else by reason, else the fall-back. */
  readonly categories: {
    readonly byType: Readonly<Record<string, string>>;
    readonly byReason: Readonly<Record<string, string>>;
    readonly fallback: string;
  };
  readonly closing: {
    /** What every closing reason begins with. */
    readonly prefix: RegExp;
    /** These were never taken in: refused, unless the source had set a target, which it does when it takes a record in. */
    readonly refusals: readonly Refusal[];
  };
  /** The root of the tree, where rows of an area that it does not know go. */
  readonly root: UnitEntry;
  readonly areas: readonly NamedUnit[];
  /** The first takes the rows of a department that it does not know. */
  readonly departments: readonly [NamedUnit, ...NamedUnit[]];
  /** What the whole clock of a row with a target names as its policy, and how it explains itself (`due`: local time). */
  readonly target: {
    readonly policy: string;
    readonly say: (due: string) => Words;
  };
}
