// Each story ends as its name says, and can be told in both languages without a bare identifier in it.
import { play, type Scene } from '@six-order/cli/story/play';
import { openStage } from '@six-order/cli/story/stage';
import { stories } from '@six-order/cli/story/stories';
import { linesOf } from '@six-order/cli/story/tell';
import { expect, onTestFinished, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

/** What makes each story the one that its name promises: commands by their number, and the darkest card. */
const promises: Record<string, { readonly sent: Readonly<Record<string, number>>; readonly card: string | null }> = {
  happy: { sent: { place: 1, dispatch: 1, accept: 1, finish: 1, publish: 1, evaluate: 1 }, card: null },
  'settled-at-window': { sent: { place: 1, admit: 0, dispatch: 0, finish: 0, evaluate: 1 }, card: null },
  'overdue-to-red-card': { sent: { issue: 3, reply: 3, check: 3, close: 3, lookBack: 3 }, card: 'red' },
  'return-twice': { sent: { askReturn: 2, decide: 2, dispatch: 3, finish: 1 }, card: null },
  'rework-twice': { sent: { finish: 3, evaluate: 3, issue: 1 }, card: 'red' },
  'merged-three': { sent: { place: 3, merge: 2, finish: 1, evaluate: 3 }, card: null },
  'mediation-ladder': {
    sent: { open: 3, take: 4, refuseMediator: 1, climb: 2, agree: 1, recordRuling: 1, raise: 1, assess: 1, followUp: 1 },
    card: null,
  },
  'visit-to-order': { sent: { plan: 2, record: 2, move: 1, place: 1, link: 1, finish: 1, close: 1 }, card: null },
  'task-down-and-up': { sent: { assign: 5, passOn: 1, report: 1, finish: 4, check: 4, excuse: 2, cancel: 2 }, card: null },
  'emergency-day': {
    sent: {
      propose: 1,
      confirm: 1,
      callOut: 1,
      answerCall: 2,
      enterEmergency: 2,
      leaveEmergency: 2,
      renew: 1,
      end: 1,
      review: 1,
      dataDestroyed: 1,
    },
    card: null,
  },
  'three-parties': {
    sent: { propose: 3, admit: 2, speak: 6, decide: 2, assign: 2, finish: 2, check: 2, higherChanged: 2, refuse: 1, feedback: 2 },
    card: null,
  },
  whistle: { sent: { whistle: 1, reportIn: 1, finishPart: 1, finish: 1 }, card: null },
};

/** Commands whose name alone says too little: to whom, of what, how it was decided stands behind it. */
const saysMore: ReadonlySet<string> = new Set([
  'assign',
  'passOn',
  'partChanged',
  'excuse',
  'plan',
  'link',
  'speak',
  'higherChanged',
  'climb',
  'agree',
  'recordRuling',
  'followUp',
  'own',
  'renew',
]);

test('every story of the list is there, and no other', () => {
  expect(stories.map(({ name }) => name).toSorted()).toEqual(Object.keys(promises).toSorted());
});

test.each(stories)('$name', { timeout: 60_000 }, async (story) => {
  const { url } = await cloneDatabase();
  const stage = await openStage(() => undefined, url);
  onTestFinished(() => stage.close());
  const scenes: Scene[] = [];
  const { stages } = await play(stage, story, (scene) => void scenes.push(scene));

  expect(stages).toMatchObject(story.ends);
  expect(stage.undelivered).toEqual([]);
  const types = scenes.flatMap((scene) => (scene.kind === 'entry' ? [scene.entry.type] : []));
  const { sent, card } = promises[story.name] as (typeof promises)[string];
  for (const [type, times] of Object.entries(sent)) {
    expect([type, types.filter((one) => one === type).length]).toEqual([type, times]);
  }
  const colours = scenes.flatMap((scene) => (scene.kind === 'state' && scene.colour ? [scene.colour] : []));
  expect(['red', 'yellow', 'blue'].find((colour) => colours.includes(colour)) ?? null).toBe(card);
  const refusals = scenes.flatMap((scene) => (scene.kind === 'refusal' ? [scene.why.zh] : []));
  expect(refusals).toEqual(
    story.name === 'return-twice' ? [expect.stringMatching(/^已退单两次，街道已于3月2日指定承办，不得再退/)] : [],
  );
  const bare = scenes.flatMap((scene) =>
    scene.kind === 'entry' && !scene.outcome && saysMore.has(scene.entry.type) ? [scene.entry.type] : [],
  );
  expect(bare).toEqual([]);
  // Time never runs back, and every entry is told once.
  const instants = scenes.flatMap((scene) => (scene.kind === 'entry' ? [scene.entry.at] : []));
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));

  for (const scene of scenes) {
    const [zh, en] = (['zh', 'en'] as const).map((language) => linesOf(scene, stage.engine.workflows, language).join('\n'));
    expect(zh).not.toMatch(/undefined|NaN|\b[a-z]+[A-Z][a-zA-Z]*\b/);
    expect(en).not.toMatch(/undefined|NaN|\b[a-z]+[A-Z][a-zA-Z]*\b/);
    expect(linesOf(scene, stage.engine.workflows, 'both').length).toBeGreaterThanOrEqual(2);
  }
});
