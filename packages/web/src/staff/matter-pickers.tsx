// What is picked in the forms of tasks and deliberations: a party, a unit of those that have a part, the tasks of a decision.
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { get, messageOf, type Order } from '../shared/api/client.ts';
import { boot, inWords } from '../shared/boot.ts';
import { Choices, SelectField, TextField } from '../shared/ui/field.tsx';
import { labelOf } from '../shared/ui/json-schema.ts';
import { inLanguage, w, wordOf } from '../shared/words.ts';
import { UnitPicker } from './admin/unit-picker.tsx';
import { taking } from './begin/pickers.tsx';

interface Ask {
  readonly id: string;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly set: (value: unknown) => void;
}

const s = inLanguage(
  {
    task: (n: number) => `第 ${n} 项`,
    add: '再加一项',
    remove: '去掉这一项',
    dueOn: '最后期限',
    unit: '交给哪个单位',
    mediator: '移交给谁',
    nobodyElse: '这个单位没有别的调解人。',
    speaksFor: (party: string) => `您代表：${party}`,
  },
  {
    task: (n) => `Task ${n}`,
    add: 'Add a task',
    remove: 'Remove this task',
    dueOn: 'Last day',
    unit: 'Unit that does it',
    mediator: 'To whom',
    nobodyElse: 'Nobody else mediates in this unit.',
    speaksFor: (party) => `You speak for: ${party}`,
  },
);

/** Whoever convenes writes down what others said; everybody else speaks for his own side alone. */
export const writesForOthers = ({ holder }: Order): boolean => holder?.id === boot.me?.post.unit.id;

export function PartyPicker({ order, id, value, error, set }: Ask & { readonly order: Order }) {
  const parties = order.deliberation?.parties ?? [];
  const options = (writesForOthers(order) ? parties : parties.filter(({ own }) => own)).map((party) => ({
    value: party.code,
    label: [inWords(party), party.unit?.name].filter(Boolean).join(' · '),
  }));
  const only = options.length === 1 ? options[0] : undefined;
  const own = parties.filter((party) => party.own);
  const first = only?.value ?? (own.length === 1 ? own[0]?.code : undefined);
  useEffect(() => {
    if (first !== undefined && value === undefined) set(first);
  });
  if (only) {
    return (
      <p id={id} tabIndex={-1}>
        {s.speaksFor(only.label)}
      </p>
    );
  }
  const field = { id, label: labelOf('party'), error, value: typeof value === 'string' ? value : '', options, onChange: set };
  return options.length <= 5 ? <Choices {...field} /> : <SelectField {...field} />;
}

/** Of those who must be told the ones for whom this is still to be done. */
export function BodyPicker({ order, command, id, value, error, set }: Ask & { readonly order: Order; readonly command: string }) {
  const options = (order.referral?.bodies ?? []).flatMap(({ code, always, toldAt, leftOut, receiptAt, ...words }) => {
    const untold = toldAt === null && leftOut === null;
    const fits = command === 'acknowledge' ? toldAt !== null && receiptAt === null : untold && (command === 'tell' || !always);
    return fits ? [{ value: code, label: inWords(words) }] : [];
  });
  const only = options.length === 1 ? options[0]?.value : undefined;
  useEffect(() => {
    if (only !== undefined && value === undefined) set(only);
  });
  const text = typeof value === 'string' ? value : '';
  return <Choices id={id} label={labelOf('body')} error={error} value={text} options={options} onChange={set} />;
}

/** Of those who mediate in the unit that has the dispute in hand the others. */
export function MediatorPicker({ order, id, value, error, set }: Ask & { readonly order: string }) {
  const { data, error: unread } = useQuery({
    queryKey: ['order', order, 'mediators'],
    queryFn: () => get<'listMediators'>(`/api/v1/orders/${order}/mediators`).then(({ mediators }) => mediators),
  });
  if (!data) return unread ? <p id={id}>{messageOf(unread)}</p> : <p role="status">{w.loading}</p>;
  const options = data.map((one) => ({ value: one.id, label: `${one.name} · ${wordOf(w.role, one.role)}` }));
  if (options.length === 0) return <p id={id}>{s.nobodyElse}</p>;
  return (
    <SelectField
      id={id}
      label={s.mediator}
      error={error}
      value={typeof value === 'string' ? value : ''}
      options={options}
      onChange={set}
    />
  );
}

/** Of the units that have a part in it those that are not done with it. */
export function ExcusedPicker({ order, id, value, error, set }: Ask & { readonly order: Order }) {
  const parts = order.task?.parts ?? order.deliberation?.tasks ?? [];
  const options = parts.flatMap(({ unit, state }) =>
    unit && state !== 'settled' && state !== 'excused' ? [{ value: unit.id, label: unit.name }] : [],
  );
  return (
    <SelectField
      id={id}
      label={labelOf('unit')}
      error={error}
      value={typeof value === 'string' ? value : ''}
      options={options}
      onChange={set}
    />
  );
}

interface Draft {
  readonly unit: string;
  /** As typed, in Beijing time. */
  readonly day: string;
}

const instantOf = (day: string): string | undefined => (day === '' ? undefined : new Date(`${day}:00+08:00`).toISOString());
const dayOf = (instant: string | undefined): string =>
  instant === undefined ? '' : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);

/** As many as are wanted; none at all is an answer too. They go to the deciding body and to units below it, each once. */
export function TasksPicker({ order, id, value, error, set }: Ask & { readonly order: Order }) {
  const tasks = Array.isArray(value) ? (value as readonly { readonly unit: string; readonly dueOn?: string }[]) : [];
  const drafts: readonly Draft[] = tasks.map(({ unit, dueOn }) => ({ unit, day: dayOf(dueOn) }));
  const put = (next: readonly Draft[]) => set(next.map(({ unit, day }) => ({ unit, dueOn: instantOf(day) })));
  const change = (n: number, part: Partial<Draft>) => put(drafts.map((draft, at) => (at === n ? { ...draft, ...part } : draft)));
  return (
    <fieldset className="field stack" id={id} tabIndex={-1}>
      <legend>{labelOf('tasks')}</legend>
      {error && <p className="error">{error}</p>}
      {drafts.map(({ unit, day }, n) => (
        <fieldset key={n} className="field stack">
          <legend>{s.task(n + 1)}</legend>
          <UnitPicker
            id={`${id}-${n}-unit`}
            label={s.unit}
            value={unit}
            error={undefined}
            set={(code) => change(n, { unit: code })}
            kinds={taking}
            within={order.holder?.id}
            without={drafts.map((one) => one.unit)}
          />
          <TextField
            id={`${id}-${n}-dueOn`}
            label={s.dueOn}
            type="datetime-local"
            value={day}
            onInput={(typed) => change(n, { day: typed })}
          />
          <button type="button" className="button quiet" onClick={() => put(drafts.filter((_, at) => at !== n))}>
            {s.remove}
          </button>
        </fieldset>
      ))}
      <p>
        <button type="button" className="button" onClick={() => put([...drafts, { unit: '', day: '' }])}>
          {s.add}
        </button>
      </p>
    </fieldset>
  );
}
