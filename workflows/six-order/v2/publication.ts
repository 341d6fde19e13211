// 晒: open from the end of the work on, when the resident agreed and the category allows it.
import { remember, type Part } from './event.ts';
import { owners, tell } from './notice.ts';
import { when } from './rule.ts';

const propose: Part = {
  guard: when('isNotHandler'),
  actions: [
    remember(({ event: { at, actor, input } }) => ({
      proposal: { title: input['title'], text: input['text'], at, by: actor.person },
    })),
  ],
};
const skipPublication: Part = { guard: when('isNotHandler'), target: 'skipped' };

export const publication: Part = {
  initial: 'waiting',
  states: {
    waiting: {
      on: { workDone: [{ guard: when('mayBePublished'), target: 'open' }, { target: 'skipped' }], workEnded: 'skipped' },
    },
    open: {
      meta: { turn: ['publisher'] },
      on: { propose: { ...propose, target: 'proposed' }, skipPublication },
    },
    proposed: {
      meta: { turn: ['publisher'] },
      on: {
        propose,
        // What was written of a round that did not hold is not published for the next.
        workReopened: { target: 'open', actions: [remember(() => ({ proposal: null }))] },
        publish: {
          guard: when('isNotHandler'),
          target: 'published',
          actions: [
            remember(({ event: { at, actor } }) => ({ publishedAt: at, publisher: actor.person })),
            tell('order-published', owners),
          ],
        },
        skipPublication,
      },
    },
    published: { meta: { end: true } },
    skipped: { meta: { end: true } },
  },
};
