// Whoever asked for mediation or proposed a topic reads at each of its stages what it is called and what comes next, in both languages.
import { promisedOf } from '@six-order/api/promised-of-matters';
import * as en from '@six-order/api/order-words-en';
import * as zh from '@six-order/api/order-words-zh';
import { deliberation } from '@six-order/workflows/deliberation/workflow';
import { mediation } from '@six-order/workflows/mediation/workflow';
import { expect, test } from 'vitest';

const stagesOf = ({ machine }: typeof mediation): readonly string[] =>
  Object.keys(machine.root.states['handling']?.states ?? {}).filter((stage) => stage !== 'new');

const words = { zh, en };
const due = Date.parse('2026-11-27T18:00:00+08:00');

test.each([mediation, deliberation])('$id: every stage has its name and its sentence', (workflow) => {
  const stages = stagesOf(workflow);
  expect(stages.length).toBeGreaterThan(6);
  const clocks = ['rung', 'followUp', 'agenda', 'opinions', 'decide', 'outcome'].map((name) => ({
    name,
    light: 'green',
    dueAt: new Date(due).toISOString(),
  }));
  for (const language of ['zh', 'en'] as const) {
    const { handling, handlingIn } = words[language];
    const names = { ...handling, ...(handlingIn as Readonly<Record<string, object>>)[workflow.id] };
    expect(stages.filter((stage) => !(stage in names))).toEqual([]);
    const said = stages.map((stage) =>
      promisedOf({ workflow: workflow.id, state: { handling: stage }, clocks }, language, due - 1, () => '<day>'),
    );
    expect(said.every((one) => one !== null && one.late === null)).toBe(true);
    // It stands in lists and on paper too, with nothing below it.
    expect(said.filter((one) => /下面|below/.test(one?.sentence ?? ''))).toEqual([]);
    expect(new Set(said.map((one) => one?.sentence)).size).toBe(stages.length);
  }
});

test('what is waited for is said with its day, and that it is late once the day is over; of an order nothing is said here', () => {
  const waiting = {
    workflow: 'mediation',
    state: { handling: 'waiting' },
    clocks: [{ name: 'rung', light: 'red', dueAt: new Date(due).toISOString() }],
  };
  expect(promisedOf(waiting, 'zh', due + 1, () => '昨天 18:00')).toEqual({
    sentence: '应在昨天 18:00 前有人受理，已经超过 1 分钟',
    late: '时间已经过了，已自动提醒该办的人。',
  });
  expect(promisedOf({ ...waiting, workflow: 'six-order' }, 'zh', due, () => '')).toBeNull();
});
