// The one place where what was thrown becomes an answer (RFC 9457).
//
// Owns: the mapping of refusals and faults to statuses; the language of titles; what of a fault is logged. What a client sent
// was parsed before (parse.ts): a schema's error that comes here is a fault of ours.
// Keeps: I12. P1: a client's mistake is never a 5xx. P2: a fault's message is not told, neither in the answer nor in the log.
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { FrozenOrderError, RetryableError } from '@six-order/engine';
import { isUnreachable } from '@six-order/engine/runtime';
import { presentRule } from './broken-rule.ts';
import { rateHeaders } from './rate-headers.ts';
import { say } from './say.ts';
import { problems, Refusal, type ProblemKind, type ProblemWords, type RefusalDetails } from './refusal.ts';
import { isAnswered } from './send-json.ts';

/** Seconds after which a client may come back when the database is away. */
const COME_BACK_SECONDS = '2';

export const languageOf = (req: Request): 'zh' | 'en' => (req.acceptsLanguages('zh', 'en') || 'zh') as 'zh' | 'en';

export function sendProblem(req: Request, res: Response, kind: ProblemKind, details: RefusalDetails = {}): void {
  const language = languageOf(req);
  const { status, title, hint }: ProblemWords = problems[kind];
  for (const [name, value] of Object.entries(details.headers ?? {})) res.setHeader(name, value);
  // What is left is nothing, for as long as one is asked to wait.
  const wait = Number(details.headers?.['retry-after']);
  if (status === 429 && !res.hasHeader('ratelimit') && wait > 0) res.set(rateHeaders({ left: 0, resetSeconds: wait }));
  res.status(status).set('content-type', 'application/problem+json; charset=utf-8').set('vary', 'accept-language');
  res.send(
    JSON.stringify({
      type: `urn:six-order:problem:${kind}`,
      title: title[language],
      status,
      detail: details.detail?.[language],
      hint: (details.hint ?? hint)?.[language],
      rule: details.detail?.rule && presentRule(details.detail.rule, language),
      requestId: res.locals.requestId,
      errors: details.errors?.map(({ path, message, rule }) => ({
        path,
        message: say(message, language),
        rule: rule && presentRule(rule, language),
      })),
      revision: details.revision,
      allowed: details.allowed,
    }),
  );
}

export const unknownRoute: RequestHandler = (req, res) => sendProblem(req, res, 'not-found');

/** Express's own errors (a path that cannot be decoded) carry a status below 500. */
const ofStatus: Readonly<Record<number, ProblemKind>> = { 400: 'malformed', 404: 'not-found' };

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof RetryableError || isUnreachable(error)) {
    return new Refusal('unavailable', { headers: { 'retry-after': COME_BACK_SECONDS } });
  }
  if (error instanceof FrozenOrderError) return new Refusal('frozen');
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  return new Refusal(ofStatus[status] ?? 'malformed');
}

export const problemHandler =
  (log: Logger): ErrorRequestHandler =>
  (error, req, res, _next) => {
    const refusal = refusalOf(error);
    // A frozen order is refused to the client and is a fault for whoever runs this; what comes after the answer is refused to nobody.
    if (!refusal || error instanceof FrozenOrderError || isAnswered(res))
      log.error({ requestId: res.locals.requestId, route: res.locals.route, fault: faultOf(error) }, 'request failed');
    if (isAnswered(res)) return;
    if (res.headersSent) return void res.destroy();
    if (refusal) sendProblem(req, res, refusal.kind, refusal.details);
    else sendProblem(req, res, 'fault');
  };

/** What may be logged of a fault: its name, its code and where it was thrown. Messages may quote values. */
export function faultOf(error: unknown): { name: string; code?: string; at: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const code = (error as { code?: unknown }).code;
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  return { name: error.name, ...(typeof code === 'string' && { code }), at };
}
