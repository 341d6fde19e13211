// How lists travel in a commit's parameters.

/** JSON texts hold no raw control character, so one parameter carries many without escaping (read by `string_to_array`). */
export const SEPARATOR = '\x1e';

/** A PostgreSQL array literal of ids, numbers or truth values: nothing in it can need quoting. */
export const plainArrayText = (items: readonly (string | number | boolean | null)[]): string =>
  `{${items.map((item) => (item === null ? 'null' : item)).join(',')}}`;

/** A PostgreSQL array literal of strings. */
export const arrayText = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replace(/[\\"]/g, (mark) => `\\${mark}`)}"`).join(',')}}`;
