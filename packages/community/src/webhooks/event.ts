// What other systems may be told of an order, and when: from its face before and after a command.
//
// Keeps: I12. E1: a sealed order is never told of, to nobody. E2: an event carries number, station, stage and light; whoever
// wants more reads the order, as far as the key's post may see it.
import type { Face, Json } from '@six-order/engine';
import { z } from 'zod';

/** Every event, with what it means. */
export const webhookEvents = {
  'order.placed': { zh: '已点单', en: 'placed' },
  'order.admitted': { zh: '已受理，待派单', en: 'admitted, to be dispatched' },
  'order.refused': { zh: '不予受理，已告知渠道', en: 'not admitted; the right channel was named' },
  'order.dispatched': { zh: '已派单', en: 'dispatched' },
  'order.returned': { zh: '退回，待重新派单', en: 'came back to be dispatched anew' },
  'order.accepted': { zh: '已接单', en: 'accepted' },
  'order.working': { zh: '办理中', en: 'being worked on' },
  'order.finished': { zh: '已办结，待评价', en: 'finished, to be evaluated' },
  'order.reopened': { zh: '没有办好，重新办理', en: 'not done well, being done again' },
  'order.evaluated': { zh: '已评价', en: 'evaluated' },
  'order.unanswered': { zh: '评价期已过，未评', en: 'not evaluated in time' },
  'order.withdrawn': { zh: '已撤回', en: 'withdrawn' },
  'order.merged': { zh: '已并入同一事项的单', en: 'merged into another order' },
  'order.suspended': { zh: '应急期间暂停，结束后继续', en: 'stands still while its area is in an emergency' },
  'order.objecting': { zh: '对决定有异议，待复核', en: 'a decision is objected to' },
  'order.overdue': { zh: '已超期', en: 'overdue' },
  'order.card': { zh: '督办卡变化', en: 'a supervision card was shown or taken back' },
  'order.published': { zh: '已晒单', en: 'published' },
  'order.retracted': { zh: '已从公开栏撤下', en: 'taken off the public board' },
  'card.issued': { zh: '督办卡已发', en: 'supervision card issued' },
  'card.signed': { zh: '督办卡已签收', en: 'supervision card signed for' },
  'card.replied': { zh: '督办卡已回复', en: 'supervision card answered' },
  'card.returned': { zh: '督办卡回复被退回', en: 'answer to a supervision card returned' },
  'card.checked': { zh: '督办卡已核查', en: 'supervision card checked' },
  'card.closed': { zh: '督办卡已销号', en: 'supervision card closed' },
  'card.settled': { zh: '督办卡回头看通过', en: 'supervision card looked back at and settled' },
  'card.reopened': { zh: '督办卡回头看未通过，重新督办', en: 'supervision card reopened after a look back' },
  'card.cancelled': { zh: '督办卡已撤销', en: 'supervision card cancelled' },
} as const;
export type WebhookEvent = keyof typeof webhookEvents;

/** Sent to one endpoint when a person asks for it. */
export const TRIAL = 'webhook.trial';

/** What an endpoint subscribes to: an event, all of a kind (`order.*`), or everything (`*`). */
export const Subscription = z
  .string()
  .refine((text) => text === '*' || text === 'order.*' || text === 'card.*' || Object.hasOwn(webhookEvents, text), {
    error: `须为 *、order.*、card.* 或下列之一：${Object.keys(webhookEvents).join('、')} / must be *, order.*, card.* or one of ${Object.keys(webhookEvents).join(', ')}`,
  });

export const subscribes = (subscriptions: readonly string[], event: string): boolean =>
  subscriptions.some((one) => one === '*' || one === event || (one.endsWith('.*') && event.startsWith(one.slice(0, -1))));

export const WebhookData = z.object({
  order: z.uuid().nullable(),
  number: z.string(),
  workflow: z.string(),
  /** 点 派 接 督 晒 评. */
  station: z.enum(['place', 'dispatch', 'accept', 'supervise', 'publish', 'evaluate']),
  stage: z.string(),
  light: z.enum(['green', 'blue', 'yellow', 'red', 'done']),
  revision: z.int(),
  /** The work order of another system that it is; null when it is none. */
  reference: z.object({ system: z.string(), number: z.string() }).nullable().default(null),
  /** Of the workflow's nearest deadline; null where none runs. */
  dueAt: z.iso.datetime().nullable(),
});
export type WebhookData = z.infer<typeof WebhookData>;

/** The effect `webhook`, as the outbox carries it. */
export const WebhookParams = z.object({ event: z.string(), path: z.string(), data: WebhookData });
export type WebhookParams = z.infer<typeof WebhookParams>;

const workflows: Readonly<Record<string, string>> = { 'six-order': 'order', card: 'card' };

/** The station at which each stage stands; what is not here is at work. */
const stations: Readonly<Record<string, WebhookData['station']>> = {
  draft: 'place',
  placed: 'place',
  objecting: 'place',
  refused: 'place',
  withdrawn: 'place',
  merged: 'place',
  admitted: 'dispatch',
  dispatched: 'accept',
  finished: 'evaluate',
  evaluated: 'evaluate',
  unanswered: 'evaluate',
};

const labelled = (face: Face | null, prefix: string): string | null =>
  face?.labels.find((label) => label.startsWith(prefix))?.slice(prefix.length) ?? null;

/** Another text took the place of the one on the board. */
const isPublishedAnew = (before: Face | null, after: Face): boolean => {
  const was = before?.data['publishedAt'];
  return typeof was === 'number' && was !== after.data['publishedAt'];
};

const has = (face: Face | null, label: string): boolean => face?.labels.includes(label) ?? false;

/**
 * A bad evaluation, its first or a changed one, and a completion that was found false send it round again from there: to whoever did the
 * work, or, after too many, to the level above, which gives it to somebody else.
 */
const saidDone: ReadonlySet<string> = new Set(['finished', 'evaluated', 'unanswered']);

/** The stage, under the name that the events have for it. */
function reached(before: Face | null, { stage }: Face): string | null {
  if (before?.stage === stage) return null;
  if (stage === 'admitted' && before?.stage === 'dispatched') return 'returned';
  if ((stage === 'working' || stage === 'admitted') && before && saidDone.has(before.stage)) return 'reopened';
  return stage;
}

export interface Announced {
  readonly workflow: string;
  readonly revision: number;
  readonly id: string;
  readonly face: Face;
}

/** What there is to tell of a command: the faces before (null: it opened the order) and after it. */
export function eventsOf(before: Face | null, { workflow, face }: Pick<Announced, 'workflow' | 'face'>): readonly WebhookEvent[] {
  const kind = Object.hasOwn(workflows, workflow) ? workflows[workflow] : undefined;
  if (kind === undefined || has(face, 'sealed')) return [];
  const stage = reached(before, face);
  const was = labelled(before, 'publication:');
  const publication = labelled(face, 'publication:');
  const card = labelled(face, 'card:');
  const named: string[] = [
    ...(stage === null ? [] : [`${kind}.${stage}`]),
    ...(kind === 'order' && has(face, 'overdue') && !has(before, 'overdue') ? ['order.overdue'] : []),
    ...(kind === 'order' && card !== labelled(before, 'card:') ? ['order.card'] : []),
    ...(publication === 'published' && (was !== 'published' || isPublishedAnew(before, face)) ? ['order.published'] : []),
    ...(was === 'published' && publication !== 'published' ? ['order.retracted'] : []),
  ];
  return named.filter((event): event is WebhookEvent => Object.hasOwn(webhookEvents, event));
}

/** What is said of an order with any of its events. */
export function dataOf({ workflow, revision, id, face }: Announced): WebhookData {
  const colour = workflow === 'card' ? face.data['colour'] : (labelled(face, 'card:') ?? (has(face, 'overdue') ? 'red' : null));
  const ended = face.closedAt !== null || (face.data['endedAt'] ?? null) !== null;
  return {
    order: id,
    number: face.number,
    workflow,
    station: workflow === 'card' ? 'supervise' : (stations[face.stage] ?? 'accept'),
    stage: face.stage,
    light: ended ? 'done' : ((colour as WebhookData['light'] | null) ?? 'green'),
    revision,
    reference: (face.data['reference'] ?? null) as WebhookData['reference'],
    dueAt: face.dueAt === null ? null : new Date(face.dueAt).toISOString(),
  };
}

/** The effects that tell of a command to those who are `wanted`. */
export function announcements(
  before: Face | null,
  after: Announced,
  wanted: (path: string, event: WebhookEvent) => boolean,
): readonly { readonly type: 'webhook'; readonly params: { readonly [key: string]: Json } }[] {
  const { path } = after.face;
  return eventsOf(before, after)
    .filter((event) => wanted(path, event))
    .map((event) => ({ type: 'webhook', params: { event, path, data: { ...dataOf(after) } } }));
}
