// An order's journal as this reader may see it: what happened, when, by which role; never a personal value.
import { Router } from 'express';
import type { Reader } from '@six-order/community/authority/reader';
import { isParty, isResident, isShutOut, isSide } from '@six-order/community/authority/relation';
import { accessOf } from '@six-order/community/privacy/fields';
import { explain } from '@six-order/community/deadlines/explain';
import { FrozenOrderError, OrderId, replaying, type Json, type JournalEntry, type StoredOrder } from '@six-order/engine';
import { workflows } from '@six-order/workflows/all';
import { lastRuns } from '@six-order/workflows/last-runs';
import { sideReminders } from '@six-order/workflows/side-reminders';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { entryTitle } from '../entry-title.ts';
import { languageOf } from '../problem-handler.ts';
import { officialName } from '../present-names.ts';
import { presentBroughtIn } from '../present-brought-in.ts';
import { presentSummary } from '../present-order.ts';
import { mayReadEvaluations } from '../present-six-order.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

export function journalRoutes(api: Api): Router {
  const { engine, directory, rules, clock, imports } = api;
  const router = Router();

  serve(router, api, contract.readJournal, async ({ params, session: { actor }, req, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    const id = OrderId.parse(params.id);
    const [entries, verified, brought] = await Promise.all([
      engine.journal(id),
      engine.verify(id),
      imports.of(order.tenant, [id]),
    ]);
    const broughtIn = brought.get(id);
    /** Whatever came from the file happened by its end, and what happened here came after it. */
    const until = broughtIn?.until ?? Number.NEGATIVE_INFINITY;
    const naming = { directory, reader, language: languageOf(req) };
    const ended = presentSummary(order, { ...naming, rules, now: clock.now() }).clocks.filter((one) => one.finishedAt !== null);
    const evaluations = mayReadEvaluations(reader, accessOf(reader, order, clock.now())('comment'));
    const shutOut = isShutOut(reader, order);
    const known = idsKnownTo(reader, order);
    const inputFor = (entry: JournalEntry): { readonly [key: string]: Json } => {
      if (entry.actor.person === actor.person) return inputOf(entry, evaluations, null);
      return shutOut ? {} : inputOf(entry, evaluations, known);
    };
    const commands = workflows.find((one) => one.id === order.workflow && one.version === order.version)?.commands;
    const reminders = sideReminders(engine.workflows, entries);
    sendJson(res, 200, {
      entries: entries.map((entry) => ({
        seq: entry.seq,
        at: new Date(entry.at).toISOString(),
        type: entry.type,
        title: entryTitle(entry, commands, reminders),
        actor: { role: entry.actor.role, name: entry.actor.person === null ? null : officialName(naming, entry.actor.person) },
        input: inputFor(entry),
        ...(entry.at <= until && { broughtIn: true as const }),
        hash: entry.mac,
      })),
      verified,
      ...presentBroughtIn(broughtIn, reader),
      counted: ended.length === 0 ? [] : countedOf(entries, ended),
    });
  });

  return router;

  /** An order that does not follow from its journal any more says nothing of it. */
  function countedOf(entries: readonly JournalEntry[], ended: readonly { name: string; startedAt: string; dueAt: string }[]) {
    try {
      const runs = lastRuns(replaying(engine.workflows, entries));
      return ended.flatMap(({ name, startedAt, dueAt }) => {
        const same = runs.filter((run) => run.startedAt === Date.parse(startedAt) && run.dueAt === Date.parse(dueAt));
        // What a workflow calls it may be another name than what a policy does.
        const run = same.find((one) => one.name === name) ?? same[0];
        return run ? [{ name, startedAt, explanation: explain(run) }] : [];
      });
    } catch (error) {
      if (error instanceof FrozenOrderError) return [];
      throw error;
    }
  }
}

/**
 * Whoever is a side of a dispute learns by what others did no id but his own, his unit's, and those of the place and of the unit that
 * mediates; null for whoever reads all of them.
 */
function idsKnownTo(reader: Reader, order: StoredOrder): ReadonlySet<Json> | null {
  if (order.workflow !== 'mediation' || ![isParty, isSide, isResident].some((has) => has(reader, order))) return null;
  const { unit, holder } = order.face.data;
  const mediating = typeof holder === 'object' && holder !== null && 'id' in holder ? [holder.id] : [];
  return new Set<Json>([reader.person, ...reader.holds, unit, ...mediating].filter((id) => id !== undefined));
}

/** The input with its sealed values covered; of an evaluation nothing for those who may not read it. `known`: all the ids that are left in it. */
const inputOf = (
  { type, input }: JournalEntry,
  evaluations: boolean,
  known: ReadonlySet<Json> | null,
): { readonly [key: string]: Json } =>
  type === 'evaluate' && !evaluations ? {} : (covered(input, known) as { readonly [key: string]: Json });

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function covered(value: Json, known: ReadonlySet<Json> | null): Json {
  const isTold = (member: Json): boolean =>
    known === null || typeof member !== 'string' || !uuid.test(member) || known.has(member.toLowerCase());
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.filter(isTold).map((member) => covered(member, known));
  const object = value as { readonly [key: string]: Json };
  if (typeof object['sealed'] === 'string' && typeof object['digest'] === 'string') return { sealed: true };
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, member]) => (isTold(member) ? [[key, covered(member, known)]] : [])),
  );
}
