// After news of one order a desk reads the page anew that the order is on, not all that was scrolled through.
//
// R1: no row is lost: pages follow each other without a gap, or everything is read anew. Rows that overlap are shown once (queue.tsx).
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { get, type Reply } from '../shared/api/client.ts';

export type DeskPage = Reply<'listOrders'>;
type Pages = InfiniteData<DeskPage, string>;

const PAGE = 100;

/** `unit`: only what lies in there; null: all of it. */
export const deskPath = (desk: string, unit: string | null, cursor: string): string =>
  `/api/v1/orders?desk=${desk}&limit=${PAGE}${unit === null ? '' : `&unit=${unit}`}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;

export const readDesk = (desk: string, unit: string | null, cursor: string): Promise<DeskPage> =>
  get<'listOrders'>(deskPath(desk, unit, cursor));

/** Under which its pages are kept. */
export const deskKey = (desk: string, unit: string | null) => ['orders', desk, unit] as const;

const isPages = (data: unknown): data is Pages => Array.isArray((data as Pages | undefined)?.pages);

/** The pages with one of them read anew; null when a row may lie between it and the next. */
function withPage({ pages, pageParams }: Pages, at: number, page: DeskPage): Pages | null {
  const before = pages[at]?.orders.at(-1)?.id;
  const following = pages[at + 1]?.orders[0]?.id;
  const ids = new Set(page.orders.map(({ id }) => id));
  if (following !== undefined && !ids.has(following) && (before === undefined || !ids.has(before))) return null;
  return { pages: pages.with(at, page), pageParams };
}

/** Told that an order has changed, wherever it stands now; null: anything may have. */
export function refreshDesks(queries: QueryClient, order: string | null): void {
  for (const query of queries.getQueryCache().findAll({ queryKey: ['orders'] })) {
    const { data } = query.state;
    const [, desk, unit = null] = query.queryKey as readonly (string | null | undefined)[];
    const at = isPages(data) && order !== null ? data.pages.findIndex(({ orders }) => orders.some(({ id }) => id === order)) : -1;
    // One that is not among them may come in anywhere.
    if (!isPages(data) || at < 0 || data.pages.length === 1 || !query.isActive() || typeof desk !== 'string') {
      void queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
      continue;
    }
    readDesk(desk, unit, data.pageParams[at] ?? '').then(
      (page) => {
        const now = query.state.data;
        const next = isPages(now) && now.pages[at] === data.pages[at] ? withPage(now, at, page) : null;
        if (next) queries.setQueryData(query.queryKey, next);
        else void queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
      },
      () => void queries.invalidateQueries({ queryKey: query.queryKey, exact: true }),
    );
  }
}
