// The contract as a page: no script, nothing from elsewhere, so that the strictest policy holds.
import { createHash } from 'node:crypto';
import { escapeHtml as escape } from './html.ts';
import { jsonSchema, refusalsOf } from './openapi.ts';
import type { RouteEntry } from './contract/entry.ts';

const STYLE = `
:root{color-scheme:light dark}
body{font:1rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}
section{border-top:1px solid #8886;padding:.75rem 0}
h2{font-size:1rem;margin:0}
code{font-family:ui-monospace,Consolas,monospace}
.method{display:inline-block;min-width:3.5rem;font-weight:700}
p{margin:.25rem 0}
.hint{opacity:.8;font-size:.9rem}
pre{overflow:auto;padding:.75rem;border:1px solid #8886;border-radius:.25rem;font-size:.85rem}
`;

/** The policy that the page is served with. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function docsPage(entries: Readonly<Record<string, RouteEntry>>): string {
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>六单一体 接口说明</title><style>${STYLE}</style></head>
<body>
<h1>六单一体 接口说明 <small>six-order API</small></h1>
<p>机器可读的描述:<a href="/openapi.json">/openapi.json</a>(OpenAPI 3.1)。错误按 RFC 9457 返回。</p>
${Object.entries(entries).map(section).join('\n')}
</body>
</html>
`;
}

const access: Readonly<Record<RouteEntry['auth'], string>> = {
  session: '需登录 / session',
  'signed-in': '登录中 / signed in',
  open: '公开 / open',
};

function section([operation, entry]: [string, RouteEntry]): string {
  const marks = [
    access[entry.auth],
    ...(entry.demo ? ['仅演示模式 / demo mode only'] : []),
    ...(entry.keyed ? ['Idempotency-Key'] : []),
  ];
  return `<section id="${operation}">
<h2><code><span class="method">${entry.method.toUpperCase()}</span>${escape(entry.path)}</code></h2>
<p>${escape(entry.summary.zh)} <span lang="en">· ${escape(entry.summary.en)}</span></p>
<p class="hint">${marks.join(' · ')} · ${[...Object.keys(entry.answers), ...refusalsOf(entry)].join(' ')}</p>
${entry.query ? details('查询参数 / query', jsonSchema(entry.query, 'input')) : ''}
${entry.body ? details('请求内容 / body', jsonSchema(entry.body, 'input')) : ''}
${Object.entries(entry.answers)
  .map(([status, { schema }]) => (schema ? details(`回应 / answer ${status}`, jsonSchema(schema, 'output')) : ''))
  .join('\n')}
</section>`;
}

const details = (title: string, schema: object): string =>
  `<details><summary>${escape(title)}</summary><pre>${escape(JSON.stringify(schema, null, 2))}</pre></details>`;
