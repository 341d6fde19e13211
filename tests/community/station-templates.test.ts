import { holdRules, noCountyRules, type CountyRule } from '@six-order/community/county-rules/county-rules';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import {
  layOut,
  readyTemplates,
  stepsAt,
  type Standing,
  type StationTemplate,
} from '@six-order/community/templates/station-template';
import { describe, expect, test } from 'vitest';
import { DAY } from '../harness/street-on.ts';
import { openCommunity } from './open-community.ts';

const at = Date.parse('2026-03-02T09:00:00+08:00');
const where = { tenant: '522326', path: 'u522326.u004.u002', at };
const named = (value: StationTemplate, more: Partial<CountyRule> = {}): CountyRule =>
  ({
    id: '00000000-0000-7000-8000-000000000001',
    tenant: '522326',
    kind: 'stations',
    key: '',
    path: 'u522326',
    value,
    document: '望办发〔2026〕5 号',
    validFrom: at,
    validTo: null,
    ...more,
  }) as CountyRule;

describe('row 1 and 42, steps as data', () => {
  test.each([
    ['six', '点单 派单 接单 督单 晒单 评单'],
    ['five', '点单 派单 接单 抢单 晒单'],
    ['three', '点单 派单 接单'],
    ['build', '点单 建单 接单'],
    ['supply', '点单 供单 派单 接单 评单 审单'],
  ] as const)('the ready template %s reads %s', (ready, words) => {
    expect(
      stepsAt(holdRules([named({ ready })]), where)
        .map(({ zh }) => zh)
        .join(' '),
    ).toBe(words);
    expect(readyTemplates[ready]).toBeDefined();
  });

  test('without a county’s word it is the six; a street’s own goes before the county’s, and ends with its term', () => {
    const six = '点单 派单 接单 督单 晒单 评单';
    const words = (rules: Parameters<typeof stepsAt>[0], when = at) =>
      stepsAt(rules, { ...where, at: when })
        .map(({ zh }) => zh)
        .join(' ');
    expect(words(noCountyRules)).toBe(six);
    const rules = holdRules([
      named({ ready: 'three' }, { validFrom: 0 }),
      named({ ready: 'build' }, { path: 'u522326.u004', validTo: at + DAY }),
    ]);
    expect(words(rules)).toBe('点单 建单 接单');
    expect(words(rules, at + DAY)).toBe('点单 派单 接单');
  });

  test('a county’s own steps', () => {
    const own: StationTemplate = {
      steps: [
        { station: 'place', zh: '吹哨', en: 'Whistle' },
        { station: 'accept', zh: '报到', en: 'Report in' },
      ],
    };
    expect(stepsAt(holdRules([named(own)]), where)).toEqual(own.steps);
  });

  test.each([
    ['nothing in it', { steps: [] }],
    ['another beginning', { steps: [{ station: 'accept', zh: '接', en: 'a' }] }],
    [
      'a step twice',
      {
        steps: [
          { station: 'place', zh: '点', en: 'p' },
          { station: 'place', zh: '点', en: 'p' },
        ],
      },
    ],
    [
      'a station that is none',
      {
        steps: [
          { station: 'place', zh: '点', en: 'p' },
          { station: 'nap', zh: '睡', en: 'n' },
        ],
      },
    ],
    ['a ready name that is none', { ready: 'seven' }],
  ])('a template with %s is not stored', async (_, value) => {
    const { db } = await openCommunity();
    await expect(putCountyRules(db, [named(value as never)])).rejects.toThrow();
  });
});

describe('laying an order out', () => {
  const standings = (statuses: Readonly<Record<string, Standing['status']>>): Standing[] =>
    ['place', 'dispatch', 'accept', 'supervise', 'publish', 'evaluate'].map((station) => ({
      station,
      status: statuses[station] ?? 'todo',
      enteredAt: at,
      by: null,
    }));
  const statuses = (ready: string, stations: Standing[], course: { admittedAt: number | null; claimed: boolean | null }) =>
    layOut(readyTemplates[ready]!, stations, course).map(({ title, status }) => `${title.zh} ${status}`);

  test('the six show the chart’s stations as they are', () => {
    const stations = standings({ place: 'done', dispatch: 'now' });
    const laid = layOut(readyTemplates['six']!, stations, { admittedAt: null, claimed: null });
    expect(laid.map(({ title: _, ...station }) => station)).toEqual(stations);
  });

  test('three leave supervision, publication and evaluation out', () => {
    const stations = standings({ place: 'done', dispatch: 'done', accept: 'done', evaluate: 'now' });
    expect(statuses('three', stations, { admittedAt: at, claimed: false })).toEqual(['点单 done', '派单 done', '接单 done']);
  });

  test('what took its time says when that was over, and so does the taking in', () => {
    const stations = standings({ place: 'done', dispatch: 'done', accept: 'done', evaluate: 'now' }).map((one) =>
      one.station === 'accept' ? { ...one, doneAt: at + 9 } : one,
    );
    const laid = layOut(readyTemplates['supply']!, stations, { admittedAt: at + 4, claimed: false });
    const over = laid.flatMap(({ station, doneAt }) => (doneAt === undefined ? [] : [[station, doneAt - at]]));
    expect(over).toEqual([
      ['admit', 4],
      ['accept', 9],
    ]);
  });

  test('供单 is the taking in; until then dispatch has not begun', () => {
    const placed = standings({ place: 'done', dispatch: 'now' });
    expect(statuses('supply', placed, { admittedAt: null, claimed: null }).slice(0, 3)).toEqual([
      '点单 done',
      '供单 now',
      '派单 todo',
    ]);
    expect(statuses('supply', placed, { admittedAt: at, claimed: null }).slice(0, 3)).toEqual([
      '点单 done',
      '供单 done',
      '派单 now',
    ]);
    const refused = standings({ place: 'done', dispatch: 'skipped' });
    expect(statuses('supply', refused, { admittedAt: null, claimed: null }).slice(0, 3)).toEqual([
      '点单 done',
      '供单 skipped',
      '派单 skipped',
    ]);
  });

  test('an order is either given or claimed', () => {
    const stations = standings({ place: 'done', dispatch: 'done', accept: 'now' });
    const accepting = (claimed: boolean | null) => statuses('five', stations, { admittedAt: at, claimed }).slice(2, 4);
    expect(accepting(null)).toEqual(['接单 now', '抢单 now']);
    expect(accepting(false)).toEqual(['接单 now', '抢单 skipped']);
    expect(accepting(true)).toEqual(['接单 skipped', '抢单 now']);
  });
});
