// Service of members and volunteers (双报到、志愿服务): what a record must be, and the papers made of the records.
//
// Owns: the rules and the papers' words. Source: 志愿服务条例 19 (truthful records, certificates free of charge), 20 (nothing
// of a volunteer is made public without consent), 21 (no payment from whom is served).
// V1: hours rank nobody and are shown to the person, and to whoever confirms them.
import { z } from 'zod';

export const serviceKinds = ['order', 'visit', 'civility', 'activity', 'emergency'] as const;
export type ServiceKind = (typeof serviceKinds)[number];

export interface ServiceRecord {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  /** Id of the community or team that it was done for. */
  readonly unit: string;
  /** YYYY-MM-DD in China. */
  readonly day: string;
  readonly kind: ServiceKind;
  /** Below zero in a record that takes another one back. */
  readonly minutes: number;
  readonly order: string | null;
  /** The person who confirms it; never the one who served. */
  readonly confirmedBy: string;
  /** Epoch ms. */
  readonly at: number;
  /** Material that the person served pays for, in cents; and when that was agreed, before it was bought. */
  readonly materialCents: number;
  readonly materialAgreedAt: number | null;
  /** The record that this one takes back. */
  readonly reverses: string | null;
}

export const Service = z
  .strictObject({
    day: z.iso.date(),
    kind: z.enum(serviceKinds),
    minutes: z.int().min(1).max(1440),
    order: z.uuid().nullable().default(null),
    materialCents: z.int().min(0).max(1_000_000).default(0),
    materialAgreedAt: z.iso.datetime({ offset: true }).nullable().default(null),
  })
  .refine(({ materialCents, materialAgreedAt }) => materialCents > 0 === (materialAgreedAt !== null), {
    path: ['materialAgreedAt'],
    message: '材料费须事先约定 / the cost of material is agreed on first, and only then',
  })
  .refine(({ day, materialAgreedAt }) => materialAgreedAt === null || Date.parse(materialAgreedAt) < dayEnd(day), {
    path: ['materialAgreedAt'],
    message: '材料费须在服务之前约定 / the cost of material is agreed on before the service',
  });

const dayEnd = (day: string): number => Date.parse(`${day}T00:00:00+08:00`) + 86_400_000;

/** Minutes by kind, reversed ones taken off; a kind without any is left out. */
export function minutesByKind(records: readonly ServiceRecord[]): ReadonlyMap<ServiceKind, number> {
  const sums = new Map<ServiceKind, number>();
  for (const { kind, minutes } of records) sums.set(kind, (sums.get(kind) ?? 0) + minutes);
  return new Map([...sums].filter(([, minutes]) => minutes !== 0));
}

const kindNames: Record<ServiceKind, string> = {
  order: '办理点单',
  visit: '走访慰问',
  civility: '文明实践',
  activity: '社区活动',
  emergency: '应急值守',
};

const hoursOf = (minutes: number): string => `${Number((minutes / 60).toFixed(1))} 小时`;

interface Paper {
  readonly name: string;
  readonly community: string;
  readonly records: readonly ServiceRecord[];
  /** YYYY-MM-DD of the paper. */
  readonly day: string;
}

function body({ records }: Paper): string[] {
  const days = records.map(({ day }) => day).sort();
  const sums = minutesByKind(records);
  const total = [...sums.values()].reduce((sum, minutes) => sum + minutes, 0);
  return [
    records.length === 0 ? '目前没有服务记录。' : `自 ${days[0]} 至 ${days.at(-1)}，累计服务 ${hoursOf(total)}：`,
    ...[...sums].map(([kind, minutes]) => `  ${kindNames[kind]}：${hoursOf(minutes)}`),
  ];
}

/** The certificate of hours (志愿服务记录证明), as text to print. */
export const serviceCertificate = (paper: Paper): string =>
  [
    '志愿服务记录证明',
    '',
    `${paper.name}同志在${paper.community}参加志愿服务。`,
    ...body(paper),
    '',
    '以上依据志愿服务记录如实出具，不收取费用。',
    `出具单位：${paper.community}（盖章）`,
    `出具日期：${paper.day}`,
    '',
  ].join('\n');

/** The letter to the unit that a member comes from, at the member's own request (双报到情况反馈函), as text to print. */
export const reportInLetter = (paper: Paper & { readonly employer: string; readonly reportedOn: string }): string =>
  [
    '在职党员到社区报到情况反馈函',
    '',
    `${paper.employer}党组织：`,
    `  贵单位${paper.name}同志于 ${paper.reportedOn} 到${paper.community}报到。`,
    ...body(paper),
    '',
    '  本函应本人申请出具，仅反馈报到和服务时长，不作排名和考核结论。',
    `${paper.community}党组织（盖章）`,
    paper.day,
    '',
  ].join('\n');
