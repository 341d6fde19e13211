// `six-order retention show | plan | sign`: what is past its time goes, after a dry run and two signatures.
import { openClock } from '@six-order/community/demo/clock';
import { readPosts } from '@six-order/community/people/people-store';
import { inForce } from '@six-order/community/people/post';
import {
  countDue,
  planRetention,
  type RetentionRun,
  retentionRuns,
  signerOf,
  signRetention,
} from '@six-order/community/privacy/retention/retention-store';
import { retentionRules } from '@six-order/community/privacy/retention/rule';
import { type Db, openTables } from '@six-order/community/tables';
import { countiesOf } from '@six-order/community/units/unit-store';
import { openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { newId } from '../new-id.ts';
import { report, say } from '../screen.ts';

export const showRetention = ({ json }: { readonly json: boolean }): Promise<0> =>
  onDatabase(async (db, now) => {
    const counties: { county: string; due: number; plans: readonly RetentionRun[] }[] = [];
    for (const county of await countiesOf(db)) {
      counties.push({ county, due: await countDue(db, county, now), plans: await retentionRuns(db, county) });
    }
    report(json, { rules: retentionRules, counties }, () =>
      [
        ...Object.values(retentionRules).map(({ zh }) => `  ${zh}`),
        ...counties.flatMap(({ county, due, plans }) => [`${county}: ${due} items are due`, ...plans.map(describe)]),
      ].join('\n'),
    );
  });

export const plan = ({ county, json }: { readonly county: string | undefined; readonly json: boolean }): Promise<0> =>
  onDatabase(async (db, now) => {
    const counties = await countiesOf(db);
    const tenant = county ?? (counties.length === 1 ? counties[0] : undefined);
    if (tenant === undefined || !counties.includes(tenant)) {
      throw new CommandFailure(`Name the county with --county: ${counties.join(', ') || 'there is none yet'}.`);
    }
    if ((await countDue(db, tenant, now)) === 0) throw new CommandFailure('Nothing is past its time: there is nothing to plan.');
    const run = await planRetention(db, tenant, newId(), now);
    if (!run)
      throw new CommandFailure('A plan that is signed is not carried out yet: `npm run six-order -- retention show` shows it.');
    report(
      json,
      run,
      () => `${describe(run)}\nNothing is changed yet. Sign it: npm run six-order -- retention sign ${run.id} --post POST`,
    );
  });

export const sign = ({
  run,
  post: id,
  json,
}: {
  readonly run: string;
  readonly post: string;
  readonly json: boolean;
}): Promise<0> =>
  onDatabase(async (db, now) => {
    const post = (await readPosts(db)).find((one) => one.id === id && inForce(one, now));
    const signer = post && signerOf(post.role);
    if (!signer) throw new CommandFailure('There is no such post in force of role dpo or archives.');
    const isId = /^[0-9a-f-]{36}$/i.test(run);
    const answer = isId ? await signRetention(db, { tenant: post.tenant, run, signer, person: post.person, at: now }) : 'gone';
    if (answer === 'gone')
      throw new CommandFailure('There is no such plan to sign: `npm run six-order -- retention show` lists them.');
    if (answer === 'same') throw new CommandFailure('The other signature is of the same person: two persons must sign.');
    if (answer === 'signed') throw new CommandFailure(`It is signed already as ${signer}.`);
    const signed = (await retentionRuns(db, post.tenant)).find((one) => one.id === run) as RetentionRun;
    report(json, signed, () => describe(signed));
  });

function describe({ id, plannedAt, signed, endedAt, counts }: RetentionRun): string {
  const signatures = (['dpo', 'archives'] as const)
    .map((signer) => `${signer} ${signed[signer] ? 'signed' : 'not signed'}`)
    .join(', ');
  const state = endedAt === null ? signatures : `${signatures}; done ${new Date(endedAt).toISOString()}`;
  const lines = counts.map(
    ({ rule, planned, done, kept }) => `    ${retentionRules[rule].zh}: ${planned}，已处理 ${done}，保留 ${kept}`,
  );
  return [
    `  plan ${id} of ${new Date(plannedAt).toISOString()}: ${state}`,
    ...(lines.length > 0 ? lines : ['    nothing is due']),
  ].join('\n');
}

async function onDatabase(work: (db: Db, now: number) => Promise<void>): Promise<0> {
  const configuration = readConfiguration(process.env);
  const database = await openDatabase(configuration, say);
  const pool = openPool(database.url, 'app', { max: 2 });
  try {
    const db = openTables(pool);
    const clock = await openClock({ db, demo: configuration.demo });
    await work(db, clock.now());
    await clock.close();
    return 0;
  } finally {
    await pool.end();
    await database.close();
  }
}
