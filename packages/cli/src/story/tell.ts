// Tells the scenes of a story in the terminal: Chinese first, English below.
import { personas } from '@six-order/community/demo/personas';
import { inShanghai } from '@six-order/community/deadlines/explain';
import { roleWords } from '@six-order/community/people/role-words';
import { colourWords, type Colour } from '@six-order/community/supervision/reason';
import type { Registry } from '@six-order/engine';
import { personaOf, type Scene } from './play.ts';
import type { Words } from '@six-order/community/rules/rule';
import { clockEntryWords } from '@six-order/workflows/clock-entry-words';
import { stageOf } from './words.ts';

export type Language = 'zh' | 'en' | 'both';

/** Lines for a scene. `registry` knows what commands are called. */
export function linesOf(scene: Scene, registry: Registry, language: Language): readonly string[] {
  const say = (words: Words, indent: string): string[] => [
    ...(language === 'en' ? [] : [indent + words.zh]),
    ...(language === 'zh' ? [] : [(language === 'both' ? `${indent.replace(/\S/g, ' ')}  ` : indent) + words.en]),
  ];
  switch (scene.kind) {
    case 'wait': {
      const until = inShanghai(scene.at);
      return ['', ...say({ zh: `…… ${scene.why.zh}（到 ${until}）`, en: `… ${scene.why.en} (until ${until})` }, '')];
    }
    case 'entry':
      return say(entryWords(scene, registry), '');
    case 'refusal':
      return say(refusalWords(scene, registry), '');
    case 'state':
      return [...say(stateWords(scene), '    → '), ...scene.clocks.flatMap(({ explanation }) => say(explanation, '    ⏱ '))];
  }
}

function refusalWords({ order, persona, type, why, at }: Extract<Scene, { kind: 'refusal' }>, registry: Registry): Words {
  const { name, role } = personas[persona];
  const title = registry.get(order.workflow, order.version).commands[type]?.title ?? { zh: type, en: type };
  const [when, who, { number }] = [inShanghai(at), roleWords[role], order.face];
  return {
    // The rule's name is for programs.
    zh: `[${when}] ✗ ${name}（${who.zh}） ${title.zh} ${number}，不成：${why.zh.replace(/规则 [\w-]+，/, '')}`,
    en: `[${when}] ✗ ${name} (${who.en}) – ${title.en} ${number}, refused: ${why.en.replace(/rule [\w-]+; /, '')}`,
  };
}

function entryWords({ entry, order, said, outcome }: Extract<Scene, { kind: 'entry' }>, registry: Registry): Words {
  const at = inShanghai(entry.at);
  const { number } = order.face;
  const rung =
    entry.actor.role === 'clock'
      ? ((entry.type === 'asideNext' ? outcome : null) ?? clockEntryWords(entry.type, entry.workflow))
      : null;
  if (rung) return { zh: `[${at}] ⏰ ${number} ${rung.zh}`, en: `[${at}] ⏰ ${number} ${rung.en}` };
  const command = registry.get(entry.workflow, entry.version).commands[entry.type];
  const title = command?.title ?? { zh: entry.type, en: entry.type };
  const persona = personaOf(entry.actor.person);
  const role = roleWords[entry.actor.role as keyof typeof roleWords] ?? { zh: '', en: '' };
  const came = outcome ? { zh: `，${outcome.zh}`, en: `, ${outcome.en}` } : { zh: '', en: '' };
  const who = persona
    ? {
        zh: `${personas[persona].name}（${role.zh}）`,
        en: `${personas[persona].name} (${role.en})`,
      }
    : { zh: '系统', en: 'the system' };
  const quoted =
    said.length === 0 ? { zh: '', en: '' } : { zh: `：${said.map((text) => `“${text}”`).join('')}`, en: `: ${said.join(' · ')}` };
  return {
    zh: `[${at}] ${who.zh} ${title.zh} ${number}${came.zh}${quoted.zh}`,
    en: `[${at}] ${who.en} – ${title.en} ${number}${came.en}${quoted.en}`,
  };
}

function stateWords({ order, colour, published }: Extract<Scene, { kind: 'state' }>): Words {
  const { stage, number, labels } = order.face;
  const words = stageOf(order.workflow, stage, labels);
  const still = labels.includes('suspended');
  const card = colour === null ? null : colourWords[colour as Colour];
  return {
    zh: `${number} ${words.zh}${still ? ' · 急时暂停，时限停止计算' : ''}${published ? ' · 已晒' : ''}${card ? ` · ${card.zh}卡` : ''}`,
    en: `${number} ${words.en}${still ? ' · stands still for the emergency, its clocks too' : ''}${published ? ' · on the board' : ''}${card ? ` · ${card.en} card` : ''}`,
  };
}
