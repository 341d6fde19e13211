// 导入: which orders were brought in from elsewhere, and from what; for whoever looks at one.
//
// M3: no import runs beside a process that serves orders (import-store M2), so which counties have any is read once, and an order of another
// costs no statement.
import type { OrderId } from '@six-order/engine';
import { sql } from 'kysely';
import type { Db } from '../tables.ts';

export interface BroughtIn {
  /** The import profile, by its name. */
  readonly source: string;
  /** The record's id over there. */
  readonly number: string;
  /** Its name, without where it lay; null of what was brought in before this was kept. */
  readonly file: string | null;
  /** Epoch ms: what happened up to then is the file's; what did later happened here. Null as above. */
  readonly until: number | null;
}

export interface HeldImports {
  /** Of these orders of a county those that were brought in, by id. */
  of(tenant: string, orders: readonly OrderId[]): Promise<ReadonlyMap<OrderId, BroughtIn>>;
}

export function holdImports(db: Db): HeldImports {
  let tenants: Promise<ReadonlySet<string>> | undefined;
  const held = (): Promise<ReadonlySet<string>> => {
    tenants ??= readTenants(db);
    tenants.catch(() => (tenants = undefined));
    return tenants;
  };
  return {
    async of(tenant, orders) {
      if (orders.length === 0 || !(await held()).has(tenant)) return new Map();
      return readImports(db, orders);
    },
  };
}

/** Each next one is found by the index, however many records there are. */
async function readTenants(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ tenant: string }>`
    with recursive found as (
      (select tenant from imports order by tenant limit 1)
      union all
      select next.tenant from found f, lateral (select tenant from imports where tenant > f.tenant order by tenant limit 1) next
    )
    select tenant from found
  `.execute(db);
  return new Set(rows.map(({ tenant }) => tenant));
}

async function readImports(db: Db, orders: readonly OrderId[]): Promise<ReadonlyMap<OrderId, BroughtIn>> {
  const { rows } = await sql<BroughtIn & { order: OrderId }>`
    select order_id as order, source, external_id as number, file, (extract(epoch from until) * 1000)::float8 as until
    from imports where order_id = any(${orders}::uuid[])
  `.execute(db);
  return new Map(rows.map(({ order, ...broughtIn }) => [order, broughtIn]));
}
