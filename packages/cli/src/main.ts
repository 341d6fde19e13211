#!/usr/bin/env node
// The command line. Exit codes: 0 done, 1 failed, 2 asked for wrongly.
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { fail } from './failure.ts';

// What Node compiled it keeps for the next process, which begins in two thirds of the time. Where it may not write it does without.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/six-order-compiled'));

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string };

const program = new Command('six-order')
  .description('Orders of a community from placing to evaluation: 点单 派单 接单 督单 晒单 评单')
  .version(version, '--version', 'say which release this is')
  .exitOverride()
  .showHelpAfterError('(`npm run six-order -- --help` shows what there is)')
  .addHelpText(
    'after',
    `
In a checkout it is called by npm: \`npm run six-order -- COMMAND\`; \`npm start\` is its start, \`npm run bench\` its bench.

Environment (\`npm run six-order -- doctor\` shows what is in force):
  PORT, HOST         where it listens (3000, 127.0.0.1); port 0 takes any free one
  SIX_ORDER_DATA     folder of the embedded database, keys and log (.six-order)
  DATABASE_URL       a PostgreSQL ≥ 15 to use instead of the embedded one; needs SIX_ORDER_KEYS
  REDIS_URL          Redis or Valkey for the queues, several hosts for a Cluster (queues in PostgreSQL)
  SIX_ORDER_DEMO     on or off: personas, movable clock, seeded street (on with the embedded database)
  SIX_ORDER_KEYS     master keys, VERSION:BASE64 of 32 bytes, separated by commas (generated into the data folder)
  SIX_ORDER_LEDGER   file that erasures are written down in (erasures.jsonl in the data folder)
  SIX_ORDER_BACKUP_KEY  key or passphrase of backups
  PUBLIC_URL         for links in notices (from the request)
  SIX_ORDER_PROXIES  addresses or networks of proxies that say who the client is (this machine only)
  SIX_ORDER_SMS_URL, SIX_ORDER_SMS_SECRET
                     signed webhook that sends telephones' codes and notices; https and a public address, unless
                     SIX_ORDER_WEBHOOK_PRIVATE=on (none: no sign-in by telephone but in the demo)
  SIX_ORDER_SMTP_URL, SIX_ORDER_MAIL_FROM
                     mail server that notices go through, smtps://user:password@host:465, and their sender (none: no e-mail)
  SIX_ORDER_OIDC_ISSUER, SIX_ORDER_OIDC_CLIENT_ID, SIX_ORDER_OIDC_CLIENT_SECRET
                     the county's identity provider; needs PUBLIC_URL. SIX_ORDER_OIDC_CLAIM names the claim that
                     holds the name staff have here (preferred_username)

Exit codes: 0 done, 1 failed, 2 asked for wrongly.`,
  );

/** An id as reports and the API show it. Refused before anything is opened, as whatever is asked for wrongly. */
const id = (text: string): string => {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return text;
  throw new InvalidArgumentError('An id is a UUID, as reports and the API show it.');
};
const between =
  (least: number, most: number) =>
  (text: string): string => {
    if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return text;
    throw new InvalidArgumentError(`A number from ${least} to ${most} is wanted.`);
  };
const scopes = (text: string): string => {
  if (/^(?:read|write|reveal)(?:,(?:read|write|reveal))*$/.test(text)) return text;
  throw new InvalidArgumentError('Scopes are read, write, reveal, separated by commas.');
};

/** Of those who listen. What else there is to set stands in the program's own help. */
const where = `
Environment:
  PORT, HOST         where it listens (3000, 127.0.0.1); port 0 takes any free one
\`npm run six-order -- --help\` names what else can be set.`;

let exitCode = 0;

// Whoever reads our output may leave early (`| head`): then there is nobody left to tell. What serves goes on, and ends its
// PostgreSQL when it is told to.
let serves = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(1);
  if (!serves) process.exit(exitCode);
});

/** Each command is loaded when it is asked for: `--help` and `migrate` need not wait for all of the API. */
const command = (name: string, description: string) => program.command(name).description(description);

command('start', 'migrates, seeds the demo, serves API and worker in one process, until Ctrl-C')
  .option('--json', 'print where it runs as one line of JSON')
  .option('--dev', 'serve the pages from their sources, with each change shown at once; in the demo on this machine only')
  .addHelpText('after', where)
  .action(async ({ json = false, dev = false }: { json?: boolean; dev?: boolean }) => {
    serves = true;
    exitCode = await (await import('./commands/serve.ts')).start({ json, dev });
  });

command('api', 'serves the HTTP API alone; workers run elsewhere')
  .option('--json', 'print where it runs as one line of JSON')
  .addHelpText('after', where)
  .action(async (options: { json?: boolean }) => {
    serves = true;
    exitCode = await (await import('./commands/serve.ts')).api({ json: options.json === true });
  });

command('worker', 'fires timers and delivers effects alone; several share the work').action(async () => {
  serves = true;
  exitCode = await (await import('./commands/serve.ts')).worker();
});

command('migrate', 'brings the database to this release; run it before the new processes start')
  .option(
    '--orders',
    'then moves open orders to the newest version of their workflow, each by an entry in its journal; broken off, run it again',
  )
  .option('--json', 'print the report as JSON')
  .addHelpText(
    'after',
    '\nA process of the release before does not know the new version and leaves what was moved alone: run --orders when none works any more.',
  )
  .action(async ({ orders, json }: { orders?: boolean; json?: boolean }) => {
    exitCode = await (await import('./commands/migrate.ts')).migrate({ orders: orders === true, json: json === true });
  });

command('backup', 'writes an encrypted copy of all that cannot be made again, while everything goes on')
  .argument('<file>', 'a new file')
  .option('--json', 'print the report as JSON')
  .addHelpText(
    'after',
    '\nSIX_ORDER_BACKUP_KEY is the key or passphrase. In it: all tables (sign-in too), attachments; not in it: master keys, the ledger of erasures, queues.',
  )
  .action(async (file: string, { json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/backup.ts')).backup({ file, json: json === true });
  });

command('restore', 'puts a backup into an empty database, verifies every order, and erases again what was erased since')
  .argument('<file>', 'a file that `six-order backup` wrote')
  .option('--without-ledger', 'there never was a ledger of erasures; else what was erased since the backup comes back')
  .option('--json', 'print the report as JSON')
  .addHelpText('after', '\nSIX_ORDER_BACKUP_KEY and SIX_ORDER_KEYS are those of the time of the backup.')
  .action(async (file: string, { withoutLedger, json }: { withoutLedger?: boolean; json?: boolean }) => {
    const { restore } = await import('./commands/restore.ts');
    exitCode = await restore({ file, withoutLedger: withoutLedger === true, json: json === true });
  });

command('erase', 'destroys what is personal about an order, for good; its journal stays and still verifies')
  .argument('<order>', 'id of the order', id)
  .option('--json', 'print the report as JSON')
  .action(async (order: string, { json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/erase.ts')).erase({ order, json: json === true });
  });

const retention = command(
  'retention',
  'what personal data is past its time: planned, signed by two, then destroyed by the worker',
);
retention
  .command('show')
  .description('shows what is due and each plan with its signatures and what was done')
  .option('--json', 'print the report as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/retention.ts')).showRetention({ json: json === true });
  });
retention
  .command('plan')
  .description('the dry run: names every order that something is due for, and changes none')
  .option('--county <code>', 'which county, where there are several')
  .option('--json', 'print the plan as JSON')
  .action(async ({ county, json }: { county?: string; json?: boolean }) => {
    exitCode = await (await import('./commands/retention.ts')).plan({ county, json: json === true });
  });
retention
  .command('sign')
  .description('signs a plan; with the signatures of the data protection officer and of the archives officer it is carried out')
  .argument('<plan>', 'id of the plan', id)
  .requiredOption('--post <post>', 'id of the signer’s post: of role dpo, or archives', id)
  .option('--json', 'print the report as JSON')
  .action(async (run: string, { post, json }: { post: string; json?: boolean }) => {
    exitCode = await (await import('./commands/retention.ts')).sign({ run, post, json: json === true });
  });

const keys = command('keys', 'the master keys that personal data is sealed under');
keys
  .command('list')
  .description('shows the versions, and what hangs on each')
  .option('--json', 'print the report as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/keys.ts')).listKeys({ json: json === true });
  });
keys
  .command('add')
  .description('makes a new key, held by all and used by none until `keys rotate`')
  .option('--json', 'print the report as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/keys.ts')).addKey({ json: json === true });
  });
keys
  .command('rotate')
  .description('takes the newest key into use and wraps every data key by it, while everything goes on; broken off, run it again')
  .option('--json', 'print the report as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/keys.ts')).rotateKeys({ json: json === true });
  });

command('seed', 'builds the demo street with a person in a post for each persona; what is there stays')
  .option('--past', 'with orders of the last weeks in every state, where there are none yet, as the first start does')
  .option('--json', 'print the report as JSON')
  .action(async ({ past = false, json = false }: { past?: boolean; json?: boolean }) => {
    exitCode = await (await import('./commands/seed.ts')).seed({ past, json });
  });

command('import', 'brings records of another system in as orders with their whole history; again, it goes on or changes nothing')
  .argument('<file>', 'a CSV file in UTF-8 with a header')
  .requiredOption('--profile <name>', 'how the file reads: boston311')
  .option('--json', 'print the report as JSON, every refused and disputed row in it')
  .addHelpText(
    'after',
    '\nNo other process of six-order may work on the database meanwhile. Refused rows are in the report, with line and reason; they do not fail the import.',
  )
  .action(async (file: string, { profile, json }: { profile: string; json?: boolean }) => {
    exitCode = await (await import('./commands/import.ts')).importRows({ file, profile, json: json === true });
  });

command('units', 'a county’s units: streets, communities, grids, buildings, organisations, facilities')
  .command('import')
  .description('brings units in from a county file (JSON) or a table (CSV); again, it changes nothing')
  .argument('<file>', 'a .json county file, or a CSV file in UTF-8 with a header (编码,名称,类型,上级 …)')
  .option('--dry-run', 'say what it would do, row by row, and write nothing')
  .option('--partial', 'put the good rows though others are refused; without it one refused row leaves all as it was')
  .option('--json', 'print the report as JSON, every row in it')
  .action(async (file: string, options: { dryRun?: boolean; partial?: boolean; json?: boolean }) => {
    exitCode = await (
      await import('./commands/units.ts')
    ).importUnits({
      file,
      dryRun: options.dryRun === true,
      partial: options.partial === true,
      json: options.json === true,
    });
  });

command('rules', 'what a county decided in place of defaults: duties, powers, limits, stations, deadlines')
  .command('import')
  .description('brings rules in from a table, whole or not at all; again, it changes nothing')
  .argument('<file>', 'a CSV file in UTF-8: kind,key,unit,value,document,from,to (value is JSON)')
  .option('--county <code>', 'of which county; without it the only one of this database')
  .option('--dry-run', 'say what it would do, and write nothing')
  .option('--json', 'print the report as JSON')
  .action(async (file: string, { county, dryRun, json }: { county?: string; dryRun?: boolean; json?: boolean }) => {
    const { importRules } = await import('./commands/rules.ts');
    exitCode = await importRules({ file, county, dryRun: dryRun === true, json: json === true });
  });

const calendar = command('calendar', 'the official calendar that deadlines are counted by');
calendar
  .command('import')
  .description('brings the yearly notice on holidays in, whole or not at all')
  .argument('<file>', 'a CSV file in UTF-8: kind,name_zh,name_en,from,to,days (kind is year, holiday or workday)')
  .option('--county <code>', 'for one county only; without it for all of this database')
  .option('--json', 'print the report as JSON')
  .action(async (file: string, { county, json }: { county?: string; json?: boolean }) => {
    exitCode = await (await import('./commands/calendar.ts')).importCalendar({ file, county, json: json === true });
  });
calendar
  .command('recount')
  .description('counts open orders anew: after an import that was cut short, or days of a county’s own')
  .option('--county <code>', 'one county only')
  .option('--json', 'print the report as JSON')
  .action(async ({ county, json }: { county?: string; json?: boolean }) => {
    exitCode = await (await import('./commands/calendar.ts')).recountCalendar({ county, json: json === true });
  });
calendar
  .command('show')
  .description('shows the working days, holidays and office hours of a year')
  .argument('<year>', 'such as 2026')
  .option('--county <code>', 'which county, where there are several')
  .option('--path <path>', 'a place in the unit tree, such as u522326.u004, with days or hours of its own', '')
  .option('--json', 'print it as JSON')
  .action(async (year: string, { county, path, json }: { county?: string; path: string; json?: boolean }) => {
    exitCode = await (await import('./commands/calendar.ts')).showCalendar({ year, county, path, json: json === true });
  });

const staff = command('staff', 'accounts of staff');
staff
  .command('invite')
  .description('makes an account for the person in a post and prints the one-time code that sets its password')
  .argument('<post>', 'id of the post', id)
  .option('--username <name>', 'the name to sign in with, such as a staff number (made up)')
  .option('--reset-authenticator', 'takes authenticator and recovery codes away, for one who lost both')
  .option('--json', 'print the invitation as JSON')
  .action(async (post: string, options: { username?: string; resetAuthenticator?: boolean; json?: boolean }) => {
    const { inviteStaff } = await import('./commands/accounts.ts');
    const { username, resetAuthenticator = false, json = false } = options;
    exitCode = await inviteStaff({ post, resetAuthenticator, json, ...(username !== undefined && { username }) });
  });

const key = command('key', 'keys of other systems, each for one post');
key
  .command('make')
  .description('makes a key and prints it, this once')
  .argument('<post>', 'id of the post that it acts in', id)
  .requiredOption('--name <name>', 'which system it is for')
  .option('--scopes <list>', 'read, write, reveal, separated by commas', scopes, 'read')
  .option('--days <number>', 'how long it is good', between(1, 730), '365')
  .option('--a-minute <number>', 'requests a minute', between(1, 60_000), '300')
  .option('--json', 'print the key as JSON')
  .action(async (post: string, options: { name: string; scopes: string; days: string; aMinute: string; json?: boolean }) => {
    exitCode = await (await import('./commands/accounts.ts')).makeKey({ ...options, post, json: options.json === true });
  });
key
  .command('list')
  .description('lists keys, without the keys themselves')
  .option('--json', 'print the list as JSON')
  .action(async ({ json = false }: { json?: boolean }) => {
    exitCode = await (await import('./commands/accounts.ts')).listKeys({ json });
  });
key
  .command('revoke')
  .description('ends a key at once')
  .argument('<id>', 'as `key list` shows it')
  .option('--json', 'print the report as JSON')
  .action(async (id: string, { json = false }: { json?: boolean }) => {
    exitCode = await (await import('./commands/accounts.ts')).revokeKey({ id, json });
  });

command('doctor', 'looks at configuration, database, keys, queues and waiting work, and says what to do')
  .option('--json', 'print the report as JSON')
  .addHelpText(
    'after',
    '\nExits with 1 when it finds a problem. With the embedded database it starts that for the time it looks.',
  )
  .action(async (options: { json?: boolean }) => {
    exitCode = await (await import('./commands/doctor.ts')).doctor({ json: options.json === true });
  });

command('story', 'plays an order’s life in the terminal on a throw-away database: each step, clock and explanation')
  .argument('[name]', 'which story; without it they are listed')
  .addOption(new Option('--lang <language>', 'in which words').choices(['zh', 'en', 'both']).default('both'))
  .action(async (name: string | undefined, { lang }: { lang: 'zh' | 'en' | 'both' }) => {
    exitCode = await (await import('./commands/story.ts')).story({ name, language: lang });
  });

command('bench', 'measures this machine against baselines on the same database')
  .argument('[arguments...]', 'handed on to the benchmarks')
  .allowUnknownOption()
  .action(async (rest: readonly string[]) => {
    exitCode = await (await import('./commands/bench.ts')).bench(rest);
  });

try {
  await program.parseAsync();
  process.exitCode = exitCode;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = fail(error);
}
