// The refusals that HTTP itself knows, before or beside the engine's outcomes.
import type { InBoth, Refused } from '@six-order/community/rules/rule';
import type { Issue } from '@six-order/engine';
import type { Text } from './contract/entry.ts';

export interface ProblemWords {
  readonly status: number;
  readonly title: Text;
  /** For programs, shown to nobody. */
  readonly hint?: Text;
}

/** Every problem this API answers: its status and its title. The key is the last part of the problem's `type`. */
export const problems = {
  malformed: { status: 400, title: { zh: '请求格式有误', en: 'The request is malformed' } },
  'bad-key': { status: 400, title: { zh: 'Idempotency-Key 格式有误', en: 'The Idempotency-Key is malformed' } },
  unauthenticated: { status: 401, title: { zh: '请先登录', en: 'A session is needed' } },
  'sign-in-failed': { status: 401, title: { zh: '登录未成功', en: 'The sign-in failed' } },
  forbidden: { status: 403, title: { zh: '当前岗位无权这样做', en: 'This post may not do that' } },
  'foreign-origin': { status: 403, title: { zh: '请求来自其他网站，已拒绝', en: 'The request comes from another site' } },
  'not-found': { status: 404, title: { zh: '没有找到', en: 'Not found' } },
  'wrong-method': { status: 405, title: { zh: '此地址不支持这种请求方法', en: 'This address does not take that method' } },
  'not-allowed': { status: 409, title: { zh: '当前状态不能这样做', en: 'The order does not take this now' } },
  stale: { status: 409, title: { zh: '订单已有更新，请以最新内容为准', en: 'The order has changed since' } },
  'other-post': {
    status: 409,
    title: {
      zh: '这一页打开以后，您换了身份或者岗位，这一步没有办：请刷新页面，看清现在是谁在办，再来一次',
      en: 'You act as somebody else, or in another post, than when this page was opened. Nothing was done: read the page anew, see as whom you act now, and do it again',
    },
  },
  frozen: {
    status: 409,
    title: { zh: '此单已停止办理，待人工处理', en: 'The order stands still until a person has looked at it' },
  },
  gone: { status: 410, title: { zh: '已不再提供', en: 'It is gone' } },
  'too-large': { status: 413, title: { zh: '请求内容过大', en: 'The body is too large' } },
  'wrong-type': { status: 415, title: { zh: '请求内容须为 UTF-8 的 JSON', en: 'The body must be JSON in UTF-8' } },
  invalid: { status: 422, title: { zh: '填写内容有误', en: 'The content is invalid' } },
  'key-reused': {
    status: 422,
    title: {
      zh: '这一次已经提交过，内容和现在的不同：请先看看是不是已经办了',
      en: 'It was sent before with other content: look first whether it is done',
    },
    hint: { zh: '同一 Idempotency-Key 不能用于别的内容', en: 'An Idempotency-Key is not used with another body' },
  },
  'too-many': { status: 429, title: { zh: '操作过于频繁，请稍后再试', en: 'Too many requests' } },
  fault: { status: 500, title: { zh: '系统内部错误', en: 'Something failed inside' } },
  busy: { status: 503, title: { zh: '系统繁忙，请稍后再试', en: 'The system is busy' } },
  unavailable: { status: 503, title: { zh: '系统暂时不可用，请稍后再试', en: 'The system is unavailable for now' } },
} as const satisfies Record<string, ProblemWords>;

export type ProblemKind = keyof typeof problems;

/** A sentence in English alone: of the engine, of a schema, of a table's reader. `say` has the Chinese. */
export type OfSchema = string & { readonly [ofSchema]: true };
declare const ofSchema: unique symbol;
export const saidBySchema = (message: string): OfSchema => message as OfSchema;

/** What is wrong with a member. What is written here says it in both languages, or does not compile. */
export interface Complaint {
  /** Members joined by dots. */
  readonly path: string;
  readonly message: InBoth | OfSchema;
  readonly rule?: Issue['rule'];
}

export const complaint = (path: string, message: Complaint['message']): Complaint => ({ path, message });

export interface RefusalDetails {
  readonly detail?: Refused;
  /** For programs, shown to nobody: what they must send. */
  readonly hint?: Text;
  readonly errors?: readonly Complaint[];
  readonly revision?: number;
  readonly allowed?: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere in a route; the one error handler writes it. Its texts never hold what was sent (I12). */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: ProblemKind;
  readonly details: RefusalDetails;

  constructor(kind: ProblemKind, details: RefusalDetails = {}) {
    super(problems[kind].title.en);
    this.kind = kind;
    this.details = details;
  }
}

/** Of one member of what was sent. */
export const invalid = (path: string, message: Complaint['message']): Refusal =>
  new Refusal('invalid', { errors: [complaint(path, message)] });
