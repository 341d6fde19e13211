// Scenarios: an order's life in a few steps, in the words of the field, and what must come of the last one. Each runs through
// the engine with the demo street, a clock that the test sets, and effects that are delivered at once.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import type { OrderId, StoredOrder } from '@six-order/engine';
import { contextOf, stateOf } from '@six-order/workflows/six-order/face';
import { whyNot } from '@six-order/workflows/six-order/why-not';
import type { Context } from '@six-order/workflows/six-order/v2/context';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Street } from '../../harness/street-on.ts';

/** Somebody sends a command; time passes; or a look at what stands. */
export type Step =
  | { readonly who: PersonaName; readonly type: string; readonly input: Record<string, unknown> }
  | { readonly ms: number }
  | { readonly until: string };

const say =
  (who: PersonaName) =>
  (type: string, input: Record<string, unknown> = {}): Step => ({ who, type, input });

export const resident = say('resident');
export const secretary = say('secretary');
export const community = say('community');
export const street = say('street');
export const member = say('member');
export const member2 = say('member-2');
export const gridWorker = say('grid-worker');
export const windowClerk = say('window');
export const department = say('department');
export const property = say('property');
export const publisher = say('publisher');
export const supervisor = say('supervisor');
export const leader = say('leader');
export const hours = (n: number): Step => ({ ms: n * HOUR });
export const days = (n: number): Step => ({ ms: n * DAY });
export const minutes = (n: number): Step => ({ ms: n * 60_000 });
export const until = (instant: string): Step => ({ until: instant });

export const to = (persona: PersonaName, how?: 'assign' | 'invite'): Record<string, unknown> => ({
  to: { kind: 'person', id: personas[persona].person },
  ...(how && { how }),
});

export const admitted: readonly Step[] = [secretary('admit')];
export const dispatched: readonly Step[] = [...admitted, secretary('dispatch', to('member'))];
export const accepted: readonly Step[] = [...dispatched, member('accept')];
export const working: readonly Step[] = [...accepted, member('contact')];
export const finished: readonly Step[] = [...working, member('finish', { result: '已办好' })];
/** The same as a matter of life or property. */
export const urgent = (steps: readonly Step[]): readonly Step[] =>
  steps.map((step) => ('who' in step && step.type === 'admit' ? { ...step, input: { urgency: 'U0' } } : step));
export const bad = resident('evaluate', { solved: 'no', stars: 1 });
export const good = resident('evaluate', { solved: 'yes', stars: 5 });

/** What stands after the last step, or why it was refused. */
export type Expected =
  | {
      readonly handling?: string;
      readonly supervision?: string;
      readonly publication?: string;
      readonly context?: Partial<Record<keyof Context, unknown>>;
      /** What it does not remember. */
      readonly absent?: readonly (keyof Context)[];
      readonly labels?: readonly string[];
      readonly told?: readonly string[];
      /** Who was told what, by template. */
      readonly heard?: readonly (readonly [PersonaName, string])[];
    }
  | { readonly refused: 'not-allowed' | 'invalid' | 'forbidden' | 'not-found'; readonly why?: RegExp };

export interface Scenario {
  /** The rule, in the words of the field. */
  readonly rule: string;
  readonly category?: string;
  /** Beside category and unit. */
  readonly place?: Record<string, unknown>;
  readonly by?: PersonaName;
  readonly steps: readonly Step[];
  readonly gives: Expected;
}

/** Monday, 2 March 2026, 9:00 in Asia/Shanghai. */
const MONDAY = Date.parse('2026-03-02T09:00:00+08:00');

/** Each on the same Monday, with no timers of those before it. */
export function scenarios(street: Street, title: string, table: readonly Scenario[]): void {
  describe.each([title])('%s', () => {
    test.each(table.map((scenario, n) => [`${scenario.rule} (${n + 1})`, scenario] as const))('%s', async (_, scenario) => {
      await sameMonday(street);
      const { category = '0101', place, by = 'resident', steps, gives } = scenario;
      const { id } = await street.place({ category, ...place }, by);
      const last = steps.at(-1);
      const taken = 'refused' in gives ? steps.slice(0, -1) : steps;
      for (const step of taken) await take(street, id, step, scenario.rule);
      if ('refused' in gives) await expectRefusal(street, id, last, gives);
      else await expectState(street, id, gives);
      // Whatever happened, the chain holds and the journal folds to what is stored.
      expect(await street.engine.replay(id)).toMatchObject({ same: true });
    });
  });
}

async function sameMonday(street: Street): Promise<void> {
  await street.db.query('delete from timers');
  street.clock.set(MONDAY);
}

async function take(street: Street, id: OrderId, step: Step, rule: string): Promise<void> {
  if ('ms' in step) return street.until(street.clock.now() + step.ms);
  if ('until' in step) return street.until(Date.parse(step.until));
  const outcome = await street.as(step.who).send(id, step.type, step.input);
  const why = outcome.kind === 'invalid' ? JSON.stringify(outcome.issues) : '';
  expect(outcome.kind, `${rule}: ${step.type} by ${step.who} ${why}`).toBe('applied');
}

async function expectRefusal(
  street: Street,
  id: OrderId,
  step: Step | undefined,
  { refused, why }: Extract<Expected, { refused: string }>,
): Promise<void> {
  if (!step || !('who' in step)) throw new Error('the last step of a refusal is a command');
  const before = await street.get(id);
  const outcome = await street.as(step.who).send(id, step.type, step.input);
  expect(outcome).toMatchObject({ kind: refused });
  // Nothing is written.
  const after = await street.get(id);
  expect(after.revision).toBe(before.revision);
  if (!why) return;
  const actor = street.actor(step.who);
  const words =
    outcome.kind === 'invalid'
      ? outcome.issues.map(({ message }) => message).join('; ')
      : whyNot(after.snapshot, { type: step.type, input: step.input, actor, at: street.clock.now() })?.en;
  expect(words).toMatch(why);
}

async function expectState(street: Street, id: OrderId, gives: Exclude<Expected, { refused: unknown }>): Promise<void> {
  const { context, absent = [], labels, told, heard, ...state } = gives;
  const order: StoredOrder = await street.get(id);
  expect(stateOf(order.snapshot)).toMatchObject(state);
  if (context) expect(contextOf(order.snapshot)).toMatchObject(context);
  for (const name of absent) expect(contextOf(order.snapshot)[name], name).toBeUndefined();
  if (labels) expect(order.face.labels).toEqual(expect.arrayContaining([...labels]));
  if (heard) {
    const { rows } = await street.db.query<{ person: string; template: string }>(
      'select person, template from notices where order_id = $1',
      [id],
    );
    const said = rows.map(({ person, template }) => `${person} ${template}`);
    for (const [who, template] of heard) expect(said, who).toContain(`${personas[who].person} ${template}`);
  }
  if (!told) return;
  const { rows } = await street.db.query<{ template: string }>('select distinct template from notices where order_id = $1', [id]);
  expect(rows.map(({ template }) => template)).toEqual(expect.arrayContaining([...told]));
}
