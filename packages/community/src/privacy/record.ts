// The records that a processor keeps of its own doing: processing, impact assessments, breaches (PIPL 54–57).
//
// Owns: their shapes, what ships as the first processing records, when an assessment or a notification is due.
// R1: they speak of kinds and numbers, never of persons; free text is kept masked.
import { z } from 'zod';

const line = z.string().trim().min(1).max(400);
const lines = z.array(line).min(1).max(40);
const instant = z.iso.datetime({ offset: true });

export const Processing = z.strictObject({
  name: line,
  purpose: line,
  /** PIPL 13, item 1 to 7. */
  basis: z.enum(['consent', 'contract', 'statutory-duty', 'emergency', 'news', 'published', 'law']),
  kinds: lines,
  recipients: z.array(line).max(40),
  retention: line,
  measures: lines,
});

export const Assessment = z.strictObject({
  subject: line,
  /** PIPL 55: what made it necessary. */
  cause: z.enum(['sensitive-data', 'automated-decision', 'entrusting', 'publication', 'abroad', 'other']),
  necessity: line,
  risks: lines,
  measures: lines,
  conclusion: z.enum(['go', 'go-with-measures', 'stop']),
});

export const Breach = z.strictObject({
  discoveredAt: instant,
  /** leaked, changed, lost. */
  what: z.enum(['leak', 'tampering', 'loss']),
  kinds: lines,
  cause: line,
  harm: line,
  measures: lines,
  /** How many people it may concern. */
  persons: z.int().min(0),
  authorityNotifiedAt: instant.nullable(),
  /** PIPL 57: people need not be told when the measures keep harm from them, unless the authority asks. */
  tellPersons: z.boolean(),
});

export const recordShapes = { processing: Processing, assessment: Assessment, breach: Breach } as const;
export type RecordKind = keyof typeof recordShapes;

export interface PrivacyRecord {
  readonly id: string;
  readonly tenant: string;
  readonly kind: RecordKind;
  /** Epoch ms. */
  readonly at: number;
  readonly enteredBy: string;
  readonly supersedes: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The records that stand: those that no later one supersedes; newest first. */
export function standingRecords(records: readonly PrivacyRecord[]): readonly PrivacyRecord[] {
  const superseded = new Set(records.map(({ supersedes }) => supersedes));
  return records.filter(({ id }) => !superseded.has(id)).toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

const shared = ['按岗位授权和脱敏', '原文加密封存，密钥在库外', '查看原文逐次记入日志'];

/** What this system does by itself: the processing records to begin with. */
export const shippedProcessing: readonly z.infer<typeof Processing>[] = [
  {
    name: '点单办理',
    purpose: '受理、派单、办理、督办、评价居民提出的事项',
    basis: 'statutory-duty',
    kinds: ['事项内容', '姓名', '电话', '地址', '评价'],
    recipients: ['网格党支部、承办人（按街道办事处授权）', '承办的县级部门', '督办人等监督人员（脱敏内容，评价留言为全文）'],
    retention:
      '原文、姓名、电话、门牌办结后 12 个月（封存类 6 个月），照片和录音 6 个月，脱敏文本 3 年；到期经个人信息保护负责人和档案管理员签署后不可恢复地删除',
    measures: shared,
  },
  {
    name: '晒单公开',
    purpose: '经单独同意公开办结事项',
    basis: 'consent',
    kinds: ['改写后的事项一句话', '脱敏照片'],
    recipients: ['公众'],
    retention: '公开 6 个月',
    measures: ['晒单人与承办人分离', '自动扫描加人工核对', '撤回同意即撤下'],
  },
  {
    name: '岗位和人员',
    purpose: '确定谁在岗、谁能办理',
    basis: 'statutory-duty',
    kinds: ['姓名', '岗位', '任期', '请假起止（不记事由）'],
    recipients: ['本县工作人员'],
    retention: '姓名在最后一个岗位（居住）结束满 12 个月后删除；请假记录和岗位变更记录 3 年',
    measures: ['按岗位授权', '姓名加密封存，密钥在库外', '工作人员姓名的显示不逐次记入日志'],
  },
  {
    name: '志愿服务和双报到',
    purpose: '如实记录服务时长，应本人申请出具证明',
    basis: 'law',
    kinds: ['服务时长', '所在单位'],
    recipients: ['本人申请的接收单位'],
    retention: '长期（志愿服务条例 19）',
    measures: ['所在单位加密封存', '不排名'],
  },
  {
    name: '应急处置',
    purpose: '突发事件中保护人身和财产安全',
    basis: 'emergency',
    kinds: ['需求', '位置（到楼栋）', '联系方式'],
    recipients: ['应急队伍'],
    retention: '办结满 30 日后删除，不留脱敏文本',
    measures: shared,
  },
];
