// A known address with a method that it does not take: 405 and what it takes, where a plain 404 would hide the address.
import { Router } from 'express';
import { expressPath, type RouteEntry } from './contract/entry.ts';
import { sendProblem } from './problem-handler.ts';

export function wrongMethods(entries: readonly RouteEntry[]): Router {
  const router = Router();
  for (const [path, sharing] of Map.groupBy(entries, expressPath)) {
    const methods = sharing.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    const allow = [...methods, 'OPTIONS'].join(', ');
    router.all(path, (req, res) => {
      res.locals.route = sharing[0]?.path;
      if (req.method === 'OPTIONS') res.status(204).set('allow', allow).end();
      else sendProblem(req, res, 'wrong-method', { headers: { allow } });
    });
  }
  return router;
}
