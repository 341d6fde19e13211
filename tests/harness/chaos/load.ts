// The load: many orders at once, each driven through its life by the people it concerns.
import { personas } from '@six-order/community/demo/personas';
import type { Client, Player, Sent } from './client.ts';
import { until } from './poll.ts';
import type { Chance } from './seeded.ts';

export interface Load {
  /** Resolves when so many more commands have been acknowledged. */
  more(count: number): Promise<void>;
  /** Nobody starts anything more; resolves when every command that is under way has its answer. Orders stay as they are. */
  stop(): Promise<void>;
}

/** Lives that a load left behind. */
export interface Orders {
  /** In mid-life: the next load goes on with them first. */
  readonly unfinished: Life[];
  /** Nobody goes on with these: their clocks run out. */
  readonly forgotten: Life[];
}

/** One order's life; each step is done when its commands are answered. Returns when the order takes nothing more. */
type Life = AsyncGenerator<void, void>;

const PATIENCE_MS = 60_000;
/** So many orders at most are left alone, for their clocks to run out. */
const MAX_FORGOTTEN = 25;
const forgetShare = 0.06;

/** `drivers` lives go on at once. */
export function startLoad(
  client: Client,
  {
    chance,
    drivers,
    orders: { unfinished, forgotten },
  }: { readonly chance: Chance; readonly drivers: number; readonly orders: Orders },
): Load {
  let stopping = false;

  const drive = async (): Promise<void> => {
    while (!stopping) {
      const life = unfinished.shift() ?? live(client, chance);
      for (;;) {
        if (stopping) {
          unfinished.push(life);
          return;
        }
        if (chance.yes(forgetShare) && forgotten.length < MAX_FORGOTTEN) {
          forgotten.push(life);
          break;
        }
        if ((await life.next()).done) break;
      }
    }
  };

  const all = Promise.all(Array.from({ length: drivers }, drive));
  // Whoever waits for an acknowledgement hears of a driver that failed.
  let failed: { readonly error: unknown } | null = null;
  all.catch((error: unknown) => (failed = { error }));
  return {
    async more(count) {
      const from = client.acknowledged();
      await until(`${count} more commands are acknowledged`, PATIENCE_MS, () => {
        if (failed) throw failed.error;
        return client.acknowledged() - from >= count;
      });
    },
    async stop() {
      stopping = true;
      await all;
    },
  };
}

/** From placing to evaluation, with what may happen in between. A refusal ends it: the order went another way meanwhile. */
async function* live(client: Client, chance: Chance): Life {
  const resident = chance.one(['resident', 'resident-2'] as const);
  const member = chance.one(['member', 'member-2'] as const);
  const publishConsent = chance.yes(0.5);
  const placed = await client.place(resident, {
    category: chance.one(['0101', '0103', '0105', '0201'] as const),
    unit: personas[resident].unit,
    text: words('求助'),
    contact: { name: '甲某', phone: '13800000000' },
    publishConsent,
  });
  const [order, told] = [orderOf(placed), { revision: revisionOf(placed) }];
  yield;

  /** False when the order did not take it. Now and then on the revision last told, and only on it. */
  const send = async (as: Player, type: string, input: Record<string, unknown> = {}): Promise<boolean> => {
    const named = chance.yes(0.25) ? told.revision : undefined;
    let sent = await client.send(as, order, type, input, named);
    if (sent.told?.kind === 'refused' && named !== undefined) sent = await client.send(as, order, type, input);
    if (sent.told?.kind !== 'acknowledged') return false;
    told.revision = sent.told.revision;
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

function orderOf({ told }: Sent): string {
  if (told?.kind !== 'acknowledged') throw new Error('an order was not placed');
  return told.order;
}

const revisionOf = ({ told }: Sent): number => (told?.kind === 'acknowledged' ? told.revision : 0);
