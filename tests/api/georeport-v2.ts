// GeoReport v2 as JSON schemas: which members there are, of which type, which must be there.
//
// The facts are those of the schemas that the Open311 project publishes for its validator (open311/schema-validation,
// schema/georeport-v2, at 1116d93 and bad58c4), and, for what they leave out (discovery, errors, the answer to a POST), of the specification's
// own page (wiki.open311.org/GeoReport_v2 and Service_Discovery). Their words are not taken over. XML has the same members: in it
// each value is a text, and is read as its type before it is looked at.
import { z } from 'zod';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const instant = { type: 'string', format: 'date-time' } as const;
const listOf = (items: object) => ({ type: 'array', items });
const object = (required: readonly string[], properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  required,
  properties,
});

const service = object(['service_code', 'service_name', 'metadata', 'type'], {
  service_code: text,
  service_name: text,
  description: orNull(text),
  metadata: flag,
  type: { type: 'string', enum: ['realtime', 'batch', 'blackbox'] },
  keywords: orNull(text),
  group: orNull(text),
});

const attribute = object(['variable', 'code', 'datatype', 'required'], {
  variable: flag,
  code: text,
  datatype: { type: 'string', enum: ['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'] },
  required: flag,
  datatype_description: orNull(text),
  order: orNull({ type: 'integer' }),
  description: orNull(text),
  values: listOf(object(['key', 'name'], { key: text, name: text })),
});

const request = object(['service_request_id', 'status', 'service_code', 'requested_datetime'], {
  service_request_id: text,
  status: { type: 'string', enum: ['open', 'closed'] },
  status_notes: orNull(text),
  service_name: orNull(text),
  service_code: text,
  description: orNull({ type: 'string', maxLength: 4000 }),
  agency_responsible: orNull(text),
  service_notice: orNull(text),
  requested_datetime: instant,
  updated_datetime: orNull(instant),
  expected_datetime: orNull(instant),
  address: orNull(text),
  address_id: orNull(text),
  zipcode: orNull(text),
  lat: orNull({ type: 'number' }),
  long: orNull({ type: 'number' }),
  media_url: orNull({ type: 'string', format: 'uri' }),
});

const endpoint = object(['specification', 'url', 'changeset', 'type', 'formats'], {
  specification: text,
  url: { type: 'string', format: 'uri' },
  changeset: instant,
  type: { type: 'string', enum: ['production', 'test', 'dev'] },
  formats: listOf(text),
});

const schemas = {
  discovery: object(['changeset', 'contact', 'key_service', 'endpoints'], {
    changeset: instant,
    contact: text,
    key_service: text,
    endpoints: listOf(endpoint),
  }),
  services: listOf(service),
  definition: object(['service_code', 'attributes'], { service_code: text, attributes: listOf(attribute) }),
  requests: listOf(request),
  placed: listOf(
    object(['service_request_id'], { service_request_id: text, service_notice: orNull(text), account_id: orNull(text) }),
  ),
  tokens: listOf(object(['token', 'service_request_id'], { token: text, service_request_id: text })),
  errors: listOf(object(['code', 'description'], { code: text, description: text })),
} as const;
export type GeoReport = keyof typeof schemas;

/** What is wrong with an answer, in words; empty when it is as it should be. */
export function faultsOf(what: GeoReport, json: unknown): readonly string[] {
  const found = z.fromJSONSchema(schemas[what] as never).safeParse(json);
  return found.success ? [] : found.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** Where the value stands in XML: of a list, the element that holds it and that of one of its members. */
const inXml: Readonly<Record<GeoReport, readonly [whole: string, one?: string]>> = {
  discovery: ['discovery'],
  services: ['services', 'service'],
  definition: ['service_definition'],
  requests: ['service_requests', 'request'],
  placed: ['service_requests', 'request'],
  tokens: ['service_requests', 'request'],
  errors: ['errors', 'error'],
};
const nested: Readonly<Record<string, string>> = {
  endpoints: 'endpoint',
  formats: 'format',
  attributes: 'attribute',
  values: 'value',
};

interface Typed {
  readonly type?: string;
  readonly items?: Typed;
  readonly properties?: Readonly<Record<string, Typed>>;
  readonly anyOf?: readonly Typed[];
}

/**
 * What an XML answer says, as JSON (the Spark convention): `parsed` is the document with every value as a text. Throws when it is not
 * rooted as it should be.
 */
export function fromXml(what: GeoReport, parsed: Readonly<Record<string, unknown>>): unknown {
  const [whole, one] = inXml[what];
  const roots = Object.keys(parsed).filter((name) => !name.startsWith('?'));
  if (roots.length !== 1 || roots[0] !== whole) throw new Error(`<${roots.join(', ')}> is the root instead of <${whole}>`);
  return typed(parsed[whole], schemas[what] as Typed, one);
}

function typed(value: unknown, schema: Typed, one?: string): unknown {
  const { type, items = {}, properties = {} } = schema.anyOf?.[0] ?? schema;
  if (type === 'array') {
    const inner = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[one ?? ''] : [];
    return (Array.isArray(inner) ? inner : [inner]).map((member) => typed(member, items));
  }
  if (type === 'object') {
    return Object.fromEntries(
      Object.entries(value as object).map(([name, member]) => [name, typed(member, properties[name] ?? {}, nested[name])]),
    );
  }
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return (type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?$/.test(String(value)) ? Number(value) : value;
}
