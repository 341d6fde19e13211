// Reference data, the reader's own posts and notices, workflows.
import { z } from 'zod';
import { Cursor } from './cursor.ts';
import { UnitRef } from './common.ts';

const Bilingual = z.object({ zh: z.string(), en: z.string() });

export const PostRef = z.object({ id: z.uuid(), role: z.string(), unit: UnitRef });

export const Me = z.object({
  person: z.object({ id: z.uuid(), name: z.string() }),
  post: PostRef.describe('The post acted in'),
  posts: z.array(PostRef).describe('All posts in force of this person'),
});

export const UnitsQuery = z.strictObject({
  parent: z.string().trim().min(1).max(64).optional().describe('Id or code: only the units directly below it'),
  within: z.string().trim().min(1).max(64).optional().describe('Id or code: the unit and all below it'),
  kind: z.string().max(32).optional(),
});

export const Units = z.object({
  units: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string(), kind: z.string(), parent: z.uuid().nullable() })),
});

export const Categories = z.object({
  categories: z.array(
    z.object({
      code: z.string(),
      name: Bilingual,
      group: z.object({ code: z.string(), name: Bilingual }),
      urgency: z.enum(['U0', 'U1', 'U2', 'U3']),
      limit: z.string(),
      flags: z.array(z.string()),
      sealed: z.boolean().describe('Read by those it is dispatched to only; never published'),
      consents: z
        .array(z.string())
        .describe('宜另行征得的同意，不同意也照常受理 / consents to ask for beside it, never a condition'),
    }),
  ),
});

export const PeopleQuery = z.strictObject({
  unit: z.string().trim().min(1).max(64).optional().describe('Id or code: people with a post there or below'),
  role: z.string().max(32).optional(),
});

export const People = z.object({
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      posts: z.array(PostRef),
      away: z.iso.datetime().nullable().describe('请假至；在岗为空 / away until; null when there'),
    }),
  ),
});

export const NoticesQuery = z.strictObject({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const Notices = z.object({
  notices: z.array(
    z.object({
      id: z.string(),
      order: z.uuid(),
      template: z.string(),
      params: z.record(z.string(), z.unknown()),
      text: Bilingual.describe('The notice in words'),
      at: z.iso.datetime(),
      readAt: z.iso.datetime().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const WorkflowPath = z.object({ id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) });

export const WorkflowReply = z.object({
  id: z.string(),
  version: z.int(),
  title: Bilingual,
  states: z.array(z.string()).describe('Paths of states, regions first: handling.dispatched'),
  commands: z.array(
    z.object({
      type: z.string(),
      title: Bilingual,
      docs: z.string(),
      by: z.array(z.string()).describe('Roles that may send it'),
      opens: z.boolean(),
      input: z.record(z.string(), z.unknown()).describe('JSON schema'),
    }),
  ),
  clocks: z.array(z.string()).describe('Names of the clocks that its states run'),
  chart: z.string().describe('Mermaid state diagram'),
});
