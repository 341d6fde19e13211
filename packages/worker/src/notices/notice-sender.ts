// Sends notices beyond the box (短信、邮件) that are due, whichever process is asked to look first.
//
// Owns: to whom and whether a message goes when its time comes, the sending, what is recorded of it. Not ours: which notices there
// are (handlers/notify.ts), words and quiet hours (community/notices/beyond.ts).
// Keeps: I8: a message stays until it is recorded as sent, so it may go twice under the same id. I12: an address is found when it is
// needed and is kept nowhere; neither it nor words are logged. S1: of an order of a sealed kind its resident hears nothing outside:
// a telephone at home is often the one of whom it is about. S2: only the resident gets the link that evaluates,
// at a number that a code confirmed; whoever wrote an order down for somebody without an account is none. S3: whoever has no account is told at the telephone of the order's contact, if he agreed to it
// when the order was placed; the link there asks for number and query code. So whatever whoever wrote it down chose for himself, or read. S4: of numbers left only mobile ones of the mainland are
// written to. S5: whoever wrote an evaluation down hears nothing of it himself: only the telephone that was left, if it is not his.
// S6: whose order or addressee does not open, or stands as only a newer release can read, is tried again as if it was not taken, and
// keeps nobody else waiting (0506).
import type { Engine, Keyring } from '@six-order/engine/runtime';
import { OrderId, type StoredOrder } from '@six-order/engine';
import type { CountyRules } from '@six-order/community/county-rules/county-rules';
import type { Directory } from '@six-order/community/directory';
import { tokenOf } from '@six-order/community/evaluation/token';
import type { NoticeContent } from '@six-order/community/notices/notice';
import { isStandstill } from '@six-order/community/notices/notice-store';
import { isToOwners } from '@six-order/community/notices/to-owners';
import { mobileOf } from '@six-order/community/notices/mobile';
import { goesAt, messageText, noticeRulesAt } from '@six-order/community/notices/beyond';
import { noChoice, readNoticeChoices, type NoticeChoice } from '@six-order/community/notices/choice-store';
import {
  endMessage,
  failMessage,
  forgetMessages,
  leaseNoticeMessages,
  putOffMessage,
  recallUnread,
  UNREAD,
  type NoticeMessage,
} from '@six-order/community/notices/message-store';
import { isWrittenDown } from '@six-order/community/proxy/written-down';
import type { Db } from '@six-order/community/tables';
import { dataOf } from '@six-order/community/webhooks/event';
import { contextOf } from '@six-order/workflows/six-order/face';
import { roundOf } from '@six-order/workflows/six-order/round';
import { faultFields, type Log } from '../log.ts';
import { createRounds } from '../rounds.ts';
import { WebhookError } from '../webhook/post.ts';
import { sendWebhook, type WebhookTarget } from '../webhook/send-webhook.ts';
import { MailError, type Mailer } from './mailer.ts';

/** At a time: as many as a gateway bears. */
const TOGETHER = 8;
const LEASE_MS = 120_000;
/** After so long nobody needs to be told any more (system time). */
const STALE_MS = 48 * 3_600_000;
/** Waits after the first, second … failed attempt, ms: about half a day in all. */
const WAITS = [30_000, 120_000, 600_000, 1_800_000, 7_200_000, 7_200_000, 14_400_000];
const KEPT_MS = 30 * 86_400_000;
const TIDY_MS = 3_600_000;

export interface NoticeSenderOptions {
  readonly db: Db;
  readonly engine: Pick<Engine, 'get' | 'unseal'>;
  readonly keyring: Keyring;
  readonly rules: CountyRules;
  readonly directory: Pick<Directory, 'postsOf'>;
  /** Epoch ms of wall time. */
  readonly wall: () => number;
  /** Epoch ms of the system's time. */
  readonly now: () => number;
  readonly log: Log;
  /** For links; null without one. */
  readonly publicUrl: string | null;
  /** The county's gateway; null: no SMS. */
  readonly sms: WebhookTarget | null;
  /** Telephones that people sign in with, by person. */
  readonly phonesOf: (people: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** null: no e-mail. */
  readonly mailer: Mailer | null;
}

export interface NoticeSender {
  /** Looks soon for what is due. */
  wake(): void;
  /** Sends all that is due. Returns how many were taken. Rejects when the database does not answer. */
  send(): Promise<number>;
  /** Takes nothing more; resolves when what was begun is recorded. */
  close(): Promise<void>;
}

const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** To whom a message says what. */
type Told = Pick<NoticeMessage, 'person'> & { readonly content: NoticeContent };

/** What is known of the addressees of one county. */
interface Addresses {
  /** An error where it does not open (S6). */
  readonly choices: ReadonlyMap<string, NoticeChoice | Error>;
  readonly phones: ReadonlyMap<string, string>;
}

export function createNoticeSender(options: NoticeSenderOptions): NoticeSender {
  const { db, engine, keyring, rules, directory, wall, now, log, publicUrl, sms, mailer } = options;
  let tidyAt = 0;
  let recalled = false;

  const rounds = createRounds(async () => {
    try {
      await send();
      if (wall() < tidyAt) return;
      tidyAt = wall() + TIDY_MS;
      await forgetMessages(db, wall() - KEPT_MS, 5_000);
    } catch (error) {
      // What could not be recorded is leased, and sent again when that ends.
      log.warn(faultFields(error), 'notices could not be sent and are tried on the next beat');
    }
  });

  async function send(): Promise<number> {
    let taken = 0;
    if (!recalled) await recallUnread(db, wall());
    recalled = true;
    while (!rounds.closed) {
      const messages = await leaseNoticeMessages(db, { wall: wall(), limit: TOGETHER, leaseMs: LEASE_MS });
      if (messages.length === 0) return taken;
      const done = await Promise.all(
        [...Map.groupBy(messages, ({ tenant }) => tenant)].map(async ([tenant, ofTenant]) => {
          const people = ofTenant.map(({ person }) => person);
          const choices = await choicesOf(tenant, people);
          const phones = sms === null ? new Map<string, string>() : await options.phonesOf(people);
          return Promise.all(ofTenant.map((message) => sendOrFail(message, { choices, phones })));
        }),
      );
      taken += done.flat().filter((sent) => sent).length;
    }
    return taken;
  }

  /** S6. Of so many at once, else of each alone. */
  async function choicesOf(tenant: string, people: readonly string[]): Promise<ReadonlyMap<string, NoticeChoice | Error>> {
    try {
      return await readNoticeChoices(db, keyring, tenant, people);
    } catch (error) {
      if (people.length === 1) return new Map(people.map((person) => [person, errorOf(error)]));
      const alone = await Promise.all(people.map((person) => choicesOf(tenant, [person])));
      return new Map(alone.flatMap((one) => [...one]));
    }
  }

  /** S6. Rejects when that cannot be recorded. */
  async function sendOrFail(message: NoticeMessage, addresses: Addresses): Promise<boolean> {
    let handed = false;
    try {
      handed = await handOne(message, addresses);
      if (handed) await endMessage(db, message, 'sent', wall());
    } catch (error) {
      const why = handed ? 'it was sent, and that could not be recorded' : 'it cannot be made ready';
      log.warn({ id: message.outbox, ...faultFields(error) }, `of a notice: ${why}`);
      await fail(message, `${why}: ${errorOf(error).name}`, false);
    }
    return handed;
  }

  /** Whether it was handed to the gateway; what else ends it, or puts it off, is recorded. */
  async function handOne(message: NoticeMessage, addresses: Addresses): Promise<boolean> {
    const { content } = message;
    if (content === null) {
      await fail(message, UNREAD, false);
      return false;
    }
    const order = await engine.get(OrderId.parse(message.order));
    const own = order?.workflow === 'six-order' && contextOf(order.snapshot).resident === message.person;
    const isWriter = own && isWrittenDown(contextOf(order.snapshot));
    const atLeft = isWriter && message.way === 'sms' && isToOwners(content) && leftToBeTold(order) !== null;
    if (order === null || (message.read && !(atLeft && !isStandstill(content))) || now() - message.at > STALE_MS) {
      await endMessage(db, message, 'unneeded', wall());
      return false;
    }
    const where = { tenant: message.tenant, path: order.face.path, at: now() };
    const { quiet, language: common } = noticeRulesAt(rules, where);
    const urgency = order.face.labels.find((label) => label.startsWith('u:'))?.slice(2) ?? null;
    const goes = goesAt(where.at, quiet, urgency);
    if (goes > where.at) {
      await putOffMessage(db, message, wall() + goes - where.at);
      return false;
    }
    const choice = addresses.choices.get(message.person) ?? noChoice;
    if (choice instanceof Error) throw choice;
    const { language, email, emailConfirmed, phone, sms: wanted } = choice;
    const signedIn = addresses.phones.get(message.person);
    const hasNone = own && !isWriter && signedIn === undefined && message.way === 'sms' && wanted;
    const left = atLeft || hasNone ? await phoneLeft(order) : null;
    const ofPerson = message.way === 'email' ? (emailConfirmed ? email : null) : wanted ? (signedIn ?? left ?? phone) : null;
    const isHis = left !== null && [signedIn, phone].some((one) => mobileOf(one ?? '') === mobileOf(left));
    if ((!atLeft || isHis) && isOfHisOwn({ ...message, content }, order)) {
      await endMessage(db, message, 'unneeded', wall());
      return false;
    }
    const address = atLeft ? left : ofPerson;
    if (address === null || (own && order.face.labels.includes('sealed'))) {
      await endMessage(db, message, 'unreachable', wall());
      return false;
    }
    const { number, station, light } = dataOf(order);
    const link = left === null ? linkOf({ ...message, content }, order, own) : publicUrl && `${publicUrl}/follow`;
    const spoken = atLeft ? common : (language ?? common);
    const said = {
      template: content.template,
      language: spoken,
      number,
      station,
      light,
      link,
      toWriter: !own || (isWriter && !atLeft),
    };
    const words = messageText(rules, where, said);
    try {
      await hand(message, address, { ...words, language: said.language });
      return true;
    } catch (error) {
      if (!(error instanceof WebhookError) && !(error instanceof MailError)) throw error;
      await fail(message, error.message, error.refused);
      return false;
    }
  }

  /** Tried again later, so often as it helps. */
  async function fail(message: NoticeMessage, error: string, refused: boolean): Promise<void> {
    const { way, outbox: id, attempts } = message;
    const wait = refused ? undefined : WAITS[attempts];
    await failMessage(db, message, { error, nextAt: wait === undefined ? null : wall() + wait }, wall());
    log.warn({ way, id, attempt: attempts + 1, given: wait === undefined }, 'a notice was not taken');
  }

  /** S3. The telephone in the order's contact, where its resident agreed to be told there. */
  async function phoneLeft({ id, snapshot }: StoredOrder): Promise<string | null> {
    const contact = leftToBeTold({ snapshot });
    if (contact === null) return null;
    const opened = (await engine.unseal(id, [contact.sealed]))[contact.sealed] as { readonly phone?: string } | null | undefined;
    return opened?.phone === undefined || mobileOf(opened.phone) === null ? null : opened.phone;
  }

  /** S5. */
  const isOfHisOwn = ({ content, person }: Told, { snapshot }: StoredOrder): boolean =>
    content.template === 'order-evaluation-transcribed' && contextOf(snapshot).rounds.at(-1)?.by === person;

  function leftToBeTold({ snapshot }: Pick<StoredOrder, 'snapshot'>) {
    const { contact, contactBySms } = contextOf(snapshot);
    return contactBySms === true ? contact : null;
  }

  async function hand(
    message: NoticeMessage,
    address: string,
    words: { readonly subject: string; readonly text: string; readonly language: string },
  ): Promise<void> {
    const { outbox, person, way } = message;
    // The receiver's key against doubles; it says nothing of the person.
    const id = Buffer.from(keyring.digest('notice-message', `${outbox}:${person}:${way}`))
      .toString('hex')
      .slice(0, 32);
    if (way === 'email') {
      if (mailer === null) throw new MailError('no mail server is configured', false);
      return mailer.send({ to: address, subject: words.subject, text: words.text, id });
    }
    if (sms === null) throw new WebhookError('no gateway is configured');
    const data = { phone: address, text: words.text, language: words.language };
    return sendWebhook(sms, { id, type: 'notice', data }, wall());
  }

  /** S2. To a resident's page or the desk's. */
  function linkOf(
    { content, person }: Told,
    order: NonNullable<Awaited<ReturnType<Engine['get']>>>,
    own: boolean,
  ): string | null {
    if (publicUrl === null) return null;
    const evaluates = own && !isWrittenDown(contextOf(order.snapshot));
    const round = evaluates && content.template === 'order-finished' ? roundOf(order) : null;
    if (round) return `${publicUrl}/evaluate#${tokenOf(keyring.digest, round, null)}`;
    const resident = own || directory.postsOf(person).every(({ role }) => role === 'resident');
    return `${publicUrl}${resident ? '' : '/staff'}/orders/${order.id}`;
  }

  return { wake: rounds.wake, send, close: rounds.close };
}
