// An order's life as the people around it drive it, by chance this way or that.
import { personas } from '@six-order/community/demo/personas';
import type { Client, Player } from './client.ts';
import type { Chance } from './seeded.ts';

/** Each step is done when its commands are answered. Returns when the order takes nothing more. */
export type Life = AsyncGenerator<void, void>;

/** From placing to evaluation, with what may happen in between. A refusal ends it: the order went another way meanwhile. */
export async function* live(client: Client, chance: Chance): Life {
  const resident = chance.one(['resident', 'resident-2'] as const);
  const member = chance.one(['member', 'member-2'] as const);
  const publishConsent = chance.yes(0.5);
  const placed = await client.place(resident, {
    // Mostly urgent ones: their clocks run at night and on holidays too, whenever the test is played.
    category: chance.one(['0101', '0201', '0202', '0204'] as const),
    unit: personas[resident].unit,
    text: words('求助'),
    contact: { name: '甲某', phone: '13800000000' },
    publishConsent,
  });
  if (placed.told?.kind !== 'acknowledged') throw new Error('an order was not placed');
  const { order } = placed.told;
  let { revision } = placed.told;
  yield;

  /** False when the order did not take it. Now and then on the revision last told, and only on it. */
  const send = async (as: Player, type: string, input: Record<string, unknown> = {}): Promise<boolean> => {
    const named = chance.yes(0.25) ? revision : undefined;
    let sent = await client.send(as, order, type, input, named);
    if (sent.told?.kind === 'refused' && named !== undefined) sent = await client.send(as, order, type, input);
    if (sent.told?.kind !== 'acknowledged') return false;
    revision = sent.told.revision;
    return true;
  };
  /** The command and a note of somebody else's at the same moment. */
  const together = async (command: Promise<boolean>, as: Player): Promise<boolean> => {
    if (chance.yes(0.3)) await client.send(as, order, 'note', { text: words('补充') });
    return command;
  };

  if (chance.yes(0.05)) return void (await send(resident, 'withdraw', { reason: words('撤回') }));
  if (chance.yes(0.05)) return void (await send('secretary', 'refuse', { reason: words('不受理'), channel: '12345' }));
  if (!(await together(send('secretary', 'admit'), resident))) return;
  yield;
  const to = { kind: 'person', id: personas[member].person };
  if (!(await send('secretary', 'dispatch', { to, note: words('派单') }))) return;
  yield;
  if (chance.yes(0.15)) {
    if (!(await send(member, 'decline', { reason: words('退回') }))) return;
    yield;
    if (!(await send('secretary', 'dispatch', { to }))) return;
    yield;
  }
  if (!(await together(send(member, 'accept'), 'secretary'))) return;
  yield;
  if (chance.yes(0.3)) await client.checkJournal(member, order);
  if (!(await together(send(member, 'contact', { note: words('联系') }), resident))) return;
  yield;
  if (!(await send(member, 'finish', { result: words('结果') }))) return;
  yield;
  if (chance.yes(0.3)) {
    if (!(await together(send(resident, 'evaluate', { solved: 'no', stars: 1, comment: words('不满意') }), member))) return;
    yield;
    if (!(await send(member, 'finish', { result: words('再办') }))) return;
    yield;
  }
  if (!(await send(resident, 'evaluate', { solved: 'yes', stars: 5, comment: words('满意') }))) return;
  yield;
  if (!publishConsent) return;
  if (!(await send('publisher', 'propose', { title: words('标题'), text: words('公开') }))) return;
  yield;
  await send('publisher', 'publish');
}

let texts = 0;
/** A text that no other command carries. */
const words = (what: string): string => `${what} ${(texts += 1)}`;
