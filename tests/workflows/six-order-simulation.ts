// A six-order order without a database: its people, the facts that its commands would be given, a clock.
import { step, type Json, type Snapshot } from '@six-order/engine';
import { sixOrder } from '@six-order/workflows/six-order/workflow';
import type { Try } from './explore.ts';
import { factsFor } from './six-order-facts.ts';

export const people = {
  resident: 'p-resident',
  secretary: 'p-secretary',
  community: 'p-community',
  street: 'p-street',
  member: 'p-member',
  receiver: 'p-receiver',
  helper: 'p-helper',
  stranger: 'p-stranger',
  publisher: 'p-publisher',
  supervisor: 'p-supervisor',
  window: 'p-window',
  system: 'system',
} as const;

/** In which post each of them acts. */
export const roleOf: Readonly<Record<string, string>> = {
  [people.resident]: 'resident',
  [people.secretary]: 'secretary',
  [people.community]: 'community',
  [people.street]: 'street',
  [people.member]: 'member',
  [people.receiver]: 'member',
  [people.helper]: 'member',
  [people.stranger]: 'member',
  [people.publisher]: 'publisher',
  [people.supervisor]: 'supervisor',
  [people.window]: 'window',
  [people.system]: 'system',
  clock: 'clock',
};

const personOf = (person: string): string | null => (person === 'clock' || person === people.system ? null : person);

export const sealed = (path: string): Json => ({ sealed: path, digest: 'digest' });
const text = sealed('text');
const day = (at: number, days: number): string => new Date(at + days * 86_400_000).toISOString();
const child = '01900000-0000-7000-8000-0000000000c1';
const parent = '01900000-0000-7000-8000-0000000000c2';

/** Every command from everybody who matters, and from a stranger. `at`: where targets in time are counted from. */
export function tries(category: string, publishConsent: boolean, at: number): Try[] {
  const by = (person: string, type: string, input: { readonly [key: string]: Json } = {}): Try => ({
    type,
    person,
    input,
    actor: { person: personOf(person), role: roleOf[person] ?? 'member' },
    facts: (when, snapshot) =>
      factsFor({
        workflow: sixOrder,
        type,
        person: personOf(person),
        role: roleOf[person] ?? 'member',
        input,
        at: when,
        snapshot,
      }),
  });
  const { resident, secretary, community, street, member, receiver, helper, stranger, publisher, supervisor, window, system } =
    people;
  const placing = { category, text, unit: 'unit', publishConsent };
  const toPerson = (id: string): Json => ({ kind: 'person', id });
  return [
    by(resident, 'place', placing),
    by(resident, 'place', { ...placing, draft: true }),
    by(resident, 'place', { ...placing, callBack: true }),
    by(window, 'place', { ...placing, source: 'proxy', consentHow: 'in-person', settle: { result: text } }),
    by(window, 'place', { ...placing, onBehalfOf: resident, consentHow: 'phone' }),
    by(resident, 'confirm'),
    by(secretary, 'confirm'),
    by(resident, 'submit'),
    by(secretary, 'admit'),
    by(secretary, 'refuse', { reason: text }),
    by(secretary, 'consult', { question: text }),
    by(secretary, 'endConsultation'),
    by(secretary, 'settle', { result: text }),
    by(secretary, 'changeUrgency', { to: 'U1', reason: text }),
    by(secretary, 'changeUrgency', { to: 'U2', reason: text }),
    ...['0102', '0404'].map((to) => by(secretary, 'correctCategory', { to, reason: text })),
    by(secretary, 'merge', { parent }),
    by(system, 'join', { parent }),
    by(secretary, 'split'),
    by(system, 'childJoined', { child }),
    by(system, 'childLeft', { child }),
    by(system, 'parentFinished', { handler: member, holder: toPerson(member) }),
    by(system, 'parentEnded'),
    by(resident, 'object', { reason: text }),
    ...[true, false].map((upheld) => by(street, 'decideObjection', { upheld, reason: text })),
    by(secretary, 'dispatch', { to: toPerson(member), how: 'assign' }),
    by(secretary, 'dispatch', { to: toPerson(member), how: 'invite' }),
    by(secretary, 'dispatch', { to: { kind: 'unit', id: 'unit' }, how: 'claim' }),
    by(street, 'dispatch', { to: { kind: 'unit', id: 'unit' }, how: 'assign' }),
    ...[member, receiver, stranger].flatMap((person) => [by(person, 'accept'), by(person, 'decline')]),
    by(system, 'passOn'),
    by(member, 'claim'),
    ...[member, stranger].flatMap((person) => [
      by(person, 'askReturn', { ground: 'not-our-duty', reason: text }),
      by(person, 'contact'),
      by(person, 'contact', { reached: false, note: text }),
      by(person, 'appoint', { on: day(at, 1) }),
      by(person, 'arrive'),
      by(person, 'progress', { text }),
      by(person, 'finish', { result: text, attachments: ['photo'] }),
      by(person, 'transfer', { to: toPerson(receiver), reason: text }),
      by(person, 'involve', { to: toPerson(helper), task: text }),
      by(person, 'releasePart', { part: helper }),
      by(person, 'askExtension', { by: '1 wd', reason: text }),
      by(person, 'askPause', { awaiting: 'resident', reason: text }),
      by(person, 'askShelving', { reason: text, measure: text, target: day(at, 30) }),
      by(person, 'resume'),
      by(person, 'unshelve'),
    ]),
    ...[receiver, secretary, window].map((person) => by(person, 'finish', { result: text })),
    by(helper, 'takePart'),
    by(helper, 'declinePart'),
    by(helper, 'finishPart', { result: text }),
    ...['acceptance', 'contact', 'arrival', 'progress', 'finish'].map((act) => by(window, 'record', { act, text, result: text })),
    ...[true, false].map((granted) => by(community, 'decide', { granted })),
    ...[true, false].map((granted) => by(street, 'decide', { granted })),
    by(secretary, 'resume'),
    by(system, 'resume'),
    by(system, 'unshelve'),
    by(street, 'reviewShelving', { note: text }),
    by(street, 'escalate', { ground: 'other', reason: text }),
    by(system, 'escalate', { ground: 'red-card' }),
    by(system, 'escalate', { ground: 'undecided' }),
    by(resident, 'urge'),
    by(street, 'whistle', { departments: ['unit'], lead: 'unit', matter: text }),
    by(member, 'reportIn', { part: 'unit' }),
    by(system, 'cardChanged', { card: child, colour: 'blue' }),
    by(system, 'cardChanged', { card: child, colour: null }),
    by(system, 'recompute'),
    by(system, 'enterEmergency', { emergency: child }),
    by(system, 'leaveEmergency', { emergency: child }),
    ...[secretary, community, street].map((person) => by(person, 'leaveEmergency')),
    by(supervisor, 'declareFalse', { reason: text }),
    by(supervisor, 'declareLeak', { reason: text }),
    by(street, 'meet', { requirement: 'cordon' }),
    by(supervisor, 'callback', { outcome: 'confirmed' }),
    by(community, 'reviewEvaluation', { counts: false, reason: text }),
    by(street, 'conclude', { reason: text }),
    by(member, 'proposeExclusion', { ground: 'untrue', reason: text }),
    ...[resident, member, stranger].flatMap((person) => [
      by(person, 'speakOnExclusion', { text }),
      by(person, 'contestExclusion', { reason: text }),
    ]),
    ...[supervisor, street].flatMap((person) =>
      [true, false].map((excluded) => by(person, 'decideExclusion', { excluded, reason: text })),
    ),
    by(community, 'transcribe', { solved: 'partly', stars: 3, how: 'telephone' }),
    ...[resident, stranger].flatMap((person) => [
      by(person, 'evaluate', { solved: 'yes', stars: 5 }),
      by(person, 'evaluate', { solved: 'no', stars: 1 }),
      by(person, 'withdraw'),
      by(person, 'withdrawConsent'),
      by(person, 'giveConsent'),
    ]),
    ...[publisher, member].flatMap((person) => [
      by(person, 'propose', { title: text, text }),
      by(person, 'publish'),
      by(person, 'clearFinding', { finding: 'text:0-3:name', reason: text }),
      by(person, 'preparePhoto', { photo: 'photo', side: 'before', areas: [] }),
      by(person, 'dropPhoto', { photo: 'photo' }),
      ...[true, false].map((upheld) => by(person, 'decidePublication', { upheld, reason: text })),
      by(person, 'skipPublication'),
      by(person, 'keepPublication'),
      by(person, 'retractPublication', { reason: text }),
    ]),
    by(system, 'limitPublication'),
    by(system, 'renewPublication'),
    by(system, 'correctPublication'),
    by(system, 'objectToPublication', { reason: text }),
    by(resident, 'note', { text }),
    by(resident, 'correct', { contact: text }),
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
    const role = roleOf[person] ?? 'member';
    const facts = factsFor({
      workflow: sixOrder,
      type,
      person: personOf(person),
      role,
      input,
      at: this.at,
      snapshot: this.snapshot,
    });
    return facts !== null && this.#take(type, person, input, facts);
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
      actor: { person: personOf(person), post: null, role: roleOf[person] ?? 'member' },
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
