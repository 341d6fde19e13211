// What an import tells at its end: the accounts as JSON, and as a table for people.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { columns } from '../screen.ts';
import type { ImportResult } from './import.ts';
import type { LocalTime } from './local-time.ts';
import type { Profile } from './profile.ts';
import type { Disagreement } from './tally.ts';

/** The whole report. Times are ISO 8601 in UTC. */
export function importReport({ survey, tally, counts, ms, watcher }: ImportResult, { name, tenant, columns: named }: Profile) {
  const { imported, resumed, alreadyThere, leftOut, refused, agreement, endings, closedSince, disturbed } = tally;
  return {
    profile: name,
    tenant,
    rows: { read: survey.rows, imported, resumed, alreadyThere, leftOut, refused: refused.length },
    refused: refused.map(({ line, refused: reason }) => ({ line, reason })),
    end: survey.end === 0 ? null : iso(survey.end),
    categories: [...tally.categories].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([code, rows]) => ({ code, rows })),
    endings,
    lateness: {
      column: named.verdict,
      ...agreement,
      disagree: tally.disagreements.map(({ dueAt, finishedAt, ...views }) => ({
        ...views,
        dueAt: iso(dueAt),
        finishedAt: iso(finishedAt),
      })),
    },
    unknownColumns: survey.unknownColumns,
    fellBack: [...tally.fellBack].map(([column, values]) => ({ column, values: Object.fromEntries(values) })),
    shortened: [...tally.shortened].map(([column, lines]) => ({ column, lines })),
    closedSince,
    disturbed,
    watcher,
    work: { ...counts, ms, perSecond: Math.round(((counts.commands + counts.timers) * 1000) / Math.max(ms, 1)) },
  };
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Lines shown of a list; `--json` gives all of them. */
const SHOWN = 20;

/** The report as people read it. Times are local ones of the source. */
export function importText(result: ImportResult, profile: Profile, time: LocalTime): string {
  const { rows, endings, categories, fellBack, shortened, unknownColumns, closedSince, disturbed, work } = importReport(
    result,
    profile,
  );
  const { refused, disagreements, agreement } = result.tally;
  const { end } = result.survey;
  const zone = profile.time.zone;
  const blocks = [
    [
      `Rows of ${profile.name}${end === 0 ? '' : `, history until ${time.say(end)} (${zone})`}`,
      columns([
        ['read', String(rows.read)],
        ['imported', `${rows.imported}${rows.resumed > 0 ? `, ${rows.resumed} of them begun by an earlier run` : ''}`],
        ['already there', String(rows.alreadyThere)],
        ...(rows.leftOut > 0
          ? [['left out', `${rows.leftOut}, still open in the file: without --ended they are brought in, too`] as const]
          : []),
        ['refused', String(rows.refused)],
      ]),
    ],
    listed('Refused', refused, ({ line, refused: reason }) => `  line ${line}: ${reason}`),
    [
      'Orders',
      columns([
        ['finished', String(endings.finished)],
        ['not admitted', String(endings.refused)],
        ['still open', String(endings.open)],
      ]),
      ...(endings.open > 0
        ? [
            `The clocks of those that are still open go on where the file ends, ${time.say(end)}: the next start fires what has come`,
            'due since, with the date of that day: reminders, and cards where they are late. With --ended they would have been left out.',
          ]
        : []),
    ],
    [
      'Where to look',
      `  They are in a county of their own, ${profile.tenant}: nobody of another sees them. For an account that sees all but`,
      '  what is sealed, such as complaints about staff:',
      `    npm run six-order -- staff invite ${result.watcher}`,
      '  prints a name and a one-time code. Start it, open /invitation and set the password with the code; then sign in, and see 全部 (All).',
    ],
    categories.length === 0
      ? []
      : ['By category', columns(categories.map(({ code, rows: n }) => [code, `${String(n).padStart(6)}  ${named(code)}`]))],
    [
      `Late or in time, by us and by ${profile.columns.verdict}`,
      columns([
        ['agree', `${agreement.agree} of ${agreement.compared}`],
        ['disagree', String(disagreements.length)],
        ['not comparable', `${agreement.withoutTarget} without a target, ${agreement.withoutVerdict} without a verdict`],
      ]),
    ],
    listed('Where we disagree', disagreements, disagreement(time)),
    unknownColumns.length === 0 ? [] : ['Columns that the profile does not know', `  ${unknownColumns.join(', ')}`],
    ...fellBack.map(({ column, values }) =>
      listed(
        `Values of ${column} for which the fall-back stands`,
        Object.entries(values),
        ([value, n]) => `  ${n} × ${value === '' ? '(empty)' : value}`,
      ),
    ),
    ...shortened.flatMap(({ column, lines: cut }) => lines(`Texts of ${column} that were cut`, cut)),
    ...lines('Imported while open, closed in this file: their orders stay as they are', closedSince),
    ...lines('Their deadlines were fired by another process before this run went on, with its date', disturbed),
    [
      'Work',
      columns([
        ['commands', String(work.commands)],
        ['deadlines fired', String(work.timers)],
        ['notices not sent', `${work.settled}, because what they tell is past`],
        ['time', `${(work.ms / 1000).toFixed(1)} s, ${work.perSecond} a second`],
      ]),
    ],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

const lines = (title: string, of: readonly number[]): string[][] =>
  of.length === 0
    ? []
    : [
        [
          title,
          `  lines ${of.slice(0, SHOWN).join(', ')}${of.length > SHOWN ? ` and ${of.length - SHOWN} more (--json gives all)` : ''}`,
        ],
      ];

function listed<T>(title: string, items: readonly T[], say: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const rest = items.length - SHOWN;
  return [title, ...items.slice(0, SHOWN).map(say), ...(rest > 0 ? [`  and ${rest} more (--json gives all)`] : [])];
}

const named = (code: string): string => {
  const category = categoryByCode(code);
  return category ? `${category.nameZh} ${category.nameEn}` : '';
};

const disagreement =
  (time: LocalTime) =>
  ({ line, ours, theirs, dueAt, finishedAt }: Disagreement): string =>
    `  line ${line}: due ${time.say(dueAt)}, ${finishedAt === null ? 'still open' : `finished ${time.say(finishedAt)}`}: we say ${ours}, the source says ${theirs}`;
