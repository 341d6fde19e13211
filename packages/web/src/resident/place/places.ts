// Where an order can be: communities where orders are taken, and the buildings of one.
import { useEffect, useState } from 'react';
import { get, type Reply, type Unit } from '../../shared/api/client.ts';
import { readUntilHeard } from '../../shared/again.ts';
import { t } from '../words.ts';

const units = (query: string): Promise<readonly Unit[]> =>
  get<'listUnits'>(`/api/v1/units?${query}`).then(({ units: found }) => found);

export interface Community extends Unit {
  /** The street or township that it is in: many counties have two of a name. */
  readonly street: string;
}

export function useCommunities(): readonly Community[] {
  const [found, set] = useState<readonly Community[]>([]);
  useEffect(() => readUntilHeard(communities, set), []);
  return found;
}

/** Whether it is known that no orders are taken in the community of this code. */
export const isUnserved = (community: string, served: readonly Community[]): boolean =>
  community !== '' && served.length > 0 && !served.some(({ code }) => code === community);

const communities = (): Promise<readonly Community[]> =>
  Promise.all([units('kind=community&orders=taken'), units('kind=street')]).then(([own, streets]) =>
    own.map((one) => ({ ...one, street: streets.find(({ id }) => id === one.parent)?.name ?? '' })),
  );

/** Of the community by its code. Buildings hang on its grids. */
export function useBuildings(community: string): readonly Unit[] {
  const [found, set] = useState<readonly Unit[]>([]);
  useEffect(() => {
    set([]);
    if (community === '') return undefined;
    return readUntilHeard(
      () =>
        units(`kind=grid&parent=${encodeURIComponent(community)}`)
          .then((grids) => Promise.all(grids.map(({ id }) => units(`kind=building&parent=${id}`))))
          .then((lists) => lists.flat()),
      set,
    );
  }, [community]);
  return found;
}

/** What a place in none of them is called; `buildings`: of the community of this code. */
export const outsideSaid = (community: string, buildings: readonly Unit[]): string =>
  community === '' || buildings.length > 0 ? t.place.outdoors : t.place.noBuildings;

/** Whether the community of this code is in an emergency now, or a part of it. */
export function useEmergency(community: string): boolean {
  const [found, set] = useState<Reply<'listEmergencies'>['emergencies']>([]);
  useEffect(
    () => readUntilHeard(() => get<'listEmergencies'>('/api/v1/public/emergencies').then(({ emergencies }) => emergencies), set),
    [],
  );
  // Codes begin with the code of what they lie in.
  const meets = ({ code }: { readonly code: string }): boolean => community.startsWith(code) || code.startsWith(community);
  return community !== '' && found.some(({ areas }) => areas.some(meets));
}
