// `six-order set-aside NUMBER --by WHO --why TEXT`: nothing is to be done about what an order asked for and nobody got (dead letters).
// Without a number: what was set aside, by whom and why.
import { parseOrderNumber } from '@six-order/community/numbers/order-number';
import { redact } from '@six-order/community/privacy/redaction/redact';
import { openPool, setAside } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { columns, report, say } from '../screen.ts';

/** Listed, the newest. */
const SHOWN = 200;

interface SetAsideOptions {
  readonly number: string | undefined;
  readonly by: string | undefined;
  readonly why: string | undefined;
  readonly json: boolean;
}

export async function setDeadLettersAside({ number, by, why, json }: SetAsideOptions): Promise<0 | 2> {
  if (number !== undefined && (!by?.trim() || !why?.trim())) {
    say('Say who decided it (--by) and why nothing is to be done (--why): both are kept.');
    return 2;
  }
  const database = await openDatabase(readConfiguration(process.env), say);
  const db = openPool(database.url, 'app', { max: 1 });
  try {
    if (number === undefined) {
      const listed = await list(db);
      report(json, { setAside: listed }, () =>
        listed.length === 0
          ? 'Nothing was set aside.'
          : columns(
              listed.map(({ at, order, what, by: who, why: because }) => [
                `${at} ${order ?? '–'}`,
                `${what}, by ${who}: ${because}`,
              ]),
              '',
            ),
      );
      return 0;
    }
    const known = parseOrderNumber(number)?.number ?? number;
    const done = await setAside(db, { number: known, by: by?.trim() ?? '', why: redact(why?.trim() ?? ''), at: Date.now() });
    if (done === 0) throw new CommandFailure(`Nothing of ${known} waits that could not be delivered.`);
    report(
      json,
      { setAside: done },
      () => `${done} set aside; \`npm run six-order -- redeliver ${known}\` would still offer them again.`,
    );
    return 0;
  } finally {
    await db.end();
    await database.close();
  }
}

interface Listed {
  readonly at: string;
  readonly order: string | null;
  readonly what: string;
  readonly by: string;
  readonly why: string;
}

async function list(db: Pool): Promise<readonly Listed[]> {
  const { rows } = await db.query<{ at: Date; order: string | null; type: string; by: string; why: string }>(
    `select s.at, o.number as order, s.type, s.by, s.why from set_asides s left join orders o on o.id = s.order_id
     order by s.at desc, s.effect limit ${SHOWN}`,
  );
  return rows.map(({ at, type, ...row }) => ({ ...row, at: at.toISOString(), what: type }));
}
