// A story: an order's life as data. It is played on the demo street with a clock that jumps (play.ts).
import type { PersonaName } from '@six-order/community/demo/persona-name';
import type { Words } from '@six-order/community/rules/rule';

type Input = Readonly<Record<string, unknown>>;

/**
 * A label names an order of the story. A card that a rule issues is called by its colour, `card-red`, when it appears; what else
 * an order opens by its workflow, `warning`. In an input a text `@label` stands for that order's id, `#code` for that unit's.
 */
export type Step =
  /** Opens an order and calls it by the label. */
  | { readonly place: string; readonly as: PersonaName; readonly workflow?: string; readonly input: Input }
  /** Sends a command to it; `refused`: in vain, and why is told. */
  | {
      readonly to: string;
      readonly as: PersonaName;
      readonly send: string;
      readonly input?: Input;
      readonly refused?: true;
    }
  /** Lets time pass; everything due on the way happens in its own time. */
  | { readonly hours: number; readonly why: Words };

export interface Story {
  readonly name: string;
  readonly title: Words;
  readonly steps: readonly Step[];
  /** In which stage each order ends, by label. */
  readonly ends: Readonly<Record<string, string>>;
}

/** Monday morning, with a week of working days ahead. */
export const STORY_BEGINS = '2026-03-02T09:00:00+08:00';
