// One line for each exchange, and the id by which a person's complaint finds it.
//
// Keeps: I12. R1: the line names the route's pattern, never the URL; no header, no body, no name, no address.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

const ID = /^[A-Za-z0-9._-]{8,64}$/;

/** Takes a well-formed X-Request-Id over from the caller, else makes one; answers with it. */
export const requestLog =
  (log: Logger, metrics: Metrics): RequestHandler =>
  (req, res, next) => {
    const startedAt = performance.now();
    const said = req.headers['x-request-id'];
    const requestId = typeof said === 'string' && ID.test(said) ? said : randomUUID();
    res.locals.requestId = requestId;
    res.setHeader('x-request-id', requestId);
    res.once('close', () => {
      const ms = performance.now() - startedAt;
      const route: string = res.locals.route ?? 'none';
      // A stream lasts as long as its reader looks: no duration to compare with.
      if (!res.locals.stream) metrics.exchange(req.method, route, res.statusCode, ms);
      const line = {
        requestId,
        method: req.method,
        route,
        status: res.statusCode,
        ms: Math.round(ms * 10) / 10,
        role: res.locals.role,
        cut: res.writableFinished ? undefined : true,
      };
      if (res.statusCode >= 500) log.warn(line, 'answered');
      else log.info(line, 'answered');
    });
    next();
  };
