// The contract as pages: contents, and a page for each operation. No script, nothing from elsewhere, so that the strictest
// policy holds.
import { createHash } from 'node:crypto';
import { examples } from './examples.ts';
import { escapeHtml as escape } from './html.ts';
import { jsonSchema, refusalsOf } from './openapi.ts';
import type { RouteEntry } from './contract/entry.ts';

const STYLE = `
:root{color-scheme:light dark}
body{font:1rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}
section{border-top:1px solid #8886;padding:.75rem 0}
h2{font-size:1.15rem;margin:1.5rem 0 .25rem}
nav ul{columns:16rem;padding-left:1.25rem}
li{margin:.25rem 0}
a,code{overflow-wrap:anywhere}
code{font-family:ui-monospace,Consolas,monospace}
.method{display:inline-block;min-width:3.5rem;font-weight:700}
p{margin:.25rem 0}
.hint{opacity:.8;font-size:.9rem}
pre{overflow:auto;padding:.75rem;border:1px solid #8886;border-radius:.25rem;font-size:.85rem}
`;

/** The policy that the page is served with. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export interface DocsPages {
  /** All operations with what they do, by subject: contents first. */
  readonly contents: string;
  /** One operation, with its shapes. Undefined when there is none of this name. */
  page(operation: string): string | undefined;
}

type Entries = Readonly<Record<string, RouteEntry>>;

export function docsPages(entries: Entries): DocsPages {
  return {
    contents: contentsOf(entries),
    page: (operation) => {
      const entry = Object.hasOwn(entries, operation) ? entries[operation] : undefined;
      return (
        entry &&
        shell(`${operation} · 六单一体 接口说明`, `<p><a href="/docs">← 目录 / contents</a></p>${section(operation, entry)}`)
      );
    },
  };
}

const shell = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body>
${body}
</body>
</html>
`;

function contentsOf(entries: Entries): string {
  const groups = groupsOf(entries);
  const nav = groups.map(([name, all]) => `<li><a href="#${name}">${escape(subjectOf(name))}</a> ${all.length}</li>`).join('\n');
  const parts = groups.map(
    ([name, all]) => `<h2 id="${name}">${escape(subjectOf(name))}</h2>
<ul>
${all.map(([operation, entry]) => line(operation, entry)).join('\n')}
</ul>`,
  );
  return shell(
    '六单一体 接口说明',
    `<h1>六单一体 接口说明 <small>six-order API</small></h1>
<p>机器可读：<a href="/openapi.json">/openapi.json</a>（OpenAPI 3.1）；纯文本：<a href="/llms.txt">/llms.txt</a>。错误按 RFC 9457 返回，语言随 <code>Accept-Language</code>。 <span lang="en">· Machine-readable: OpenAPI 3.1; as plain text: llms.txt. Errors are problems (RFC 9457) in the language asked for.</span></p>
<nav aria-label="目录 / contents"><ul>
${nav}
</ul></nav>
${parts.join('\n')}`,
  );
}

/** By the first part of the path after the version. */
export function groupsOf(entries: Entries): readonly (readonly [string, readonly (readonly [string, RouteEntry])[]])[] {
  return [
    ...Map.groupBy(
      Object.entries(entries),
      ([, { path }]) =>
        path
          .replace(/^\/api\/v1\//, '')
          .split('/')
          .find((part) => part !== '') ?? '',
    ),
  ];
}

const subjects: Readonly<Record<string, string>> = {
  orders: '点单与办理 / orders',
  me: '我的 / one’s own',
  people: '人员 / people',
  posts: '岗位 / posts',
  units: '组织单元 / units',
  categories: '类别 / categories',
  public: '公开栏与统计 / the public board',
  evaluations: '评单 / evaluation',
  follow: '凭查询码查看 / following an order without an account',
  events: '变动推送 / news of changes (SSE)',
  desks: '工作台 / desks',
  attachments: '附件 / attachments',
  forums: '议事形式 / forums',
  'task-forms': '任务表格 / forms of tasks',
  visitors: '走访人员 / who may visit',
  'me-too': '我也一样 / me too',
  households: '联户 / households',
  emergencies: '应急响应 / emergencies',
  'emergency-resources': '应急力量与物资 / people and goods for emergencies',
  'evaluation-marks': '评价疑点 / marks on evaluations',
  activities: '活动与志愿者 / activities and volunteers',
  workflows: '流程说明 / workflows',
  notices: '通知 / notices',
  catalogue: '职责清单、赋权、标签与环节 / duties, powers, labels and stages',
  rules: '本县规定 / rules of the county',
  calendar: '工作日历 / working calendar',
  coverage: '组织覆盖 / coverage of the unit tree',
  facilities: '服务点 / facilities',
  absences: '请假 / absences',
  'privacy-notice': '个人信息处理告知 / privacy notice',
  session: '登录与会话 / signing in',
  sessions: '登录设备 / one’s own sessions',
  'openapi.json': '机器可读说明 / this contract for machines',
  docs: '说明页 / these pages',
  'llms.txt': '纯文本说明 / the same as plain text',
  healthz: '进程存活 / liveness',
  readyz: '可否服务 / readiness',
  metrics: '指标 / figures',
  points: '积分 / points',
  lists: '榜单 / lists of units',
  webhooks: '推送 / webhooks',
  exchange: '工单交换 / exchange of work orders',
  exports: '导出 / exports',
  privacy: '个人信息 / personal data',
  demo: '演示 / demo',
};
export const subjectOf = (group: string): string => subjects[group] ?? group;

const line = (operation: string, entry: RouteEntry): string =>
  `<li id="${operation}"><a href="/docs/${operation}"><code><span class="method">${entry.method.toUpperCase()}</span>${escape(entry.path)}</code></a> ${escape(entry.summary.zh)} <span lang="en">· ${escape(entry.summary.en)}</span></li>`;

const access: Readonly<Record<RouteEntry['auth'], string>> = {
  session: '需登录 / session',
  'signed-in': '登录中 / signed in',
  open: '公开 / open',
};

function section(operation: string, entry: RouteEntry): string {
  const marks = [
    access[entry.auth],
    ...(entry.demo ? ['仅演示模式 / demo mode only'] : []),
    ...(entry.keyed ? ['Idempotency-Key'] : []),
  ];
  return `<section id="${operation}">
<h1><code><span class="method">${entry.method.toUpperCase()}</span>${escape(entry.path)}</code></h1>
<p>${escape(entry.summary.zh)} <span lang="en">· ${escape(entry.summary.en)}</span></p>
<p class="hint">${marks.join(' · ')} · ${[...Object.keys(entry.answers), ...refusalsOf(entry)].join(' ')}</p>
${entry.query ? details('查询参数 / query', jsonSchema(entry.query, 'input')) : ''}
${Object.hasOwn(examples, operation) ? details('示例 / example', examples[operation]) : ''}
${entry.body ? details('请求内容 / body', jsonSchema(entry.body, 'input')) : ''}
${Object.entries(entry.answers)
  .map(([status, { schema }]) => (schema ? details(`回应 / answer ${status}`, jsonSchema(schema, 'output')) : ''))
  .join('\n')}
</section>`;
}

const details = (title: string, schema: unknown): string =>
  `<details open><summary>${escape(title)}</summary><pre>${escape(JSON.stringify(schema, null, 2))}</pre></details>`;
