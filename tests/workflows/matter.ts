// Scenarios of the workflows made of workflows/chart.ts: how one is opened, a few steps, and what must come of the last of them.
// Each runs through the engine with the demo street, a clock that the test sets, and effects that are delivered at once.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoTenant } from '@six-order/community/demo/seed';
import type { Words } from '@six-order/community/rules/rule';
import type { Actor, OrderId, Outcome, Snapshot } from '@six-order/engine';
import type { Asked } from '@six-order/workflows/why-not';
import { describe, expect, test } from 'vitest';
import type { Street } from '../harness/street-on.ts';
import type { Step as Taken } from './scenarios/scenario.ts';

/** A rule sends some commands: nobody signs in as `system`. */
export interface Command extends Omit<Extract<Taken, { readonly who: unknown }>, 'who'> {
  readonly who: PersonaName | 'system';
}
export type Step = Command | Exclude<Taken, { readonly who: unknown }>;

/** A command as this persona, or a rule, sends it. */
export const by =
  (who: Command['who']) =>
  (type: string, input: Record<string, unknown> = {}): Command => ({ who, type, input });

export const system = by('system');

const actorOf = (street: Street, who: Command['who']): Actor =>
  who === 'system' ? { person: null, post: null, role: 'system', tenant: demoTenant, path: '' } : street.actor(who);

export type Expected =
  | {
      readonly stage?: string;
      /** What the snapshot's context holds, as far as it is said here. */
      readonly context?: Record<string, unknown>;
      readonly labels?: readonly string[];
      /** News that somebody was told. */
      readonly told?: readonly string[];
      /** News that nobody was told. */
      readonly untold?: readonly string[];
    }
  | { readonly refused: 'not-allowed' | 'invalid' | 'forbidden' | 'not-found'; readonly why?: RegExp };

export interface Scenario {
  /** The rule, in the words of the field. */
  readonly rule: string;
  /** The command that opens it; without it the table's. */
  readonly opens?: Command;
  readonly steps?: readonly Step[];
  readonly gives: Expected;
}

export interface Matter {
  readonly workflow: string;
  readonly opens: Command;
  readonly whyNot: (snapshot: Snapshot | null, asked: Asked) => Words | null;
}

/** Monday, 2 March 2026, 9:00 in Asia/Shanghai. */
const MONDAY = Date.parse('2026-03-02T09:00:00+08:00');

/** Each on the same Monday, with nothing left of those before it that still runs. */
export function scenarios(street: Street, title: string, matter: Matter, table: readonly Scenario[]): void {
  describe.each([title])('%s', () => {
    test.each(table.map((scenario, n) => [`${scenario.rule} (${n + 1})`, scenario] as const))('%s', async (_, scenario) => {
      await street.db.query('delete from timers');
      street.clock.set(MONDAY);
      const { opens = matter.opens, steps = [], gives, rule } = scenario;
      const opened = await send(street, opens, { workflow: matter.workflow });
      if ('refused' in gives && steps.length === 0) return refusal(street, matter, null, opens, opened, gives);
      if (opened.kind !== 'applied') throw new Error(`${rule}: not opened: ${JSON.stringify(opened)}`);
      const { id } = opened.order;
      for (const step of 'refused' in gives ? steps.slice(0, -1) : steps) await take(street, id, step, rule);
      const last = steps.at(-1);
      if ('refused' in gives) {
        if (!last || !('who' in last)) throw new Error('the last step of a refusal is a command');
        const before = await street.get(id);
        const outcome = await send(street, last, { order: id });
        expect((await street.get(id)).revision).toBe(before.revision);
        refusal(street, matter, before.snapshot, last, outcome, gives);
      } else {
        await stands(street, id, gives);
      }
      // Whatever happened, the chain holds, the journal folds to what is stored, and every effect was delivered.
      expect(await street.engine.replay(id)).toMatchObject({ same: true });
      expect(street.undelivered).toEqual([]);
    });
  });
}

/** With what follows from it. */
async function send(
  street: Street,
  { who, type, input }: Command,
  to: { readonly workflow: string } | { readonly order: OrderId },
): Promise<Outcome> {
  const outcome = await street.engine.execute({ ...to, type, input, actor: actorOf(street, who) });
  await street.deliver();
  return outcome;
}

async function take(street: Street, id: OrderId, step: Step, rule: string): Promise<void> {
  if ('ms' in step) return street.until(street.clock.now() + step.ms);
  if ('until' in step) return street.until(Date.parse(step.until));
  const outcome = await send(street, step, { order: id });
  const why = outcome.kind === 'invalid' ? JSON.stringify(outcome.issues) : '';
  expect(outcome.kind, `${rule}: ${step.type} by ${step.who} ${why}`).toBe('applied');
}

function refusal(
  street: Street,
  { whyNot }: Matter,
  snapshot: Snapshot | null,
  { who, type, input }: Command,
  outcome: Outcome,
  { refused, why }: Extract<Expected, { refused: string }>,
): void {
  expect(outcome).toMatchObject({ kind: refused });
  if (!why) return;
  const words =
    outcome.kind === 'invalid'
      ? outcome.issues.map(({ message }) => message).join('; ')
      : whyNot(snapshot, { type, input, actor: actorOf(street, who), at: street.clock.now() })?.en;
  expect(words).toMatch(why);
}

async function stands(street: Street, id: OrderId, gives: Exclude<Expected, { refused: unknown }>): Promise<void> {
  const { face, snapshot } = await street.get(id);
  if (gives.stage !== undefined) expect(face.stage).toBe(gives.stage);
  if (gives.context) expect(snapshot.context).toMatchObject(gives.context);
  if (gives.labels) expect(face.labels).toEqual(expect.arrayContaining([...gives.labels]));
  if (!gives.told && !gives.untold) return;
  const { rows } = await street.db.query<{ params: string }>('select distinct params::text from notices where order_id = $1', [
    id,
  ]);
  const news = rows.map(({ params }) => (JSON.parse(params) as { readonly event: string }).event);
  expect(news).toEqual(expect.arrayContaining([...(gives.told ?? [])]));
  expect(news.filter((event) => gives.untold?.includes(event))).toEqual([]);
}
