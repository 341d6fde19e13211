// How long personal data is kept: the table, as data.
//
// Source: domain research 3.3 (Retention), 突发事件应对法 85 (data of an emergency within 30 days), 网络安全法 21 (logs of six
// months at least). Not in it: published items, whose time stands on each (../../publication); what waits to be attached (a day).
import { DAY_MS, monthsAfter } from '../../calendar/day.ts';

export const rulesOfOrders = ['personal', 'emergency', 'photos', 'copy'] as const;
export const rulesOfPeople = ['name'] as const;
/** Rows of a county, all older ones at once. */
export const rulesOfRows = ['readings', 'changes', 'absences', 'consents', 'exports', 'openings', 'asides'] as const;
export type OrderRule = (typeof rulesOfOrders)[number];
export type RowRule = (typeof rulesOfRows)[number];
export type RetentionRule = OrderRule | (typeof rulesOfPeople)[number] | RowRule;

interface Kept {
  readonly zh: string;
  readonly en: string;
  /** On what it rests. */
  readonly source: string;
  /** How long after the order's end; categories that are sealed may be shorter. */
  readonly months?: number;
  readonly sealedMonths?: number;
  readonly days?: number;
}

export const retentionRules: Record<RetentionRule, Kept> = {
  personal: {
    zh: '姓名、电话、门牌及原文：办结后十二个月（敏感类六个月）删除，脱敏文本保留',
    en: 'name, telephone, door and the text as written: destroyed after twelve months (sealed kinds six); the redacted text stays',
    source: '领域研究 3.3；个人信息保护法 19、47',
    months: 12,
    sealedMonths: 6,
  },
  emergency: {
    zh: '应急期间收集的个人信息：办结后三十日内删除，不留脱敏文本',
    en: 'what was collected in an emergency: destroyed within thirty days, the redacted text too',
    source: '突发事件应对法 85',
    days: 30,
  },
  photos: {
    zh: '照片和录音：办结后六个月删除（签名等书面材料随原文）',
    en: 'photographs and recordings: destroyed after six months; papers such as signatures go with the text',
    source: '领域研究 3.3；个人信息保护法 19',
    months: 6,
  },
  copy: {
    zh: '脱敏文本：办结后三年删除',
    en: 'the redacted text: destroyed after three years',
    source: '领域研究 3.3',
    months: 36,
  },
  name: {
    zh: '人员姓名：最后一个岗位（居住）结束满十二个月且名下不再保存任何单的内容，删除',
    en: 'a person’s name: destroyed twelve months after the last post (or residence) ended, once nothing of the person’s orders is kept',
    source: '个人信息保护法 19、47',
    months: 12,
  },
  readings: {
    zh: '查阅日志：满三年删除',
    en: 'the access log: three years',
    source: '领域研究 3.3；个人信息保护法 69；网络安全法 21',
    months: 36,
  },
  changes: {
    zh: '单元和岗位变更记录：满三年删除',
    en: 'the record of changes of units and posts: three years',
    source: '领域研究 3.3',
    months: 36,
  },
  absences: {
    zh: '请假记录：结束满三年删除',
    en: 'absences: three years after their end',
    source: '领域研究 3.3',
    months: 36,
  },
  consents: {
    zh: '同意记录：本人信息删除后再保存三年',
    en: 'consents: three years beyond the person’s data',
    source: '领域研究 3.3；个人信息保护法 69',
    months: 36,
  },
  exports: {
    zh: '导出记录：满三年删除（导出的文件不留存）',
    en: 'the record of who took orders out: three years; the files are kept nowhere',
    source: '领域研究 3.3；个人信息保护法 69；网络安全法 21',
    months: 36,
  },
  openings: {
    zh: '密封件查阅审批记录：满三年删除',
    en: 'the record of whom sealed orders were opened to: three years',
    source: '领域研究 3.2、3.3；个人信息保护法 69',
    months: 36,
  },
  asides: {
    zh: '未送达事项不再办理的记录（谁定的、为什么）：满三年删除',
    en: 'the record of who set aside what could not be delivered, and why: three years',
    source: '领域研究 3.3；个人信息保护法 19、47',
    months: 36,
  },
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
  /** Photographs or recordings are there. */
  readonly photos: boolean;
}

/** The instant from which on a rule holds for an order. */
export function dueAt(rule: OrderRule, { closedAt, sealed }: Pick<EndedOrder, 'closedAt' | 'sealed'>): number {
  const { months, sealedMonths, days } = retentionRules[rule];
  if (days !== undefined) return closedAt + days * DAY_MS;
  return monthsAfter(closedAt, (sealed ? sealedMonths : undefined) ?? months ?? 0);
}

/** The rules that hold for an order at `now` (epoch ms) and have something left to do. */
export function rulesDue(order: EndedOrder, now: number): readonly OrderRule[] {
  const rules: OrderRule[] = [];
  if (order.personal) rules.push(order.emergency ? 'emergency' : 'personal');
  if (order.copy) rules.push(order.emergency ? 'emergency' : 'copy');
  const due = [...new Set(rules)].filter((rule) => now >= dueAt(rule, order));
  // With the order’s key everything goes.
  if (!order.photos || due.includes('personal') || due.includes('emergency') || now < dueAt('photos', order)) return due;
  return ['photos', ...due];
}
