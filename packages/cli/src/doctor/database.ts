// The database itself: version, locale, migrations, what the application's role may not do.
import type { Pool } from 'pg';
import { isUnfinished, unfinished } from '../backup/read-backup.ts';
import { madeByNewer, newerMigrations, pendingMigrations } from '../migrations.ts';
import { type Finding, look, ok, problem, warning } from './finding.ts';

const OLDEST_MAJOR = 15;
/** Migrations, by their names. */
const NAMED = 5;

export const lookAtDatabase = (db: Pool): Promise<Finding[]> =>
  Promise.all([
    look('database version', async () => {
      const [row] = (
        await db.query<{ number: string; name: string }>(
          `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
        )
      ).rows;
      const major = Math.floor(Number(row?.number) / 10_000);
      if (major < OLDEST_MAJOR)
        return problem('database version', `PostgreSQL ${row?.name} is too old: ${OLDEST_MAJOR} or newer is needed`);
      return ok('database version', `PostgreSQL ${row?.name}`);
    }),
    look('locale', async () => {
      const [row] = (
        await db.query<{ encoding: string; locale: string }>(
          `select pg_encoding_to_char(encoding) as encoding, datctype as locale from pg_database where datname = current_database()`,
        )
      ).rows;
      const seen = `${row?.encoding}, ${row?.locale}`;
      if (row?.encoding !== 'UTF8') return problem('locale', `${seen}: make the database with encoding UTF8`);
      const [trigrams] = (await db.query<{ sees: boolean }>(`select show_trgm('点单') <> '{}' as sees`)).rows;
      if (!trigrams?.sees)
        return problem('locale', `${seen}: search sees no Chinese here; make the database with locale C.UTF-8 (template0)`);
      return ok('locale', `${seen}; search sees Chinese`);
    }),
    look('migrations', async () => {
      if (await isUnfinished(db)) return problem('migrations', unfinished);
      const pending = await pendingMigrations(db);
      if (pending.length > 0)
        return problem(
          'migrations',
          `not applied: ${pending.slice(0, NAMED).join(', ')}${pending.length > NAMED ? ` and ${pending.length - NAMED} more` : ''}; run \`npm run six-order -- migrate\``,
        );
      const [row] = (
        await db.query<{ count: number; last: string }>('select count(*)::int as count, max(name) as last from migrations')
      ).rows;
      const seen = `${row?.count} applied, up to ${row?.last}`;
      const newer = await newerMigrations(db);
      return newer.length > 0 ? warning('migrations', `${seen}. ${madeByNewer(newer)}`) : ok('migrations', seen);
    }),
    look('durability', async () => {
      const { rows } = await db.query<{ name: string; setting: string }>(
        `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`,
      );
      if (rows.length > 0)
        return problem(
          'durability',
          `${rows.map(({ name }) => name).join(', ')} off: what was acknowledged can be lost; switch on`,
        );
      return ok('durability', 'fsync, full_page_writes and synchronous_commit are on');
    }),
    look('journal', async () => {
      const [row] = (
        await db.query<{ may: boolean }>(
          `select has_table_privilege('six_order_app', 'journal', 'update, delete, truncate') as may`,
        )
      ).rows;
      if (row?.may)
        return problem('journal', 'the application may change written entries; run `npm run six-order -- migrate` as the owner');
      return ok('journal', 'the application can only add to it');
    }),
    look('connections', async () => {
      const [row] = (
        await db.query<{ used: number; most: number }>(
          `select (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used, current_setting('max_connections')::int as most`,
        )
      ).rows;
      const { used = 0, most = 0 } = row ?? {};
      const seen = `${used} of ${most} used`;
      return used > most * 0.8
        ? warning('connections', `${seen}: raise max_connections or run fewer processes`)
        : ok('connections', seen);
    }),
  ]);
