// “我也一样”: that neighbours have said the same of a public facility, or that it is on the board, before one says it again. Nothing
// else of them is told. Whoever picks one joins it: handled together, evaluated by each.
import { useEffect, useState } from 'react';
import { get, type Reply } from '../../shared/api/client.ts';
import { dayOf } from '../../shared/time.ts';
import { p } from './words.ts';

interface Props {
  readonly category: string;
  readonly community: string;
  /** The offer that was picked; empty: none. */
  readonly join: string;
  readonly set: (join: string) => void;
}

export function MeToo({ category, community, join, set }: Props) {
  const [offers, setOffers] = useState<Reply<'meToo'>['offers']>([]);
  useEffect(() => {
    let current = true;
    get<'meToo'>(`/api/v1/me-too?category=${category}&unit=${community}`).then(
      (reply) => {
        if (!current) return;
        setOffers(reply.offers);
        // The one that was picked has been handled meanwhile.
        if (join !== '' && !reply.offers.some((offer) => offer.join === join)) set('');
      },
      () => {},
    );
    return () => {
      current = false;
    };
  }, [category, community]);
  if (offers.length === 0) return null;
  return (
    <fieldset className="field">
      <legend>{p.meToo}</legend>
      <span className="hint">{p.meTooHint}</span>
      {offers.map(({ join: own, unit, day, published }) => (
        <div key={own}>
          <label className="choice">
            <input type="radio" name="join" value={own} checked={join === own} onChange={() => set(own)} />
            <span>
              {p.meTooOne}
              <small>
                <span lang="zh-CN">{published ? published.title : unit.name}</span> · {p.meTooDay(dayOf(day))}
              </small>
            </span>
          </label>
          {published && (
            <a href={`/board/${published.alias}`} target="_blank" rel="noopener">
              {p.meTooLook}
            </a>
          )}
        </div>
      ))}
      <label className="choice">
        <input type="radio" name="join" value="" checked={join === ''} onChange={() => set('')} />
        <span>{p.meTooNone}</span>
      </label>
    </fieldset>
  );
}
