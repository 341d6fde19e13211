// Sheets to be printed: an order's receipt, a building's notice with its code.
import { Router } from 'express';
import type { Request } from 'express';
import { isPlacer, isResident } from '@six-order/community/authority/relation';
import { QUERY_CODE } from '@six-order/community/privacy/access-log-store';
import type { Unit } from '@six-order/community/units/unit';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { displayOf } from '../faces/display.ts';
import { isOfficial } from '../present-names.ts';
import { presentOrder } from '../present-order.ts';
import { sendSheets } from '../print/page.ts';
import { placingUrl, qrSvg } from '../print/qr.ts';
import { noticeSheet, receiptSheet } from '../print/sheets.ts';
import { promiseSaid } from '../promise-said.ts';
import { queryCodeOf } from '../query-code.ts';
import { Refusal } from '../refusal.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';
import { placeSaid } from '../unit-ref.ts';

/** Right after placing a window hands the code over; later it, or whoever took it over, gets nobody's code any more. */
const CODE_MS = 24 * 3_600_000;
/** A grid has a few dozen buildings; more is a county's printer run amok. */
const MOST_SHEETS = 200;

export function printRoutes(api: Api): Router {
  const { directory, rules, clock, keyring } = api;
  const router = Router();
  const originOf = (req: Request): string => api.origin ?? `${req.protocol}://${req.get('host') ?? ''}`;

  serve(router, api, contract.printReceipt, async ({ params, session: { actor }, req, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    const { face } = order;
    const own = isResident(reader, order);
    const { language } = displayOf(req);
    if (!own && !isPlacer(reader, order)) throw new Refusal('forbidden');
    const fresh = clock.now() - face.openedAt <= CODE_MS;
    const { category } = face.data;
    const sealed = face.labels.includes('sealed');
    // A window reads the code as it prints it; of a sealed order it would read what it may not see.
    const withCode = own || (actor.role === 'window' && fresh && !sealed);
    if (withCode && !own) {
      const { person, post, tenant } = actor;
      const entry = { id: api.newId(), tenant, at: clock.now(), person, post, order: order.id, field: QUERY_CODE };
      await api.accessLog.write([{ ...entry, how: 'reveal', reason: '打印回执' }]);
    }
    const presented = presentOrder(order, { directory, rules, reader, now: clock.now(), language }, null);
    const promise = promiseSaid(presented, language, clock.now());
    const sheet = receiptSheet(
      {
        number: face.number,
        category: typeof category === 'string' ? category : '',
        sealed,
        where: placeSaid(directory, order),
        openedAt: face.openedAt,
        next: face.closedAt === null ? [promise.sentence, promise.late, promise.besides].filter((said) => said !== null) : [],
        queryCode: withCode ? queryCodeOf(keyring, order.id) : null,
      },
      originOf(req),
      language,
    );
    sendSheets(res, `${language === 'en' ? 'Receipt' : '点单回执'} ${face.number}`, [sheet], language);
  });

  serve(router, api, contract.unitQr, ({ params, session: { actor }, req, res }) => {
    res.type('svg').send(qrSvg(placingUrl(originOf(req), unitAt(actor.tenant, params.id))));
  });

  serve(router, api, contract.printUnitQr, ({ params, session: { actor }, req, res }) => {
    if (!isOfficial(actor.role)) throw new Refusal('forbidden');
    const unit = unitAt(actor.tenant, params.id);
    const buildings = directory.unitsWithin(unit.path).filter(({ kind }) => kind === 'building');
    const shown = unit.kind === 'building' || buildings.length === 0 ? [unit] : buildings.slice(0, MOST_SHEETS);
    sendSheets(
      res,
      `点单码 ${unit.name}`,
      shown.map((one) => noticeSheet(one, namesOf(one), originOf(req))),
    );
  });

  return router;

  function unitAt(tenant: string, ref: string): Unit {
    const unit = directory.findUnit(tenant, ref);
    if (!unit) throw new Refusal('not-found');
    return unit;
  }

  /** From the street down: which county it is everybody knows. */
  function namesOf(unit: Unit): readonly string[] {
    const line = directory.lineOf(unit);
    const street = line.findIndex(({ kind }) => kind === 'street');
    return line.slice(Math.max(street, 0)).map(({ name }) => name);
  }
}
