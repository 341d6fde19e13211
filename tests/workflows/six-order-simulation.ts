// A six-order order without a database: its people, the facts that its commands would be given, a clock.
import { step, type Clock, type Json, type Snapshot } from '@six-order/engine';
import { clockOf } from '@six-order/community/deadlines/clock';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { sixOrder } from '@six-order/workflows/six-order/workflow';
import type { Try } from './explore.ts';

export const people = {
  resident: 'p-resident',
  secretary: 'p-secretary',
  member: 'p-member',
  stranger: 'p-stranger',
  publisher: 'p-publisher',
};

const sealed = (path: string): Json => ({ sealed: path, digest: 'digest' });

const clock = (name: string, category: string, urgency: string, from: number): Json => {
  const found = categoryByCode(category);
  if (!found) throw new Error(`no category ${category}`);
  return clockOf({
    clock: name as never,
    category: found,
    urgency: urgency as never,
    path: '',
    from,
  }) satisfies Clock | null as unknown as Json;
};

/** The facts of a command at an instant, as the real readers would answer. */
export function factsOf(type: string, at: number, snapshot: Snapshot | null, category: string): { readonly [key: string]: Json } {
  const urgency = (snapshot?.context.urgency as string | undefined) ?? categoryByCode(category)?.urgency ?? 'U2';
  const make = (name: string) => clock(name, category, urgency, at);
  switch (type) {
    case 'place':
      return {
        unit: { id: 'unit', code: '522326004002', kind: 'community', path: 'u522326.u004.u002' },
        category: { code: category, urgency, sealed: categoryByCode(category)?.sealed ?? false, flags: [] },
        number: '20260302-000001-0',
        intake: make('intake'),
      };
    case 'admit':
      return { whole: make('whole'), dispatch: make('dispatch') };
    case 'dispatch':
      return { holder: { kind: 'person', id: people.member }, accept: make('accept') };
    case 'accept':
      return { contact: make('contact') };
    case 'decline':
      return { dispatch: make('dispatch') };
    case 'finish':
      return { evaluate: make('evaluate') };
    case 'evaluate':
      return { rework: make('rework') };
    default:
      return {};
  }
}

/** Every command from everybody who matters, and from a stranger. */
export function tries(category: string, publishConsent: boolean): Try[] {
  const by = (person: string, type: string, input: { readonly [key: string]: Json } = {}): Try => ({
    type,
    person,
    input,
    facts: (at, snapshot) => factsOf(type, at, snapshot, category),
  });
  const { resident, secretary, member, stranger, publisher } = people;
  return [
    by(resident, 'place', { category, text: sealed('1/text'), unit: 'unit', publishConsent }),
    by(secretary, 'admit'),
    by(secretary, 'refuse', { reason: sealed('reason') }),
    by(secretary, 'dispatch', { to: { kind: 'person', id: member } }),
    ...[member, stranger].flatMap((person) => [
      by(person, 'accept'),
      by(person, 'decline'),
      by(person, 'contact'),
      by(person, 'finish', { result: sealed('result') }),
    ]),
    ...[resident, stranger].flatMap((person) => [
      by(person, 'evaluate', { solved: 'yes', stars: 5 }),
      by(person, 'evaluate', { solved: 'no', stars: 1 }),
      by(person, 'withdraw'),
    ]),
    ...[publisher, member].flatMap((person) => [
      by(person, 'propose', { title: sealed('title'), text: sealed('text') }),
      by(person, 'publish'),
      by(person, 'skipPublication'),
    ]),
  ];
}

/** One order living in memory, with its timers. */
export class Simulation {
  snapshot: Snapshot | null = null;
  readonly timers = new Map<string, number>();
  readonly fired: string[] = [];
  readonly category: string;
  at: number;

  constructor(category: string, at: number) {
    this.category = category;
    this.at = at;
  }

  send({ type, person, input = {} }: Pick<Try, 'type' | 'person' | 'input'>): boolean {
    return this.#take(type, person, input, factsOf(type, this.at, this.snapshot, this.category));
  }

  /** Moves on, firing what is due on the way at its own time, the earliest first. */
  advance(ms: number): void {
    const end = this.at + ms;
    for (;;) {
      const [slot, due] = [...this.timers].sort((a, b) => a[1] - b[1])[0] ?? [];
      if (slot === undefined || due === undefined || due > end) break;
      this.at = Math.max(this.at, due);
      this.timers.delete(slot);
      if (!this.#take(slot, 'clock', {}, {})) throw new Error(`the machine armed ${slot} and does not take it`);
      this.fired.push(slot.split('.')[2] ?? slot);
    }
    this.at = end;
  }

  #take(type: string, person: string, input: { readonly [key: string]: Json }, facts: { readonly [key: string]: Json }): boolean {
    const result = step(sixOrder, this.snapshot, {
      type,
      at: this.at,
      actor: { person, post: null, role: 'test' },
      input,
      facts,
    });
    if (result.kind !== 'applied') return false;
    // As it would come back from the database.
    this.snapshot = JSON.parse(JSON.stringify(result.snapshot)) as Snapshot;
    for (const slot of result.cancel) this.timers.delete(slot);
    for (const { slot, dueAt } of result.arm) this.timers.set(slot, dueAt);
    return true;
  }
}
