// What a workflow is: states, commands, roles, clocks, chart.
import { Router } from 'express';
import type { z } from 'zod';
import { sendersOf } from '@six-order/community/authority/acts';
import { mermaid, type Workflow } from '@six-order/engine';
import { commandOf } from '../allowed.ts';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import type { WorkflowReply } from '../contract/reference.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { clocksRunBy, statesOf } from '../workflow-states.ts';

export function workflowRoutes(api: Api): Router {
  const router = Router();
  const made = new WeakMap<Workflow, z.infer<typeof WorkflowReply>>();

  serve(router, api, contract.getWorkflow, ({ params, res }) => {
    const workflow = api.engine.workflows.latest(params.id);
    if (!workflow) throw new Refusal('not-found');
    let reply = made.get(workflow);
    if (!reply) made.set(workflow, (reply = describe(workflow)));
    sendJson(res, 200, reply);
  });

  return router;
}

const describe = (workflow: Workflow): z.infer<typeof WorkflowReply> => ({
  id: workflow.id,
  version: workflow.version,
  title: workflow.title,
  states: statesOf(workflow),
  commands: Object.entries(workflow.commands).map(([type, { docs }]) => ({
    ...commandOf(workflow, type),
    docs,
    by: [...sendersOf(workflow.id, type)],
    opens: type === workflow.opens,
  })),
  clocks: clocksRunBy(workflow),
  chart: mermaid(workflow.machine),
});
