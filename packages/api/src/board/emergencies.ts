// Emergencies that hold now, as everybody may know of them: the banner of the board and of the residents' first page.
import { bannerOf, emergenciesAt, type PublicEmergency } from '@six-order/community/emergency/mode';
import type { Api } from '../api.ts';
import { iso, isoOrNull } from '../iso-instant.ts';
import { whenSaid } from '../promise-said.ts';

export const emergenciesNow = ({
  rules,
  directory,
  clock,
}: Pick<Api, 'rules' | 'directory' | 'clock'>): readonly PublicEmergency[] =>
  emergenciesAt(rules, directory.unitsWithin(''), clock.now());

export const presentPublicEmergency = (one: PublicEmergency) => ({
  hazard: one.mode.hazard,
  level: one.mode.level,
  firstResponse: one.mode.firstResponse,
  areas: one.areas.map(({ code, name }) => ({ code, name })),
  document: one.mode.firstResponse ? null : one.document,
  from: iso(one.from),
  until: isoOrNull(one.until),
  text: bannerOf(one, whenSaid),
});
