// Open311 GeoReport v2: discovery, services, requests, in XML and JSON. docs/open311.md says what is ours in it.
//
// O1: its errors are its own, in the format asked for; nothing of a person is in an answer. O2: it stands beside the contract,
// because the specification, not we, says what its routes are. O3: of when something was asked for it tells the day and no more,
// neither by what it says nor by what it finds, nor in which order.
import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { startOf, dayOf } from '@six-order/community/calendar/day';
import { categories, categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { Category } from '@six-order/community/catalogue/category';
import { readRequests, type PublicRequest } from '@six-order/community/publication/request-store';
import { measure } from '@six-order/worker';
import type { Api } from '../api.ts';
import { resultSaid } from '../board/present-item.ts';
import { problems, Refusal } from '../refusal.ts';
import { say } from '../say.ts';
import { answer, answerErrors, formatOf, listed, Open311Error, type Body } from './answer.ts';
import { orderNamed, requestIdOf } from './request-id.ts';

const ROOT = '/open311/v2';
const MOST_ROWS = 1_000;
const SPAN_MS = 90 * 86_400_000;
/** Characters of a description (the published schema). */
const MOST_TEXT = 4_000;
/** When this door last changed. */
const CHANGESET = '2026-11-27T00:00:00+08:00';

interface Asked {
  readonly tenant: string;
  readonly offered: readonly Category[];
  readonly req: Request;
}

export function open311(api: Api): Router {
  const { directory, deadlines, engine, keyring, clock, tables, rules, signIn } = api;
  const { digest } = keyring;
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 100 });

  const routes: readonly (readonly [string, RegExp, (asked: Asked, name: string) => Body | Promise<Body>])[] = [
    ['GET', /^\/discovery$/, discovery],
    ['GET', /^\/services$/, services],
    ['GET', /^\/services\/([^/]+)$/, definition],
    ['GET', /^\/requests$/, list],
    ['POST', /^\/requests$/, place],
    ['GET', /^\/requests\/([^/]+)$/, one],
    ['GET', /^\/tokens\/([^/]+)$/, token],
  ];

  router.use(ROOT, (req: Request, res: Response, next: NextFunction) => {
    res.locals.route = ROOT;
    if (req.method === 'POST') form(req, res, next);
    else next();
  });
  router.use(ROOT, (req: Request, res: Response, next: NextFunction) => {
    respond(req, res).catch(next);
  });
  // What its own parser refuses.
  router.use(ROOT, (error: unknown, req: Request, res: Response, next: NextFunction) => {
    const status = (error as { readonly status?: unknown } | null)?.status;
    if (typeof status !== 'number' || status >= 500) return next(error);
    const why =
      status === 413 ? 'a form has at most 64 kB and 100 fields' : 'a form is application/x-www-form-urlencoded, in UTF-8';
    return answerErrors(res, formatOf(req).format ?? 'xml', status === 413 ? 413 : 400, [why]);
  });
  return router;

  async function respond(req: Request, res: Response): Promise<void> {
    const { path, format } = formatOf(req);
    if (format === null) return answerErrors(res, 'xml', 406, ['formats: application/xml, application/json']);
    const method = req.method === 'HEAD' ? 'GET' : req.method;
    const known = routes.filter(([, form]) => form.test(path));
    const route = known.find(([verb]) => verb === method);
    if (!route) {
      return known.length === 0
        ? answerErrors(res, format, 404, ['no such resource'])
        : answerErrors(res, format, 405, [`methods: ${known.map(([verb]) => verb).join(', ')}`]);
    }
    try {
      const [, pattern, handle] = route;
      const body = await handle(askedBy(req), pattern.exec(path)?.[1] ?? '');
      return answer(res, format, method === 'POST' ? 201 : 200, body);
    } catch (error) {
      if (error instanceof Open311Error) return answerErrors(res, format, error.status, [error.message]);
      if (!(error instanceof Refusal)) throw error;
      // A key that asked too often: said in this door's format, with when to come back.
      const { status, title } = problems[error.kind];
      res.set(error.details.headers ?? {});
      return answerErrors(res, format, status, [`${title.en} / ${title.zh}`]);
    }
  }

  function askedBy(req: Request): Asked {
    const counties = [...new Set(directory.unitsWithin('').map(({ tenant }) => tenant))];
    const said = valueOf(req, 'jurisdiction_id');
    if (said === undefined && counties.length > 1) throw new Open311Error(400, 'jurisdiction_id was not provided');
    const tenant = said ?? counties[0] ?? '';
    const county = directory.unitByCode(tenant, tenant);
    if (!county) throw new Open311Error(404, 'jurisdiction_id provided was not found');
    const policy = rules.find('publication', '', { tenant, path: county.path, at: clock.now() })?.value;
    const hidden = new Set(policy?.open311Except ?? []);
    return {
      tenant,
      req,
      offered: categories.filter(({ code, sealed }) => !sealed && !code.startsWith('12') && !hidden.has(code)),
    };
  }

  function baseOf(req: Request): string {
    return api.origin ?? `${req.protocol}://${req.get('host') ?? ''}`;
  }

  function discovery({ req }: Asked): Body {
    const url = `${baseOf(req)}${ROOT}`;
    const endpoint = {
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url,
      changeset: CHANGESET,
      type: 'production',
    };
    const formats = ['text/xml', 'application/json'];
    const head = {
      changeset: CHANGESET,
      contact: '12345',
      key_service: '向县管理员申请密钥 / ask the county’s administrator for a key',
    };
    return {
      json: { ...head, endpoints: [{ ...endpoint, formats }] },
      xml: { discovery: { ...head, endpoints: { endpoint: [{ ...endpoint, formats: { format: formats } }] } } },
    };
  }

  function services({ offered }: Asked): Body {
    return listed(
      'services',
      'service',
      offered.map(({ code, nameZh, nameEn, group }) => ({
        service_code: code,
        service_name: nameZh,
        description: nameEn,
        metadata: true,
        type: 'realtime',
        keywords: group.nameZh,
        group: group.nameZh,
      })),
    );
  }

  function definition({ offered }: Asked, code: string): Body {
    if (!offered.some((category) => category.code === code)) throw new Open311Error(404, 'service_code provided was not found');
    const attribute = {
      variable: true,
      code: 'unit',
      datatype: 'string',
      required: true,
      datatype_description: '社区或网格代码，如 522326004002 / code of the community or grid',
      order: 1,
      description: '事项所在社区或网格 / where it is',
    };
    const values = [
      { key: 'yes', name: '同意 / yes' },
      { key: 'no', name: '不同意 / no' },
    ];
    const sms = {
      variable: true,
      code: 'sms',
      datatype: 'singlevaluelist',
      required: false,
      datatype_description: null,
      order: 2,
      description: '本人是否同意以短信向所留电话告知进展 / whether to be told by SMS, at the phone that is left, how it goes',
    };
    return {
      json: { service_code: code, attributes: [attribute, { ...sms, values }] },
      xml: {
        service_definition: { service_code: code, attributes: { attribute: [attribute, { ...sms, values: { value: values } }] } },
      },
    };
  }

  async function list({ tenant, offered, req }: Asked): Promise<Body> {
    const ids = listOf(valueOf(req, 'service_request_id'));
    const codes = listOf(valueOf(req, 'service_code'));
    const states = listOf(valueOf(req, 'status'));
    // A category that is not told is as one without requests; a code that no category has is a mistake.
    if (codes?.some((code) => !categoryByCode(code))) throw new Open311Error(404, 'service_code provided was not found');
    if (ids && ids.length > MOST_ROWS) throw new Open311Error(400, `at most ${MOST_ROWS} ids are asked for at once`);
    if (states?.some((state) => state !== 'open' && state !== 'closed')) throw new Open311Error(400, 'status: open, closed');
    const [start, end] = [instantOf(req, 'start_date'), instantOf(req, 'end_date')];
    const to = end ?? (start === undefined ? clock.now() : Math.min(clock.now(), start + SPAN_MS));
    const from = start ?? to - SPAN_MS;
    if (to < from) throw new Open311Error(400, 'end_date is before start_date');
    if (to - from > SPAN_MS) throw new Open311Error(400, 'start_date and end_date are at most 90 days apart');
    const known = new Set(states);
    const found = await readRequests(tables, {
      tenant,
      categories: offered.map(({ code }) => code).filter((code) => !codes || codes.includes(code)),
      ...(known.size === 1 && { open: known.has('open') }),
      // Ids stand for themselves, whenever that was.
      ...(ids
        ? { orders: ids.flatMap((id) => orderNamed(digest, id) ?? []) }
        : { from: startOf(dayOf(from)), to: startOf(dayOf(to) + 1) - 1 }),
      limit: MOST_ROWS,
      now: clock.now(),
    });
    const byDay = found
      .map((request) => ({ day: dayOf(request.openedAt), id: requestIdOf(digest, request.order), request }))
      .toSorted((a, b) => b.day - a.day || (a.id < b.id ? -1 : 1));
    return listed(
      'service_requests',
      'request',
      byDay.map(({ request }) => shownOf(request, baseOf(req))),
    );
  }

  async function one({ tenant, offered, req }: Asked, id: string): Promise<Body> {
    const order = orderNamed(digest, id);
    const [found] = order
      ? await readRequests(tables, {
          tenant,
          orders: [order],
          categories: offered.map(({ code }) => code),
          limit: 1,
          now: clock.now(),
        })
      : [];
    if (!found) throw new Open311Error(404, 'service_request_id provided was not found');
    return listed('service_requests', 'request', [shownOf(found, baseOf(req))]);
  }

  /** A request has its id at once: its token is the same. */
  async function token(asked: Asked, id: string): Promise<Body> {
    await one(asked, id);
    return listed('service_requests', 'request', [{ token: id, service_request_id: id }]);
  }

  async function place({ tenant, offered, req }: Asked): Promise<Body> {
    const key = await signIn.keys.find(valueOf(req, 'api_key') ?? '');
    const actor = key?.scopes.includes('write') ? directory.actorOf(key.post) : undefined;
    if (!actor || actor.tenant !== tenant) throw new Open311Error(403, 'api_key was not provided, or may not place requests');
    const said = (name: string): string | undefined => valueOf(req, name)?.trim() || undefined;
    const code = said('service_code');
    if (code === undefined) throw new Open311Error(400, 'service_code was not provided');
    if (!offered.some((category) => category.code === code)) throw new Open311Error(404, 'service_code provided was not found');
    const text = said('description');
    if (text === undefined) throw new Open311Error(400, 'description was not provided');
    const ref = said('attribute[unit]') ?? said('address_id');
    const unit = ref === undefined ? undefined : directory.findUnit(tenant, ref);
    if (!unit) throw new Open311Error(400, 'attribute[unit] is the code of a community or grid');
    const sms = said('attribute[sms]') ?? 'no';
    if (sms !== 'yes' && sms !== 'no') throw new Open311Error(400, 'attribute[sms]: yes, no');
    const [phone, where] = [said('phone'), said('address_string')];
    // All of them may be left out, each by itself; a name without a number is of no use to whoever would call, and is not kept.
    const name = [said('last_name'), said('first_name')].filter(Boolean).join('') || '未留姓名';
    const outcome = await engine.execute({
      workflow: 'six-order',
      type: 'place',
      input: {
        category: code,
        text,
        unit: unit.code,
        ...(phone && { contact: { name, phone } }),
        ...(where && { place: { note: { note: where } } }),
        ...(sms === 'yes' && { contactBySms: true }),
        // A post that speaks for another system hands on what somebody else asked for.
        ...(actor.role !== 'resident' && { source: '12345' }),
      },
      actor,
    });
    if (outcome.kind === 'invalid')
      throw new Open311Error(
        400,
        outcome.issues.map(({ path, message }) => `${parameterOf(path.join('.'))}: ${inBoth(message)}`).join('; '),
      );
    if (outcome.kind === 'busy') throw new Open311Error(503, 'come back in a moment');
    if (outcome.kind !== 'applied') throw new Open311Error(403, 'the key’s post may not place this request');
    // Its id is good from now on, and not when a worker comes to it; if that fails here, a worker does it.
    await measure(tables, { directory, deadlines }, [outcome.order.id]).catch(() => undefined);
    const notice = [`单号 ${outcome.order.face.number}`, ...(said('media_url') === undefined ? [] : [NO_MEDIA])].join('；');
    return listed('service_requests', 'request', [
      { service_request_id: requestIdOf(digest, outcome.order.id), service_notice: notice },
    ]);
  }

  function shownOf(request: PublicRequest, base: string): object {
    const { category, openedAt, closedAt, doneAt, dueAt, item } = request;
    const place = placeOf(request.path);
    const [lat, long] = [place?.flags['lat'], place?.flags['lng']];
    const agency = request.unit === null ? undefined : directory.unitById(request.unit)?.name;
    return {
      service_request_id: requestIdOf(digest, request.order),
      status: closedAt === null ? 'open' : 'closed',
      status_notes: notes[request.outcome] ?? null,
      service_name: categoryByCode(category)?.nameZh ?? category,
      service_code: category,
      description: item ? [item.title, item.before, resultSaid(item)].filter(Boolean).join('\n').slice(0, MOST_TEXT) : null,
      agency_responsible: agency ?? null,
      requested_datetime: w3c(startOf(dayOf(openedAt))),
      updated_datetime: w3c(startOf(dayOf(closedAt ?? doneAt ?? openedAt))),
      expected_datetime: dueAt === null ? null : w3c(startOf(dayOf(dueAt) + 1) - 1_000),
      address: place?.name ?? null,
      address_id: place?.code ?? null,
      lat: typeof lat === 'number' ? lat : null,
      long: typeof long === 'number' ? long : null,
      media_url: item && item.photos > 0 ? `${base}/api/v1/public/items/${item.alias}/photos/0` : null,
      ...(item && { board_alias: item.alias }),
    };
  }

  /** The community: nearer would be somebody's home. */
  function placeOf(path: string) {
    const [unit] = directory.unitsWithin(path.split('.').slice(0, 3).join('.'));
    return unit;
  }
}

/** What GeoReport calls a field of an order's. */
const parameters: Readonly<Record<string, string>> = {
  category: 'service_code',
  text: 'description',
  unit: 'attribute[unit]',
  contactBySms: 'attribute[sms]',
  'contact.name': 'first_name, last_name',
  'contact.phone': 'phone',
  'place.note.note': 'address_string',
};
/** This door asks nobody which language he reads. */
const inBoth = (message: string): string => [...new Set([say(message, 'zh'), say(message, 'en')])].join(' / ');
const parameterOf = (field: string): string => (Object.hasOwn(parameters, field) ? (parameters[field] ?? field) : field);

/** What lies at a stranger's address is not fetched: it may be anything, and the address may lead inside. */
const NO_MEDIA = 'media_url 未取，照片请登录后上传 / media_url was not fetched: photographs are uploaded with a session';

const notes: Readonly<Record<string, string>> = {
  evaluated: '已评价',
  unanswered: '到期未评',
  refused: '不予受理',
  withdrawn: '已撤单',
  merged: '已并入同一事项',
};

/** W3C with China's offset. */
const w3c = (at: number): string => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** From the form of a POST, else from the query. What is given empty is not given, as the specification has it. */
function valueOf(req: Request, name: string): string | undefined {
  const value = ((req.body as Record<string, unknown> | undefined)?.[name] ?? req.query[name]) as unknown;
  if (value !== undefined && typeof value !== 'string') throw new Open311Error(400, `${name} is given once`);
  if (value?.includes('\0')) throw new Open311Error(400, `${name} holds a character that no text has`);
  return value === '' ? undefined : value;
}

const listOf = (text: string | undefined): readonly string[] | undefined => {
  const list = text
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return list && list.length > 0 ? list : undefined;
};

const W3C = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

function instantOf(req: Request, name: string): number | undefined {
  const text = valueOf(req, name);
  if (text === undefined) return undefined;
  // An unescaped + of the offset comes as a blank.
  const said = text.replace(/ (\d{2}:\d{2})$/, '+$1');
  const at = W3C.test(said) ? Date.parse(said.length === 10 ? `${said}T00:00:00+08:00` : said) : Number.NaN;
  if (Number.isNaN(at)) throw new Open311Error(400, `${name} is written as 2026-03-02T09:00:00+08:00`);
  return at;
}
