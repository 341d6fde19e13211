// Emergencies that are not settled, read anew with each change.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get, type Reply } from '../../shared/api/client.ts';
import { onChange } from '../../shared/api/live.ts';
import { w } from '../../shared/words.ts';
import { e } from './words.ts';

export type OwnEmergency = Reply<'listOwnEmergencies'>['emergencies'][number];

export function useEmergencies() {
  const queries = useQueryClient();
  useEffect(() => onChange(() => void queries.invalidateQueries({ queryKey: ['emergencies'] })), [queries]);
  return useQuery({
    queryKey: ['emergencies'],
    queryFn: () => get<'listOwnEmergencies'>('/api/v1/emergencies').then(({ emergencies }) => emergencies),
  });
}

/** 收到、出动、到位 of a call-out, in a line. */
export const countsOf = (call: NonNullable<OwnEmergency['call']>): string =>
  `${e.call}${w.colon}${(['heard', 'out', 'there'] as const)
    .map((answer) => `${e.answers[answer]} ${e.of(call[answer], call.called)}`)
    .join(' · ')}`;
