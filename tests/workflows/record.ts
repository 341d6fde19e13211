// Records journals of whole lives into workflows/six-order/recordings/v2/: each once, before what it tells of is changed; never edited
// after.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@six-order/cli/embedded-postgres';
import { communityMigrations } from '@six-order/community/migrations';
import type { OrderId } from '@six-order/engine';
import { engineMigrations, migrate, openPool } from '@six-order/engine/runtime';
import { DAY, HOUR, streetOn, toMember, type Street } from '../harness/street-on.ts';

type Life = (street: Street, order: OrderId) => Promise<void>;

const start: Life = async (street, id) => {
  await street.as('secretary').send(id, 'admit');
  await street.as('secretary').send(id, 'dispatch', { ...toMember, note: '请先电话联系' });
  await street.as('member').send(id, 'accept');
};

const lives: Record<string, { input: Record<string, unknown>; life: Life }> = {
  satisfied: {
    input: { category: '0101', contact: { name: '韦某', phone: '13800000000' }, publishConsent: true },
    async life(street, id) {
      await start(street, id);
      await street.as('resident').send(id, 'note', { text: '下午在家' });
      await street.as('member').send(id, 'contact', { note: '约了下午三点' });
      await street.as('member').send(id, 'finish', { result: '已换管' });
      await street.as('publisher').send(id, 'propose', { title: '漏水已修', text: '当天上门。' });
      await street.as('resident').send(id, 'evaluate', { solved: 'yes', stars: 5, comment: '谢谢' });
      await street.as('publisher').send(id, 'publish');
    },
  },
  'overdue-and-reworked': {
    input: { category: '0201' },
    async life(street, id) {
      await start(street, id);
      await street.until(street.clock.now() + 60 * HOUR);
      await street.as('member').send(id, 'finish', { result: '第一次' });
      await street.as('resident').send(id, 'evaluate', { solved: 'no', stars: 1, comment: '还是没水' });
      await street.until(street.clock.now() + 50 * HOUR);
      await street.as('member').send(id, 'finish', { result: '第二次' });
      await street.as('resident').send(id, 'evaluate', { solved: 'partly', stars: 3 });
    },
  },
  unanswered: {
    input: { category: '0406' },
    async life(street, id) {
      await start(street, id);
      await street.as('member').send(id, 'contact');
      await street.as('member').send(id, 'finish', { result: '已劝止' });
      await street.until(street.clock.now() + 20 * DAY);
    },
  },
  'declined-then-withdrawn': {
    input: { category: '0102' },
    async life(street, id) {
      await street.as('secretary').send(id, 'admit', { urgency: 'U1' });
      await street.as('secretary').send(id, 'dispatch', toMember);
      await street.as('member').send(id, 'decline', { reason: '家中有事' });
      await street.as('secretary').send(id, 'dispatch', toMember);
      await street.as('resident').send(id, 'withdraw', { reason: '已自行修好' });
    },
  },
  'returned-twice-and-designated': {
    input: { category: '0101' },
    async life(street, id) {
      await start(street, id);
      for (const reason of ['应由物业办', '不是本网格']) {
        await street.as('member').send(id, 'askReturn', { ground: 'not-our-duty', reason });
        await street.as('community').send(id, 'decide', { granted: false, reason: '属本支部' });
      }
      await street.as('member').send(id, 'contact');
      await street.as('member').send(id, 'finish', { result: '已办' });
      await street.as('resident').send(id, 'evaluate', { solved: 'yes', stars: 4 });
    },
  },
  'extended-paused-and-helped': {
    input: { category: '0101' },
    async life(street, id) {
      await start(street, id);
      const [member, secretary] = [street.as('member'), street.as('secretary')];
      await member.send(id, 'contact');
      await member.send(id, 'askExtension', { by: '2 wd', reason: '等配件' });
      await secretary.send(id, 'decide', { granted: true });
      await member.send(id, 'askPause', { awaiting: 'resident', reason: '住户出门' });
      await secretary.send(id, 'decide', { granted: true });
      await street.until(street.clock.now() + 1 * DAY);
      await member.send(id, 'resume');
      await member.send(id, 'involve', { to: { kind: 'person', id: street.actor('member-2').person }, task: '搬运' });
      await street.as('member-2').send(id, 'takePart');
      await street.as('member-2').send(id, 'finishPart', { result: '已搬' });
      await street.until(street.clock.now() + 4 * DAY);
      await member.send(id, 'finish', { result: '已换' });
      await street.as('resident').send(id, 'evaluate', { solved: 'yes', stars: 5 });
    },
  },
  'bad-three-times': {
    input: { category: '0101', publishConsent: true },
    async life(street, id) {
      await start(street, id);
      for (const round of [1, 2, 3]) {
        await street.as('member').send(id, 'finish', { result: `第${round}次` });
        await street.as('resident').send(id, 'evaluate', { solved: 'no', stars: 1 });
      }
      await street.as('resident').send(id, 'withdrawConsent');
      await street.as('street').send(id, 'conclude', { reason: '已尽责' });
    },
  },
  /** From before a redone order came back to whoever publishes: what was published stays. */
  'published-and-redone': {
    input: { category: '0101', publishConsent: true },
    async life(street, id) {
      await start(street, id);
      await street.as('member').send(id, 'finish', { result: '第1次' });
      await street.as('publisher').send(id, 'propose', { title: '漏水已修', text: '当天上门。' });
      await street.as('publisher').send(id, 'publish');
      await street.until(street.clock.now() + 1 * HOUR);
      await street.as('resident').send(id, 'evaluate', { solved: 'no', stars: 1 });
      await street.until(street.clock.now() + 1 * HOUR);
      await street.as('member').send(id, 'finish', { result: '第2次' });
      await street.until(street.clock.now() + 1 * HOUR);
      await street.as('resident').send(id, 'evaluate', { solved: 'yes', stars: 4 });
    },
  },
  /** From before what was set aside came back with a redo: it stays so. */
  'set-aside-and-redone': {
    input: { category: '0101', publishConsent: true },
    async life(street, id) {
      await start(street, id);
      await street.as('member').send(id, 'finish', { result: '第1次' });
      await street.as('publisher').send(id, 'skipPublication');
      await street.until(street.clock.now() + 1 * HOUR);
      await street.as('resident').send(id, 'evaluate', { solved: 'no', stars: 1 });
      await street.until(street.clock.now() + 1 * HOUR);
      await street.as('member').send(id, 'finish', { result: '第2次' });
      await street.until(street.clock.now() + 1 * HOUR);
      await street.as('resident').send(id, 'evaluate', { solved: 'yes', stars: 4 });
    },
  },
  /** From before what was objected to in the right came back to be corrected: it stays off the board. */
  'published-and-objected-to': {
    input: { category: '0101', publishConsent: true },
    async life(street, id) {
      await start(street, id);
      await street.as('member').send(id, 'finish', { result: '已换管' });
      await street.as('publisher').send(id, 'propose', { title: '漏水已修', text: '当天上门。' });
      await street.as('publisher').send(id, 'publish');
      await street.until(street.clock.now() + 1 * HOUR);
      await street.engine.execute({
        order: id,
        type: 'objectToPublication',
        input: { reason: '写的是我家' },
        actor: { person: null, post: null, role: 'system', tenant: '522326', path: '' },
      });
      await street.until(street.clock.now() + 1 * HOUR);
      await street.as('street').send(id, 'decidePublication', { upheld: true, reason: '确实能看出' });
      await street.until(street.clock.now() + 1 * HOUR);
      await street.as('resident').send(id, 'evaluate', { solved: 'yes', stars: 4 });
    },
  },
  'refused-and-admitted-after-all': {
    input: { category: '1002' },
    async life(street, id) {
      await street.as('secretary').send(id, 'refuse', { reason: '已在诉讼中', channel: '法院', channelCode: 'court' });
      await street.as('resident').send(id, 'object', { reason: '没有诉讼' });
      await street.as('street').send(id, 'decideObjection', { upheld: true, reason: '属实' });
      await street.as('resident').send(id, 'withdraw');
    },
  },
  refused: {
    input: { category: '1002' },
    async life(street, id) {
      await street.as('secretary').send(id, 'refuse', { reason: '已在诉讼中', channel: '法院' });
    },
  },
};

const folder = new URL('../../workflows/six-order/recordings/v2/', import.meta.url);
const data = await mkdtemp(join(tmpdir(), 'six-order-record-'));
const server = await startPostgres({ folder: data });
try {
  const owner = openPool(server.url, 'owner');
  await migrate(owner, [engineMigrations, communityMigrations]);
  await owner.end();
  await mkdir(folder, { recursive: true });
  const there = new Set(await readdir(folder));
  for (const [name, { input, life }] of Object.entries(lives)) {
    if (there.has(`${name}.json`)) continue;
    const street = await streetOn(server.url);
    const { id } = await street.place(input);
    await life(street, id);
    const journal = await street.engine.journal(id);
    const { snapshot } = await street.engine.replay(id);
    await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify({ order: id, snapshot, journal }, null, 1)}\n`);
    process.stdout.write(`${name}: ${journal.length} entries\n`);
    await street.close();
  }
} finally {
  await server.stop();
  await rm(data, { recursive: true, force: true });
}
