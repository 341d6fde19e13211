// Supervision cards that wait for an answer where nobody is in post who may give one: they went up as far as they go.
import { sendersOf } from '@six-order/community/authority/acts';
import { readPosts } from '@six-order/community/people/people-store';
import { inForce } from '@six-order/community/people/post';
import { openTables } from '@six-order/community/tables';
import { readUnits } from '@six-order/community/units/unit-store';
import type { Pool } from 'pg';
import { type Finding, look, ok, warning } from './finding.ts';

const answer: ReadonlySet<string> = new Set(sendersOf('card', 'reply'));
const MOST_NAMED = 5;

/** `now`: epoch ms by which terms run. */
export const lookAtCards = (db: Pool, now: number): Promise<Finding> =>
  look('cards', async () => {
    const { rows } = await db.query<{ number: string; answering: readonly string[]; holder: string }>(
      `select number, data -> 'answering' as answering, data -> 'holder' ->> 'id' as holder from orders
      where workflow = 'card' and closed_at is null and stage in ('issued', 'signed', 'returned') order by number`,
    );
    const tables = openTables(db);
    const posts = (await readPosts(tables)).filter((post) => inForce(post, now) && answer.has(post.role));
    const able = new Set(posts.flatMap(({ person, unit }) => [person, unit]));
    const alone = rows.filter(({ answering }) => !answering.some((id) => able.has(id)));
    if (alone.length === 0) return ok('cards', `${rows.length} to answer, each by somebody in post`);
    const codeOf = new Map((await readUnits(tables)).map(({ id, code }) => [id, code]));
    const named = alone.slice(0, MOST_NAMED).map(({ number, holder }) => `${number} (${codeOf.get(holder) ?? 'who left'})`);
    const more = alone.length > MOST_NAMED ? ` and ${alone.length - MOST_NAMED} more` : '';
    return warning(
      'cards',
      `${alone.length} that nobody in post may answer: ${named.join(', ')}${more}; fill a post in that unit, or have a supervisor take them up or cancel them`,
    );
  });
