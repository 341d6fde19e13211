// `six-order redeliver [NUMBER]`: what could not be delivered is offered again. Delivered twice it is done once (I8).
import { offerDeadAgain, openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { noneOf, whichOf } from '../dead-letters.ts';
import { CommandFailure } from '../failure.ts';
import { report, say } from '../screen.ts';

export async function redeliver({ number, json }: { readonly number: string | undefined; readonly json: boolean }): Promise<0> {
  const known = number === undefined ? null : whichOf(number);
  const database = await openDatabase(readConfiguration(process.env), say);
  const db = openPool(database.url, 'app', { max: 1 });
  try {
    const offered = await offerDeadAgain(db, known);
    if (offered === 0 && known !== null) throw new CommandFailure(noneOf(known));
    report(json, { offered }, () =>
      offered === 0
        ? 'There are no dead letters.'
        : `${offered} offered again: a worker delivers within a minute; \`npm run six-order -- doctor\` says what was refused once more.`,
    );
    return 0;
  } finally {
    await db.end();
    await database.close();
  }
}
