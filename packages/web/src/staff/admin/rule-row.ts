// One rule as the table of one row that the server takes, and what the server said of that row as said of a form's fields.
import { newKey, post, Problem } from '../../shared/api/client.ts';

export const sendRules = (table: string, dryRun: boolean) =>
  post<'importRules'>('/api/v1/rules/import', { table, dryRun }, newKey());

interface Row {
  readonly kind: string;
  readonly key: string;
  /** A unit's code. */
  readonly unit: string;
  readonly value: unknown;
  readonly document: string;
  /** Days, `2026-03-02`; `to` may be empty. */
  readonly from: string;
  readonly to: string;
}

/** A field of a CSV table. */
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Puts it there. Rejects with a Problem that names the fields of the row. */
export const sendRule = ({ kind, key, unit, value, document, from, to }: Row) =>
  sendRules(
    `kind,key,unit,value,document,from,to\n${[kind, key, unit, cell(JSON.stringify(value)), cell(document), from, to].join(',')}\n`,
    false,
  ).catch((failed: unknown) => {
    throw failed instanceof Problem ? ofFields(failed) : failed;
  });

const WHICH_LINE = /^(?:line \d+: |第 \d+ 行：)/;
const WHICH_FIELD = /^(kind|key|unit|value|document|from|to)\b[^\s:：]*[:：]? ?(?:must be )?/;

/** `第 2 行：from 须为日期` is said of the field `from`, without its name. */
function ofFields({ status, message, errors }: Problem): Problem {
  const said = errors.map((one) => {
    const text = one.message.replace(WHICH_LINE, '');
    const field = WHICH_FIELD.exec(text);
    return field?.[1] ? { path: field[1], message: text.slice(field[0].length) } : { path: '', message: text };
  });
  const loose = said.filter(({ path }) => path === '').map((one) => one.message);
  return new Problem(status, loose.length > 0 ? loose.join(' ') : message, said);
}
