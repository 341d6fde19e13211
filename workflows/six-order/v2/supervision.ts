// 督: the whole clock, and the colour that the order shows its supervisors.
import { ladder, reminders } from './clock.ts';
import { remember, signal, type Part } from './event.ts';
import { tell, workersAndOffice } from './notice.ts';

/** The whole clock, from admission to the end of the work. */
export const whole: Part = {
  initial: 'off',
  states: {
    off: { on: { wholeStart: 'on' } },
    on: {
      meta: { clock: 'whole' },
      ...ladder('whole', reminders('whole', workersAndOffice, { due: [signal('cardYellow')], over: [signal('cardRed')] })),
      on: { wholeStop: 'off' },
    },
  },
};

const raised = (colour: string): Part => ({
  entry: [remember(({ event }) => ({ cardAt: event.at })), tell('card-raised', workersAndOffice, { colour })],
});

/** The colour only ever darkens (domain research 2.6). */
export const supervision: Part = {
  initial: 'clear',
  states: {
    clear: { on: { cardBlue: 'blue', cardYellow: 'yellow', cardRed: 'red' } },
    blue: { ...raised('blue'), on: { cardYellow: 'yellow', cardRed: 'red' } },
    yellow: { ...raised('yellow'), on: { cardRed: 'red' } },
    red: raised('red'),
  },
};
