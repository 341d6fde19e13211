// For loads and benches, in which two members do the work of a county.
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoId } from '@six-order/community/demo/demo-id';
import { demoTenant } from '@six-order/community/demo/seed';
import { openTables } from '@six-order/community/tables';
import { openPool } from '@six-order/engine/runtime';

/** From here on everybody of the demo's county may hold any number of orders. Before the processes that are to know it start. */
export async function liftLoadLimit(url: string): Promise<void> {
  const pool = openPool(url, 'app', { max: 1 });
  await putCountyRules(openTables(pool), [
    {
      id: demoId('no load limit'),
      tenant: demoTenant,
      kind: 'dispatch',
      key: '',
      path: 'u522326',
      value: { openOrders: {}, whateverLoad: [] },
      document: '压力测试',
      validFrom: 0,
      validTo: null,
    },
  ]).finally(() => pool.end());
}
