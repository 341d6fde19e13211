// A task (任务单) as this reader may see it.
import { defaultTasks } from '@six-order/community/tasks/policy';
import { clocksOf } from '@six-order/workflows/task/clocks';
import { isOver, type TaskPart } from '@six-order/workflows/task/context';
import { contextOf, handlingOf } from '@six-order/workflows/task/face';
import { iso, isoOrNull } from './iso-instant.ts';
import { presentClock } from './present-clock.ts';
import { calledBy } from './present-names.ts';
import { holderOf, nothingOfSixOrder, type Presenter } from './presenter.ts';
import { unitRef } from './unit-ref.ts';

export const taskPresenter: Presenter = {
  summary({ snapshot, face }, presenting) {
    const { unit, kind, parts, endedAt } = contextOf(snapshot);
    const count = (state: TaskPart['state']): number => parts.filter((part) => part.state === state).length;
    return {
      state: { handling: handlingOf(snapshot), supervision: null, publication: null },
      category: null,
      urgency: null,
      closedAt: isoOrNull(endedAt),
      holder: holderOf({ kind: 'unit', id: unit.id }, presenting, face.path),
      stations: [],
      clocks: clocksOf(snapshot, presenting.now).map(presentClock),
      rollUp: {
        kind,
        parts: parts.length,
        over: parts.filter(isOver).length,
        blocked: count('blocked'),
        toCheck: count('finished'),
      },
    };
  },
  detail({ snapshot, tenant }, presenting, shown) {
    const { directory, rules, now } = presenting;
    const { unit, kind, form, dueOn, parent, parts, reports, checks, excuses, urges } = contextOf(snapshot);
    const { value: policy = defaultTasks } = rules.find('tasks', '', { tenant, path: unit.path, at: now }) ?? {};
    const asked = policy.forms.find(({ code }) => code === form);
    const by = (person: string | null) => calledBy(presenting, person, 'accept');
    return {
      ...nothingOfSixOrder,
      notes: [],
      text: shown.text,
      task: {
        kind,
        form,
        formName: asked ? { zh: asked.zh, en: asked.en } : null,
        dueOn: isoOrNull(Date.parse(dueOn)),
        parent,
        parts: parts.map((part) => ({
          unit: unitRef(directory, part.unit),
          order: part.child,
          state: part.state,
          at: iso(part.at),
        })),
        progress: {
          parts: parts.length,
          over: parts.filter(isOver).length,
          blocked: parts.filter(({ state }) => state === 'blocked').length,
        },
        reports: reports.map((one, n) => ({
          at: iso(one.at),
          by: by(one.by),
          status: one.status,
          text: shown[`reports.${n}.text`],
        })),
        checks: checks.map((one, n) => ({
          at: iso(one.at),
          by: by(one.by),
          verdict: one.verdict,
          text: shown[`checks.${n}.text`],
        })),
        excuses: excuses.map((one, n) => ({ at: iso(one.at), by: by(one.by), text: shown[`excuses.${n}.text`] })),
        urges: urges.length,
      },
    };
  },
};
