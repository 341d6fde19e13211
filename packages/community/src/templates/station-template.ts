// Station templates (环节模板): which of an order's steps people see, in which order and under which names. The chart stays the
// same: a street that leaves a step out only does not show it.
//
// Owns: the templates' shape, the ready ones, how an order's stations are laid out by one. Not ours: where an order stands in
// its stations (the workflow).
// T1: a step shows one station of the chart; two steps of one station part it by how the order was given.
// Source: domain research 2.1 (why steps must be data).
import { z } from 'zod';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Words } from '../rules/rule.ts';

/** The chart's six stations, and the taking in before dispatch, which some streets show as a step of its own. */
export const StationName = z.enum(['place', 'admit', 'dispatch', 'accept', 'supervise', 'publish', 'evaluate']);
export type StationName = z.infer<typeof StationName>;

const Step = z.strictObject({
  station: StationName,
  zh: z.string().min(1).max(20),
  en: z.string().min(1).max(40),
  /** Only orders that were given so pass it: 抢单 or not. */
  only: z.enum(['claimed', 'given']).optional(),
});

/** A county's own template, or a ready one by its name. */
export const StationTemplate = z.union([
  z.strictObject({ ready: z.enum(['six', 'five', 'three', 'build', 'supply']) }),
  z.strictObject({
    steps: z
      .array(Step)
      .min(1)
      .max(10)
      .refine(([first]) => first?.station === 'place', '第一步须是点单 / an order begins by being placed')
      .refine(
        (steps) => new Set(steps.map(({ station, only }) => `${station} ${only ?? ''}`)).size === steps.length,
        '同一步写了两次 / a step stands twice',
      ),
  }),
]);
export type StationTemplate = z.infer<typeof StationTemplate>;
type Step = z.infer<typeof Step>;

const place: Step = { station: 'place', zh: '点单', en: 'Place' };
const dispatch: Step = { station: 'dispatch', zh: '派单', en: 'Dispatch' };
const accept: Step = { station: 'accept', zh: '接单', en: 'Accept' };
const publish: Step = { station: 'publish', zh: '晒单', en: 'Publish' };
const evaluate: Step = { station: 'evaluate', zh: '评单', en: 'Evaluate' };

/** The variants that places were found to use. */
export const readyTemplates: Readonly<Record<string, readonly Step[]>> = {
  /** 望谟, 高平. */
  six: [place, dispatch, accept, { station: 'supervise', zh: '督单', en: 'Supervise' }, publish, evaluate],
  /** 牟平: 点–派–接–抢–晒. */
  five: [place, dispatch, { ...accept, only: 'given' }, { station: 'accept', zh: '抢单', en: 'Claim', only: 'claimed' }, publish],
  /** 紫云, 应城, 嘉鱼, 罗平: 点–派–接. */
  three: [place, dispatch, accept],
  /** 澄城: 点–建单–接. */
  build: [place, { station: 'dispatch', zh: '建单', en: 'List' }, accept],
  /** 德江平原镇: 点–供–派–接–评–审. */
  supply: [
    place,
    { station: 'admit', zh: '供单', en: 'Supply' },
    dispatch,
    accept,
    evaluate,
    { station: 'supervise', zh: '审单', en: 'Review' },
  ],
};

export function stepsAt(
  rules: CountyRules,
  where: { readonly tenant: string; readonly path: string; readonly at: number },
): readonly Step[] {
  const template = rules.find('stations', '', where)?.value ?? { ready: 'six' as const };
  return 'steps' in template ? template.steps : (readyTemplates[template.ready] as readonly Step[]);
}

type Status = 'todo' | 'now' | 'done' | 'skipped' | 'returned';

/** Where an order stands in one of the chart's stations. */
export interface Standing {
  readonly station: string;
  readonly status: Status;
  /** Epoch ms. */
  readonly enteredAt: number | null;
  /** When it was over, epoch ms; absent while it goes on, and of what is done in a moment. */
  readonly doneAt?: number;
  /** Person id. */
  readonly by: string | null;
  /** It was entered before the work began anew, and not since. */
  readonly earlier?: true;
  /** Sent round again by what was found (虚假办结), not by an evaluation. */
  readonly falselyDone?: true;
}

export interface Laid extends Omit<Standing, 'station'> {
  readonly station: StationName;
  readonly title: Words;
}

/** What a layout needs to know of an order beside its stations. */
export interface Course {
  /** Epoch ms; null until it was taken in. */
  readonly admittedAt: number | null;
  /** It was claimed (抢单), not given; null while it is neither. */
  readonly claimed: boolean | null;
}

/** The stations as the template shows them. A station of the chart that the template does not name is left out. */
export function layOut(steps: readonly Step[], standings: readonly Standing[], course: Course): readonly Laid[] {
  const by = new Map(standings.map((standing) => [standing.station, standing]));
  const admits = steps.some(({ station }) => station === 'admit');
  return steps.flatMap(({ station, zh, en, only }): Laid[] => {
    const shown = station === 'admit' ? admission(by, course) : by.get(station);
    if (!shown) return [];
    const { status, enteredAt, doneAt, by: person, earlier, falselyDone } = shown;
    const title = { zh, en };
    if (only !== undefined && course.claimed !== null && course.claimed !== (only === 'claimed')) {
      return [{ station, title, status: 'skipped', enteredAt: null, by: null }];
    }
    // While it is being taken in, dispatch has yet to begin.
    const waits = station === 'dispatch' && admits && course.admittedAt === null && status === 'now';
    return [
      {
        station,
        title,
        status: waits ? 'todo' : status,
        enteredAt: waits ? null : enteredAt,
        ...(doneAt !== undefined && { doneAt }),
        by: person,
        ...(earlier && { earlier }),
        ...(falselyDone && { falselyDone }),
      },
    ];
  });
}

function admission(by: ReadonlyMap<string, Standing>, { admittedAt }: Course): Standing | undefined {
  const dispatch = by.get('dispatch');
  if (!dispatch) return undefined;
  const base = { station: 'admit', by: null };
  if (admittedAt !== null) return { ...base, status: 'done', enteredAt: by.get('place')?.enteredAt ?? null, doneAt: admittedAt };
  return { ...base, status: dispatch.status === 'skipped' ? 'skipped' : 'now', enteredAt: by.get('place')?.enteredAt ?? null };
}
