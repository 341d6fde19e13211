// The facts that commands name, read from what is in memory: unit, category, number, clock, holder.
//
// Owns: each kind's question and answer. A question that the input cannot be served with becomes an issue at its field.
// Not ours: where the values are used (the workflows), how they are kept (the engine's journal).
// F1: an issue never repeats what was given (I12).
import { z } from 'zod';
import { isWithin, type Clock, type Issue, type Json } from '@six-order/engine';
import { sendersOf } from './authority/acts.ts';
import type { Post } from './people/post.ts';
import type { FactAnswer, ReadFacts } from '@six-order/engine/runtime';
import { categoryByCode } from './catalogue/catalogue.ts';
import { Urgency } from './catalogue/category.ts';
import { clockOf } from './deadlines/clock.ts';
import { clockNames, type Policy } from './deadlines/policy.ts';
import type { Directory } from './directory.ts';
import type { Numbers } from './numbers/number-store.ts';

/** `kind: 'unit'`: a unit by id or code. */
export interface UnitFact {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly path: string;
}

/** `kind: 'category'`. */
export interface CategoryFact {
  readonly code: string;
  readonly urgency: string;
  readonly sealed: boolean;
  readonly flags: readonly string[];
}

/** `kind: 'holder'`: whom an order can be dispatched to. */
export interface HolderFact {
  readonly kind: 'person' | 'unit' | 'team';
  readonly id: string;
}

const field = z.string().optional();
const Unit = z.object({ kind: z.literal('unit'), ref: z.string(), field });
const Category = z.object({ kind: z.literal('category'), code: z.string(), field });
const OrderNumber = z.object({ kind: z.literal('number') });
const ClockAsk = z.object({
  kind: z.literal('clock'),
  clock: z.enum(clockNames),
  category: z.string(),
  /** Absent: the category's own. */
  urgency: Urgency.optional(),
  path: z.string(),
  from: z.number(),
  cap: z.number().nullish(),
  field: z.string().default('category'),
});
const Holder = z.object({
  kind: z.literal('holder'),
  holder: z.enum(['person', 'unit', 'team']),
  id: z.string(),
  field,
  /** Given when the order is to be worked on: its category, and where it lies. */
  work: z.object({ category: z.string(), path: z.string() }).optional(),
});
const Ask = z.discriminatedUnion('kind', [Unit, Category, OrderNumber, ClockAsk, Holder]);
type Ask = z.infer<typeof Ask>;

export interface FactSources {
  readonly directory: Directory;
  readonly numbers: Numbers;
  /** Deadline policies; without them the default one. */
  readonly policies?: readonly Policy[];
}

/**
 * The engine's reader of facts. Throws ZodError when a workflow asks for a kind or in a shape that is not ours: a fault of
 * the workflow, not of the input.
 */
export function createFacts({ directory, numbers, policies }: FactSources): ReadFacts {
  const readers: { readonly [K in Ask['kind']]: (ask: Extract<Ask, { kind: K }>, at: number, tenant: string) => Answer } = {
    unit(ask, _at, tenant) {
      const unit = directory.findUnit(tenant, ask.ref);
      if (!unit) return issue(ask.field, 'no unit of this county has this id or code');
      return value<UnitFact>({ id: unit.id, code: unit.code, kind: unit.kind, path: unit.path });
    },
    category(ask) {
      const category = categoryByCode(ask.code);
      if (!category) return issue(ask.field, 'no category has this code');
      return value<CategoryFact>({
        code: category.code,
        urgency: category.urgency,
        sealed: category.sealed,
        flags: category.flags,
      });
    },
    number: async (_ask, at, tenant) => ({ value: await numbers.next(tenant, at) }),
    clock(ask) {
      const category = categoryByCode(ask.category);
      if (!category) return issue(ask.field, 'no category has this code');
      const { clock, urgency = category.urgency, path, from, cap } = ask;
      return value<Clock>(clockOf({ clock, category, urgency, path, from, ...(cap != null && { cap }) }, policies));
    },
    holder({ holder, id, field, work }, _at, tenant) {
      if (holder === 'person') {
        if (directory.tenantOf(id) !== tenant) return issue(field, 'no person of this county has this id');
        const posts = directory.postsOf(id);
        if (posts.length === 0) return issue(field, 'this person holds no post now');
        const unfit = work && unfitFor(directory, work, posts);
        if (unfit) return issue(field, unfit);
        return value<HolderFact>({ kind: holder, id });
      }
      const unit = directory.unitById(id) && directory.findUnit(tenant, id);
      if (!unit) return issue(field, `no ${holder} of this county has this id`);
      if (holder === 'team' && unit.kind !== 'team') return issue(field, 'this unit is not a team');
      const unfit = work && unfitFor(directory, work, directory.postsIn(id));
      if (unfit) return issue(field, unfit);
      return value<HolderFact>({ kind: holder, id });
    },
  };

  // Only numbers may have to wait, so only they make promises: this runs for every command.
  return async (asks) => {
    const answers = asks.map(({ at, tenant, order: _order, ...request }) => {
      const ask = Ask.parse(request);
      return (readers[ask.kind] as (ask: Ask, at: number, tenant: string) => Answer)(ask, at, tenant);
    });
    const waits = answers.some((answer) => answer instanceof Promise);
    return waits ? Promise.all(answers.map((answer) => Promise.resolve(answer))) : (answers as FactAnswer[]);
  };
}

/** Roles that can take an order on. */
const workers: ReadonlySet<string> = new Set(sendersOf('six-order', 'accept'));

type Answer = FactAnswer | Promise<FactAnswer>;

/** Facts are plain data; their interfaces only lack the index signature that `Json` wants. */
const value = <T extends object>(fact: T): FactAnswer => ({ value: fact as unknown as Json });

/** `field` is a path with dots, as the workflow's input names it. */
const issue = (at: string | undefined, message: string): FactAnswer => ({
  issues: [{ path: at?.split('.') ?? [], message } satisfies Issue],
});

/** Why none of these posts may work on an order, or null. A complaint never goes to those it may be about (domain research 2.6). */
function unfitFor(
  directory: Directory,
  work: { readonly category: string; readonly path: string },
  posts: readonly Post[],
): string | null {
  const able = posts.filter(({ role }) => workers.has(role));
  if (able.length === 0) return 'nobody there can accept an order';
  if (!categoryByCode(work.category)?.flags.includes('bypasses-unit')) return null;
  // County, street, community are the first three labels; above a community nobody in particular is meant.
  const labels = work.path.split('.');
  if (labels.length < 3) return null;
  const concerned = labels.slice(0, 3).join('.');
  const outside = able.some(({ unit }) => !isWithin(directory.unitById(unit)?.path ?? '', concerned));
  return outside ? null : 'a complaint is not given to the community that it may be about';
}
