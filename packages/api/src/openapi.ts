// The contract as an OpenAPI 3.1 document.
import { z } from 'zod';
import type { RouteEntry } from './contract/entry.ts';
import { Problem } from './contract/problem.ts';
import { examples } from './examples.ts';
import { problems } from './refusal.ts';

type JsonObject = Record<string, unknown>;

export interface OpenApiOptions {
  readonly entries: Readonly<Record<string, RouteEntry>>;
  readonly version: string;
  /** Where it is served; without it clients take the document's own address. */
  readonly publicUrl: string | null;
}

export function openApi({ entries, version, publicUrl }: OpenApiOptions): JsonObject {
  const schemas: JsonObject = {};
  const ref = (name: string, schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
    schemas[name] ??= jsonSchema(schema, io);
    return { $ref: `#/components/schemas/${name}` };
  };
  const paths: Record<string, JsonObject> = {};
  for (const [operation, entry] of Object.entries(entries)) {
    (paths[entry.path] ??= {})[entry.method] = operationOf(operation, entry, ref);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '六单一体 six-order',
      version,
      description: '点单、派单、接单、督单、晒单、评单 / A community’s orders from placing to evaluation',
    },
    ...(publicUrl !== null && { servers: [{ url: publicUrl }] }),
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'six_order_session' },
      },
    },
  };
}

const security: Readonly<Record<RouteEntry['auth'], readonly object[]>> = {
  session: [{ bearer: [] }, { cookie: [] }],
  'signed-in': [{ cookie: [] }],
  open: [],
};

type Ref = (name: string, schema: z.ZodType, io: 'input' | 'output') => JsonObject;

function operationOf(operation: string, entry: RouteEntry, ref: Ref): JsonObject {
  const name = operation.charAt(0).toUpperCase() + operation.slice(1);
  const responses: JsonObject = {};
  for (const [status, { description, schema, type }] of Object.entries(entry.answers)) {
    responses[status] = {
      description: `${description.zh} / ${description.en}`,
      content: schema
        ? { 'application/json': { schema: ref(`${name}Reply`, schema, 'output') } }
        : { [type ?? 'text/plain']: { schema: { type: 'string' } } },
    };
  }
  for (const status of refusalsOf(entry)) {
    responses[status] = {
      description: 'Problem details (RFC 9457)',
      content: {
        'application/problem+json': { schema: ref('Problem', Problem, 'output'), examples: problemsOf(status) },
      },
    };
  }
  return {
    operationId: operation,
    summary: `${entry.summary.zh} / ${entry.summary.en}`,
    ...(entry.demo && { description: '仅演示模式 / demo mode only' }),
    security: security[entry.auth],
    parameters: [
      ...parametersOf(entry.params, 'path'),
      ...parametersOf(entry.query, 'query'),
      ...(entry.keyed ? [KEY] : []),
      ...(takesPost(entry) ? [POST] : []),
    ],
    ...(entry.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: ref(`${name}Request`, entry.body, 'input'),
            ...(Object.hasOwn(examples, operation) && { example: examples[operation] }),
          },
        },
      },
    }),
    ...(entry.file && {
      requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
    }),
    responses,
  };
}

/** The statuses of a route's problems, those that every route may answer among them. */
export const refusalsOf = (entry: RouteEntry): number[] =>
  [
    ...new Set([
      400,
      ...(entry.auth === 'open' ? [] : [401, 403]),
      ...(entry.method === 'get' ? [] : [403]),
      ...(takesPost(entry) ? [409] : []),
      ...entry.refusals,
      429,
      500,
      503,
    ]),
  ]
    .filter((status) => !(status in entry.answers))
    .sort((a, b) => a - b);

/** Every problem of a status, as it is answered in English. */
const problemsOf = (status: number): JsonObject =>
  Object.fromEntries(
    Object.entries(problems)
      .filter(([, problem]) => problem.status === status)
      .map(([kind, { title }]) => [
        kind,
        {
          summary: `${title.zh} / ${title.en}`,
          value: {
            type: `urn:six-order:problem:${kind}`,
            title: title.en,
            status,
            requestId: 'c0ffee00-0000-4000-8000-000000000000',
          },
        },
      ]),
  );

const KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Sent again with the same body it gives the first outcome; kept 7 days.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

const POST = {
  name: 'Six-Order-Post',
  in: 'header',
  required: false,
  description:
    'Id of the post in which it was written: 409 (other-post) when the session acts in another. Without it nothing is compared.',
  schema: { type: 'string', format: 'uuid' },
};

/** What is done in a post, or to somebody's own sign-in; signing in and choosing one are not. */
const takesPost = ({ method, auth, ofPost }: RouteEntry): boolean => ofPost === true || (method !== 'get' && auth === 'session');

function parametersOf(shape: z.ZodObject | undefined, where: 'path' | 'query'): JsonObject[] {
  if (!shape) return [];
  const { properties = {}, required = [] } = jsonSchema(shape, 'input') as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

/** What a schema says, without the members that only a free-standing document needs. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const document = { ...z.toJSONSchema(schema, { io, unrepresentable: 'any' }) } as JsonObject;
  delete document['$schema'];
  delete document['~standard'];
  return document;
}
