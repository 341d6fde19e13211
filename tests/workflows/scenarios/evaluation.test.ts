// 督、晒、评: deadlines of the whole, taking up, urging, evaluation and its reviews, publication. Numbers: domain research 2.4,
// 2.6, 5.1, 7.
import { personas } from '@six-order/community/demo/personas';
import type { OrderId } from '@six-order/engine';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import {
  accepted,
  admitted,
  bad,
  community,
  days,
  dispatched,
  finished,
  good,
  gridWorker,
  hours,
  member,
  minutes,
  publisher,
  resident,
  scenarios,
  secretary,
  street as office,
  supervisor,
  to,
  until,
  windowClerk,
  working,
  type Step,
} from './scenario.ts';

const street = await openStreet({ delivers: true });
const progress = member('progress', { text: '在办' });
const finish = member('finish', { result: '再次办理' });
const reworked = [...finished, bad];
const twice = [...reworked, finish, bad];
const thrice = [...twice, finish, bad];

scenarios(street, '办结时限', [
  {
    rule: '5 个工作日内办结',
    steps: [...working, progress, until('2026-03-09T17:59:00+08:00')],
    gives: { supervision: 'clear' },
  },
  {
    rule: '逾期发黄卡',
    steps: [...working, progress, until('2026-03-09T18:00:00+08:00')],
    gives: { supervision: 'yellow', labels: ['overdue', 'card:yellow'] },
  },
  {
    rule: '黄卡是一张督办卡',
    steps: [...working, progress, until('2026-03-09T18:00:00+08:00')],
    gives: { context: { cards: [{ card: expect.any(String), colour: 'yellow' }] } },
  },
  { rule: '逾期过半发红卡', steps: [...working, progress, until('2026-03-12T18:00:00+08:00')], gives: { supervision: 'red' } },
  {
    rule: '红卡自动提级',
    steps: [...working, progress, until('2026-03-12T18:00:00+08:00')],
    gives: { labels: ['raised'], told: ['order-escalated'] },
  },
  {
    rule: '疑难单用去八成自动提级',
    category: '0504',
    steps: [...working, until('2026-03-20T18:00:00+08:00')],
    gives: { labels: ['raised'], told: ['order-escalated'] },
  },
  {
    rule: '紧急单 24 小时逾期',
    category: '0201',
    steps: [...working, member('arrive'), progress, hours(24)],
    gives: { supervision: 'yellow' },
  },
  {
    rule: '紧急单逾期过半（12 小时）发红卡',
    category: '0201',
    steps: [...working, member('arrive'), progress, hours(36)],
    gives: { supervision: 'red' },
  },
  { rule: '办结后不再逾期', steps: [...finished, until('2026-03-12T18:00:00+08:00')], gives: { supervision: 'clear' } },
]);

scenarios(street, '提级与催办', [
  {
    rule: '社区可提级到街道',
    steps: [...working, community('escalate', { reason: '需街道协调' })],
    gives: { labels: ['raised'], told: ['order-escalated'] },
  },
  { rule: '支部不能提级', steps: [...working, secretary('escalate', { reason: '…' })], gives: { refused: 'forbidden' } },
  {
    rule: '提级须写明理由',
    steps: [...working, community('escalate', { ground: 'other' })],
    gives: { refused: 'not-allowed', why: /says why/ },
  },
  {
    rule: '逐级提到顶为止',
    steps: [...working, ...[1, 2, 3].map(() => office('escalate', { reason: '再提' })), office('escalate', { reason: '再提' })],
    gives: { refused: 'not-allowed', why: /at the highest level already/ },
  },
  {
    rule: '未受理的不提级',
    steps: [community('escalate', { reason: '…' })],
    gives: { refused: 'not-allowed', why: /not admitted/ },
  },
  {
    rule: '居民可催办，提醒现在该办的人：承办人和派单人',
    steps: [...working, resident('urge', { note: '还没来人' })],
    gives: {
      context: { urges: 1 },
      heard: [
        ['member', 'order-urged'],
        ['secretary', 'order-urged'],
      ],
    },
  },
  {
    rule: '还没派出的，提醒受理、派单的人',
    steps: [resident('urge')],
    gives: { context: { urges: 1 }, heard: [['secretary', 'order-urged']] },
  },
  {
    rule: '一般单 24 小时内只催一次',
    steps: [...working, resident('urge'), hours(23), resident('urge')],
    gives: { refused: 'not-allowed', why: /once in 24 hours/ },
  },
  {
    rule: '各人各算：居民催过，督办员照样可以催',
    steps: [...working, resident('urge'), minutes(1), supervisor('urge')],
    gives: { context: { urges: 2 } },
  },
  {
    rule: '别人催过不能让自己多催一次',
    steps: [...working, resident('urge'), supervisor('urge'), hours(23), resident('urge')],
    gives: { refused: 'not-allowed', why: /once in 24 hours/ },
  },
  {
    rule: '满 24 小时可再催',
    steps: [...working, resident('urge'), hours(24), resident('urge')],
    gives: { context: { urges: 2 } },
  },
  {
    rule: '紧急单 60 分钟可再催',
    category: '0201',
    steps: [...working, resident('urge'), minutes(60), resident('urge')],
    gives: { context: { urges: 2 } },
  },
  {
    rule: '紧急单 59 分钟不能再催',
    category: '0201',
    steps: [...working, resident('urge'), minutes(59), resident('urge')],
    gives: { refused: 'not-allowed', why: /once in 1 hour/ },
  },
  { rule: '监督员可催办', steps: [...working, supervisor('urge')], gives: { context: { urges: 1 } } },
  { rule: '办结后不催办', steps: [...finished, resident('urge')], gives: { refused: 'not-allowed', why: /finished/ } },
]);

scenarios(street, '评单', [
  { rule: '好评结束', steps: [...finished, good], gives: { handling: 'evaluated' } },
  { rule: '未解决即重办', steps: reworked, gives: { handling: 'reworking', labels: ['rework'] } },
  {
    rule: '两星即重办',
    steps: [...finished, resident('evaluate', { solved: 'yes', stars: 2 })],
    gives: { handling: 'reworking' },
  },
  {
    rule: '三星不重办',
    steps: [...finished, resident('evaluate', { solved: 'partly', stars: 3 })],
    gives: { handling: 'evaluated' },
  },
  {
    rule: '承办人不得自评',
    steps: [...finished, member('evaluate', { solved: 'yes', stars: 5 })],
    gives: { refused: 'forbidden' },
  },
  { rule: '15 天未评记为未评', steps: [...finished, days(16)], gives: { handling: 'unanswered', context: { rounds: [] } } },
  { rule: '14 天还可评', steps: [...finished, days(14), good], gives: { handling: 'evaluated' } },
  { rule: '未评后不能补评', steps: [...finished, days(16), good], gives: { refused: 'not-allowed', why: /has ended/ } },
  {
    rule: '紧急单 7 天评单窗口',
    category: '0201',
    steps: [...working, member('finish', { result: '通水' }), days(8)],
    gives: { handling: 'unanswered' },
  },
  {
    rule: '重办 3 个工作日',
    steps: [...reworked, until('2026-03-05T17:59:00+08:00')],
    gives: { handling: 'reworking', supervision: 'clear' },
  },
  { rule: '差评重办告知居民', steps: reworked, gives: { heard: [['resident', 'order-rework-begun']] } },
  { rule: '重办逾期发黄卡', steps: [...reworked, until('2026-03-05T18:00:00+08:00')], gives: { supervision: 'yellow' } },
  { rule: '第二次差评发红卡', steps: twice, gives: { handling: 'reworking', supervision: 'red' } },
  { rule: '第二次差评提级', steps: twice, gives: { labels: ['raised'] } },
  { rule: '第三次差评不再转圈，由上一级接手', steps: thrice, gives: { handling: 'escalated', labels: ['escalated'] } },
  { rule: '上一级另派他人', steps: [...thrice, office('dispatch', to('member-2'))], gives: { handling: 'dispatched' } },
  {
    rule: '另派后总时限重新计',
    steps: [...thrice, office('dispatch', to('member-2'))],
    gives: { context: { clocks: { whole: { finishedAt: null } } } },
  },
  {
    rule: '上一级可说明理由终结',
    steps: [...thrice, office('conclude', { reason: '已尽责' })],
    gives: { handling: 'evaluated', context: { rounds: [{ stars: 1 }, { stars: 1 }, { stars: 1 }] } },
  },
  { rule: '支部不能终结', steps: [...thrice, secretary('conclude', { reason: '…' })], gives: { refused: 'forbidden' } },
  { rule: '未到上限不能终结', steps: [...twice, office('conclude', { reason: '…' })], gives: { refused: 'not-allowed' } },
]);

scenarios(street, '改评与核查', [
  {
    rule: '7 天内可改评',
    steps: [...finished, good, days(6), resident('evaluate', { solved: 'partly', stars: 3 })],
    gives: { handling: 'evaluated', context: { rounds: [{ stars: 3 }] } },
  },
  {
    rule: '改为差评即重办',
    steps: [...finished, good, days(3), bad],
    gives: { handling: 'reworking', context: { closedAt: null } },
  },
  {
    rule: '过了 7 天不能改',
    steps: [...finished, good, days(8), bad],
    gives: { refused: 'not-allowed', why: /could be changed until/ },
  },
  {
    rule: '改评不延长期限',
    steps: [...finished, good, days(6), resident('evaluate', { solved: 'yes', stars: 4 }), days(2), good],
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '1 个工作日内可核查差评',
    steps: [...reworked, community('reviewEvaluation', { counts: false, reason: '与事项无关' })],
    gives: { handling: 'reworking', context: { rounds: [{ stars: 1, counts: false }] } },
  },
  {
    rule: '核查不停止重办',
    steps: [...reworked, community('reviewEvaluation', { counts: false, reason: '无关' }), finish],
    gives: { handling: 'finished' },
  },
  {
    rule: '核查期过后不能核查',
    steps: [...reworked, until('2026-03-03T18:01:00+08:00'), community('reviewEvaluation', { counts: false, reason: '…' })],
    gives: { refused: 'not-allowed', why: /time to review/ },
  },
  {
    rule: '只核查一次',
    steps: [
      ...reworked,
      community('reviewEvaluation', { counts: true, reason: '属实' }),
      office('reviewEvaluation', { counts: false, reason: '…' }),
    ],
    gives: { refused: 'not-allowed', why: /reviewed already/ },
  },
  {
    rule: '好评不核查',
    steps: [...finished, good, community('reviewEvaluation', { counts: false, reason: '…' })],
    gives: { refused: 'not-allowed', why: /not a bad one/ },
  },
  {
    rule: '居民不能核查',
    steps: [...reworked, resident('reviewEvaluation', { counts: true, reason: '…' })],
    gives: { refused: 'forbidden' },
  },
]);

scenarios(street, '代录评价与回访', [
  {
    rule: '社区电话代录，有标记',
    steps: [...finished, community('transcribe', { solved: 'yes', stars: 5, how: 'telephone' })],
    gives: { handling: 'evaluated', context: { rounds: [{ transcribed: 'telephone', by: personas.community.person }] } },
  },
  {
    rule: '派单人不得代录自己派的单的评价',
    steps: [...finished, secretary('transcribe', { solved: 'yes', stars: 5, how: 'telephone' })],
    gives: { refused: 'not-allowed', why: /dispatched an order does not write down its evaluation/ },
  },
  {
    rule: '代录过办理的人不得再代录评价',
    steps: [
      ...dispatched,
      community('record', { act: 'acceptance' }),
      community('record', { act: 'finish', result: '已办' }),
      community('transcribe', { solved: 'yes', stars: 5, how: 'telephone' }),
    ],
    gives: { refused: 'not-allowed', why: /wrote down what the handler did/ },
  },
  {
    rule: '代录差评同样重办',
    steps: [...finished, community('transcribe', { solved: 'no', stars: 1, how: 'telephone' })],
    gives: { handling: 'reworking' },
  },
  {
    rule: '承办人不得代录',
    steps: [
      ...admitted,
      secretary('settle', { result: '已答复' }),
      secretary('transcribe', { solved: 'yes', stars: 5, how: 'telephone' }),
    ],
    gives: { refused: 'not-allowed', why: /handler does not/ },
  },
  {
    rule: '党员不能代录',
    steps: [...finished, member('transcribe', { solved: 'yes', stars: 5, how: 'telephone' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '替没有账号的人写下的单，代点人不当作自己的来评',
    by: 'grid-worker',
    place: { source: 'proxy' },
    steps: [...finished, gridWorker('evaluate', { solved: 'yes', stars: 5 })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '替没有账号的人写下的单，由代点人代录评价，有标记',
    by: 'grid-worker',
    place: { source: 'proxy' },
    steps: [...finished, gridWorker('transcribe', { solved: 'yes', stars: 5, how: 'proxy' })],
    gives: { handling: 'evaluated', context: { rounds: [{ transcribed: 'proxy', by: personas['grid-worker'].person }] } },
  },
  {
    rule: '代录的评价 7 天内由代点人改录，仍有标记',
    by: 'grid-worker',
    place: { source: 'proxy' },
    steps: [
      ...finished,
      gridWorker('transcribe', { solved: 'yes', stars: 5, how: 'proxy' }),
      days(6),
      gridWorker('transcribe', { solved: 'no', stars: 1, how: 'telephone' }),
    ],
    gives: { handling: 'reworking', context: { rounds: [{ solved: 'no', transcribed: 'telephone' }] } },
  },
  {
    rule: '改录也有期限',
    by: 'grid-worker',
    place: { source: 'proxy' },
    steps: [
      ...finished,
      gridWorker('transcribe', { solved: 'yes', stars: 5, how: 'proxy' }),
      days(8),
      gridWorker('transcribe', { solved: 'yes', stars: 4, how: 'proxy' }),
    ],
    gives: { refused: 'not-allowed', why: /could be changed until/ },
  },
  {
    rule: '别人不改录已经有的评价',
    steps: [...finished, good, community('transcribe', { solved: 'yes', stars: 4, how: 'telephone' })],
    gives: { refused: 'not-allowed', why: /the resident changes himself/ },
  },
  {
    rule: '支部写下、由社区派的单，支部代录评价',
    by: 'secretary',
    place: { source: 'proxy' },
    steps: [
      community('admit'),
      community('dispatch', to('member')),
      member('accept'),
      member('contact'),
      member('finish', { result: '已办好' }),
      secretary('transcribe', { solved: 'yes', stars: 4, how: 'proxy' }),
    ],
    gives: { handling: 'evaluated', context: { rounds: [{ transcribed: 'proxy' }] } },
  },
  {
    rule: '回访由承办人以外的人',
    steps: [...finished, good, supervisor('callback', { outcome: 'confirmed' })],
    gives: { context: { callbacks: [{ outcome: 'confirmed', by: personas.supervisor.person }] } },
  },
  {
    rule: '承办人不回访',
    steps: [...admitted, secretary('settle', { result: '已答复' }), secretary('callback', { outcome: 'confirmed' })],
    gives: { refused: 'not-allowed', why: /handler does not/ },
  },
  {
    rule: '未办结不回访',
    steps: [...working, supervisor('callback', { outcome: 'confirmed' })],
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '虚假办结：重新办理并发红卡',
    steps: [...finished, good, supervisor('declareFalse', { reason: '现场未修' })],
    gives: { handling: 'reworking', supervision: 'red' },
  },
  {
    rule: '虚假办结：告知居民重新办，告知承办人被认定',
    steps: [...finished, good, supervisor('declareFalse', { reason: '现场未修' })],
    gives: {
      heard: [
        ['resident', 'order-false-redone'],
        ['member', 'order-declared-false'],
      ],
    },
  },
  {
    rule: '未评的也可认定虚假办结',
    steps: [...finished, days(16), office('declareFalse', { reason: '现场未修' })],
    gives: { handling: 'reworking' },
  },
  {
    rule: '支部不能认定虚假办结',
    steps: [...finished, good, secretary('declareFalse', { reason: '…' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '结束 30 天后不再认定',
    steps: [...finished, good, days(31), supervisor('declareFalse', { reason: '…' })],
    gives: { refused: 'not-allowed', why: /30 days/ },
  },
]);

const consented = { publishConsent: true };
const propose = publisher('propose', { title: '漏水修好', text: '两天修好' });
const published = [...finished, propose, publisher('publish')];
const takenDown = publisher('retractPublication', { reason: '把别家的事写进去了' });
scenarios(street, '晒单与同意', [
  {
    rule: '同意的，办结即可晒（晒在评前）',
    place: consented,
    steps: finished,
    gives: { handling: 'finished', publication: 'open' },
  },
  { rule: '未同意的不晒', steps: finished, gives: { publication: 'skipped' } },
  { rule: '拟稿后发布', place: consented, steps: published, gives: { publication: 'published', told: ['order-published'] } },
  { rule: '没拟稿不能发布', place: consented, steps: [...finished, publisher('publish')], gives: { refused: 'not-allowed' } },
  {
    rule: '承办人不晒自己的单',
    place: consented,
    steps: [...finished, member('propose', { title: 'x', text: 'y' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '敏感类不晒',
    category: '0702',
    place: consented,
    steps: [...accepted, member('finish', { result: '已代办' })],
    gives: { publication: 'skipped' },
  },
  {
    rule: '已晒的可随时撤回同意',
    place: consented,
    steps: [...published, resident('withdrawConsent')],
    gives: { publication: 'retracted', context: { publishConsent: false } },
  },
  {
    rule: '待晒的撤回同意即不晒',
    place: consented,
    steps: [...finished, resident('withdrawConsent')],
    gives: { publication: 'skipped' },
  },
  {
    rule: '办理中撤回同意，办结后不晒',
    place: consented,
    steps: [...working, resident('withdrawConsent'), member('finish', { result: '好' })],
    gives: { publication: 'skipped' },
  },
  { rule: '办结时可再同意', steps: [...finished, resident('giveConsent')], gives: { publication: 'open' } },
  { rule: '他人不能替居民同意', steps: [...finished, secretary('giveConsent')], gives: { refused: 'forbidden' } },
  {
    rule: '没同意过就无可撤回',
    steps: [...finished, resident('withdrawConsent')],
    gives: { refused: 'not-allowed', why: /no consent to publication/ },
  },
  {
    rule: '敏感类不能同意公开',
    category: '0702',
    steps: [...accepted, resident('giveConsent')],
    gives: { refused: 'not-allowed', why: /never published/ },
  },
  {
    rule: '重办后原稿作废',
    place: consented,
    steps: [...finished, propose, bad],
    gives: { publication: 'open', context: { proposal: null } },
  },
  {
    rule: '撤单后不能再同意',
    steps: [...dispatched, resident('withdraw'), resident('giveConsent')],
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '不晒的单也可撤回同意，重办后不会再晒',
    place: consented,
    steps: [
      ...finished,
      publisher('skipPublication'),
      resident('withdrawConsent'),
      good,
      supervisor('declareFalse', { reason: '现场未修' }),
      finish,
    ],
    gives: { publication: 'skipped', context: { publishConsent: false } },
  },
  {
    rule: '撤单后也可撤回同意',
    place: consented,
    steps: [...dispatched, resident('withdraw'), resident('withdrawConsent')],
    gives: { publication: 'skipped', context: { publishConsent: false } },
  },
]);

const inTime = until('2026-03-05T17:59:00+08:00');
const tooLate = until('2026-03-05T18:00:00+08:00');
scenarios(street, '晒单时限', [
  {
    rule: '评后 3 个工作日内可晒',
    place: consented,
    steps: [...finished, good, inTime, propose, publisher('publish')],
    gives: { publication: 'published', context: { clocks: { publish: { finishedAt: expect.any(Number) } } } },
  },
  {
    rule: '评后 3 个工作日不晒，自动不晒，告知居民和晒单人',
    place: consented,
    steps: [...finished, good, tooLate],
    gives: {
      publication: 'skipped',
      heard: [
        ['publisher', 'clock-pressing'],
        ['publisher', 'publication-lapsed'],
        ['resident', 'publication-lapsed'],
      ],
    },
  },
  {
    rule: '拟了稿不发布的，同样到期不晒',
    place: consented,
    steps: [...finished, propose, good, tooLate],
    gives: { publication: 'skipped', told: ['publication-lapsed'] },
  },
  {
    rule: '等评价期间不计晒单时限',
    place: consented,
    steps: [...finished, days(14)],
    gives: { handling: 'finished', publication: 'open' },
  },
  {
    rule: '未评的，从未评起计',
    place: consented,
    steps: [...finished, days(23)],
    gives: { handling: 'unanswered', publication: 'skipped', told: ['publication-lapsed'] },
  },
  {
    rule: '重办即停，下次评后重新计',
    place: consented,
    steps: [...finished, good, bad, days(1), finish, good],
    gives: { publication: 'open', context: { clocks: { publish: { startedAt: Date.parse('2026-03-03T09:00:00+08:00') } } } },
  },
  {
    rule: '改评不延长晒单时限',
    place: consented,
    steps: [...finished, good, days(1), resident('evaluate', { solved: 'yes', stars: 4 }), tooLate],
    gives: { handling: 'evaluated', publication: 'skipped' },
  },
  {
    rule: '结束后才同意的，从同意起计',
    steps: [...finished, good, resident('giveConsent'), tooLate],
    gives: { publication: 'skipped', told: ['publication-lapsed'] },
  },
]);

const setAside = [...finished, publisher('skipPublication')];
const redone = [...published, hours(1), bad, hours(1), finish, hours(1)];
scenarios(street, '重办后更新晒单', [
  {
    rule: '重办办结，再到晒单员手上；原内容仍公开',
    place: consented,
    steps: redone,
    gives: { publication: 'published', labels: ['#publish', 'publication:published'] },
  },
  {
    rule: '评后 3 个工作日不更新，原内容照旧，只告知晒单员',
    place: consented,
    steps: [...redone, propose, good, days(8)],
    gives: {
      publication: 'published',
      told: ['renewal-lapsed'],
      absent: ['stillShown'],
      context: { leftAsOf: 2, proposal: { by: personas.publisher.person } },
    },
  },
  {
    rule: '期限内更新，替换原内容',
    place: consented,
    steps: [...redone, good, days(1), propose, publisher('publish')],
    gives: {
      publication: 'published',
      context: { clocks: { publish: { finishedAt: expect.any(Number) } } },
      absent: ['leftAsOf'],
    },
  },
  {
    rule: '头一次不晒的，重办办结后再请晒单员决定',
    place: consented,
    steps: [...setAside, hours(1), bad, hours(1), finish, hours(1)],
    gives: { publication: 'open', labels: ['#publish', 'publication:open'] },
  },
  {
    rule: '头一次到期没晒的，重办办结后再请晒单员决定',
    place: consented,
    steps: [...finished, good, tooLate, bad, hours(1), finish, hours(1)],
    gives: { publication: 'open', labels: ['#publish', 'publication:open'] },
  },
  {
    rule: '重办后又不晒的，评单时不再问',
    place: consented,
    steps: [...setAside, hours(1), bad, hours(1), finish, hours(1), publisher('skipPublication'), good],
    gives: { publication: 'skipped' },
  },
  {
    rule: '重办后评了仍没人晒的，3 个工作日后照旧到期',
    place: consented,
    steps: [...setAside, hours(1), bad, hours(1), finish, good, days(8)],
    gives: { publication: 'skipped', told: ['publication-lapsed'] },
  },
  {
    rule: '没同意公开的，重办后也不问',
    steps: [...finished, hours(1), bad, hours(1), finish, hours(1)],
    gives: { publication: 'skipped' },
  },
  {
    rule: '晒单员撤下的，点单人知道，可以更正',
    place: consented,
    steps: [...published, good, takenDown],
    gives: { publication: 'open', told: ['order-retracted'], labels: ['#publish', 'publication:open'] },
  },
  {
    rule: '撤下须写明理由',
    place: consented,
    steps: [...published, publisher('retractPublication')],
    gives: { refused: 'invalid' },
  },
  {
    rule: '承办人不撤下自己的单',
    place: consented,
    steps: [...published, member('retractPublication', { reason: '写错了' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '没有晒出的不能撤下',
    place: consented,
    steps: [...finished, propose, takenDown],
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '撤下后没人更正的，3 个工作日后不再晒',
    place: consented,
    steps: [...published, good, takenDown, days(8)],
    gives: { publication: 'skipped', told: ['publication-lapsed'] },
  },
  {
    rule: '撤下后又重办的，先办完再更正',
    place: consented,
    steps: [...published, takenDown, hours(1), bad, hours(1), finish, hours(1)],
    gives: { publication: 'open', labels: ['#publish', 'publication:open'], context: { proposal: null } },
  },
  {
    rule: '更正稿照样可以晒',
    place: consented,
    steps: [...published, takenDown, hours(1), propose, publisher('publish')],
    gives: { publication: 'published', told: ['order-published', 'order-retracted', 'order-published'] },
  },
  {
    rule: '没有重办过的，晒出后不再更新',
    place: consented,
    steps: [...published, publisher('keepPublication')],
    gives: { refused: 'not-allowed' },
  },
]);

const live = async (id: OrderId, steps: readonly Step[]): Promise<void> => {
  for (const step of steps) {
    if ('who' in step) expect((await street.as(step.who).send(id, step.type, step.input)).kind, step.type).toBe('applied');
  }
};

/** On the Monday of the scenarios, with no timers of those before it. */
async function lived(steps: readonly Step[], place: Record<string, unknown> = {}): Promise<OrderId> {
  await street.db.query('delete from timers');
  street.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
  const { id } = await street.place(place);
  await live(id, steps);
  return id;
}

test('what nobody published in time is at its end, so that what is kept of it has a term', async () => {
  const id = await lived([...finished, good], consented);
  const { face } = await street.get(id);
  expect(face.closedAt).toBeNull();
  expect(face.dueAt).not.toBeNull();
  await street.until(face.dueAt ?? 0);
  expect((await street.get(id)).face).toMatchObject({ closedAt: face.data['endedAt'], dueAt: null });
});

scenarios(street, '回避', [
  {
    rule: '转办前的承办人也不得晒单、回访',
    place: consented,
    steps: [
      ...admitted,
      secretary('dispatch', to('grid-worker')),
      { who: 'grid-worker', type: 'accept', input: {} },
      { who: 'grid-worker', type: 'transfer', input: { ...to('member'), reason: '另有任务' } },
      member('accept'),
      member('finish', { result: '已办' }),
      good,
    ],
    gives: { context: { handler: personas.member.person, formerHandlers: [personas['grid-worker'].person] } },
  },
  {
    rule: '办过的人不得回访',
    steps: [
      ...admitted,
      secretary('dispatch', to('community')),
      community('accept'),
      community('transfer', { ...to('member'), reason: '由党员办理' }),
      member('accept'),
      member('finish', { result: '已办' }),
      good,
      community('callback', { outcome: 'confirmed' }),
    ],
    gives: { refused: 'not-allowed', why: /handled it before or helped/ },
  },
  {
    rule: '协办过的人不得回访',
    steps: [
      ...working,
      member('involve', { ...to('community'), task: '协调' }),
      community('takePart'),
      community('finishPart', { result: '已协调' }),
      finish,
      good,
      community('callback', { outcome: 'confirmed' }),
    ],
    gives: { refused: 'not-allowed', why: /handled it before or helped/ },
  },
  {
    rule: '支部书记不受理自己的单',
    by: 'secretary',
    place: { source: 'proxy' },
    steps: [secretary('admit')],
    gives: { refused: 'not-allowed', why: /about his own order/ },
  },
  {
    rule: '支部书记不得以不予受理了结自己的单',
    by: 'secretary',
    place: { source: 'proxy' },
    steps: [secretary('refuse', { reason: '…' })],
    gives: { refused: 'not-allowed', why: /about his own order/ },
  },
  {
    rule: '自己的单的延期不由自己批',
    by: 'community',
    place: { source: 'proxy' },
    steps: [...accepted, member('askExtension', { by: '2 wd', reason: '等配件' }), community('decide', { granted: true })],
    gives: { refused: 'not-allowed', why: /about his own order/ },
  },
  {
    rule: '自己的单不由自己回访',
    by: 'secretary',
    place: { source: 'proxy' },
    steps: [
      community('admit'),
      community('dispatch', to('member')),
      member('accept'),
      finish,
      days(16),
      secretary('callback', { outcome: 'confirmed' }),
    ],
    gives: { refused: 'not-allowed', why: /about his own order/ },
  },
  {
    rule: '12345 转来的，录入的人可以受理',
    by: 'secretary',
    place: { source: '12345' },
    steps: [secretary('admit')],
    gives: { handling: 'admitted' },
  },
]);

/** The reasons of an order's cards, as they came. */
async function cardsOf(id: OrderId): Promise<readonly (readonly [reason: unknown, byHand: boolean])[]> {
  const { orders } = await street.engine.find({
    tenant: '522326',
    filter: { all: [{ workflow: 'card' }, { label: `order:${id}` }] },
    sort: 'newest',
    limit: 20,
  });
  return orders.toReversed().map(({ face }) => [face.data['reason'], face.data['openedBy'] !== null] as const);
}

test('a card that a person issued stands in the way of no rule: yellow, red and the level above come all the same', async () => {
  const id = await lived([...working, member('progress', { text: '在办' })]);
  const issued = await street.as('supervisor').open('card', 'issue', { order: id, colour: 'red', reason: 'other', text: '态度' });
  expect(issued.kind).toBe('applied');
  await street.until(Date.parse('2026-03-12T18:00:00+08:00'));
  expect(await cardsOf(id)).toEqual([
    ['other', true],
    ['overdue', false],
    ['gravely-overdue', false],
  ]);
  const { face } = await street.get(id);
  expect(face.labels).toEqual(expect.arrayContaining(['card:red', 'raised']));
  // Said once: the daily reminders bring no more of them while it is open.
  await street.until(Date.parse('2026-03-16T18:00:00+08:00'));
  expect(await cardsOf(id)).toHaveLength(3);
});

test('an open blue card does not keep a silence from the street', async () => {
  const id = await lived(dispatched);
  await street.until(Date.parse('2026-03-03T10:00:00+08:00'));
  expect(await cardsOf(id)).toEqual([['stage-missed', false]]);
  await live(id, [member('accept'), member('contact'), member('askPause', { awaiting: 'resident', reason: '出门' })]);
  await street.until(Date.parse('2026-03-04T18:00:00+08:00'));
  expect(await cardsOf(id)).toContainEqual(['undecided', false]);
});

test('a card that is closed takes the colour with it', async () => {
  const { id } = await street.place({ category: '0201' });
  for (const [who, type, input] of [
    ['secretary', 'admit', {}],
    ['secretary', 'dispatch', to('member')],
    ['member', 'accept', {}],
  ] as const) {
    await street.as(who).send(id, type, input);
  }
  await street.until(street.clock.now() + 3_600_000);
  const order = await street.get(id);
  expect(order.face.labels).toContain('card:blue');
  const [{ card } = { card: null }] = order.snapshot.context['cards'] as unknown as { card: string | null }[];
  expect(card).not.toBeNull();
  await street.as('member').send(card as never, 'reply', { text: '已联系' });
  await street.as('supervisor').send(card as never, 'check', { verdict: 'accepted' });
  await street.as('supervisor').send(card as never, 'close');
  expect((await street.get(id)).face.labels.filter((label) => label.startsWith('card:'))).toEqual([]);
  expect(street.undelivered).toEqual([]);
});

test('the window writes nothing down that it had no part in', async () => {
  const { id } = await street.place();
  const { type, input } = windowClerk('transcribe', { solved: 'yes', stars: 5, how: 'window' }) as never as {
    type: string;
    input: object;
  };
  expect(await street.as('window').send(id, type, input)).toMatchObject({ kind: 'not-found' });
});
