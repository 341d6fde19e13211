// Calls every route of the OpenAPI document, with every value that could be meant by its paths and queries.
//
// A new route joins by itself: what it takes is read from the document.
import type { Answer, Service } from '../api/service.ts';

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Without a session. */
  readonly open: boolean;
  readonly body: any;
  /** Its answer is packed: no text is found in it, and it takes long to make. Its own tests unpack it. */
  readonly packed: boolean;
  readonly query: readonly { readonly name: string; readonly schema: any }[];
}

export function operationsOf(document: any): Operation[] {
  const resolved = (schema: any): any => (schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)] : schema);
  return Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, entry]) => ({
      id: entry.operationId,
      method: method.toUpperCase(),
      path,
      open: entry.security.length === 0,
      packed: Object.keys(entry.responses?.['200']?.content ?? {}).some((type) => /pdf|sheet/.test(type)),
      body: resolved(entry.requestBody?.content['application/json']?.schema),
      query: (entry.parameters ?? []).filter((parameter: any) => parameter.in === 'query'),
    })),
  );
}

/** The operation that a call is. */
export const operationAt = (operations: readonly Operation[], method: string, address: string): Operation | undefined =>
  operations.find(
    (one) =>
      one.method === method && new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address.split('?')[0] ?? ''),
  );

/** What exists: values for the parameters of paths, by the path up to the parameter, and for those of queries. */
export interface Things {
  readonly inPath: Readonly<Record<string, readonly string[]>>;
  readonly anywhere: readonly string[];
  readonly inQuery: readonly string[];
}

/** Every address of a GET route: each parameter of its path filled with each thing, and of one of them each of its queries. */
export function addressesOf({ path, query }: Operation, things: Things): string[] {
  const filled = /\{\w+\}/.test(path) ? fill(path, things) : [path];
  const queries = query.flatMap(({ name, schema }) =>
    valuesOf(schema, things).map((value) => `${name}=${encodeURIComponent(value)}`),
  );
  const whole = query.length > 1 ? [requiredOf(query, things)] : [];
  // A list is read by its longest page.
  const long = query.some(({ name }) => name === 'limit') ? '&limit=200' : '';
  const asked = filled.slice(0, 1).flatMap((one) => [...queries, ...whole].map((said) => `${one}?${said}${long}`));
  return [...filled, ...asked];
}

function fill(path: string, things: Things): string[] {
  const at = path.search(/\{\w+\}/);
  if (at === -1) return [path];
  const values = things.inPath[path.slice(0, at)] ?? things.anywhere;
  return values.flatMap((value) => fill(path.replace(/\{\w+\}/, encodeURIComponent(value)), things));
}

const enumOf = (schema: any): readonly string[] | undefined =>
  schema.const !== undefined
    ? [schema.const]
    : (schema.enum ?? schema.anyOf?.map(enumOf).find((found: unknown) => found !== undefined));

const valuesOf = (schema: any, things: Things): readonly string[] => enumOf(schema) ?? things.inQuery;

/** All queries at once, each with its first value. */
const requiredOf = (query: Operation['query'], things: Things): string =>
  query
    .filter(({ name }) => name !== 'limit' && name !== 'cursor')
    .map(({ name, schema }) => `${name}=${encodeURIComponent(valuesOf(schema, things)[0] ?? '')}`)
    .join('&');

/** A body that the document's schema takes as far as one can tell, `word` for each free string and `id` for each id. */
export function bodyOf(schema: any, said: { readonly word: string; readonly id: string }): any {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (variants) return bodyOf(variants[0], said);
  switch (schema.type) {
    case 'object':
      return {
        ...Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, bodyOf(inner, said)])),
        ...(schema.additionalProperties && schema.additionalProperties !== true ? { member: said.word } : {}),
      };
    case 'array':
      return [bodyOf(schema.items, said)];
    case 'string':
      if (schema.format === 'uuid') return said.id;
      if (schema.format === 'date-time') return '2030-01-01T00:00:00Z';
      return schema.format === 'date' ? '2030-01-01' : said.word;
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return said.word;
  }
}

/** So many at once as the service has connections. */
const AT_ONCE = 8;

export async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}

export const answered = ({ text, headers }: Answer): string =>
  `${text}\n${[...headers].map((pair) => pair.join(': ')).join('\n')}`;

/** What a stream sends until it is closed. */
export async function listenTo(service: Service, token: string): Promise<{ text(): string; close(): void }> {
  const abort = new AbortController();
  const response = await fetch(`${service.url}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  let text = '';
  void (async () => {
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) text += chunk;
    } catch {
      // Closed by the test itself.
    }
  })();
  return { text: () => text, close: () => abort.abort() };
}
