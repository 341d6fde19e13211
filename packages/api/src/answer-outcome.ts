// What came of a command, as an answer.
import type { Request, Response } from 'express';
import type { Actor, Issue, Outcome, StoredOrder } from '@six-order/engine';
import { whyNotCard } from '@six-order/workflows/card/why-not';
import { whyNotDeliberation } from '@six-order/workflows/deliberation/workflow';
import { whyNotEmergency } from '@six-order/workflows/emergency/workflow';
import { whyNotMediation } from '@six-order/workflows/mediation/workflow';
import { whyNotReferral } from '@six-order/workflows/referral/workflow';
import { whyNot } from '@six-order/workflows/six-order/why-not';
import { whyNotTask } from '@six-order/workflows/task/workflow';
import { whyNotVisit } from '@six-order/workflows/visit/workflow';
import { whyNotWarning } from '@six-order/workflows/warning/workflow';
import { allowedNow } from './allowed.ts';
import type { Api } from './api.ts';
import { sendProblem } from './problem-handler.ts';
import { type ProblemKind, type RefusalDetails, saidBySchema } from './refusal.ts';

/** The problem that each refusal becomes; its status stands with the problem. */
const problemOf: Record<Exclude<Outcome['kind'], 'applied'>, ProblemKind> = {
  forbidden: 'forbidden',
  'not-found': 'not-found',
  'not-allowed': 'not-allowed',
  stale: 'stale',
  invalid: 'invalid',
  'key-reused': 'key-reused',
  busy: 'busy',
};

interface Call {
  readonly req: Request;
  readonly actor: Actor;
  /** The command that was sent, where the body does not name it. */
  readonly asked?: Asked;
  /** What it was judged by beside the order, where a rule says more with it. */
  readonly facts?: WhyAsked['facts'];
}

type WhyAsked = Parameters<typeof whyNot>[1];

interface Asked {
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Writes a refusal. `pathOf` says where in the body an issue's path lies. */
export function sendRefusal(
  api: Pick<Api, 'engine' | 'clock'>,
  call: Call & { readonly res: Response },
  outcome: Exclude<Outcome, { kind: 'applied' }>,
  pathOf: (path: Issue['path']) => Issue['path'],
): void {
  sendProblem(call.req, call.res, problemOf[outcome.kind], detailsOf(api, call, outcome, pathOf));
}

function detailsOf(
  { engine, clock }: Pick<Api, 'engine' | 'clock'>,
  { req, actor, asked = askedOf(req.body), facts }: Call,
  outcome: Exclude<Outcome, { kind: 'applied' }>,
  pathOf: (path: Issue['path']) => Issue['path'],
): RefusalDetails {
  const standing = (order: StoredOrder): RefusalDetails => ({
    revision: order.revision,
    allowed: allowedNow(engine, order, actor),
  });
  switch (outcome.kind) {
    case 'not-allowed':
      return {
        ...(outcome.order === null ? { allowed: [] } : standing(outcome.order)),
        ...why(outcome.order, { ...asked, actor, at: clock.now(), ...(facts && { facts }) }),
      };
    case 'stale':
      return standing(outcome.order);
    case 'invalid':
      return {
        errors: outcome.issues.map(({ path, message, ...said }) => ({
          ...said,
          message: saidBySchema(message),
          path: pathOf(path).join('.'),
        })),
      };
    case 'busy':
      return { headers: { 'retry-after': String(outcome.retryAfterSeconds) } };
    case 'forbidden':
    case 'not-found':
    case 'key-reused':
      return {};
  }
}

/** What the body asked for: a command with its input, or the input of the command that opens an order. */
function askedOf(body: unknown): Asked {
  const { type, input, ...rest } = body as { readonly type?: unknown; readonly input?: unknown };
  if (typeof type !== 'string') return { type: 'place', input: rest };
  return { type, input: typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {} };
}

/** By workflow; those that are not here have no rules by name. */
const whyNots: Readonly<Record<string, typeof whyNot>> = {
  'six-order': whyNot,
  card: whyNotCard,
  mediation: whyNotMediation,
  warning: whyNotWarning,
  visit: whyNotVisit,
  task: whyNotTask,
  deliberation: whyNotDeliberation,
  referral: whyNotReferral,
  emergency: whyNotEmergency,
};

/** The rule that stands against it, where the chart knows it. */
function why(order: StoredOrder | null, asked: WhyAsked): RefusalDetails {
  const workflow = order?.workflow ?? (typeof asked.input['workflow'] === 'string' ? asked.input['workflow'] : 'six-order');
  const detail = Object.hasOwn(whyNots, workflow) ? whyNots[workflow]?.(order?.snapshot ?? null, asked) : null;
  return detail ? { detail } : {};
}
