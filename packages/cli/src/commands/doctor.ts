// `six-order doctor`: looks at everything that must be right and says what to do about what is not.
import { openClock } from '@six-order/community/demo/clock';
import { openTables } from '@six-order/community/tables';
import { openPool } from '@six-order/engine/runtime';
import { type Configuration, presentConfiguration, readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { lookAtAccessLog } from '../doctor/access-log.ts';
import { lookAtBackups } from '../doctor/backups.ts';
import { lookAtCalendar } from '../doctor/calendar.ts';
import { lookAtCards } from '../doctor/cards.ts';
import { lookAtChains } from '../doctor/chains.ts';
import { lookAtClock } from '../doctor/clock.ts';
import { lookAtDatabase } from '../doctor/database.ts';
import { lookAtDemoPast } from '../doctor/demo-past.ts';
import { lookAtDisk } from '../doctor/disk.ts';
import { type Finding, ok, problem } from '../doctor/finding.ts';
import { lookAtErasures } from '../doctor/erasures.ts';
import { lookAtKeys } from '../doctor/keys.ts';
import { lookAtNotices } from '../doctor/notices.ts';
import { lookAtRetention } from '../doctor/retention.ts';
import { lookAtQueues } from '../doctor/queues.ts';
import { lookAtApi, lookAtWorker } from '../doctor/running.ts';
import { lookAtSignIn } from '../doctor/sign-in.ts';
import { lookAtUnits } from '../doctor/units.ts';
import { lookAtVersions } from '../doctor/versions.ts';
import { lookAtWebhooks } from '../doctor/webhooks.ts';
import { lookAtWork } from '../doctor/work.ts';
import { engineAlone } from '../engine-alone.ts';
import { openLedger } from '../erasure/ledger.ts';
import { describe } from '../failure.ts';
import { openKeys } from '../keys.ts';
import { columns, report, say } from '../screen.ts';

/** Of what PostgreSQL says, its beginning and its end. */
const MOST_LINES = 5;

export async function doctor({ json }: { readonly json: boolean }): Promise<0 | 1> {
  const configuration = readConfiguration(process.env);
  const keys = await openKeys(configuration);
  const opened = await openDatabase(configuration, say).catch((error: unknown) => describe(error));
  if (typeof opened === 'string') return tell(configuration, await lookWithout(configuration, opened), json);
  const database = opened;
  // As the owner: what the application may not do is looked at too.
  const db = openPool(database.url, 'owner', { max: 4 });
  try {
    const fault = await db.query('select').then(
      () => null,
      (error: unknown) => describe(error),
    );
    if (fault !== null) return tell(configuration, await lookWithout(configuration, fault), json);
    const clock = await openClock({ db: openTables(db), demo: configuration.demo }).catch(() => null);
    const now = clock?.now() ?? Date.now();
    await clock?.close();
    const lookAtTheRest = async (): Promise<Finding[]> => [
      await lookAtWorker(db),
      await lookAtApi(configuration),
      await lookAtClock(db, { now: clock?.now ?? Date.now, wall: Date.now }),
      await lookAtKeys(db, keys),
      await lookAtChains(db, engineAlone(db, keys.keyring)),
      await lookAtBackups(db, { wall: Date.now(), demo: configuration.demo }),
      await lookAtQueues(database.url, configuration.redisUrl),
      ...(await lookAtSignIn(db, keys.keyring, Date.now())),
      ...(await lookAtWork(db, { now, wall: Date.now(), demo: configuration.demo })),
      await lookAtVersions(engineAlone(db, keys.keyring)),
      await lookAtWebhooks(db),
      await lookAtNotices(db),
      await lookAtAccessLog(openTables(db), keys.keyring, now),
      ...(await lookAtUnits(openTables(db), now)).map((one) => (configuration.demo ? leftSo(one) : one)),
      await lookAtCards(db, now),
      await lookAtCalendar(openTables(db), now),
      await lookAtErasures(db, openLedger(configuration.ledger, keys.keyring)),
      await lookAtRetention(openTables(db), now),
      ...(configuration.demo ? [await lookAtDemoPast(openTables(db))] : []),
    ];
    const { rows } = await db.query<{ empty: boolean }>(`select to_regclass('public.orders') is null as empty`);
    const findings = [
      ...(await lookAtDatabase(db)),
      await lookAtDisk([configuration.data, database.folder ?? configuration.data], configuration.databaseUrl !== null),
      // What was never migrated has nothing else to look at.
      ...(rows[0]?.empty ? [] : await lookAtTheRest()),
    ];
    return tell(configuration, findings, json);
  } finally {
    await db.end();
    await database.close();
  }
}

/** Where the database does not answer: which it is, why, and what can be seen from here. */
const lookWithout = async (configuration: Configuration, fault: string): Promise<Finding[]> => {
  const lines = fault.split('\n').filter((line) => line.trim() !== '');
  const short = lines.length > MOST_LINES ? [lines[0] ?? '', '…', ...lines.slice(1 - MOST_LINES)] : lines;
  return [
    problem('database', short.join('; ')),
    await lookAtDisk([configuration.data], configuration.databaseUrl !== null),
    await lookAtApi(configuration),
  ];
};

function tell(configuration: Configuration, findings: readonly Finding[], json: boolean): 0 | 1 {
  const problems = findings.filter(({ status }) => status === 'problem').length;
  const shown = presentConfiguration(configuration);
  report(json, { ok: problems === 0, configuration: shown, findings }, () => text(shown, findings, problems));
  return problems === 0 ? 0 : 1;
}

/** What an invented street lacks is no fault of anybody's: it is there to be tried. */
const leftSo = (finding: Finding): Finding =>
  finding.status === 'warning' ? ok(finding.name, `of the demo, left so to be tried: ${finding.detail}`) : finding;

const signs: Record<Finding['status'], string> = { ok: '✓', warning: '!', problem: '✗' };

const verdict = (findings: readonly Finding[], problems: number): string => {
  if (problems > 0) {
    const lies = ['worker', 'API'].every((name) => findings.some((one) => one.name === name && one.status === 'problem'));
    return `${lies ? 'Nothing runs: nobody is served and no deadline wakes until it is started. ' : ''}${problems} ${problems === 1 ? 'problem' : 'problems'}.`;
  }
  return findings.some(({ status }) => status === 'warning') ? 'No problem; what is marked ! wants a look.' : 'All is well.';
};

const text = (configuration: Readonly<Record<string, string>>, findings: readonly Finding[], problems: number): string =>
  [
    'Configuration',
    columns(Object.entries(configuration)),
    '',
    'Findings',
    columns(findings.map(({ name, status, detail }) => [`${signs[status]} ${name}`, detail])),
    '',
    verdict(findings, problems),
  ].join('\n');
