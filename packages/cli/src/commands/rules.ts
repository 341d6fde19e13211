// `six-order rules import FILE`: brings in what a county decided in place of defaults: duties, powers, limits, stations and more.
import { importCountyRules, type ImportedRules } from '@six-order/community/county-rules/county-rule-store';
import { readRuleTable, type RuleProblem } from '@six-order/community/county-rules/rule-table';
import { openTables } from '@six-order/community/tables';
import { countiesOf, readUnits } from '@six-order/community/units/unit-store';
import { openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { migrateAll, pendingMigrations } from '../migrations.ts';
import { newId } from '../new-id.ts';
import { report, say } from '../screen.ts';
import { readTextFile } from '../text-file.ts';

interface RulesImport {
  readonly file: string;
  /** Its code; without it the one county of the database. */
  readonly county?: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** 0 when the rules are in, or would be; 1 when they were refused and nothing was written. The file is read before anything is opened. */
export async function importRules({ file, county, dryRun, json }: RulesImport): Promise<0 | 1> {
  const text = await readTextFile(file);
  const database = await openDatabase(readConfiguration(process.env), say);
  const pool = openPool(database.url, 'app', { max: 1 });
  try {
    if (database.embedded) await migrateAll(database.url);
    else if ((await pendingMigrations(pool)).length > 0) {
      throw new CommandFailure('The database is behind this release: run `npm run six-order -- migrate`, then import again.');
    }
    const db = openTables(pool);
    const tenant = countyFor(county, await countiesOf(db));
    const units = new Map(
      (await readUnits(db, tenant)).filter(({ validTo }) => validTo === null).map((unit) => [unit.code, unit.path]),
    );
    const read = readRuleTable(text, { tenant, newId, pathOf: (code) => units.get(code) });
    if (read.kind === 'refused') return refuse(read.problems, json);
    const done = await importCountyRules(db, read.rules, dryRun, { at: Date.now(), by: null, newId });
    if (done.refused.length > 0) {
      return refuse(
        done.refused.map(({ kind, key, path }) => ({
          line: 0,
          message: `another rule ${kind} ${key} begins for ${path} on that day: give this one another day`,
        })),
        json,
      );
    }
    const { refused: _, ...counts } = done;
    report(json, { county: tenant, dryRun, ...counts }, () => said(done, dryRun));
    return 0;
  } finally {
    await pool.end();
    await database.close();
  }
}

function countyFor(asked: string | undefined, counties: readonly string[]): string {
  if (asked !== undefined) {
    if (counties.includes(asked)) return asked;
    throw new CommandFailure(`There is no county ${asked} in this database.`);
  }
  const [only, ...others] = counties;
  if (only !== undefined && others.length === 0) return only;
  throw new CommandFailure(
    only === undefined ? 'There is no county in this database: import its units first.' : `Name the county: --county ${only}, …`,
  );
}

function refuse(problems: readonly RuleProblem[], json: boolean): 1 {
  report(json, { imported: false, problems }, () =>
    [
      'Nothing was imported:',
      ...problems.map(({ line, message }) => (line === 0 ? `  ${message}` : `  line ${line}: ${message}`)),
    ].join('\n'),
  );
  return 1;
}

const said = ({ added, ended, same }: ImportedRules, dryRun: boolean): string =>
  `${dryRun ? 'Would import' : 'Imported'}: ${added} new, ${ended} with another end, ${same} as they were.`;
