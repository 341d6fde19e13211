// The desks beside the queue, under headings by what a post does there; those with nothing on them behind one line.
//
// R1: none is out of reach: what is folded opens by one press, and the desk that is open stands among the others though it is empty.
import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import { w, wordOf } from '../shared/words.ts';
import { type Counts, groupedDesks, waitingOn } from './desks.ts';
import { t } from './words.ts';

interface Props {
  readonly role: string;
  readonly desk: string;
  /** Undefined until they are read. */
  readonly counts: Counts | undefined;
}

export function Rail({ role, desk, counts }: Props) {
  // On a telephone the list lies behind a button of its own, and is put away by a choice.
  const [opened, open] = useState(false);
  useEffect(() => open(false), [desk]);
  const list = useId();
  const button = useRef<HTMLButtonElement>(null);
  const { groups, empty } = groupedDesks(role, counts, desk);
  const own = counts?.get(desk);
  return (
    <nav
      className={opened ? 'rail opened' : 'rail'}
      aria-label={t.desks}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !opened) return;
        event.stopPropagation();
        open(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className="rail-button narrow-only"
        aria-expanded={opened}
        aria-controls={list}
        onClick={() => open(!opened)}
      >
        <span>
          <strong>{wordOf(t.desk, desk)}</strong> {own && <span className="number">{numberOf(own)}</span>}
        </span>
        <span className="soft small">{opened ? w.close : t.otherDesks}</span>
      </button>
      <div id={list} className="rail-list">
        {groups.map(({ group, desks }) => (
          <div key={group}>
            <p className="rail-group" id={`${list}${group}`}>
              {t.deskGroup[group]}
            </p>
            <Desks {...{ desks, desk, counts }} label={`${list}${group}`} />
          </div>
        ))}
        {empty.length > 0 && (
          <details>
            <summary>{t.emptyDesksFolded(empty.length)}</summary>
            <Desks {...{ desks: empty, desk, counts }} />
          </details>
        )}
      </div>
    </nav>
  );
}

function numberOf(own: Parameters<typeof waitingOn>[0]): string {
  const { count, more } = waitingOn(own);
  return `${count}${more ? '+' : ''}`;
}

interface DesksProps extends Omit<Props, 'role'> {
  readonly desks: readonly string[];
  /** Id of what it is called by. */
  readonly label?: string;
}

const Desks = ({ desks, desk, counts, label }: DesksProps) => (
  <ul aria-labelledby={label}>
    {desks.map((one) => {
      const own = counts?.get(one);
      return (
        <li key={one}>
          <Link href={`/staff/desk/${one}`} aria-current={one === desk ? 'page' : undefined}>
            {wordOf(t.desk, one)}
            <span className="number">{own ? numberOf(own) : ''}</span>
          </Link>
        </li>
      );
    })}
  </ul>
);
