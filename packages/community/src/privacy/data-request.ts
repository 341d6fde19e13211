// Requests about one's own data: their kinds, who answers them, and how long that may take.
//
// Source: PIPL 44–50 (access, copy, correction, completion, deletion, explanation), 15 (withdrawal); answered within 15
// working days (domain research 3.3). Not ours: the life of a request (workflows/data-request).
import type { Directory } from '../directory.ts';
import type { Words } from '../rules/rule.ts';

export const dataRequestKinds = ['access', 'copy', 'correct', 'complete', 'delete', 'explain', 'withdraw'] as const;
export type DataRequestKind = (typeof dataRequestKinds)[number];

export const dataRequestWords: Record<DataRequestKind, Words> = {
  access: { zh: '查阅', en: 'access' },
  copy: { zh: '复制', en: 'a copy' },
  correct: { zh: '更正', en: 'correction' },
  complete: { zh: '补充', en: 'completion' },
  delete: { zh: '删除', en: 'deletion' },
  explain: { zh: '解释说明', en: 'explanation' },
  withdraw: { zh: '撤回同意', en: 'withdrawal of a consent' },
};

/** Where a request goes: the county, whose desk of data protection officers answers for all of it. */
export interface DataDesk {
  readonly id: string;
  readonly path: string;
  /** Persons in a post of data protection officer. */
  readonly people: readonly string[];
}

/** The desk of a county; undefined when the county has no unit of its own yet. */
export function dataDeskOf(directory: Pick<Directory, 'unitByCode' | 'holdersWithin'>, tenant: string): DataDesk | undefined {
  const county = directory.unitByCode(tenant, tenant);
  if (!county) return undefined;
  const officers = directory.holdersWithin(county.path).filter(({ role }) => role === 'dpo');
  return { id: county.id, path: county.path, people: [...new Set(officers.map(({ person }) => person))].sort() };
}

/** The limits are one for all categories; a clock names one all the same: 政策咨询. */
export const DATA_REQUEST_CATEGORY = '1001';
