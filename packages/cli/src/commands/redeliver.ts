// `six-order redeliver [NUMBER]`: what could not be delivered is offered again. Delivered twice it is done once (I8).
import { parseOrderNumber } from '@six-order/community/numbers/order-number';
import { offerDeadAgain, openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { report, say } from '../screen.ts';

export async function redeliver({ number, json }: { readonly number: string | undefined; readonly json: boolean }): Promise<0> {
  const known = number === undefined ? null : (parseOrderNumber(number)?.number ?? number);
  const database = await openDatabase(readConfiguration(process.env), say);
  const db = openPool(database.url, 'app', { max: 1 });
  try {
    const offered = await offerDeadAgain(db, known);
    if (offered === 0 && known !== null) throw new CommandFailure(`Nothing of ${known} waits that could not be delivered.`);
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
