// What it is about: a picture and a word for each group, then the matters in it.
import { useLayoutEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Category } from '../../shared/api/client.ts';
import { boot, named } from '../../shared/boot.ts';
import { w } from '../../shared/words.ts';
import { GroupIcon } from '../icons.tsx';
import { t } from '../words.ts';
import type { Own } from './question.tsx';
import { p } from './words.ts';

interface Props extends Own {
  readonly categories: readonly Category[];
  /** Whose matters are to be chosen from; null while it is itself to be chosen. */
  readonly group: string | null;
  readonly open: (group: string) => void;
  /** To the groups, where Back does not lead there; null where it does. */
  readonly others: (() => void) | null;
}

export function What({ draft, group, open, others, change, next, categories }: Props) {
  // Kinds of an emergency are asked for only while there is one.
  const ordinary = categories.filter((category) => category.group.code !== '12');
  const groups = [...new Map(ordinary.map((category) => [category.group.code, category.group])).values()];
  const picked = ordinary.find(({ code }) => code === draft.category);
  if (group === null) {
    return (
      <>
        <h1 tabIndex={-1}>{t.place.what}</h1>
        <p>{t.place.whatHint}</p>
        {categories.length === 0 && <p role="status">{w.loading}</p>}
        <ul className="tiles">
          {groups.map(({ code, name }) => (
            <li key={code}>
              <button type="button" className="tile" onClick={() => open(code)}>
                <GroupIcon code={code} />
                {named(name)}
              </button>
            </li>
          ))}
        </ul>
        <Link className="button" href="/call-me">
          {t.place.unsure}
        </Link>
        {asksOtherwise && (
          <section>
            <h2>{p.instead}</h2>
            <ul className="rows">
              <Otherwise href="/dispute" name={t.home.dispute} hint={t.home.disputeHint} />
              <Otherwise href="/topic" name={t.home.topic} hint={t.home.topicHint} />
            </ul>
          </section>
        )}
      </>
    );
  }
  const choose = (category: Category) => {
    change({ category: category.code, join: '' });
    if (!refers(category)) next();
  };
  const shown = ordinary.filter((category) => category.group.code === group);
  return (
    <>
      <h1 tabIndex={-1}>{t.place.item}</h1>
      {picked && refers(picked) && <Refer category={picked} next={next} />}
      <ul className="rows">
        {shown.map((category) => (
          <li key={category.code}>
            <button
              type="button"
              className="row-button"
              aria-pressed={category.code === draft.category}
              onClick={() => choose(category)}
            >
              {named(category.name)}
            </button>
          </li>
        ))}
        {asksOtherwise && shown.some(({ flags }) => flags.includes('mediation')) && (
          <Otherwise href="/dispute" name={p.mediate} hint={t.home.disputeHint} />
        )}
        {others && (
          <li>
            <button type="button" className="row-button" onClick={others}>
              {p.otherGroup}
            </button>
          </li>
        )}
        <li>
          <Link className="row-button" href="/call-me">
            {t.place.unsure}
          </Link>
        </li>
      </ul>
    </>
  );
}

/** Whoever may ask for a mediator or propose a topic from here. */
const asksOtherwise = ['resident', 'household-head'].includes(boot.me?.post.role ?? '');

const Otherwise = ({ href, name, hint }: { readonly href: string; readonly name: string; readonly hint: string }) => (
  <li>
    <Link className="row-button" href={href}>
      <span>
        {name}
        <small className="hint">{hint}</small>
      </span>
    </Link>
  </li>
);

const refers = ({ flags }: Category): boolean => flags.includes('refer') || flags.includes('discipline-only');

/** Before some matters come a telephone number; those for discipline inspection go there and not here. */
function Refer({ category, next }: { readonly category: Category; readonly next: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), [category.code]);
  const only = category.flags.includes('discipline-only');
  return (
    <div ref={box} className="notice alarm stack" role="alert" tabIndex={-1}>
      <p>{p.chosen(named(category.name))}</p>
      <p>
        <strong>{only ? p.discipline : p.danger}</strong>
      </p>
      <div className="buttons">
        {only ? (
          <a className="button" href="tel:12388">
            {p.disciplineCall}
          </a>
        ) : (
          (['110', '119', '120'] as const).map((number) => (
            <a key={number} className="button" href={`tel:${number}`}>
              {p.dangerCall[number]}
            </a>
          ))
        )}
      </div>
      {!only && (
        <button type="button" className="button main" onClick={next}>
          {t.place.next}
        </button>
      )}
    </div>
  );
}
