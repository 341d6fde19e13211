// Activities of a service base (文明实践, 微心愿, 写春联): the contract's part of it.
import { activityKinds } from '@six-order/community/activities/activity';
import { z } from 'zod';
import { Instant, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';

const text = (zh: string, en: string) => ({ zh, en });
const IdPath = z.strictObject({ id: z.uuid().toLowerCase() });
const Place = UnitRef.omit({ id: true });

const PublicActivity = z.object({
  id: z.uuid(),
  kind: z.enum(activityKinds).describe('civility 文明实践, wish 微心愿, couplets 写春联, other'),
  title: z.string(),
  unit: Place,
  facility: Place.nullable(),
  place: z.string().nullable(),
  startsAt: Instant,
  endsAt: Instant,
  cancelled: z.boolean(),
  full: z.boolean().describe('as many have joined as are wanted'),
});
const Activity = PublicActivity.extend({
  wanted: z.int(),
  joined: z.int(),
  mine: z.boolean().describe('the reader has joined'),
  volunteers: z
    .array(z.object({ person: z.uuid(), name: z.string(), confirmed: z.boolean().describe('the hours are recorded') }))
    .optional()
    .describe('for whoever confirms the hours'),
});
const ok = <S extends z.ZodType>(zh: string, en: string, schema: S) => ({ 200: { description: text(zh, en), schema } });
const One = z.object({ activity: Activity });

export const activityRoutes = {
  publicActivities: {
    method: 'get',
    path: '/api/v1/public/activities',
    summary: text('近期活动（服务指南页同步）', 'Activities that are yet to end, as the service guide shows them'),
    auth: 'open',
    query: z.strictObject({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    answers: ok('活动', 'The activities, the soonest first', z.object({ activities: z.array(PublicActivity) })),
    refusals: [422],
  },
  listActivities: {
    method: 'get',
    path: '/api/v1/activities',
    summary: text(
      '活动和志愿者报名',
      'Activities of one’s surroundings, the last 30 days’ too; volunteers for whoever confirms hours',
    ),
    auth: 'session',
    answers: ok(
      '活动',
      'The activities, the soonest first',
      z.object({
        activities: z.array(Activity),
        mayPlan: z.boolean().describe('the reader’s post may plan one for its own unit'),
      }),
    ),
    refusals: [],
  },
  planActivity: {
    method: 'post',
    path: '/api/v1/activities',
    summary: text('发布活动', 'Plan an activity: its title and place are public and name nobody'),
    auth: 'session',
    body: z
      .strictObject({
        kind: z.enum(activityKinds),
        unit: z.string().min(1).max(64).describe('id or code of the unit whose activity it is'),
        facility: z.string().min(1).max(64).optional().describe('id or code of the facility where it takes place'),
        title: z.string().trim().min(1).max(80),
        place: z.string().trim().min(1).max(80).optional().describe('where no facility is'),
        startsAt: z.iso.datetime({ offset: true }),
        endsAt: z.iso.datetime({ offset: true }),
        wanted: z.int().min(1).max(500).describe('volunteers'),
      })
      .refine(({ facility, place }) => facility !== undefined || place !== undefined, {
        path: ['place'],
        error: '须写明地点或选一个服务点 / say where: a facility or a place',
      })
      .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
        path: ['endsAt'],
        error: '结束要晚于开始 / it ends after it begins',
      }),
    answers: { 201: { description: text('已发布', 'It is planned'), schema: One } },
    refusals: [403, 413, 415, 422],
  },
  cancelActivity: {
    method: 'post',
    path: '/api/v1/activities/{id}/cancellation',
    summary: text('取消活动（开始之前）', 'Cancel an activity before it begins'),
    auth: 'session',
    params: IdPath,
    answers: ok('已取消', 'It is cancelled', One),
    refusals: [404, 409],
  },
  moveActivity: {
    method: 'post',
    path: '/api/v1/activities/{id}/moving',
    summary: text(
      '改期或改地点（开始之前），报名的人会收到通知',
      'Move an activity to another time or place before it begins: who joined stays, and is told',
    ),
    auth: 'session',
    params: IdPath,
    body: z
      .strictObject({
        startsAt: z.iso.datetime({ offset: true }),
        endsAt: z.iso.datetime({ offset: true }),
        place: z.string().trim().min(1).max(80).optional().describe('where it is now; as it was, when it is left out'),
      })
      .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
        path: ['endsAt'],
        error: '结束要晚于开始 / it ends after it begins',
      }),
    answers: ok('已改期', 'It is moved', One),
    refusals: [404, 409, 413, 415, 422],
  },
  joinActivity: {
    method: 'post',
    path: '/api/v1/activities/{id}/joining',
    summary: text('报名当志愿者', 'Join as a volunteer'),
    auth: 'session',
    params: IdPath,
    answers: ok('已报名', 'Joined', One),
    refusals: [404, 409],
  },
  leaveActivity: {
    method: 'delete',
    path: '/api/v1/activities/{id}/joining',
    summary: text('取消报名（开始之前，不留痕迹）', 'Leave again before it begins: no trace stays'),
    auth: 'session',
    params: IdPath,
    answers: ok('已取消报名', 'Left', One),
    refusals: [404, 409],
  },
  confirmActivityHours: {
    method: 'post',
    path: '/api/v1/activities/{id}/hours',
    summary: text('确认志愿服务时长', 'Confirm the hours of a volunteer who was there: a record of service'),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({
      person: z.uuid().toLowerCase(),
      minutes: z.int().min(1).max(1440).optional().describe('as long as the activity lasted, when none are given'),
    }),
    answers: { 201: { description: text('已确认', 'Confirmed'), schema: One } },
    refusals: [403, 404, 409, 413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
