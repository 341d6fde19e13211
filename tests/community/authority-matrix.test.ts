// docs/authority.md is true, and says what the field's rules say: the tables below are written by hand from domain research 2.4,
// 2.6, 3.1 and 3.2, and not from the code.
//
// To write the page anew: node_modules/.bin/vitest run tests/community/authority-matrix.test.ts -u
import { acts } from '@six-order/community/authority/acts';
import { Role } from '@six-order/community/people/role';
import { workflows } from '@six-order/workflows/all';
import { expect, test } from 'vitest';
import { latest } from '../workflows/latest.ts';
import { authorityPage, kinds, reachLetters, readAs, seenBy, statesOf } from './authority-page.ts';

test('docs/authority.md is what the code says', async () => {
  await expect(authorityPage()).toMatchFileSnapshot('../../docs/authority.md');
});

// Who: groups of 3.1, `role reach` each. The letters are those of the page.
const owners = 'resident O, relative O, household-head O, grid-worker O, opinion-aide O, window O, secretary O, community O';
const dispatchers = 'secretary D, community D, street D+, discipline J';
const handlers = 'member H, team-lead H, property H, facility H, department H, grid-worker H, community H, secretary H';
const workers = `${handlers}, window H`;
const concerned =
  'member H, team-lead H, property H, facility H, department H, resident O, relative O, household-head O, opinion-aide O, grid-worker V, window V, secretary V, community V';
const supervisors = 'supervisor V, discipline V, representative V, leader V';
const publisher = 'publisher V';
const system = 'system V';
const sidesOfDispute = `resident P, ${['grid-worker', 'secretary', 'member', 'team-lead', 'property', 'facility', 'community', 'street', 'department'].map((role) => `${role} Q`).join(', ')}`;
const mediators = 'grid-worker H, secretary H, community H, street H';
const callers = 'grid-worker H, secretary D, community D, street D+, leader V';
const visiting = (reach: 'V' | 'H'): string =>
  ['grid-worker', 'opinion-aide', 'member', 'secretary', 'community', 'street', 'leader']
    .map((role) => `${role} ${reach}`)
    .join(', ');
const referrers = 'secretary H, community H, street H';
const conveners = 'secretary H, community H, street H+, leader H+';
const responders = 'grid-worker V, secretary V, community V, street V, leader V';
const taskHolders = 'grid-worker H, property H, secretary H, community H, street H, department H';
const taskAbove = 'community D, street D+, leader V';
const cardHolders = `${handlers}, street H, discipline H, leader H`;
const readers = Role.options.filter((role) => !['publisher', 'admin', 'dpo', 'archives'].includes(role));

// In which states: those of the handling where no region is named.
const working = 'accepted working reworking';

const table: Readonly<Record<string, Readonly<Record<string, readonly [who: string, states: string]>>>> = {
  'six-order': {
    // 点单, 代点: one’s own anywhere, for others where one’s post is; confirmed by its owner.
    place: ['resident W, relative W, household-head N, grid-worker N, opinion-aide N, window N, secretary N, community N', 'new'],
    submit: [
      'resident O, relative O, household-head O, grid-worker O, opinion-aide O, window V, secretary V, community V',
      'draft calling',
    ],
    confirm: [`resident O, ${dispatchers}`, 'handling'],
    withdraw: [
      owners,
      'draft calling placed admitted consulting dispatched pooled claimed returning accepted working paused shelved suspended',
    ],
    note: [readers.map((role) => `${role} V`).join(', '), 'handling'],
    meet: [`${handlers.replace('secretary H, ', '').replace('community H, ', '')}, ${dispatchers}, ${system}`, 'handling'],
    // 受理、派单、改级: branch in its grid, community across grids, street to departments.
    admit: [dispatchers, 'placed'],
    refuse: [dispatchers, 'placed consulting'],
    consult: [dispatchers, 'admitted'],
    endConsultation: [dispatchers, 'consulting'],
    settle: ['window O, grid-worker O, secretary D, community D', 'placed admitted'],
    correct: [`${owners}, ${system}`, 'handling'],
    changeUrgency: [dispatchers, 'handling'],
    correctCategory: [dispatchers, 'handling'],
    merge: [dispatchers, 'admitted consulting'],
    join: [system, 'placed'],
    split: [dispatchers, 'merged'],
    childJoined: [system, 'handling'],
    childLeft: [system, 'handling'],
    parentFinished: [system, 'merged'],
    parentEnded: [system, 'merged'],
    object: ['resident O', 'handling refused merged'],
    decideObjection: ['community D, street D+, discipline J, leader V', 'handling paused objecting'],
    dispatch: [dispatchers, 'admitted consulting dispatched pooled claimed escalated'],
    passOn: [system, 'dispatched pooled'],
    // 接单、退单、办理、办结.
    claim: [handlers, 'pooled'],
    accept: [handlers, `dispatched claimed ${working}`],
    decline: [handlers, `dispatched claimed ${working}`],
    askReturn: [handlers, 'dispatched accepted working'],
    contact: [workers, working],
    appoint: [workers, working],
    arrive: [workers, working],
    progress: [workers, working],
    finish: [workers, working],
    record: ['window O, secretary D, community D, street D+', `dispatched ${working}`],
    transfer: [`${workers}, ${dispatchers}`, working],
    involve: [`${workers}, ${dispatchers}`, working],
    releasePart: [`${workers}, ${dispatchers}`, working],
    takePart: [handlers, working],
    declinePart: [handlers, working],
    finishPart: [handlers, working],
    askExtension: [workers, working],
    askPause: [workers, working],
    askShelving: [workers, working],
    // 延期、挂起、挂账、提级: whoever dispatched; the street reviews what is shelved.
    decide: [`${dispatchers}, leader V`, `handling returning ${working}`],
    resume: [`${handlers}, ${dispatchers}, ${system}`, 'paused'],
    unshelve: [`${handlers}, ${dispatchers}, ${system}`, 'shelved'],
    reviewShelving: ['street D+, discipline J', 'shelved'],
    escalate: [`community D, street D+, ${system}`, 'handling'],
    urge: [`${owners}, ${supervisors}, street D+`, 'handling'],
    whistle: ['street D+', working],
    reportIn: [handlers, working],
    cardChanged: [system, 'supervision'],
    enterEmergency: [
      system,
      'handling placed admitted consulting dispatched pooled claimed returning accepted working reworking escalated',
    ],
    leaveEmergency: [`${dispatchers}, ${system}`, 'handling suspended'],
    recompute: [
      system,
      'handling calling placed admitted consulting dispatched pooled returning accepted paused shelved finished reworking escalated objecting',
    ],
    // 评单: proxies only write down what was said; who supervises says whether it counts; whoever calls back did not handle it.
    // The system passes on what a one-time token says.
    evaluate: [`${owners}, ${system}`, 'finished evaluated'],
    transcribe: [
      `relative O, household-head O, grid-worker O, opinion-aide O, window O, secretary OD, community OD`,
      'finished evaluated',
    ],
    reviewEvaluation: [`${dispatchers}, supervisor V`, 'handling'],
    callback: ['secretary D, community D, street D+, supervisor V, representative V', 'finished evaluated unanswered'],
    declareFalse: ['street D+, supervisor V, discipline V', 'finished evaluated unanswered'],
    declareLeak: ['street D+, supervisor V, discipline V', 'handling'],
    // 不计入考核: proposed by whoever handles, dispatches or supervises; spoken of by those concerned; decided by another.
    proposeExclusion: [`${workers}, ${dispatchers}, supervisor V`, 'handling'],
    speakOnExclusion: [concerned, 'handling'],
    decideExclusion: ['street D+, supervisor V, discipline V, leader V', 'handling'],
    contestExclusion: [concerned, 'handling'],
    conclude: ['street D+, discipline J', 'escalated'],
    // 晒单: a publisher; consent the resident’s own, withdrawn as easily.
    propose: [publisher, 'publication.open publication.proposed publication.outdated publication.redrafted'],
    publish: [publisher, 'publication.proposed publication.redrafted'],
    clearFinding: [publisher, 'publication.proposed publication.redrafted'],
    preparePhoto: [publisher, 'publication.proposed publication.redrafted'],
    dropPhoto: [publisher, 'publication.proposed publication.redrafted'],
    objectToPublication: [system, 'publication.published publication.outdated publication.redrafted'],
    decidePublication: [`${publisher}, street D+`, 'publication.hidden'],
    // By itself, when the handling has ended.
    limitPublication: [system, 'publication.open publication.proposed publication.outdated publication.redrafted'],
    skipPublication: [publisher, 'publication.open publication.proposed'],
    // Done again, it comes back to a publisher; what is on the board may stay.
    renewPublication: [system, 'publication.published publication.skipped'],
    keepPublication: [publisher, 'publication.outdated publication.redrafted'],
    // Taken off the board by a publisher, or by an upheld objection, it may be put right.
    retractPublication: [publisher, 'publication.published publication.outdated publication.redrafted'],
    correctPublication: [system, 'publication.retracted'],
    giveConsent: ['resident O', 'publication.waiting publication.skipped publication.retracted'],
    withdrawConsent: [
      owners,
      'publication.waiting publication.open publication.proposed publication.published publication.outdated publication.redrafted publication.hidden publication.skipped publication.retracted',
    ],
  },
  card: {
    issue: ['supervisor S, discipline S, representative S, leader S, system W', 'new'],
    sign: [cardHolders, 'issued'],
    handOver: [`${cardHolders}, secretary V, community V, street V`, 'issued signed returned'],
    reply: [cardHolders, 'issued signed returned'],
    check: [supervisors, 'replied'],
    close: [supervisors, 'checked'],
    lookBack: [supervisors, 'closed lookingBack'],
    escalate: [`${supervisors}, ${system}`, 'issued signed replied returned checked'],
    recompute: [system, 'issued signed replied returned checked closed'],
    cancel: [`${supervisors}, ${system}`, 'issued signed replied returned checked'],
  },
  'data-request': {
    ask: [
      'resident W, relative W, household-head W, grid-worker W, opinion-aide W, window W, secretary W, community W, street W',
      'new',
    ],
    take: ['dpo V', 'asked'],
    carryOut: ['dpo V', 'asked taken'],
    recompute: [system, 'asked taken'],
    answer: ['dpo V', 'asked taken'],
    object: [`${owners}, street O`, 'answered'],
    withdraw: [`${owners}, street O`, 'asked taken'],
  },
  mediation: {
    open: [
      'resident W, household-head N, grid-worker N, opinion-aide N, window N, secretary N, community N, street N, system W',
      'new',
    ],
    take: [mediators, 'waiting'],
    handOver: ['grid-worker H, secretary V, community V, street V', 'mediating agreed'],
    stepAside: [mediators, 'mediating'],
    refuseMediator: [sidesOfDispute, 'mediating'],
    correct: [
      'resident O, household-head O, opinion-aide O, window O, grid-worker V, secretary V, community V, street V',
      'waiting mediating agreed reconciled',
    ],
    session: [mediators, 'mediating'],
    climb: [`${mediators}, ${system}`, 'waiting mediating'],
    agree: [mediators, 'mediating'],
    reconcile: [mediators, 'mediating'],
    applyConfirmation: [mediators, 'agreed'],
    recordRuling: [callers, 'agreed'],
    followUp: [callers, 'agreed reconciled'],
    refer: [mediators, 'mediating'],
    decline: [sidesOfDispute, 'waiting mediating'],
    withdraw: [
      'resident O, household-head O, grid-worker O, opinion-aide O, window O, secretary O, community O, street O',
      'waiting mediating',
    ],
    recompute: [system, 'handling'],
  },
  warning: {
    raise: ['system W', 'new'],
    recur: [system, 'raised watched'],
    own: ['secretary D, community D, street D+', 'raised watched'],
    assess: [mediators, 'raised watched'],
    close: ['community D, street D+', 'raised watched'],
    recompute: [system, 'handling'],
  },
  visit: {
    plan: ['grid-worker N, opinion-aide N, secretary N, community N, street N, leader W, system W', 'new'],
    move: [visiting('V'), 'planned away'],
    handOver: [visiting('V'), 'planned away'],
    record: [visiting('H'), 'planned away'],
    link: [visiting('H'), 'planned away visited'],
    close: [`${visiting('H')}, ${system}`, 'visited'],
    cancel: [visiting('V'), 'planned away'],
    recompute: [system, 'handling'],
  },
  emergency: {
    propose: ['community W, street W, leader W', 'new'],
    confirm: ['street V, leader V', 'proposed responding active'],
    drop: ['street V, leader V', 'proposed active'],
    renew: ['street V, leader V', 'active'],
    report: [responders, 'responding active'],
    check: [responders, 'responding active'],
    callOut: ['community V, street V, leader V', 'responding active'],
    answerCall: [
      `${responders}, member V, team-lead V, property V, facility V, department V, opinion-aide V`,
      'responding active',
    ],
    end: [`community O, street V, leader V, ${system}`, 'responding active'],
    lapse: [system, 'proposed responding'],
    followed: [system, 'responding active aftermath'],
    takeStock: [system, 'aftermath'],
    review: ['community O, street V, leader V', 'aftermath'],
    dataDestroyed: [system, 'aftermath'],
    recompute: [system, 'handling'],
  },
  task: {
    assign: ['community N, street N, leader W, system W', 'new'],
    passOn: ['community H, street H', 'assigned'],
    report: [taskHolders, 'assigned gathering'],
    finish: [taskHolders, 'assigned gathering'],
    check: [taskAbove, 'finished'],
    excuse: ['community H, street H', 'gathering'],
    urge: [`${taskAbove}, supervisor V`, 'assigned gathering finished'],
    partChanged: [system, 'gathering'],
    cancel: [`community O, street O, leader O, ${system}`, 'assigned gathering finished'],
    recompute: [system, 'handling'],
  },
  // 强制报告、信访移交: by whoever has it in hand; the report opens by itself.
  referral: {
    open: ['secretary N, community N, street N, system W', 'new'],
    tell: [referrers, 'telling'],
    leaveOut: [referrers, 'telling'],
    acknowledge: [referrers, 'told'],
    cancel: [referrers, 'telling'],
    recompute: [system, 'handling'],
  },
  // 三方共议、联席会议: whoever convenes admits, writes down and decides; a party speaks for itself (the facts say for which).
  deliberation: {
    propose: [
      'resident W, household-head N, grid-worker N, opinion-aide N, window N, representative N, secretary N, community N, street N, leader W, system W',
      'new',
    ],
    admit: [conveners, 'proposed'],
    refuse: [conveners, 'proposed'],
    speak: [
      'secretary V, community V, street V, leader V, department V, property V, facility V, representative V, grid-worker V',
      'hearing',
    ],
    closeHearing: [`${conveners}, ${system}`, 'hearing'],
    decide: [conveners, 'deciding'],
    excuse: [conveners, 'carrying'],
    partChanged: [system, 'carrying'],
    higherChanged: [system, 'raised'],
    feedback: [conveners, 'decided'],
    drop: [conveners, 'hearing deciding'],
    withdraw: [
      'resident O, household-head O, grid-worker O, opinion-aide O, window O, representative O, secretary O, community O, street O, leader O',
      'proposed hearing deciding',
    ],
    recompute: [system, 'handling'],
  },
};

const sorted = (text: string, by: RegExp): readonly string[] => [...new Set(text.split(by))].toSorted();
/** Of a role that is named twice the last reach counts: who dispatches there need not hold it. */
const reachesIn = (who: string): readonly string[] =>
  [...new Map(who.split(', ').map((one) => [one.split(' ')[0], one] as const)).values()].toSorted();

test.each(latest(workflows).map((workflow) => [workflow.id, workflow] as const))(
  '%s: each act is who’s the table says, in the states that it says',
  (id, workflow) => {
    const states = statesOf(workflow);
    const found = Object.fromEntries(
      Object.entries(acts[id] ?? {}).map(([type, act]) => [
        type,
        {
          who: Object.entries(act)
            .map(([role, reach]) => `${role} ${reachLetters[reach]}`)
            .toSorted(),
          states: (states.get(type) ?? []).map((state) => state.replace(/^handling\./, '')).toSorted(),
        },
      ]),
    );
    const expected = Object.fromEntries(
      Object.entries(table[id] ?? {}).map(([type, [who, where]]) => [type, { who: reachesIn(who), states: sorted(where, / /) }]),
    );
    expect(found).toEqual(expected);
    // What no role may send is sent by nobody.
    expect(
      Object.keys(workflow.commands).filter(
        (type) => !acts[id]?.[type] && workflow.commands[type]?.by.some((by) => by !== 'clock'),
      ),
    ).toEqual([]);
  },
);

const own = 'resident relative household-head grid-worker opinion-aide window secretary community street';
const workersOfUnits = 'grid-worker secretary member team-lead property facility community street department';
const watchers = 'supervisor discipline representative leader';
const branch = 'secretary community street';

test('each order is seen by whom the table says', () => {
  const table: Readonly<Record<string, string>> = {
    '自己的 / own': `${own} member team-lead property facility department`,
    '代点的 / placed for another': `${own} member team-lead property facility department`,
    '派给本人 / dispatched to oneself': `${own} member team-lead property facility department`,
    '派给本单位 / to one’s unit': workersOfUnits,
    '本单位在调的纠纷 / dispute in one’s unit’s hands': 'grid-worker secretary community street',
    '本人为当事人的纠纷 / dispute one is a party of': own,
    '本单位为一方的纠纷 / dispute one’s unit is a party of': workersOfUnits,
    '辖区内 / in the area': `${branch} ${watchers}`,
    '辖区外 / elsewhere': '',
    '辖区内请求回电 / asks to be called': `window ${branch} ${watchers}`,
    '辖区内密封，办理中 / sealed, open': branch,
    '辖区内密封，已结 / sealed, ended': '',
    '投诉本单位人员 / about the unit’s staff': 'street',
    '纪检线索 / discipline lead': 'discipline',
    '已办结待晒 / finished, to publish': `${branch} ${watchers} publisher`,
    '已晒 / published': `${branch} ${watchers} publisher`,
    '个人信息请求 / about one’s own data': 'dpo',
  };
  expect(Object.fromEntries(Object.entries(seenBy()).map(([name, seeing]) => [name, seeing.toSorted()]))).toEqual(
    Object.fromEntries(Object.entries(table).map(([name, seeing]) => [name, seeing.split(' ').filter(Boolean).toSorted()])),
  );
});

test('each field is read by whom domain research 3.2 says, and how', () => {
  expect(kinds.slice(0, 6)).toEqual(['text', 'contact.name', 'contact.phone', 'contact.address', 'place.room', 'attachment']);
  // text, name, phone, address, room, attachments | dispatch note, return reason, refusal, note | result, comment, proposal, photographs | of a dispute: who asked, his telephone, a mediator's notes | why it is off the board
  const table: Readonly<Record<string, string>> = {
    '居民本人 / the resident': 'FFFFFF FFFF FFFF FF–M',
    '代点人，30日内 / who placed it, 30 d': 'FF–FFF ––FM F––F F––M',
    '代点人，30日后 / later': 'FM–FF– ––FM F––– M––M',
    '支部书记、社区，办理中 / branch, open': 'FFRFFF FFFF FFFF ––FF',
    '支部书记、社区，已结 / branch, ended': 'FMRFFF FFFF FFFF ––FF',
    '街道 / street': 'FRRMMF FFFF FFFF ––FF',
    '被派单人，未接 / offered': 'FM–MMF FM–M MM–F –––M',
    '承办人 / handler': 'FFRFFF FM–F FM–F ––FM',
    '承办人，结束7日后 / handler, 7 d after the end': '–––––– –––– –––– ––––',
    '部门承办 / department': 'FFRFFF FM–F FM–F ––FM',
    '监督 / supervisors': 'MMMM–– MMMM MFF– ––MM',
    '晒单员，待晒 / publisher, to publish': 'M––––– –––– M–FF –––F',
    '晒单员，已晒 / publisher, published': 'M––––– –––– M–F– –––F',
    '密封件，待派 / sealed, at the desk': 'RM–M–– FRRR –––– ––––',
    '密封件，已派 / sealed, dispatched': '–––––– –––– –––– ––––',
    '密封件承办人 / sealed, handler': 'FFRFFF FM–F FM–F ––FM',
    '密封件代点人 / sealed, who placed it': '–––––– –––– –––– ––––',
    '纪检线索，纪检 / discipline lead': 'RM–M–– FRRR –––– ––––',
    '纠纷对方 / the other party of a dispute': '–––––– –––– F––– ––––',
    '纠纷一方的单位 / a unit that is a party of a dispute': '–––––– –––– F––– ––––',
    '纠纷申请人 / who asked for mediation': 'FFFFFF FFFF FFFF FF–M',
    // How whoever asked is reached is the mediator's; a note of a session whoever's of the unit that mediates.
    '调解员 / mediator': 'FFRFFF FM–F FM–F FRFM',
    '承办单位的其他人 / others of the unit that mediates': 'FFRFFF FM–F FM–F ––FM',
    '已换下的调解员 / who mediates no more': '–––––– –––– –––– ––––',
    '管理员 / administrator': '–––––– –––– –––– ––––',
    '个保负责人，非请求单 / DPO, any other order': '–––––– –––– –––– ––––',
  };
  expect(readAs()).toEqual(Object.fromEntries(Object.entries(table).map(([who, line]) => [who, line.replaceAll(' ', '')])));
});
