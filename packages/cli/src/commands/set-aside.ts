// `six-order set-aside NUMBER --by WHO --why TEXT`: nothing is to be done about what an order asked for and nobody got (dead letters).
// Without a number: what was set aside, by whom and why. What an order asked for that is gone is called by its own id.
//
// S1: what is settled was shown: of several either each is named (`--only`) or all are meant (`--all`).
import { redact } from '@six-order/community/privacy/redaction/redact';
import { openPool, setAside } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { type DeadLetter, deadLetters, noneOf, whatOf, whichOf, whyOf, withTarget } from '../dead-letters.ts';
import { CommandFailure } from '../failure.ts';
import { columns, report, say } from '../screen.ts';

/** Listed, the newest. */
const SHOWN = 200;

interface SetAsideOptions {
  readonly number: string | undefined;
  readonly by: string | undefined;
  readonly why: string | undefined;
  /** The id of the one that is meant. */
  readonly only: string | undefined;
  readonly all: boolean;
  readonly json: boolean;
}

export async function setDeadLettersAside({ number, by, why, only, all, json }: SetAsideOptions): Promise<0 | 2> {
  if (number !== undefined && (!by?.trim() || !why?.trim())) {
    say('Say who decided it (--by) and why nothing is to be done (--why): both are kept.');
    return 2;
  }
  if (number === undefined && (by !== undefined || why !== undefined || only !== undefined || all)) {
    say(
      'Say which: the NUMBER of the order that asked for it, as `npm run six-order -- doctor` names it. Without anything else this lists what was set aside.',
    );
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
              listed.map(({ at, effect, order, what, by: who, why: because }) => [
                `${at} ${order ?? effect}`,
                `${what}, by ${who}: ${because}`,
              ]),
              '',
            ),
      );
      return 0;
    }
    const known = whichOf(number);
    const { letters } = await deadLetters(db, { which: known, limit: null });
    if (letters.length === 0) throw new CommandFailure(noneOf(known));
    say(`Of ${known} could not be delivered:\n${columns(letters.map((letter) => [letter.effect, wordsOf(letter)]))}`);
    const meant = only === undefined ? letters : letters.filter(({ effect }) => effect === only);
    if (meant.length === 0) throw new CommandFailure(`${only} is none of them; nothing was set aside.`);
    if (meant.length > 1 && !all) {
      say('Nothing was set aside yet. Look at each, then say which (--only ID), or --all.');
      return 2;
    }
    const effects = await setAside(db, {
      effects: meant.map(({ effect }) => effect),
      by: by?.trim() ?? '',
      why: redact(why?.trim() ?? ''),
      at: Date.now(),
    });
    const done = meant.filter(({ effect }) => effects.includes(effect));
    report(json, { setAside: done.map((letter) => ({ effect: letter.effect, what: whatOf(letter) })) }, () =>
      [
        `${done.length} set aside${done.length === 0 ? '' : `: ${done.map(whatOf).join('; ')}`}.`,
        `\`npm run six-order -- redeliver ${known}\` would still offer what was set aside again.`,
      ].join(' '),
    );
    return 0;
  } finally {
    await db.end();
    await database.close();
  }
}

const wordsOf = (letter: DeadLetter): string => `${whatOf(letter)}: ${whyOf(letter.error)}`;

interface Listed {
  readonly at: string;
  readonly effect: string;
  /** null when it is gone. */
  readonly order: string | null;
  readonly what: string;
  readonly by: string;
  readonly why: string;
}

async function list(db: Pool): Promise<readonly Listed[]> {
  const { rows } = await db.query<Omit<DeadLetter, 'error'> & { at: Date; by: string; why: string }>(
    `select s.at, s.effect, f.number, s.type, o.params, t.number as target, coalesce(t.workflow, f.workflow) as workflow, s.by, s.why
     from set_asides s left join orders f on f.id = s.order_id left join outbox o on o.id = s.effect ${withTarget}
     order by s.at desc, s.effect limit ${SHOWN}`,
  );
  return rows.map((row) => ({
    at: row.at.toISOString(),
    effect: row.effect,
    order: row.number,
    what: whatOf(row),
    by: row.by,
    why: row.why,
  }));
}
