// The contract as plain Markdown (llms.txt): for whoever reads it without a browser.
import { groupsOf, subjectOf } from './docs-page.ts';
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

| status | type | title |
|---|---|---|
${catalogue.join('\n')}

${groups.join('\n\n')}
`;
}

function operationOf(operation: string, entry: RouteEntry): string {
  const marks = [access[entry.auth], ...(entry.demo ? ['demo mode only'] : []), ...(entry.keyed ? ['key'] : [])];
  const statuses = [...Object.keys(entry.answers), ...refusalsOf(entry)].join(' ');
  return [
    `- \`${entry.method.toUpperCase()} ${entry.path}\` (${operation}; ${marks.join(', ')}): ${entry.summary.en} / ${entry.summary.zh}. ${statuses}`,
    ...membersOf('query', entry.query),
    ...membersOf('body', entry.body),
  ].join('\n');
}

function membersOf(what: string, shape: RouteEntry['body']): readonly string[] {
  if (!shape) return [];
  const {
    properties,
    required = [],
    anyOf,
  } = jsonSchema(shape, 'input') as {
    properties?: Readonly<Record<string, { readonly type?: string; readonly enum?: readonly unknown[] }>>;
    required?: readonly string[];
    anyOf?: readonly unknown[];
  };
  if (!properties) return anyOf ? [`  - ${what}: one of ${anyOf.length} shapes`] : [];
  const members = Object.entries(properties).map(([name, { type, enum: options }]) => {
    const kind = options ? options.join(' \\| ') : type;
    return `${name}${required.includes(name) ? '' : '?'}${kind === undefined ? '' : `: ${kind}`}`;
  });
  return members.length === 0 ? [] : [`  - ${what}: ${members.join(', ')}`];
}
