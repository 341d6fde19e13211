// The reader's event stream.
import { Router } from 'express';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import type { Events } from '../events.ts';
import { serve } from '../serve.ts';

export function eventRoutes(api: Api, events: Events): Router {
  const router = Router();
  serve(router, api, contract.streamEvents, ({ session, res }) => events.open(session, res));
  return router;
}
