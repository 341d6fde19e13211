// The contract as plain Markdown (llms.txt): for whoever reads it without a browser.
import { groupsOf, subjectOf } from './docs-page.ts';
import { examples } from './examples.ts';
import { jsonSchema, refusalsOf } from './openapi.ts';
import { problems } from './refusal.ts';
import type { RouteEntry } from './contract/entry.ts';

const access: Readonly<Record<RouteEntry['auth'], string>> = {
  session: 'key or session',
  'signed-in': 'signed in',
  open: 'open to anyone',
};

export function reference(entries: Readonly<Record<string, RouteEntry>>, version: string): string {
  const catalogue = Object.entries(problems).map(
    ([kind, { status, title }]) => `| ${status} | \`urn:six-order:problem:${kind}\` | ${title.zh} / ${title.en} |`,
  );
  const groups = groupsOf(entries).map(
    ([name, all]) => `## ${subjectOf(name)}\n\n${all.map(([operation, entry]) => operationOf(operation, entry)).join('\n')}`,
  );
  return `# six-order（六单一体） API ${version}

> Orders of a community from placing to evaluation: 点单、派单、接单、督单、晒单、评单. JSON over HTTP; the machine-readable contract is /openapi.json (OpenAPI 3.1), one operation with its shapes is /docs/{operation}.

- Authentication: \`Authorization: Bearer sixkey_…\` for systems; a key acts in one post and may do what that post may. What a key may still ask stands in \`RateLimit\` and \`RateLimit-Policy\`; beyond it 429 with \`Retry-After\`.
- A POST that takes \`Idempotency-Key\` (marked key) may be sent again: the same body gives the first outcome.
- Times are ISO 8601 in UTC. Lists are paged: follow \`next\` as \`cursor\`.
- An error is a problem (RFC 9457): \`type\`, \`title\`, \`status\`, \`requestId\`, and \`errors\` with path and message. Its language follows \`Accept-Language\` (zh, en).
- Versions: within /api/v1 members, operations and event types are added, and none is taken away or changes its meaning; ignore what you do not know. What would break a client gets /api/v2 beside it, and /api/v1 stays for at least 12 months after that, with \`Deprecation\` and \`Sunset\` headers.

${beginning(entries)}

| status | type | title |
|---|---|---|
${catalogue.join('\n')}

${groups.join('\n\n')}
`;
}

/** The first three calls, as somebody makes them who has this text and the address alone. */
function beginning(entries: Readonly<Record<string, RouteEntry>>): string {
  const demo = Object.hasOwn(entries, 'openDemoSession');
  const token = demo
    ? `This is a demo: a token of an invented person, instead of a key:

\`\`\`
TOKEN=$(curl -s $BASE/api/v1/demo/session -H 'content-type: application/json' -d '{"persona":"resident"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
\`\`\``
    : 'A key comes from the administrator of the county (`TOKEN=sixkey_…`).';
  return `## To begin

${token}

\`\`\`
curl $BASE/api/v1/orders -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '${JSON.stringify(examples['placeOrder'])}'
curl $BASE/api/v1/orders/{order.id} -H "authorization: Bearer $TOKEN"
curl $BASE/api/v1/public/items
\`\`\`

Kinds of order (\`category\`) are listed by \`GET /api/v1/categories\`, places (\`unit\`, by id or official code) by \`GET /api/v1/units\`. An answered order says in \`allowed\` which commands its reader may send now, each with the schema of its input. The public board, its feeds and open data need no key; nor does Open311 GeoReport v2 to be read, at \`/open311/v2/discovery.json\`.`;
}

function operationOf(operation: string, entry: RouteEntry): string {
  const marks = [access[entry.auth], ...(entry.demo ? ['demo mode only'] : []), ...(entry.keyed ? ['key'] : [])];
  const statuses = [...Object.keys(entry.answers), ...refusalsOf(entry)].join(' ');
  return [
    `- \`${entry.method.toUpperCase()} ${entry.path}\` (${operation}; ${marks.join(', ')}): ${entry.summary.en} / ${entry.summary.zh}. ${statuses}`,
    ...membersOf('query', entry.query),
    ...membersOf('body', entry.body),
    ...(Object.hasOwn(examples, operation) ? [`  - example: \`${JSON.stringify(examples[operation])}\``] : []),
  ].join('\n');
}

interface Members {
  readonly properties?: Readonly<
    Record<string, { readonly type?: string; readonly enum?: readonly unknown[]; readonly const?: unknown }>
  >;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Members[];
}

function membersOf(what: string, shape: RouteEntry['body']): readonly string[] {
  if (!shape) return [];
  const whole = jsonSchema(shape, 'input') as Members;
  if (!whole.properties) {
    const shapes = whole.anyOf ?? [];
    return shapes.length === 0 ? [] : [`  - ${what}, one of:`, ...shapes.map((one) => `    - ${saidMembers(one).join(', ')}`)];
  }
  const members = saidMembers(whole);
  return members.length === 0 ? [] : [`  - ${what}: ${members.join(', ')}`];
}

const saidMembers = ({ properties = {}, required = [] }: Members): readonly string[] =>
  Object.entries(properties).map(([name, { type, enum: options, const: only }]) => {
    const kind = only !== undefined ? JSON.stringify(only) : options ? options.join(' \\| ') : type;
    return `${name}${required.includes(name) ? '' : '?'}${kind === undefined ? '' : `: ${kind}`}`;
  });
