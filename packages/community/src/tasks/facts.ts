// What a task must know of what lies beside it: to whom it may go, whether it was asked before, its terms, who may check it.
//
// Keeps: I12: ids and codes only. T1: no form is asked of a unit twice within the policy's days.
import type { Clock, FaceFilter, StoredOrder } from '@six-order/engine';
import type { FactAnswer } from '@six-order/engine/runtime';
import { z } from 'zod';
import { DAY_MS } from '../calendar/day.ts';
import { sendersOf } from '../authority/acts.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Rules } from '../deadlines/clock.ts';
import { parseDuration } from '../deadlines/duration.ts';
import type { Directory } from '../directory.ts';
import { breaking, issue, unknownUnit, value } from '../fact-answer.ts';
import { datedTerm, termOf } from '../terms/term.ts';
import { defaultTasks, type TaskPolicy } from './policy.ts';
import { taskRules } from './rules.ts';

export const TaskPlanAsk = z.object({
  kind: z.literal('task-plan'),
  /** Id or code of the unit that has it in hand, and of those to which it goes on. */
  unit: z.string(),
  to: z.array(z.string()),
  form: z.string().nullish(),
  from: z.number(),
  /** ISO instant. */
  dueOn: z.string().optional(),
  /** A task that comes from none must go somewhere. */
  root: z.boolean(),
});

/** Until when the next report is due. */
export const TaskReportAsk = z.object({ kind: z.literal('task-report'), path: z.string(), from: z.number() });

export const TaskAboveAsk = z.object({ kind: z.literal('task-above'), person: z.string().nullable(), unit: z.string() });

/** Ids of the people who may check what the unit reports done: of the nearest unit above it that has any. */
export const TaskCheckersAsk = z.object({ kind: z.literal('task-checkers'), unit: z.string() });

export const taskAsks = [TaskPlanAsk, TaskReportAsk, TaskAboveAsk, TaskCheckersAsk] as const;

/** `kind: 'task-plan'`. */
export interface TaskPlanFact {
  /** Ids of the units to which it goes on. */
  readonly to: readonly string[];
  /** Null where it is passed on: the last day stands. */
  readonly due: Clock | null;
  readonly report: Clock;
}

export interface TaskSources {
  readonly directory: Directory;
  readonly rules: CountyRules;
  readonly deadlinesOf: (tenant: string) => Rules;
  readonly recentOf?: ((tenant: string, filter: FaceFilter, limit: number) => Promise<readonly StoredOrder[]>) | undefined;
}

const broken = breaking(taskRules);

const checks: ReadonlySet<string> = new Set(sendersOf('task', 'check'));

/** By it a task that asked a unit for a form is found. */
export const formLabel = (form: string, unit: string): string => `form:${form}@${unit}`;

const words = { due: { zh: '任务办结', en: 'completion of the task' }, report: { zh: '报告进展', en: 'report on the task' } };

export function taskFacts({ directory, rules, deadlinesOf, recentOf }: TaskSources) {
  const policyAt = (tenant: string, path: string, at: number): { readonly policy: TaskPolicy; readonly id: string } => {
    const rule = rules.find('tasks', '', { tenant, path, at });
    return { policy: rule?.value ?? defaultTasks, id: rule?.id ?? 'default' };
  };
  const reportTerm = (tenant: string, path: string, from: number): Clock => {
    const { policy, id } = policyAt(tenant, path, from);
    const limit = parseDuration(policy.reportEvery);
    return termOf(deadlinesOf(tenant).calendarAt(path), { limit, from, words: words.report, policy: id });
  };
  /** Those of these labels that a task carries which is open, or was given since. */
  const askedOfLate = async (tenant: string, labels: readonly string[], since: number): Promise<ReadonlySet<string>> => {
    const any = labels.map((label) => ({ label }));
    const found = labels.length === 0 ? [] : ((await recentOf?.(tenant, { all: [{ workflow: 'task' }, { any }] }, 200)) ?? []);
    const standing = found.filter(({ face }) => face.stage !== 'cancelled' && (face.closedAt === null || face.openedAt > since));
    return new Set(standing.flatMap(({ face }) => face.labels));
  };

  return {
    async 'task-plan'(ask: z.infer<typeof TaskPlanAsk>, _at: number, tenant: string): Promise<FactAnswer> {
      const { unit: ref, to: refs, form, from, dueOn, root } = ask;
      const unit = directory.findUnit(tenant, ref);
      if (!unit) return issue(['unit'], unknownUnit);
      if (root && refs.length === 0) return issue(['to'], '写明交给哪些单位 / name the units that it goes to');
      const { policy, id } = policyAt(tenant, unit.path, from);
      if (form && !policy.forms.some(({ code }) => code === form)) return broken(['form'], 'known-form');
      const to: string[] = [];
      for (const [index, one] of refs.entries()) {
        const below = directory.findUnit(tenant, one);
        if (!below) return issue(['to', index], unknownUnit);
        if (!below.path.startsWith(`${unit.path}.`) || to.includes(below.id)) return broken(['to', index], 'task-downward');
        to.push(below.id);
      }
      if (form) {
        const labels = to.map((below) => formLabel(form, below));
        const asked = await askedOfLate(tenant, labels, from - policy.askedWithinDays * DAY_MS);
        const again = labels.findIndex((label) => asked.has(label));
        if (again >= 0) return broken(['to', again], 'asked-once');
      }
      const report = reportTerm(tenant, unit.path, from);
      if (dueOn === undefined) return value({ to, due: null, report } satisfies TaskPlanFact);
      const until = Date.parse(dueOn);
      if (!(until > from)) return issue(['dueOn'], '日期须在今后 / name a day that is still to come');
      if (until > from + policy.aheadDays * DAY_MS)
        return issue(['dueOn'], `日期不得超过 ${policy.aheadDays} 天 / name a day within ${policy.aheadDays} days`);
      const due = datedTerm(deadlinesOf(tenant).calendarAt(unit.path), { from, until, words: words.due, policy: id });
      return value({ to, due, report } satisfies TaskPlanFact);
    },
    'task-report': ({ path, from }: z.infer<typeof TaskReportAsk>, _at: number, tenant: string): FactAnswer =>
      value(reportTerm(tenant, path, from)),
    'task-above'({ person, unit: id }: z.infer<typeof TaskAboveAsk>): FactAnswer {
      const unit = directory.unitById(id);
      const above = new Set(unit ? directory.lineOf(unit).flatMap((one) => (one.id === id ? [] : [one.id])) : []);
      const stands = person !== null && directory.postsOf(person).some((post) => above.has(post.unit));
      return stands ? value(null) : broken([], 'checked-from-above');
    },
    'task-checkers'({ unit: id }: z.infer<typeof TaskCheckersAsk>): FactAnswer {
      const unit = directory.unitById(id);
      const line = unit ? directory.lineOf(unit).filter((one) => one.id !== id) : [];
      for (const above of line.toReversed()) {
        const people = directory.postsIn(above.id).flatMap(({ role, person }) => (checks.has(role) ? [person] : []));
        if (people.length > 0) return value([...new Set(people)].toSorted());
      }
      return value([]);
    },
  };
}
