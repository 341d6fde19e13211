// Units, their changes, what the tree lacks, and the nearest facilities.
import { Router } from 'express';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { crossAppointments } from '@six-order/community/people/appointments';
import { changesOf } from '@six-order/community/reference-change-store';
import { endingPosts, gapsOf, partyAbove, propertyOf, triosOf } from '@six-order/community/units/coverage';
import { nearestFacilities } from '@six-order/community/units/facility';
import { markOf } from '@six-order/community/units/marks';
import { importUnits } from '@six-order/community/units/unit-import-store';
import type { Unit } from '@six-order/community/units/unit';
import { isWithin, type Actor } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { isOfficial } from '../present-names.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';
import { postRefs } from './me.ts';

const iso = (at: number): string => new Date(at).toISOString();
const refOf = ({ id, code, name }: Unit) => ({ id, code, name });
const ENDING_DAYS = 30;

export function unitRoutes(api: Api): Router {
  const { directory, tables, clock, newId } = api;
  const router = Router();
  const found = (actor: Actor, ref: string): Unit => {
    const unit = directory.findUnit(actor.tenant, ref);
    if (!unit) throw new Refusal('not-found');
    return unit;
  };

  /** Party organisations that hang on the units above. */
  const partiesOf = (unit: Unit): readonly Unit[] =>
    directory
      .lineOf(unit)
      .slice(3)
      .flatMap((above) =>
        directory.unitsWithin(above.path).filter(({ kind, parent }) => kind === 'party' && parent === above.id),
      );
  const postsOfLine = (unit: Unit) => directory.lineOf(unit).flatMap(({ id }) => directory.postsIn(id));

  serve(router, api, contract.getUnit, ({ params, session: { actor }, res }) => {
    const unit = found(actor, params.id);
    const units = directory.unitsWithin('').filter(({ tenant }) => tenant === actor.tenant);
    const children = units.filter(({ parent }) => parent === unit.id);
    const near = isOfficial(actor.role) && isWithin(unit.path, actor.path.split('.').slice(0, 3).join('.'));
    const [trio] =
      unit.kind === 'household-group' && near
        ? triosOf({ units: [...directory.lineOf(unit), ...partiesOf(unit)], posts: postsOfLine(unit) })
        : [];
    const own = children.find(({ kind }) => kind === 'party');
    const property = unit.kind === 'building' ? propertyOf(unit, units) : undefined;
    const party = own ?? partyAbove(unit.kind === 'party' ? unit : { ...unit, parent: unit.id }, units);
    sendJson(res, 200, {
      unit: {
        ...refOf(unit),
        kind: unit.kind,
        parent: unit.parent,
        validFrom: iso(unit.validFrom),
        validTo: unit.validTo === null ? null : iso(unit.validTo),
        marks: { ...unit.flags },
      },
      above: directory.lineOf(unit).slice(0, -1).map(refOf),
      below: Object.fromEntries([...Map.groupBy(children, ({ kind }) => kind)].map(([kind, { length }]) => [kind, length])),
      property: property ? { unit: refOf(property.unit), fallback: property.fallback } : null,
      trio: trio
        ? {
            party: trio.party && refOf(trio.party),
            gridWorkers: trio.gridWorkers.map(({ person }) => directory.personName(person) ?? ''),
            heads: trio.heads.map(({ person, marks }) => ({
              name: directory.personName(person) ?? '',
              chosenHow: marks?.chosenHow ?? null,
              chosenOn: marks?.chosenOn ?? null,
            })),
          }
        : null,
      party: party ? refOf(party) : null,
    });
  });

  serve(router, api, contract.changeUnits, async ({ body, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'change-units')) throw new Refusal('forbidden');
    const { reason, dryRun, partial, units } = body;
    const rows = units.map((unit, at) => ({ ...unit, at: `units[${at}]` }));
    const by = { person: actor.person, post: actor.post };
    const { plan, written } = await importUnits(tables, {
      tenant: actor.tenant,
      rows,
      newId,
      at: clock.now(),
      by,
      reason,
      dryRun,
      partial,
    });
    if (written > 0) await directory.refresh();
    sendJson(res, 200, {
      written,
      rows: plan.rows.map(({ changes, problems, ...row }) => ({
        ...row,
        changes: Object.fromEntries(Object.entries(changes).map(([name, [before, after]]) => [name, [before, after]])),
        problems: [...problems],
      })),
    });
  });

  serve(router, api, contract.listUnitChanges, async ({ params, session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'read-changes')) throw new Refusal('forbidden');
    const changes = await changesOf(tables, actor.tenant, found(actor, params.id).id);
    sendJson(res, 200, {
      changes: changes.map(({ id, at, by, change, before, after, reason }) => ({
        id,
        at: iso(at),
        by,
        change,
        before,
        after,
        reason,
      })),
    });
  });

  serve(router, api, contract.getCoverage, ({ session: { actor }, res }) => {
    if (!mayRefer(readerOf(api, actor), 'read-coverage')) throw new Refusal('forbidden');
    // What is above the area counts as cover, and is not reported on.
    const county = actor.path.split('.')[0] as string;
    const roster = { units: directory.unitsWithin(county), posts: directory.holdersWithin(county) };
    const inArea = (unit: Unit | undefined): unit is Unit => unit !== undefined && isWithin(unit.path, actor.path);
    const ending = endingPosts(roster.posts, clock.now(), ENDING_DAYS);
    sendJson(res, 200, {
      gaps: gapsOf(roster)
        .filter(({ unit }) => inArea(unit))
        .map(({ kind, unit, missing }) => ({ kind, unit: refOf(unit), missing: [...missing] })),
      cross: crossAppointments(roster.posts, (id) => directory.unitById(id)?.path).flatMap(({ person, works, watches }) => {
        const [working, watching] = postRefs(directory, [works, watches]);
        return working && watching && inArea(directory.unitById(works.unit))
          ? [{ person, works: working, watches: watching }]
          : [];
      }),
      ending: ending.flatMap(({ id, role, unit: at, validTo }) => {
        const unit = directory.unitById(at);
        return inArea(unit) ? [{ post: id, role, unit: refOf(unit), endsAt: iso(validTo as number) }] : [];
      }),
    });
  });

  serve(router, api, contract.listFacilities, ({ query, session: { actor }, res }) => {
    const { near, lat, lng, category, limit } = query;
    const path = near === undefined ? actor.path : unitOf(api, actor, near).path;
    const from = { path, ...(lat !== undefined && lng !== undefined && { at: { lat, lng } }) };
    const county = directory.unitsWithin('').filter(({ tenant }) => tenant === actor.tenant);
    sendJson(res, 200, {
      facilities: nearestFacilities(county, from, category)
        .slice(0, limit)
        .map(({ unit, metres }) => ({
          ...refOf(unit),
          type: markOf(unit, 'class') ?? null,
          hours: markOf(unit, 'hours') ?? null,
          items: markOf(unit, 'items') ?? [],
          materials: markOf(unit, 'materials') ?? [],
          howTo: markOf(unit, 'howTo') ?? null,
          address: markOf(unit, 'address') ?? null,
          telephone: markOf(unit, 'telephone') ?? null,
          metres,
        })),
    });
  });

  return router;
}
