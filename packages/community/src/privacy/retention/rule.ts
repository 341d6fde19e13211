// How long personal data of orders is kept after their end: the table, as data.
//
// Source: domain research 3.3 (Retention), 突发事件应对法 85 (data of an emergency within 30 days).
// Not in it: photographs (attachments), published items, the access log (only ever added to).

export type RetentionRule = 'personal' | 'emergency' | 'copy';

interface Kept {
  readonly zh: string;
  readonly en: string;
  /** How long after the order's end; categories that are sealed may be shorter. */
  readonly months?: number;
  readonly sealedMonths?: number;
  readonly days?: number;
}

export const retentionRules: Record<RetentionRule, Kept> = {
  personal: {
    zh: '姓名、电话、门牌及原文：办结后十二个月（敏感类六个月）删除，脱敏文本保留',
    en: 'name, telephone, door and the text as written: destroyed after twelve months (sealed kinds six); the redacted text stays',
    months: 12,
    sealedMonths: 6,
  },
  emergency: {
    zh: '应急期间收集的个人信息：办结后三十日内删除，不留脱敏文本',
    en: 'what was collected in an emergency: destroyed within thirty days, the redacted text too',
    days: 30,
  },
  copy: { zh: '脱敏文本：办结后三年删除', en: 'the redacted text: destroyed after three years', months: 36 },
};

/** What is known of an order that has ended. */
export interface EndedOrder {
  /** Epoch ms. */
  readonly closedAt: number;
  readonly sealed: boolean;
  /** Of a category of emergencies (12xx). */
  readonly emergency: boolean;
  /** Its key is there: personal data can still be read. */
  readonly personal: boolean;
  readonly copy: boolean;
}

const DAY_MS = 86_400_000;

/** The instant from which on a rule holds for an order. */
export function dueAt(rule: RetentionRule, { closedAt, sealed }: Pick<EndedOrder, 'closedAt' | 'sealed'>): number {
  const { months, sealedMonths, days } = retentionRules[rule];
  if (days !== undefined) return closedAt + days * DAY_MS;
  const date = new Date(closedAt);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + ((sealed ? sealedMonths : undefined) ?? months ?? 0));
  // Of a month without such a day, the last one.
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** The rules that hold for an order at `now` (epoch ms) and have something left to do. */
export function rulesDue(order: EndedOrder, now: number): readonly RetentionRule[] {
  const rules: RetentionRule[] = [];
  if (order.personal) rules.push(order.emergency ? 'emergency' : 'personal');
  if (order.copy) rules.push(order.emergency ? 'emergency' : 'copy');
  return [...new Set(rules)].filter((rule) => now >= dueAt(rule, order));
}
