// 代录: a clerk writes down what a handler with a paper slip did. It counts as the handler's own, and is marked.
// Source: domain research 2.2.
import { remember, type Part } from './event.ts';
import { when } from './rule.ts';

export const recordedActs = ['acceptance', 'contact', 'arrival', 'progress', 'finish'] as const;
export type RecordedAct = (typeof recordedActs)[number];

const mark = remember(({ context, event: { at, actor, input } }) => ({
  recorded: [...(context.recorded ?? []), { at, by: actor.person, act: input['act'] }],
}));

/** The way of an act when a clerk records it. */
export const recorded = (act: RecordedAct, way: Part, ...rules: readonly string[]): Part => ({
  ...way,
  guard: when('isClerk', ...rules, `records-${act}`),
  actions: [mark, ...way['actions']],
});

export const recordingChecks = Object.fromEntries(
  recordedActs.map((act) => [
    `records-${act}`,
    {
      holds: ({ event: { input } }: { readonly event: { readonly input: Readonly<Record<string, unknown>> } }) =>
        input['act'] === undefined || input['act'] === act,
    },
  ]),
);
