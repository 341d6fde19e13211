// The community's tables as Kysely sees them, and the one way to them. What the columns mean is said in migrations/.
import { Kysely, PostgresDialect, type ColumnType, type JSONColumnType } from 'kysely';
import type { Pool } from 'pg';
import type { Json } from '@six-order/engine';

/** An instant: `timestamptz`. */
type Instant = ColumnType<Date, Date | string, Date | string>;
type NullableInstant = ColumnType<Date | null, Date | string | null, Date | string | null>;
type JsonObject = JSONColumnType<{ readonly [key: string]: Json }>;

export interface UnitsTable {
  tenant: string;
  id: string;
  code: string;
  name: string;
  kind: string;
  parent: string | null;
  path: string;
  valid_from: Instant;
  valid_to: NullableInstant;
  flags: JsonObject;
}

export interface PeopleTable {
  tenant: string;
  id: string;
  key: Uint8Array;
  name: Uint8Array;
}

export interface PostsTable {
  tenant: string;
  id: string;
  person: string;
  role: string;
  unit: string;
  valid_from: Instant;
  valid_to: NullableInstant;
  deputy_of: string | null;
  marks: JsonObject;
}

export interface AbsencesTable {
  tenant: string;
  id: string;
  person: string;
  starts_at: Instant;
  ends_at: Instant;
  entered_by: string;
}

export interface CountyRulesTable {
  tenant: string;
  id: string;
  kind: string;
  key: string;
  path: string;
  value: ColumnType<Json, string, string>;
  document: string;
  valid_from: Instant;
  valid_to: NullableInstant;
}

export interface CalendarNoticesTable {
  tenant: string;
  year: number;
  document: string;
  imported_at: Instant;
  days: ColumnType<Json, string, string>;
}

export interface SearchCopiesTable {
  order_id: string;
  tenant: string;
  text: string;
  /** When its order ended, once nothing else is left of its text. The database writes it. */
  ended_at: ColumnType<Date | null, never, never>;
}

export interface ReferenceVersionsTable {
  tenant: string;
  name: string;
  /** Grows with each change; compared, never counted with. */
  version: string;
}

export interface OrderNumbersTable {
  tenant: string;
  /** YYYYMMDD in Asia/Shanghai. */
  day: string;
  last: number;
}

export interface NoticesTable {
  tenant: string;
  outbox: string;
  person: string;
  template: string;
  params: JsonObject;
  order_id: string | null;
  /** The order's entry that asked for it; 0 where none is known. */
  seq: ColumnType<number, number, never>;
  /** What it is about when no order is. */
  activity: ColumnType<string | null, string | null | undefined, never>;
  at: Instant;
  read_at: NullableInstant;
}

export interface DemoClockTable {
  id: boolean;
  offset_ms: ColumnType<string, number, number>;
}

export interface Tables {
  units: UnitsTable;
  people: PeopleTable;
  posts: PostsTable;
  absences: AbsencesTable;
  county_rules: CountyRulesTable;
  search_copies: SearchCopiesTable;
  calendar_notices: CalendarNoticesTable;
  reference_versions: ReferenceVersionsTable;
  order_numbers: OrderNumbersTable;
  notices: NoticesTable;
  demo_clock: DemoClockTable;
}

export type Db = Kysely<Tables>;

/** The community's tables in the database of `pool`. The pool stays its owner's: never `destroy()` what this gives. */
export const openTables = (pool: Pool): Db => new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
