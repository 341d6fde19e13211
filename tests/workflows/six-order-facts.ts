// The facts that a command of a six-order order asks for, answered without directory or database: everybody fits.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import {
  answerClock,
  answerClockChange,
  answerClockRecount,
  answerClockTurn,
  ClockAsk,
  ClockChangeAsk,
  ClockRecountAsk,
  ClockTurnAsk,
  correctionRefused,
} from '@six-order/community/deadlines/clock-facts';
import { createCalendars, officialSources } from '@six-order/community/calendar/calendar';
import { dayNamed } from '@six-order/community/calendar/day';
import { officialRules, type Rules } from '@six-order/community/deadlines/clock';
import type { FactRequest, Json, Snapshot, Workflow } from '@six-order/engine';

export interface Asking {
  readonly workflow: Workflow;
  readonly type: string;
  readonly person: string | null;
  readonly role: string;
  readonly input: { readonly [key: string]: Json };
  readonly at: number;
  readonly snapshot: Snapshot | null;
}

export const community = { id: 'unit', code: '522326004002', kind: 'community', path: 'u522326.u004.u002', street: 'street' };

/** The chain of units above one, as the directory has it. */
const above: Readonly<Record<string, string>> = { unit: 'street', street: 'county', county: 'city' };

/** A calendar that came later: it gives the days after the first a holiday of their own. */
const recountRules: Rules = {
  ...officialRules,
  calendarAt: createCalendars({
    ...officialSources,
    version: 'later',
    ownDays: [
      {
        id: 'later',
        within: '',
        kind: 'holiday',
        zh: '三月三',
        en: 'Sanyuesan',
        from: dayNamed('2026-03-03'),
        to: dayNamed('2026-03-04'),
        document: '州政府通知',
      },
    ],
  }),
};

type Reader = (request: FactRequest, asking: Asking) => Json | undefined;

const readers: Readonly<Record<string, Reader>> = {
  unit: () => community,
  category: ({ code }) => {
    const category = categoryByCode(code as string);
    if (!category) throw new Error(`no category ${code as string}`);
    return { code: category.code, urgency: category.urgency, sealed: category.sealed, flags: [...category.flags] };
  },
  number: () => '20260302-000001-0',
  attachments: ({ ids }) => (ids as readonly string[]).map((id) => ({ id, kind: 'photo', digest: 'digest' })),
  holder: ({ holder, id }) => ({ kind: holder as Json, id: id as Json }),
  holds: () => [],
  leaving: () => true,
  involved: () => [],
  order: ({ id }) => ({ id: id as Json, merged: false }),
  publication: () => 'finish',
  policies: () => null,
  showing: ({}, { at }) => ({ alias: '0123456789AB', until: at + 183 * 86_400_000, findings: [] }),
  proxy: ({ consentHow }) => ({ how: consentHow ?? 'in-person', confirm: consentHow === 'phone' }),
  sample: () => false,
  'level-above': ({ unit, least, steps }) => {
    const first = least === 'street' && unit === 'unit' ? 'street' : above[unit as string];
    return (steps === 2 ? above[first ?? ''] : first) ?? null;
  },
  'next-holder': ({ tried }) => {
    const next = ['p-receiver', 'p-helper'].find((person) => !(tried as readonly string[]).includes(person));
    return next ? { kind: 'person', id: next } : null;
  },
  enforcement: () => false,
  grounded: () => true,
  unmanned: () => null,
  'duty-row': ({ category, row }) => ({
    row: row ?? category ?? '',
    standing: 'main',
    main: ['community'],
    source: '职责清单',
  }),
  earlier: ({ id }) => ({ id: id as Json, number: '20260301-000001-0', stage: 'finished' }),
  'clock-recount'(request, { at }) {
    const ask = ClockRecountAsk.parse(request);
    if (correctionRefused(ask, at, officialRules) !== null) return undefined;
    return answerClockRecount(ask, at, request['to'] ? officialRules : recountRules) as unknown as Json;
  },
  'clock-turn': (request, { at }) => answerClockTurn(ClockTurnAsk.parse(request), at, officialRules) as unknown as Json,
  'emergency-mode': () => null,
  clock: (request) => {
    const answer = answerClock(ClockAsk.parse(request), officialRules);
    return 'issue' in answer ? undefined : (answer.clock as unknown as Json);
  },
  'clock-change': (request, { at }) => {
    const answer = answerClockChange(ClockChangeAsk.parse(request), at, officialRules);
    return 'issue' in answer ? undefined : (answer.clock as unknown as Json);
  },
};

/** Null when a rule about clocks refuses the command. */
export function factsFor(asking: Asking): { readonly [key: string]: Json } | null {
  const { workflow, type, person, role, input, at, snapshot } = asking;
  const actor = { person, post: null, role, tenant: '522326', path: community.path };
  const requests = workflow.commands[type]?.facts?.({ context: snapshot?.context ?? {}, input, at, actor }) ?? {};
  const facts: Record<string, Json> = {};
  for (const [name, request] of Object.entries(requests)) {
    const reader = readers[request.kind];
    if (!reader) throw new Error(`nobody answers ${request.kind}`);
    const answer = reader(request, asking);
    if (answer === undefined) return null;
    facts[name] = answer;
  }
  return facts;
}
