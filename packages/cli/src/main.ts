#!/usr/bin/env node
// The command line. Exit codes: 0 done, 1 failed, 2 asked for wrongly.
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { Command, CommanderError, Help, InvalidArgumentError, Option } from 'commander';
import { fail } from './failure.ts';
import { h } from './help/words.ts';

// What Node compiled it keeps for the next process, which begins in two thirds of the time. Where it may not write it does without.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/six-order-compiled'));

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string };

const plain = new Help();
const program = new Command('six-order')
  .description(h.program)
  .version(version, '--version', h.version)
  .helpOption('-h, --help', h.help)
  .helpCommand('help [command]', h.help)
  .configureHelp({
    styleTitle: (title) => h.titles[title] ?? title,
    optionDescription: (option) => plain.optionDescription(option).replace('choices: ', h.choices).replace('default: ', h.preset),
  })
  .exitOverride()
  .addHelpText('after', h.environment);

/** An id as reports and the API show it. Refused before anything is opened, as whatever is asked for wrongly. */
const id = (text: string): string => {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return text;
  throw new InvalidArgumentError(h.wrong.id);
};
const between =
  (least: number, most: number) =>
  (text: string): string => {
    if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return text;
    throw new InvalidArgumentError(h.wrong.between(least, most));
  };
const scopes = (text: string): string => {
  if (/^(?:read|write|reveal)(?:,(?:read|write|reveal))*$/.test(text)) return text;
  throw new InvalidArgumentError(h.wrong.scopes);
};

let exitCode = 0;

// Whoever reads our output may leave early (`| head`), and a file that it goes to may lie on a full disk: then there is nobody left to tell. What
// serves goes on, and ends its PostgreSQL when it is told to.
let serves = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (serves) return;
  if (error.code !== 'EPIPE') process.stderr.write(`What came of it could not be written out (${error.code}).\n`);
  process.exit(error.code === 'EPIPE' ? exitCode : 1);
});
process.stderr.on('error', () => undefined);

/** Each command is loaded when it is asked for: `--help` and `migrate` need not wait for all of the API. */
const command = (name: string, description: string) => program.command(name).description(description);

command('start', h.start.about)
  .option('--json', h.json.where)
  .option('--dev', h.start.dev)
  .addHelpText('after', h.where)
  .action(async ({ json = false, dev = false }: { json?: boolean; dev?: boolean }) => {
    serves = true;
    exitCode = await (await import('./commands/serve.ts')).start({ json, dev });
  });

command('api', h.api)
  .option('--json', h.json.where)
  .addHelpText('after', h.where)
  .action(async (options: { json?: boolean }) => {
    serves = true;
    exitCode = await (await import('./commands/serve.ts')).api({ json: options.json === true });
  });

command('worker', h.worker).action(async () => {
  serves = true;
  exitCode = await (await import('./commands/serve.ts')).worker();
});

command('migrate', h.migrate.about)
  .option('--orders', h.migrate.orders)
  .option('--json', h.json.report)
  .addHelpText('after', h.migrate.after)
  .action(async ({ orders, json }: { orders?: boolean; json?: boolean }) => {
    exitCode = await (await import('./commands/migrate.ts')).migrate({ orders: orders === true, json: json === true });
  });

command('backup', h.backup.about)
  .argument('<file>', h.backup.file)
  .option('--json', h.json.report)
  .addHelpText('after', h.backup.after)
  .action(async (file: string, { json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/backup.ts')).backup({ file, json: json === true });
  });

command('restore', h.restore.about)
  .argument('<file>', h.restore.file)
  .option('--without-ledger', h.restore.withoutLedger)
  .option('--json', h.json.report)
  .addHelpText('after', h.restore.after)
  .action(async (file: string, { withoutLedger, json }: { withoutLedger?: boolean; json?: boolean }) => {
    const { restore } = await import('./commands/restore.ts');
    exitCode = await restore({ file, withoutLedger: withoutLedger === true, json: json === true });
  });

command('erase', h.erase.about)
  .argument('<order>', h.erase.order, id)
  .option('--json', h.json.report)
  .action(async (order: string, { json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/erase.ts')).erase({ order, json: json === true });
  });

const retention = command('retention', h.retention.about);
retention
  .command('show')
  .description(h.retention.show)
  .option('--json', h.json.report)
  .action(async ({ json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/retention.ts')).showRetention({ json: json === true });
  });
retention
  .command('plan')
  .description(h.retention.plan)
  .option('--county <code>', h.county)
  .option('--json', h.json.plan)
  .action(async ({ county, json }: { county?: string; json?: boolean }) => {
    exitCode = await (await import('./commands/retention.ts')).plan({ county, json: json === true });
  });
retention
  .command('sign')
  .description(h.retention.sign)
  .argument('<plan>', h.retention.id, id)
  .requiredOption('--post <post>', h.retention.post, id)
  .option('--json', h.json.report)
  .action(async (run: string, { post, json }: { post: string; json?: boolean }) => {
    exitCode = await (await import('./commands/retention.ts')).sign({ run, post, json: json === true });
  });

const keys = command('keys', h.keys.about);
keys
  .command('list')
  .description(h.keys.list)
  .option('--json', h.json.report)
  .action(async ({ json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/keys.ts')).listKeys({ json: json === true });
  });
keys
  .command('add')
  .description(h.keys.add)
  .option('--json', h.json.report)
  .action(async ({ json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/keys.ts')).addKey({ json: json === true });
  });
keys
  .command('rotate')
  .description(h.keys.rotate)
  .option('--json', h.json.report)
  .action(async ({ json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/keys.ts')).rotateKeys({ json: json === true });
  });

command('seed', h.seed.about)
  .option('--past', h.seed.past)
  .option('--json', h.json.report)
  .action(async ({ past = false, json = false }: { past?: boolean; json?: boolean }) => {
    exitCode = await (await import('./commands/seed.ts')).seed({ past, json });
  });

command('import', h.import.about)
  .argument('<file>', h.import.file)
  .requiredOption('--profile <name>', h.import.profile)
  .option('--ended', h.import.ended)
  .option('--json', h.json.rows)
  .addHelpText('after', h.import.after)
  .action(async (file: string, { profile, ended, json }: { profile: string; ended?: boolean; json?: boolean }) => {
    const { importRows } = await import('./commands/import.ts');
    exitCode = await importRows({ file, profile, ended: ended === true, json: json === true });
  });

command('units', h.units.about)
  .command('import')
  .description(h.units.import)
  .argument('<file>', h.units.file)
  .option('--dry-run', h.units.dryRun)
  .option('--partial', h.units.partial)
  .option('--json', h.json.everyRow)
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

command('rules', h.rules.about)
  .command('import')
  .description(h.rules.import)
  .argument('<file>', h.rules.file)
  .option('--county <code>', h.rules.county)
  .option('--dry-run', h.dryRun)
  .option('--json', h.json.report)
  .action(async (file: string, { county, dryRun, json }: { county?: string; dryRun?: boolean; json?: boolean }) => {
    const { importRules } = await import('./commands/rules.ts');
    exitCode = await importRules({ file, county, dryRun: dryRun === true, json: json === true });
  });

const calendar = command('calendar', h.calendar.about);
calendar
  .command('import')
  .description(h.calendar.import)
  .argument('<file>', h.calendar.file)
  .option('--county <code>', h.calendar.importCounty)
  .option('--json', h.json.report)
  .action(async (file: string, { county, json }: { county?: string; json?: boolean }) => {
    exitCode = await (await import('./commands/calendar.ts')).importCalendar({ file, county, json: json === true });
  });
calendar
  .command('recount')
  .description(h.calendar.recount)
  .option('--county <code>', h.calendar.recountCounty)
  .option('--json', h.json.report)
  .action(async ({ county, json }: { county?: string; json?: boolean }) => {
    exitCode = await (await import('./commands/calendar.ts')).recountCalendar({ county, json: json === true });
  });
calendar
  .command('show')
  .description(h.calendar.show)
  .argument('<year>', h.calendar.year)
  .option('--county <code>', h.county)
  .option('--path <path>', h.calendar.path, '')
  .option('--json', h.json.it)
  .action(async (year: string, { county, path, json }: { county?: string; path: string; json?: boolean }) => {
    exitCode = await (await import('./commands/calendar.ts')).showCalendar({ year, county, path, json: json === true });
  });

const staff = command('staff', h.staff.about);
staff
  .command('invite')
  .description(h.staff.invite)
  .argument('<post>', h.staff.post, id)
  .option('--username <name>', h.staff.username)
  .option('--reset-authenticator', h.staff.reset)
  .option('--json', h.json.invitation)
  .action(async (post: string, options: { username?: string; resetAuthenticator?: boolean; json?: boolean }) => {
    const { inviteStaff } = await import('./commands/accounts.ts');
    const { username, resetAuthenticator = false, json = false } = options;
    exitCode = await inviteStaff({ post, resetAuthenticator, json, ...(username !== undefined && { username }) });
  });

const key = command('key', h.key.about);
key
  .command('make')
  .description(h.key.make)
  .argument('<post>', h.key.post, id)
  .requiredOption('--name <name>', h.key.name)
  .option('--scopes <list>', h.key.scopes, scopes, 'read')
  .option('--days <number>', h.key.days, between(1, 730), '365')
  .option('--a-minute <number>', h.key.aMinute, between(1, 60_000), '300')
  .option('--json', h.json.key)
  .action(async (post: string, options: { name: string; scopes: string; days: string; aMinute: string; json?: boolean }) => {
    exitCode = await (await import('./commands/accounts.ts')).makeKey({ ...options, post, json: options.json === true });
  });
key
  .command('list')
  .description(h.key.list)
  .option('--json', h.json.list)
  .action(async ({ json = false }: { json?: boolean }) => {
    exitCode = await (await import('./commands/accounts.ts')).listKeys({ json });
  });
key
  .command('revoke')
  .description(h.key.revoke)
  .argument('<id>', h.key.id)
  .option('--json', h.json.report)
  .action(async (id: string, { json = false }: { json?: boolean }) => {
    exitCode = await (await import('./commands/accounts.ts')).revokeKey({ id, json });
  });

command('doctor', h.doctor.about)
  .option('--json', h.json.report)
  .addHelpText('after', h.doctor.after)
  .action(async (options: { json?: boolean }) => {
    exitCode = await (await import('./commands/doctor.ts')).doctor({ json: options.json === true });
  });

command('redeliver', h.redeliver.about)
  .argument('[number]', h.redeliver.number)
  .option('--json', h.json.report)
  .action(async (number: string | undefined, { json }: { json?: boolean }) => {
    exitCode = await (await import('./commands/redeliver.ts')).redeliver({ number, json: json === true });
  });

command('set-aside', h.setAside.about)
  .argument('[number]', h.setAside.number)
  .option('--by <who>', h.setAside.by)
  .option('--why <text>', h.setAside.why)
  .option('--only <id>', h.setAside.only)
  .option('--all', h.setAside.all)
  .option('--json', h.json.report)
  .action(
    async (number: string | undefined, said: { by?: string; why?: string; only?: string; all?: boolean; json?: boolean }) => {
      const { setDeadLettersAside } = await import('./commands/set-aside.ts');
      const { by, why, only, all, json } = said;
      exitCode = await setDeadLettersAside({ number, by, why, only, all: all === true, json: json === true });
    },
  );

command('story', h.story.about)
  .argument('[name]', h.story.name)
  .addOption(new Option('--lang <language>', h.story.language).choices(['zh', 'en', 'both']).default('both'))
  .action(async (name: string | undefined, { lang }: { lang: 'zh' | 'en' | 'both' }) => {
    exitCode = await (await import('./commands/story.ts')).story({ name, language: lang });
  });

command('bench', h.bench.about)
  .argument('[arguments...]', h.bench.rest)
  .allowUnknownOption()
  .action(async (rest: readonly string[]) => {
    exitCode = await (await import('./commands/bench.ts')).bench(rest);
  });

/** Whoever asked wrongly is led to the help of what he asked for. */
function leadToHelp(of: Command, called: string): void {
  of.showHelpAfterError(h.seeHelp(called));
  for (const one of of.commands) leadToHelp(one, `${called}${one.name()} `);
}
leadToHelp(program, '');

try {
  await program.parseAsync();
  process.exitCode = exitCode;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = fail(error);
}
