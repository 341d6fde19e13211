// To whom an order could go: under headings that say why, the best fit first, each with reasons, load, and what stands against it. A
// person decides.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { get, messageOf, type Reply } from '../shared/api/client.ts';
import { boot, inWords } from '../shared/boot.ts';
import { Message, TextField } from '../shared/ui/field.tsx';
import { w, wordOf } from '../shared/words.ts';
import { unitName } from './unit-name.ts';
import { t } from './words.ts';

interface Props {
  readonly order: string;
  readonly label: string;
  readonly id: string;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly set: (value: unknown) => void;
  /** Opens the form by which it goes up to the street; undefined where its reader may not. */
  readonly takeUp: (() => void) | undefined;
}

type Candidate = Reply<'listCandidates'>['candidates'][number];

/** Of all, and of each part, so many at once. */
const FEW = 6;
const FEW_OF_EACH = 3;

export function TargetPicker({ order, label, id, value, error, set, takeUp }: Props) {
  const { data, error: failure } = useQuery({
    queryKey: ['order', order, 'candidates'],
    queryFn: () => get<'listCandidates'>(`/api/v1/orders/${order}/candidates`).then(({ candidates }) => candidates),
  });
  const legend = useRef<HTMLLegendElement>(null);
  const isThere = data !== undefined;
  // Whoever waited at its name goes on at the first of what came.
  useEffect(() => {
    if (isThere && document.activeElement === legend.current)
      legend.current?.parentElement?.querySelector<HTMLElement>('input:enabled')?.focus();
  }, [isThere]);
  const [find, setFind] = useState('');
  const [all, setAll] = useState(false);
  const chosen = (value as { id?: string } | undefined)?.id;
  const fitting = data?.filter(({ name, unit }) => find.trim() === '' || `${name} ${unitName(unit)}`.includes(find.trim())) ?? [];
  const isWhole = all || find.trim() !== '' || fitting.length <= FEW;
  // The server has put them in this order.
  const parts = [...Map.groupBy(fitting, ({ group }) => group)].map(([group, own]) => ({
    group,
    own: isWhole ? own : own.slice(0, FEW_OF_EACH),
  }));
  const shown = parts.flatMap(({ own }) => own);
  const refusedBy = (rule: string): boolean => shown.some(({ conflicts }) => conflicts.some((one) => one.rule === rule));
  return (
    <fieldset className={error ? 'field wrong' : 'field'} aria-describedby={error ? `${id}-error` : undefined}>
      <legend ref={legend} id={id} tabIndex={-1}>
        {label}
      </legend>
      <Message id={id} error={error} />
      {failure && (
        <p className="notice alarm" role="alert">
          {messageOf(failure)}
        </p>
      )}
      {!data && !failure && <p role="status">{w.loading}</p>}
      {data?.length === 0 && <p>{t.target.none}</p>}
      {data && data.length > FEW && <TextField id={`${id}-find`} label={t.target.search} value={find} onInput={setFind} />}
      {data && data.length > 0 && fitting.length === 0 && <p role="status">{t.target.notFound(find.trim())}</p>}
      {parts.map(({ group, own }, index) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group}`} className="candidates">
          <p id={`${id}-${group}`}>
            <strong>{group === 'lead' && index === 0 ? t.target.leadFirst : t.target.group[group]}</strong>{' '}
            <small className="soft">{t.target.groupSays[group]}</small>
          </p>
          {group === 'refused' && (
            <div className="stack">
              {refusedBy('departments-by-street') && boot.me?.post.role !== 'street' && (
                <div className="notice stack">
                  <p>{takeUp ? t.target.takeUp : t.target.takenUp}</p>
                  {takeUp && (
                    <button type="button" className="button" onClick={takeUp}>
                      {t.target.toStreet}
                    </button>
                  )}
                </div>
              )}
              {refusedBy('nobody-able') && <p className="notice">{t.target.noPost}</p>}
            </div>
          )}
          {own.map((candidate) => (
            <Choice
              key={candidate.id}
              name={id}
              candidate={candidate}
              isChosen={candidate.id === chosen}
              choose={() => set({ kind: candidate.kind, id: candidate.id })}
            />
          ))}
        </div>
      ))}
      {shown.length < fitting.length && (
        <button type="button" className="button quiet" onClick={() => setAll(true)}>
          {t.target.more(fitting.length - shown.length)}
        </button>
      )}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly candidate: Candidate;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function Choice({ name, candidate, isChosen, choose }: ChoiceProps) {
  const against = candidate.conflicts.filter(({ rule }) => rule !== null);
  // A unit stands by its own name: of a team, whose name repeats, where it is.
  const where = candidate.role ? unitName(candidate.unit) : candidate.unit.within;
  return (
    <label className={against.length > 0 ? 'choice candidate against' : 'choice candidate'}>
      <input type="radio" name={name} value={candidate.id} checked={isChosen} disabled={against.length > 0} onChange={choose} />
      <span>
        <strong lang="zh-CN">{candidate.name}</strong>{' '}
        <span className="soft">
          {candidate.role ? wordOf(w.role, candidate.role) : t.target.kind[candidate.kind]}
          {where && <span lang="zh-CN"> · {where}</span>}
        </span>
        {candidate.reasons.length > 0 && <small>{candidate.reasons.map(inWords).join(' · ')}</small>}
        {candidate.conflicts.map((conflict) => (
          <small key={conflict.zh} className="conflict">
            {conflict.rule !== null && `${t.target.blocked}${w.colon}`}
            {inWords(conflict)}
          </small>
        ))}
      </span>
    </label>
  );
}
