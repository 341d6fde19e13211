// Lives of orders in which every personal field of every command holds a canary: all that people can say about an order.
//
// Which part of an order a field becomes (`Datum`) is said here, by hand: it is the row of the field's table that it comes under.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import type { Persona, Service } from '../api/service.ts';
import { OrderId } from '@six-order/engine';
import type { Aviary } from './canaries.ts';

/** What of an order a canary stands in. */
export type Datum =
  | 'text'
  | 'name'
  | 'phone'
  | 'address'
  | 'room'
  | 'place-note'
  | 'attachment'
  | 'dispatch-note'
  | 'return-reason'
  | 'refusal'
  /** Where else to go. */
  | 'channel'
  | 'note'
  | 'result'
  | 'comment'
  | 'proposal'
  /** What was proposed and then approved for the board: no scan finds anything in it. */
  | 'published'
  /** What a third person said against what is published. */
  | 'objection'
  | 'grounds'
  | 'reply'
  | 'check';

export interface Life {
  readonly name: string;
  readonly id: string;
  readonly number: string;
  readonly queryCode: string;
  /** What was attached when it was placed. */
  readonly attachment: string | null;
  /** Whose it is. */
  readonly of: PersonaName;
}

export interface Lives {
  readonly lives: readonly Life[];
  /** `workflow command path` of each personal field that was filled. */
  readonly planted: ReadonlySet<string>;
}

/** Who, what, the rest of the input, and where in the input which datum is said. */
type Step = readonly [who: PersonaName | 'system', type: string, input?: object, says?: Readonly<Record<string, Datum>>];

interface Course {
  readonly by?: PersonaName;
  readonly place?: object;
  readonly category?: string;
  /** Beside text, contact and place. */
  readonly says?: Readonly<Record<string, Datum>>;
  readonly steps: readonly Step[];
}

const system = { person: null, post: null, role: 'system', tenant: '522326', path: '' };
const to = (persona: PersonaName) => ({ to: { kind: 'person', id: personas[persona].person } });
const admitted: readonly Step[] = [['secretary', 'admit']];
const dispatched: readonly Step[] = [...admitted, ['secretary', 'dispatch', to('member'), { note: 'dispatch-note' }]];
const accepted: readonly Step[] = [...dispatched, ['member', 'accept']];
const working: readonly Step[] = [...accepted, ['member', 'contact', {}, { note: 'note' }]];
const finished: readonly Step[] = [...working, ['member', 'finish', {}, { result: 'result' }]];
const bad: Step = ['resident', 'evaluate', { solved: 'no', stars: 1 }, { comment: 'comment' }];
const again: Step = ['member', 'finish', {}, { result: 'result' }];
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** By name; the names stand in the tables of what may be seen. */
export function courses(unit: (code: string) => string): Readonly<Record<string, Course>> {
  const departments = [unit(personas.department.unit)];
  return {
    placed: { steps: [] },
    offered: { steps: dispatched },
    working: {
      steps: [
        ...working,
        ['member', 'appoint', { on: inDays(1) }, { note: 'note' }],
        ['member', 'progress', {}, { text: 'note' }],
        ['resident', 'note', {}, { text: 'note' }],
        ['resident', 'urge', {}, { note: 'note' }],
        ['community', 'escalate', { ground: 'other' }, { reason: 'note' }],
        ['member', 'askExtension', { by: '2 wd' }, { reason: 'note' }],
        ['secretary', 'decide', { granted: true }, { reason: 'note' }],
        ['secretary', 'changeUrgency', { to: 'U1' }, { reason: 'note' }],
        ['secretary', 'correctCategory', { to: '0102' }, { reason: 'note' }],
      ],
    },
    helping: { steps: [...working, ['member', 'involve', to('member-2'), { task: 'note' }], ['member-2', 'takePart']] },
    helped: {
      steps: [
        ...working,
        ['member', 'involve', to('member-2'), { task: 'note' }],
        ['member-2', 'takePart'],
        ['member-2', 'finishPart', {}, { result: 'note' }],
        ['member', 'involve', to('property'), { task: 'note' }],
        ['property', 'declinePart', {}, { reason: 'note' }],
        ['member', 'involve', to('team-lead'), { task: 'note' }],
        ['member', 'releasePart', { part: personas['team-lead'].person }, { reason: 'note' }],
        ['street', 'whistle', { departments, lead: departments[0] }, { matter: 'note' }],
      ],
    },
    asked: { steps: [...working, ['member', 'involve', to('member-2'), { task: 'note' }]] },
    declined: { steps: [...dispatched, ['member', 'decline', {}, { reason: 'return-reason' }]] },
    returning: {
      steps: [...accepted, ['member', 'askReturn', { ground: 'not-our-duty' }, { reason: 'return-reason' }]],
    },
    'handed-over': { steps: [...working, ['member', 'transfer', to('member-2'), { reason: 'note' }], ['member-2', 'accept']] },
    paused: {
      steps: [
        ...working,
        ['member', 'askPause', { awaiting: 'resident' }, { reason: 'note' }],
        ['secretary', 'decide', { granted: true }, { reason: 'note' }],
      ],
    },
    shelved: {
      steps: [
        ...working,
        ['member', 'askShelving', { target: inDays(30) }, { reason: 'note', measure: 'note' }],
        ['street', 'decide', { granted: true }, { reason: 'note' }],
        ['street', 'reviewShelving', {}, { note: 'note' }],
      ],
    },
    ended: {
      place: { publishConsent: true },
      steps: [
        ...finished,
        bad,
        ['supervisor', 'reviewEvaluation', { counts: true }, { reason: 'note' }],
        again,
        ['resident', 'evaluate', { solved: 'yes', stars: 5 }, { comment: 'comment' }],
        ['community', 'callback', { outcome: 'confirmed' }, { note: 'note' }],
        ['publisher', 'propose', {}, { title: 'published', text: 'published', after: 'published' }],
        ['publisher', 'publish'],
      ],
    },
    proposed: {
      place: { publishConsent: true },
      steps: [
        ...finished,
        ['publisher', 'propose', {}, { title: 'proposal', text: 'proposal', after: 'proposal' }],
        ['publisher', 'clearFinding', { finding: 'text:0-4:name' }, { reason: 'note' }],
      ],
    },
    objected: {
      place: { publishConsent: true },
      steps: [
        ...finished,
        ['publisher', 'propose', {}, { title: 'published', text: 'published', after: 'published' }],
        ['publisher', 'publish'],
        ['system', 'objectToPublication', {}, { reason: 'objection', contact: 'objection' }],
      ],
    },
    upheld: {
      place: { publishConsent: true },
      steps: [
        ...finished,
        ['publisher', 'propose', {}, { title: 'published', text: 'published', after: 'published' }],
        ['publisher', 'publish'],
        ['system', 'objectToPublication', {}, { reason: 'objection', contact: 'objection' }],
        ['publisher', 'decidePublication', { upheld: true }, { reason: 'note' }],
      ],
    },
    'taken-down': {
      place: { publishConsent: true },
      steps: [
        ...finished,
        ['publisher', 'propose', {}, { title: 'published', text: 'published', after: 'published' }],
        ['publisher', 'publish'],
        ['publisher', 'retractPublication', {}, { reason: 'note' }],
      ],
    },
    'falsely-done': {
      category: '0404',
      steps: [
        ...working,
        ['member', 'meet', { requirement: 'cordon' }, { note: 'note' }],
        ['member', 'finish', {}, { result: 'result' }],
        ['street', 'declareFalse', {}, { reason: 'note' }],
        again,
        bad,
        again,
        bad,
        again,
        bad,
        ['street', 'conclude', {}, { reason: 'note' }],
        ['street', 'declareLeak', {}, { reason: 'note' }],
      ],
    },
    transcribed: {
      by: 'window',
      place: { onBehalfOf: personas['resident-2'].person, consentHow: 'in-person' },
      steps: [
        ...dispatched,
        ['window', 'record', { act: 'acceptance' }, { note: 'note' }],
        ['window', 'record', { act: 'progress' }, { text: 'note' }],
        ['window', 'record', { act: 'finish' }, { result: 'result' }],
        ['community', 'transcribe', { solved: 'yes', stars: 4, how: 'telephone' }, { comment: 'comment' }],
      ],
    },
    drafted: {
      by: 'window',
      place: { onBehalfOf: personas['resident-2'].person, consentHow: 'in-person', draft: true },
      steps: [['resident-2', 'submit', {}, { text: 'text' }]],
    },
    'settled-at-once': {
      by: 'window',
      place: { onBehalfOf: personas['resident-2'].person, consentHow: 'in-person' },
      says: { 'settle.result': 'result' },
      steps: [],
    },
    uncounted: {
      steps: [
        ...finished,
        bad,
        ['member', 'proposeExclusion', { ground: 'untrue' }, { reason: 'note' }],
        ['resident', 'speakOnExclusion', {}, { text: 'note' }],
        ['supervisor', 'decideExclusion', { excluded: true }, { reason: 'note' }],
        ['resident', 'contestExclusion', {}, { reason: 'note' }],
      ],
    },
    settled: { steps: [['secretary', 'settle', {}, { result: 'result' }]] },
    refused: {
      steps: [
        ['secretary', 'refuse', { channelCode: 'court' }, { reason: 'refusal', channel: 'channel' }],
        ['resident', 'object', {}, { reason: 'note' }],
        ['community', 'decideObjection', { upheld: false }, { reason: 'note' }],
      ],
    },
    withdrawn: {
      steps: [
        ...admitted,
        ['secretary', 'consult', {}, { question: 'note' }],
        ['secretary', 'endConsultation', {}, { note: 'note' }],
        ['resident', 'withdraw', {}, { reason: 'note' }],
      ],
    },
    // Joined to `placed`, and taken out again.
    split: {
      steps: [
        ...admitted,
        ['secretary', 'merge', { parent: '' }, { reason: 'note' }],
        ['secretary', 'split', {}, { reason: 'note' }],
      ],
    },
    sealed: { category: '0702', steps: [] },
    'sealed-working': { category: '0702', steps: working },
    staff: { category: '1101', steps: [] },
    corrected: {
      steps: [['resident', 'correct', {}, { 'contact.name': 'name', 'contact.phone': 'phone', 'contact.address': 'address' }]],
    },
  };
}

/** Fills a path of an input. */
function put(input: any, path: string, value: string): void {
  const steps = path.split('.');
  const last = steps.pop() as string;
  let at = input;
  for (const step of steps) at = at[step] ??= {};
  at[last] = value;
}

export async function live(service: Service, cast: Record<PersonaName, Persona>, aviary: Aviary): Promise<Lives> {
  const planted = new Set<string>();
  const lives: Life[] = [];
  const idOf = (name: string): string => lives.find((life) => life.name === name)?.id ?? '';
  /** Says each datum, and notes which personal field held it. */
  const say = (name: string, workflow: string, type: string, input: object, says: Readonly<Record<string, Datum>> = {}) => {
    const said = structuredClone(input);
    for (const [path, datum] of Object.entries(says)) {
      put(said, path, sayable(datum, aviary.hatch(`${name}/${datum}`)));
      planted.add(`${workflow} ${type} ${path}`);
    }
    return said;
  };
  const send = async (name: string, workflow: string, [who, type, input = {}, says]: Step) => {
    const named = 'parent' in input ? { ...input, parent: idOf('placed') } : input;
    const said = say(name, workflow, type, named, says);
    const sent =
      who === 'system'
        ? bySystem({ order: OrderId.parse(idOf(name)) }, { type, input: said })
        : cast[who].send(idOf(name), type, said);
    await sent.catch((cause: unknown) => {
      throw new Error(`${name}: ${type} by ${who}`, { cause });
    });
  };
  /** As an effect of another order would send it, or a route that is open to everyone. */
  const bySystem = async (command: { workflow: string } | { order: OrderId }, more: { type: string; input: object }) => {
    const outcome = await service.engine.execute({ ...command, ...more, actor: system } as never);
    if (outcome.kind !== 'applied') throw new Error(`${more.type}: ${JSON.stringify(outcome)}`);
    return outcome.order;
  };
  const placed = (name: string, { order, queryCode }: any, attachment: string | null = null, of: PersonaName = 'resident') =>
    lives.push({ name, id: order.id, number: order.number, queryCode: queryCode ?? '', attachment, of });
  /** A paper with a canary in it. */
  const attach = async (name: string, by: PersonaName): Promise<string> => {
    const raw = `%PDF-1.4\n% ${aviary.hatch(`${name}/attachment`).text}\n%%EOF\n`;
    const headers = { 'content-type': 'application/pdf' };
    const answer = await service.call('POST', '/api/v1/attachments', { token: cast[by].token, headers, raw });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json.id;
  };

  const everything = {
    text: 'text',
    'contact.name': 'name',
    'contact.phone': 'phone',
    'contact.address': 'address',
    'place.note.room': 'room',
    'place.note.note': 'place-note',
  } as const;
  const unit = (code: string): string => service.directory.unitByCode('522326', code)?.id ?? '';
  for (const [name, { by = 'resident', category = '0101', place = {}, says, steps }] of Object.entries(courses(unit))) {
    const input = say(name, 'six-order', 'place', { category, unit: demoGrid, ...place }, { ...everything, ...says });
    const { place: where, ...rest } = input as any;
    const attachment = await attach(name, by);
    const body = { ...rest, place: { ...where.note }, attachments: [attachment] };
    const answer = await cast[by].post('/api/v1/orders', body, { 'idempotency-key': aviary.hatch(`${name}/key`).word });
    if (answer.status !== 201) throw new Error(`${name}: ${answer.text}`);
    placed(name, answer.json, attachment, by === 'window' ? 'resident-2' : 'resident');
    for (const step of steps) await send(name, 'six-order', step);
  }

  const issue = async (name: string, about: string, steps: readonly Step[]) => {
    const body = { workflow: 'card', order: idOf(about), colour: 'yellow', reason: 'overdue' };
    const answer = await cast.supervisor.post('/api/v1/orders', say(name, 'card', 'issue', body, { text: 'grounds' }));
    if (answer.status !== 201) throw new Error(`${name}: ${answer.text}`);
    placed(name, answer.json);
    for (const step of steps) await send(name, 'card', step);
  };
  await issue('card', 'working', [
    ['member', 'reply', {}, { text: 'reply' }],
    ['supervisor', 'check', { verdict: 'returned' }, { note: 'check' }],
    ['member', 'reply', {}, { text: 'reply' }],
    ['supervisor', 'check', { verdict: 'accepted' }, { note: 'check' }],
    ['supervisor', 'close'],
    ['supervisor', 'lookBack', { solved: true }, { note: 'check' }],
  ]);
  await issue('card-cancelled', 'working', [['supervisor', 'cancel', {}, { reason: 'check' }]]);

  const asked = await cast.resident.post(
    '/api/v1/me/data-requests',
    say('data-request', 'data-request', 'ask', { kind: 'access' }, { text: 'text' }),
  );
  if (asked.status !== 201) throw new Error(asked.text);
  placed('data-request', { order: asked.json.request });
  for (const step of [
    ['dpo', 'take'],
    ['dpo', 'answer', { outcome: 'granted' }, { text: 'result' }],
    ['resident', 'object', {}, { text: 'note' }],
  ] as const)
    await send('data-request', 'data-request', step);

  // Put right by the data protection officer: the contact of an order, and what the person is called.
  const request = { kind: 'correct', about: idOf('corrected') };
  const wrong = await cast.resident.post(
    '/api/v1/me/data-requests',
    say('correction', 'data-request', 'ask', request, { text: 'text' }),
  );
  if (wrong.status !== 201) throw new Error(wrong.text);
  placed('correction', { order: wrong.json.request });
  const right = (datum: Datum) => sayable(datum, aviary.hatch(`corrected/${datum}`));
  const contact = { name: right('name'), phone: right('phone'), address: right('address') };
  const name = sayable('name', aviary.hatch('name put right'));
  for (const field of ['contact', 'name']) planted.add(`data-request carryOut ${field}`);
  await send('correction', 'data-request', ['dpo', 'carryOut', { contact, name }]);

  const dispute = { workflow: 'mediation', category: '0501', unit: demoGrid };
  const parties = { a: { persons: [personas.resident.person] }, b: { persons: [personas['resident-2'].person] } };
  const open = say(
    'mediation',
    'mediation',
    'open',
    { ...dispute, parties },
    { text: 'text', 'parties.a.name': 'name', 'parties.b.name': 'name', 'contact.name': 'name', 'contact.phone': 'phone' },
  );
  const opened = await cast.resident.post('/api/v1/orders', open);
  if (opened.status !== 201) throw new Error(opened.text);
  placed('mediation', opened.json);
  for (const step of [
    ['grid-worker', 'take'],
    ['resident', 'correct', {}, { 'contact.name': 'name', 'contact.phone': 'phone' }],
    ['grid-worker', 'session', {}, { text: 'note' }],
    ['grid-worker', 'agree', { form: 'written', signed: { a: 'signed', b: 'signed' } }, { text: 'result' }],
    ['secretary', 'followUp', { kept: 'yes' }, { text: 'note' }],
  ] as const)
    await send('mediation', 'mediation', step);

  // With a firm as the other side, and a mediator whom it did not want.
  const firm = { a: parties.a, b: { unit: unit(personas.property.unit) } };
  const withFirm = say(
    'mediation-refused',
    'mediation',
    'open',
    { ...dispute, parties: firm },
    { text: 'text', 'parties.b.name': 'name' },
  );
  const unwanted = await cast.resident.post('/api/v1/orders', withFirm);
  if (unwanted.status !== 201) throw new Error(unwanted.text);
  placed('mediation-refused', unwanted.json);
  for (const step of [
    ['grid-worker', 'take'],
    ['grid-worker', 'session', {}, { text: 'note' }],
    ['property', 'refuseMediator'],
  ] as const)
    await send('mediation-refused', 'mediation', step);

  const raise = { category: '0501', unit: unit(demoGrid), count: 3, colour: 'yellow' };
  const warning = await bySystem({ workflow: 'warning' }, { type: 'raise', input: raise });
  placed('warning', { order: { id: warning.id, number: warning.face.number } });
  for (const step of [
    ['community', 'own', { person: personas.community.person }],
    ['community', 'assess', { reviewOn: inDays(30) }, { text: 'note' }],
    ['community', 'close', { eased: true }, { text: 'result' }],
  ] as const)
    await send('warning', 'warning', step);

  const plan = { workflow: 'visit', unit: demoGrid, visitor: personas['grid-worker'].person, on: inDays(2) };
  const planned = await cast.secretary.post('/api/v1/orders', plan);
  if (planned.status !== 201) throw new Error(planned.text);
  placed('visit', planned.json);
  await send('visit', 'visit', ['grid-worker', 'record', { outcome: 'met' }, { text: 'note' }]);

  const give = { workflow: 'task', unit: demoStreet, to: [demoCommunity, '522326004001'], dueOn: inDays(20) };
  const given = await cast.street.post('/api/v1/orders', say('task', 'task', 'assign', give, { text: 'text' }));
  if (given.status !== 201) throw new Error(given.text);
  placed('task', given.json);
  for (const step of [
    ['street', 'report', { status: 'on-track' }, { text: 'note' }],
    ['street', 'excuse', { unit: unit(demoCommunity) }, { text: 'note' }],
    ['street', 'excuse', { unit: unit('522326004001') }, { text: 'note' }],
    ['street', 'finish', {}, { text: 'note' }],
    ['leader', 'check', { verdict: 'returned' }, { text: 'note' }],
  ] as const)
    await send('task', 'task', step);

  // A drill: it moves nobody's order.
  const drill = { workflow: 'emergency', kind: 'drill', hazard: 'fire', scope: [demoCommunity] };
  const begun = await cast.community.post('/api/v1/orders', say('emergency', 'emergency', 'propose', drill, { text: 'text' }));
  if (begun.status !== 201) throw new Error(begun.text);
  placed('emergency', begun.json);
  for (const step of [
    ['community', 'callOut', {}, { text: 'note' }],
    ['grid-worker', 'report', {}, { text: 'note' }],
    ['community', 'end', {}, {}],
    ['street', 'review', {}, { text: 'note' }],
  ] as const)
    await send('emergency', 'emergency', step);

  const ask = { workflow: 'deliberation', forum: 'three-parties', unit: demoGrid };
  const topic = await cast.resident.post('/api/v1/orders', say('deliberation', 'deliberation', 'propose', ask, { text: 'text' }));
  if (topic.status !== 201) throw new Error(topic.text);
  placed('deliberation', topic.json);
  const ballot = { how: 'ballot', on: new Date().toISOString() };
  for (const step of [
    ['secretary', 'admit', {}, { text: 'result' }],
    ['secretary', 'speak', { party: 'community', stance: 'agree' }, { text: 'result' }],
    ['secretary', 'speak', { party: 'owners', stance: 'agree', record: ballot }, { text: 'result' }],
    ['property', 'speak', { party: 'property', stance: 'agree' }, { text: 'result' }],
    [
      'secretary',
      'decide',
      { verdict: 'adopted', tasks: ['522326004002P01', demoGrid].map((of) => ({ unit: of, dueOn: inDays(9) })) },
      { text: 'result' },
    ],
    ['secretary', 'excuse', { unit: unit('522326004002P01') }, { text: 'note' }],
    ['secretary', 'excuse', { unit: unit(demoGrid) }, { text: 'note' }],
  ] as const)
    await send('deliberation', 'deliberation', step);
  await send('deliberation', 'deliberation', ['secretary', 'feedback', {}, { text: 'result' }]);

  // One that is refused, and one that comes to no decision.
  for (const name of ['deliberation-refused', 'deliberation-dropped']) {
    const asked = await cast.resident.post('/api/v1/orders', say(name, 'deliberation', 'propose', ask, { text: 'text' }));
    if (asked.status !== 201) throw new Error(asked.text);
    placed(name, asked.json);
  }
  await send('deliberation-refused', 'deliberation', ['secretary', 'refuse', {}, { text: 'result' }]);
  await send('deliberation-dropped', 'deliberation', ['secretary', 'admit', {}, { text: 'result' }]);
  await send('deliberation-dropped', 'deliberation', ['secretary', 'drop', {}, { text: 'result' }]);

  const handed = { workflow: 'referral', kind: 'petition', order: topic.json.order.id, unit: demoGrid };
  const referred = await cast.secretary.post('/api/v1/orders', handed);
  if (referred.status !== 201) throw new Error(referred.text);
  placed('referral', referred.json);
  await send('referral', 'referral', ['secretary', 'tell', { body: 'petition-office', how: 'written' }, { who: 'note' }]);
  await send('referral', 'referral', ['secretary', 'acknowledge', { body: 'petition-office' }, { number: 'note' }]);

  // It opens by itself where the worker runs; here the clerk does.
  const harm = await cast.resident.post('/api/v1/orders', { category: '0506', unit: demoGrid, text: '隔壁' });
  if (harm.status !== 201) throw new Error(harm.text);
  const report = { workflow: 'referral', kind: 'harm', order: harm.json.order.id, unit: demoGrid };
  const reported = await cast.secretary.post('/api/v1/orders', report);
  if (reported.status !== 201) throw new Error(reported.text);
  placed('report', reported.json);
  await send('report', 'referral', ['secretary', 'leaveOut', { body: 'education' }, { text: 'note' }]);

  return { lives, planted };
}

/** As the field takes it: a number where a number is wanted, a name where a name is. */
function sayable(datum: Datum, { word, phone, text }: { word: string; phone: string; text: string }): string {
  if (datum === 'phone') return phone;
  if (datum === 'name') return `韦${word}`;
  if (datum === 'address') return `蟠桃园社区三栋${word}`;
  if (datum === 'published') return `厨房漏水，${word}`;
  return datum === 'room' ? word : text;
}
