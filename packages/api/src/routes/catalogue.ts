// The catalogue of a place: duties, powers, tags, brand, stations, each as it holds there now.
import { Router } from 'express';
import { partyName } from '@six-order/community/catalogue/departments';
import { categories, categoryByCode } from '@six-order/community/catalogue/catalogue';
import { dutyOf, tagsAt } from '@six-order/community/catalogue/duties';
import { powersOf, streetPowers, type Power } from '@six-order/community/catalogue/power';
import { tagSets } from '@six-order/community/catalogue/tag';
import { stepsAt } from '@six-order/community/templates/station-template';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import type { Text } from '../contract/entry.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';

const named = (list: readonly string[]) => list.map((party) => ({ party, name: partyName(party) }));

export function catalogueRoutes(api: Api): Router {
  const { rules, clock } = api;
  const router = Router();

  serve(router, api, contract.readCatalogue, ({ query, session: { actor }, res }) => {
    const path = query.unit === undefined ? actor.path : unitOf(api, actor, query.unit).path;
    const where = { tenant: actor.tenant, path, at: clock.now() };
    const brand = rules.find('brand', '', where)?.value;
    sendJson(res, 200, {
      duties: categories.flatMap(({ code }) => {
        const duty = dutyOf(rules, code, where);
        return duty ? [{ ...duty, main: named(duty.main), assisting: named(duty.assisting), notMine: named(duty.notMine) }] : [];
      }),
      powers: powersOf(rules, where).map(({ power, document, validFrom, validTo }) => ({
        power,
        name: powerName(power),
        document,
        validFrom: new Date(validFrom).toISOString(),
        validTo: validTo === null ? null : new Date(validTo).toISOString(),
      })),
      tags: tagsAt(rules, where).map(({ set, tag, zh, en, categories: reach }) => ({
        set,
        setName: { zh: tagSets[set].zh, en: tagSets[set].en },
        tag,
        name: { zh, en },
        categories: reach,
      })),
      brand: brand ? { name: { zh: brand.zh, en: brand.en }, theme: brand.theme ?? null } : null,
      stations: stepsAt(rules, where).map(({ station, zh, en }) => ({ station, title: { zh, en } })),
    });
  });

  return router;
}

/** One of the three, or enforcement in the matters of a category. */
function powerName(power: Power): Text {
  if (Object.hasOwn(streetPowers, power)) return streetPowers[power as keyof typeof streetPowers];
  const category = categoryByCode(power.replace(/^enforce:/, ''));
  return category ? { zh: `执法权：${category.nameZh}`, en: `enforcement: ${category.nameEn}` } : { zh: power, en: power };
}
