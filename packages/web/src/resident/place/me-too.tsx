// “我也一样”: that neighbours have said the same of a public facility, before one says it again. Nothing else of them is told.
import { useEffect, useState } from 'react';
import { get, type Reply } from '../../shared/api/client.ts';
import { dayOf } from '../../shared/time.ts';
import { t } from '../words.ts';

interface Props {
  readonly category: string;
  readonly community: string;
}

export function MeToo({ category, community }: Props) {
  const [offers, setOffers] = useState<Reply<'meToo'>['offers']>([]);
  useEffect(() => {
    let current = true;
    get<'meToo'>(`/api/v1/me-too?category=${category}&unit=${community}`).then(
      (reply) => current && setOffers(reply.offers),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [category, community]);
  const [latest] = offers;
  return latest ? (
    <p className="notice" role="status">
      {t.place.meToo(offers.length, dayOf(latest.day))}
    </p>
  ) : null;
}
