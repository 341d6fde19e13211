// What those who run the service ask: alive, ready, how it goes, what the contract is.
import { Router } from 'express';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import type { RouteEntry } from '../contract/entry.ts';
import { docsPages, docsPolicy, type DocsPages } from '../docs-page.ts';
import { openApi } from '../openapi.ts';
import type { ReadinessReport } from '../readiness.ts';
import { reference } from '../reference.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';

export interface OperationsOptions {
  /** What of the contract is mounted. */
  readonly entries: Readonly<Record<string, RouteEntry>>;
  readonly version: string;
  readonly publicUrl: string | null;
  readonly readiness: () => Promise<ReadinessReport>;
}

export function operationsRoutes(api: Api, { entries, version, publicUrl, readiness }: OperationsOptions): Router {
  const router = Router();
  let document: string | undefined;
  let pages: DocsPages | undefined;
  let plain: string | undefined;

  serve(router, api, contract.getHealth, ({ res }) => sendJson(res, 200, { status: 'ok' }));

  serve(router, api, contract.getReadiness, async ({ res }) => {
    const report = await readiness();
    sendJson(res, report.ready ? 200 : 503, report);
  });

  serve(router, api, contract.getMetrics, async ({ res }) => {
    const text = await api.metrics.text();
    res.set('content-type', api.metrics.contentType).send(text);
  });

  serve(router, api, contract.getOpenApi, ({ res }) => {
    document ??= JSON.stringify(openApi({ entries, version, publicUrl }));
    res.type('json').send(document);
  });

  serve(router, api, contract.getDocs, ({ res }) => {
    pages ??= docsPages(entries);
    res.set('content-security-policy', docsPolicy).type('html').send(pages.contents);
  });

  serve(router, api, contract.getDocsOf, ({ params: { operation }, res }) => {
    pages ??= docsPages(entries);
    const page = pages.page(operation);
    if (page === undefined) throw new Refusal('not-found');
    res.set('content-security-policy', docsPolicy).type('html').send(page);
  });

  serve(router, api, contract.getReference, ({ res }) => {
    plain ??= reference(entries, version);
    res.type('text/plain').send(plain);
  });

  return router;
}
