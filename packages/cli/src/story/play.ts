// Plays a story: does its steps, lets its time pass, and tells what happened, as scenes, in the order in which it happened.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { demoTenant } from '@six-order/community/demo/seed';
import { everything, type JournalEntry, type OrderId, type StoredOrder } from '@six-order/engine';
import { clocksOf as cardClocks } from '@six-order/workflows/card/clocks';
import { clocksOf as deliberationClocks } from '@six-order/workflows/deliberation/clocks';
import { clocksOf as emergencyClocks } from '@six-order/workflows/emergency/clocks';
import { clocksOf as mediationClocks } from '@six-order/workflows/mediation/clocks';
import { clocksOf as referralClocks } from '@six-order/workflows/referral/clocks';
import type { ShownClock } from '@six-order/workflows/shown-clock';
import { sideReminders } from '@six-order/workflows/side-reminders';
import { clocksOf as sixOrderClocks } from '@six-order/workflows/six-order/clocks';
import { whyNot } from '@six-order/workflows/six-order/why-not';
import { clocksOf as taskClocks } from '@six-order/workflows/task/clocks';
import { clocksOf as visitClocks } from '@six-order/workflows/visit/clocks';
import { clocksOf as warningClocks } from '@six-order/workflows/warning/clocks';
import { outcomeOf } from './outcome.ts';
import type { Stage } from './stage.ts';
import type { Words } from '@six-order/community/rules/rule';
import type { Step, Story } from './story.ts';

/** One thing that happened, or that is said. */
export type Scene =
  /** Time passes, and why. */
  | { readonly kind: 'wait'; readonly why: Words; readonly at: number }
  /** An entry of an order's journal. `said`: the words of a person's command. */
  | {
      readonly kind: 'entry';
      readonly label: string;
      readonly order: StoredOrder;
      readonly entry: JournalEntry;
      readonly said: readonly string[];
      /** What it came to: to whom, how it was decided. */
      readonly outcome: Words | null;
    }
  /** What somebody tried in vain, and why not. */
  | {
      readonly kind: 'refusal';
      readonly order: StoredOrder;
      readonly persona: PersonaName;
      readonly type: string;
      readonly why: Words;
      readonly at: number;
    }
  /** What stands after it: a new stage, a new colour, clocks that began. */
  | {
      readonly kind: 'state';
      readonly order: StoredOrder;
      readonly colour: string | null;
      /** It is on the board. */
      readonly published: boolean;
      readonly clocks: readonly ShownClock[];
    };

export interface Played {
  /** The stage of every order of the story by its label, cards too. */
  readonly stages: Readonly<Record<string, string>>;
}

interface Followed {
  readonly label: string;
  readonly id: OrderId;
  number: string;
  seen: number;
  stage: string | null;
  colour: string | null;
  published: boolean;
  /** It stands still for an emergency. */
  suspended: boolean;
  /** Running clocks that were told, as `name due`. */
  clocks: ReadonlySet<string>;
}

const clocks: Readonly<Record<string, (order: StoredOrder, now: number) => readonly ShownClock[]>> = {
  'six-order': ({ snapshot }, now) => sixOrderClocks(snapshot, now),
  card: ({ snapshot }, now) => cardClocks(snapshot, now),
  mediation: ({ snapshot }, now) => mediationClocks(snapshot, now),
  warning: ({ snapshot }, now) => warningClocks(snapshot, now),
  visit: ({ snapshot }, now) => visitClocks(snapshot, now),
  task: ({ snapshot }, now) => taskClocks(snapshot, now),
  deliberation: ({ snapshot }, now) => deliberationClocks(snapshot, now),
  referral: ({ snapshot }, now) => referralClocks(snapshot, now),
  emergency: ({ snapshot }, now) => emergencyClocks(snapshot, now),
};

/** Throws when a step is refused: a story is told as it is written, or not at all. */
export async function play(stage: Stage, story: Story, tell: (scene: Scene) => void): Promise<Played> {
  const followed: Followed[] = [];
  const idOf = (label: string): OrderId => {
    const one = followed.find((candidate) => candidate.label === label);
    if (!one) throw new Error(`${story.name}: nothing is called ${label} yet`);
    return one.id;
  };
  const follow = (label: string, id: OrderId): void => {
    followed.push({
      label,
      id,
      number: '',
      seen: 0,
      stage: null,
      colour: null,
      published: false,
      suspended: false,
      clocks: new Set(),
    });
  };

  for (const step of story.steps) {
    if ('hours' in step) {
      const from = stage.now();
      tell({ kind: 'wait', why: step.why, at: from + step.hours * 3_600_000 });
      await stage.advance(from + step.hours * 3_600_000, () => look([]));
    } else {
      await act(step);
    }
  }
  const stages = await Promise.all(followed.map(async ({ label, id }) => [label, (await get(id)).face.stage] as const));
  return { stages: Object.fromEntries(stages) };

  async function get(id: OrderId): Promise<StoredOrder> {
    const order = await stage.engine.get(id);
    if (!order) throw new Error(`${story.name}: an order is gone`);
    return order;
  }

  async function act(step: Exclude<Step, { readonly hours: number }>): Promise<void> {
    const input = resolve(step.input ?? {}) as Record<string, unknown>;
    const actor = stage.directory.actorOf(personas[step.as].post);
    if (!actor) throw new Error(`${story.name}: ${step.as} holds no post`);
    const { engine } = stage;
    const workflow = 'place' in step ? (step.workflow ?? 'six-order') : '';
    const outcome =
      'place' in step
        ? await engine.execute({ workflow, type: engine.workflows.latest(workflow)?.opens ?? '', input, actor })
        : await engine.execute({ order: idOf(step.to), type: step.send, input, actor });
    if ('send' in step && step.refused && outcome.kind === 'not-allowed') {
      const order = await get(idOf(step.to));
      const why = whyNot(order.snapshot, { type: step.send, input, actor, at: stage.now() });
      if (!why) throw new Error(`${story.name}: ${step.send} was refused without a word`);
      tell({ kind: 'refusal', order, persona: step.as, type: step.send, why, at: stage.now() });
      return;
    }
    if (outcome.kind !== 'applied' || ('send' in step && step.refused)) {
      const what = 'place' in step ? `place ${step.place}` : `${step.send} ${step.to}`;
      throw new Error(
        `${story.name}: ${step.as} could not ${what}: ${JSON.stringify(outcome.kind === 'invalid' ? outcome : outcome.kind)}`,
      );
    }
    if ('place' in step) follow(step.place, outcome.order.id);
    await stage.deliver();
    await look(textsOf(step.input ?? {}));
  }

  /** Tells what is new in the journals of all orders, the earliest first. `said`: the words of the step just done. */
  async function look(said: readonly string[]): Promise<void> {
    await findBorn();
    const news: { readonly one: Followed; readonly entry: JournalEntry; readonly reminder: Words | undefined }[] = [];
    for (const one of followed) {
      const journal = await stage.engine.journal(one.id);
      const reminders = sideReminders(stage.engine.workflows, journal);
      for (const entry of journal.slice(one.seen)) news.push({ one, entry, reminder: reminders.get(entry.seq) });
    }
    news.sort((a, b) => a.entry.at - b.entry.at || turnOf(a.entry) - turnOf(b.entry));
    const touched = new Set<Followed>();
    for (const { one, entry, reminder } of news) {
      one.seen = entry.seq;
      touched.add(one);
      const order = await get(one.id);
      one.number = order.face.number ?? '';
      const words = entry.actor.person === null ? [] : said;
      const outcome = reminder ?? outcomeOf(entry, nameOf);
      tell({ kind: 'entry', label: one.label, order, entry, said: words, outcome });
    }
    for (const one of touched) await state(one);
  }

  function nameOf(id: string): string | null {
    const persona = personaOf(id);
    if (persona) return personas[persona].name;
    return stage.directory.unitById(id)?.name ?? (followed.find((one) => one.id === id)?.number || null);
  }

  async function state(one: Followed): Promise<void> {
    const order = await get(one.id);
    const { stage: now, labels } = order.face;
    const colour = labels.find((label) => label.startsWith('card:'))?.slice('card:'.length) ?? null;
    const running = (clocks[order.workflow]?.(order, stage.now()) ?? []).filter(({ finishedAt }) => finishedAt === null);
    const begun = running.filter(({ name, dueAt }) => !one.clocks.has(`${name} ${dueAt}`));
    const published = labels.includes('publication:published');
    const suspended = labels.includes('suspended');
    const changed = now !== one.stage || colour !== one.colour || published !== one.published || suspended !== one.suspended;
    one.stage = now;
    one.suspended = suspended;
    one.published = published;
    one.colour = colour;
    one.clocks = new Set(running.map(({ name, dueAt }) => `${name} ${dueAt}`));
    if (changed || begun.length > 0) tell({ kind: 'state', order, colour, published, clocks: begun });
  }

  /** What a rule or another order opened is part of the story from then on, by its colour or its workflow. */
  async function findBorn(): Promise<void> {
    const { orders } = await stage.engine.find({ tenant: demoTenant, filter: everything, sort: 'newest', limit: 100 });
    for (const born of orders.toReversed()) {
      if (followed.some(({ id }) => id === born.id)) continue;
      const { workflow, face } = born;
      const label = workflow === 'card' ? `card-${face.data['colour'] as string}` : workflow;
      const same = followed.filter((one) => one.label === label || one.label.startsWith(`${label}-`)).length;
      follow(same === 0 ? label : `${label}-${same + 1}`, born.id);
    }
  }

  /** `@label` and `#code` become ids. */
  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member)]));
    if (typeof value !== 'string') return value;
    if (value.startsWith('@')) return idOf(value.slice(1));
    if (value.startsWith('#')) return stage.directory.unitByCode(demoTenant, value.slice(1))?.id ?? value;
    return value;
  }
}

/** Of what happened at one instant: what brought it about, what was born of it, what cards did then, what orders heard of it. */
const turnOf = ({ actor, workflow, seq }: JournalEntry): number =>
  actor.role !== 'system' ? 0 : workflow === 'card' ? 2 : seq === 1 ? 1 : workflow === 'emergency' ? 4 : 3;

/** What people wrote: texts with anything but a code in them. How to reach them is not told. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return /[^\x20-\x7e]/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => (key === 'contact' ? [] : textsOf(member)));
}

/** Name and role of whoever acted; null for a clock or a rule. */
export const personaOf = (person: string | null): PersonaName | null =>
  (Object.keys(personas) as PersonaName[]).find((name) => personas[name].person === person) ?? null;
