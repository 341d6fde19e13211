// The words of `--help` in English.
import type { HelpWords } from './words.ts';

const environment = `
In a checkout it is called by npm: \`npm run six-order -- COMMAND\`; \`npm start\` is its start, \`npm run bench\` its bench.
In Chinese: LANG=zh_CN.UTF-8 before the command, or as your locale has it. What commands report is in English.

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

Exit codes: 0 done, 1 failed, 2 asked for wrongly.`;

export const en: HelpWords = {
  titles: {},
  program: 'Orders of a community from placing to evaluation: 点单 派单 接单 督单 晒单 评单',
  version: 'say which release this is',
  help: 'display help for command',
  seeHelp: (called) => `(\`npm run six-order -- ${called}--help\` shows what there is)`,
  choices: 'choices: ',
  preset: 'default: ',
  environment,
  where: `
Environment:
  PORT, HOST         where it listens (3000, 127.0.0.1); port 0 takes any free one
\`npm run six-order -- --help\` names what else can be set.`,
  wrong: {
    id: 'An id is a UUID, as reports and the API show it.',
    between: (least, most) => `A number from ${least} to ${most} is wanted.`,
    scopes: 'Scopes are read, write, reveal, separated by commas.',
  },
  json: {
    report: 'print the report as JSON',
    where: 'print where it runs as one line of JSON',
    rows: 'print the report as JSON, every refused and disputed row in it',
    everyRow: 'print the report as JSON, every row in it',
    plan: 'print the plan as JSON',
    it: 'print it as JSON',
    invitation: 'print the invitation as JSON',
    key: 'print the key as JSON',
    list: 'print the list as JSON',
  },
  county: 'which county, where there are several',
  dryRun: 'say what it would do, and write nothing',
  start: {
    about: 'migrates, seeds the demo, serves API and worker in one process, until Ctrl-C',
    dev: 'serve the pages from their sources, with each change shown at once; in the demo on this machine only',
  },
  api: 'serves the HTTP API alone; workers run elsewhere',
  worker: 'fires timers and delivers effects alone; several share the work',
  migrate: {
    about: 'brings the database to this release; run it before the new processes start',
    orders:
      'then moves open orders to the newest version of their workflow, each by an entry in its journal, and lets desks find what older processes wrote; broken off, run it again',
    after:
      '\nA process of the release before does not know the new version and leaves what was moved alone: run --orders when none works any more.',
  },
  backup: {
    about: 'writes an encrypted copy of all that cannot be made again, while everything goes on',
    file: 'a new file',
    after:
      '\nSIX_ORDER_BACKUP_KEY is the key or passphrase. In it: all tables (sign-in too), attachments; not in it: master keys, the ledger of erasures, queues.',
  },
  restore: {
    about: 'puts a backup into an empty database, verifies every order, and erases again what was erased since',
    file: 'a file that `six-order backup` wrote',
    withoutLedger: 'there never was a ledger of erasures; else what was erased since the backup comes back',
    after: '\nSIX_ORDER_BACKUP_KEY and SIX_ORDER_KEYS are those of the time of the backup.',
  },
  erase: {
    about: 'destroys what is personal about an order, for good; its journal stays and still verifies',
    order: 'id of the order',
  },
  retention: {
    about: 'what personal data is past its time: planned, signed by two, then destroyed by the worker',
    show: 'shows what is due and each plan with its signatures and what was done',
    plan: 'the dry run: names every order that something is due for, and changes none',
    sign: 'signs a plan; with the signatures of the data protection officer and of the archives officer it is carried out',
    id: 'id of the plan',
    post: 'id of the signer’s post: of role dpo, or archives',
  },
  keys: {
    about: 'the master keys that personal data is sealed under',
    list: 'shows the versions, and what hangs on each',
    add: 'makes a new key, held by all and used by none until `keys rotate`',
    rotate: 'takes the newest key into use and wraps every data key by it, while everything goes on; broken off, run it again',
  },
  seed: {
    about: 'builds the demo street with a person in a post for each persona; what is there stays',
    past: 'with orders of the last weeks in every state, where there are none yet, as the first start does',
  },
  import: {
    about: 'brings records of another system in as orders with their whole history; again, it goes on or changes nothing',
    file: 'a CSV file in UTF-8 with a header',
    profile: 'how the file reads: boston311',
    ended: 'only what has ended in the file: the clocks of the rest would go on, and the next start fire what has come due since',
    after:
      '\nNo other process of six-order may work on the database meanwhile. Refused rows are in the report, with line and reason; they do not fail the import.',
  },
  units: {
    about: 'a county’s units: streets, communities, grids, buildings, organisations, facilities',
    import: 'brings units in from a county file (JSON) or a table (CSV); again, it changes nothing',
    file: 'a .json county file, or a CSV file in UTF-8 with a header (编码,名称,类型,上级 …)',
    dryRun: 'say what it would do, row by row, and write nothing',
    partial: 'put the good rows though others are refused; without it one refused row leaves all as it was',
  },
  rules: {
    about: 'what a county decided in place of defaults: duties, powers, limits, stations, deadlines',
    import: 'brings rules in from a table, whole or not at all; again, it changes nothing',
    file: 'a CSV file in UTF-8: kind,key,unit,value,document,from,to (value is JSON)',
    county: 'of which county; without it the only one of this database',
  },
  calendar: {
    about: 'the official calendar that deadlines are counted by',
    import: 'brings the yearly notice on holidays in, whole or not at all',
    file: 'the notice in its own words, as a text file in UTF-8 with its title; or a CSV file: kind,name_zh,name_en,from,to,days',
    importCounty: 'for one county only; without it for all of this database',
    recount: 'counts open orders anew: after an import that was cut short, or days of a county’s own',
    recountCounty: 'one county only',
    show: 'shows the working days, holidays and office hours of a year',
    year: 'such as 2026',
    path: 'a place in the unit tree, such as u522326.u004, with days or hours of its own',
  },
  staff: {
    about: 'accounts of staff',
    invite: 'makes an account for the person in a post and prints the one-time code that sets its password',
    post: 'id of the post',
    username: 'the name to sign in with, such as a staff number (made up)',
    reset: 'takes authenticator and recovery codes away, for one who lost both',
  },
  key: {
    about: 'keys of other systems, each for one post',
    make: 'makes a key and prints it, this once',
    post: 'id of the post that it acts in',
    name: 'which system it is for',
    scopes: 'read, write, reveal, separated by commas',
    days: 'how long it is good',
    aMinute: 'requests a minute',
    list: 'lists keys, without the keys themselves',
    revoke: 'ends a key at once',
    id: 'as `key list` shows it',
  },
  doctor: {
    about: 'looks at what runs, configuration, database, keys, queues and waiting work, and says what to do',
    after: '\nExits with 1 when it finds a problem. With the embedded database it starts that for the time it looks.',
  },
  redeliver: {
    about: 'offers again what could not be delivered (`doctor`: dead letters), when its cause is gone',
    number: 'number of the order that asked for it, or the id that doctor shows where that is gone; without it all',
  },
  setAside: {
    about: 'settles what could not be delivered (`doctor`: dead letters) where nothing is to be done; without a number lists it',
    number: 'number of the order that asked for it, or the id that doctor shows where that is gone',
    by: 'who decided it; kept',
    why: 'why nothing is to be done; kept redacted; nothing of a resident in it',
    only: 'of several the one that is meant, by the id that is shown',
    all: 'of several all, once each was looked at',
  },
  story: {
    about: 'plays an order’s life in the terminal on a throw-away database: each step, clock and explanation',
    name: 'which story; without it they are listed',
    language: 'in which words',
  },
  bench: {
    about: 'measures this machine against baselines on the same database',
    rest: 'handed on to the benchmarks',
  },
};
