// Posts: in which role, where and for how long a person acts, and what the post is beside its role.
//
// Not ours: what a role may do (../authority): a mark opens nothing.
import { z } from 'zod';
import type { Role } from './role.ts';

/** What a post is beside its role. */
export const PostMarks = z.strictObject({
  /** 双报到 from another unit, 志愿者: invited or claiming, never assigned (../dispatching). Absent: of the unit's own branch. */
  membership: z.enum(['reported-in', 'volunteer']).optional(),
  /** 第一书记, 工作队员, 街道党工委兼职委员, 专职网格员, 包保领导, 下沉网格的干部. */
  duty: z
    .enum(['first-secretary', 'work-team', 'part-time-member', 'full-time', 'responsible-leader', 'attached-official'])
    .optional(),
  /** How a household-group head or a representative was chosen; domain research 1 (row 60): democratically, so it is said. */
  chosenHow: z.enum(['elected', 'recommended', 'appointed']).optional(),
  /** YYYY-MM-DD. */
  chosenOn: z.iso.date().optional(),
  /** Of a relative: the person who named him, for whom he places orders. */
  of: z.uuid().optional(),
});
export type PostMarks = z.infer<typeof PostMarks>;

/** A person may hold several posts; every act is done in one of them. */
export interface Post {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  readonly role: Role;
  /** Id of the unit. */
  readonly unit: string;
  /** Epoch ms. */
  readonly validFrom: number;
  /** Epoch ms, exclusive; null without an end. */
  readonly validTo: number | null;
  /** The post (A岗) that this one (B岗) stands in for, by id. */
  readonly deputyOf?: string;
  readonly marks?: PostMarks;
}

/** Whether a unit stands, or a post's term runs, at `at` (epoch ms). */
export const inForce = (term: { readonly validFrom: number; readonly validTo: number | null }, at: number): boolean =>
  term.validFrom <= at && (term.validTo === null || at < term.validTo);
