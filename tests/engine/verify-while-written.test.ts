// An order is read as it stands at one moment, whoever writes to it meanwhile.
import { expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';

test('an order that is being written to verifies and replays at every moment', async () => {
  const desk = await openLoanDesk();
  const { id } = await desk.place({});
  let written = false;
  const read = async (): Promise<string[]> => {
    const wrong: string[] = [];
    while (!written) {
      if (!(await desk.engine.verify(id))) wrong.push('not verified');
      if (!(await desk.engine.replay(id)).same) wrong.push('replays differently');
    }
    return wrong;
  };
  const reading = Promise.all([read(), read()]);
  for (let n = 0; n < 100; n += 1) applied(await desk.send(id, 'note', { text: `${n}` }));
  written = true;
  expect((await reading).flat()).toEqual([]);
});
