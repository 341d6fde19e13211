// The part of JSON schema that commands' inputs are written in, and how what was typed becomes an input.
//
// J1: nothing is sent for what was left empty, so that optional members are absent rather than blank.
import { f } from './form-words.ts';
import type { Errors } from './field.tsx';
import { w, wordOf } from '../words.ts';

export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly default?: unknown;
}

/** By path, members joined by dots. A string or a mark as typed, a ready value as picked. */
export type Draft = Readonly<Record<string, unknown>>;

export type Kind = 'object' | 'choice' | 'mark' | 'number' | 'list' | 'instant' | 'date' | 'long' | 'line' | 'fixed';

/** Of alternatives the first that is not null: what people are asked for. */
export const settled = (schema: Schema): Schema =>
  (schema.anyOf ?? schema.oneOf)?.map(settled).find(({ type }) => type !== 'null') ?? schema;

export function kindOf(schema: Schema): Kind {
  if (schema.const !== undefined) return 'fixed';
  if (schema.enum) return 'choice';
  if (schema.properties) return 'object';
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.find((one) => one !== 'null');
  if (type === 'boolean') return 'mark';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') return 'list';
  if (schema.format === 'date-time') return 'instant';
  if (schema.format === 'date') return 'date';
  return (schema.maxLength ?? 0) > 100 ? 'long' : 'line';
}

/** Somebody or a unit, by kind and id: picked from a list. */
export const isSomebody = ({ properties }: Schema): boolean => Boolean(properties?.['kind']?.enum && properties['id']);

export const labelOf = (name: string): string => wordOf(f.input, name);

/** What a form calls its members where it knows better than all forms together, by path. */
export type OwnWords = Readonly<
  Record<string, { readonly label: string; readonly hint?: string; /** It is picked, not written. */ readonly pick?: true }>
>;

/** What the member at a path is called. */
export const labelAt = (path: string, own: OwnWords = {}): string => own[path]?.label ?? labelOf(path.split('.').pop() ?? '');

export const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** Id of the element for a path. */
export const idOf = (path: string): string => `f-${path.replaceAll('.', '-')}`;

/** The value for a schema out of a draft; undefined where nothing was given. */
export function inputOf(schema: Schema, draft: Draft, path = ''): unknown {
  const own = settled(schema);
  const given = draft[path];
  if (given !== undefined && typeof given !== 'string') return given;
  const kind = kindOf(own);
  if (kind === 'fixed') return own.const;
  if (kind === 'object') {
    const members = Object.entries(own.properties ?? {}).flatMap(([name, member]) => {
      const value = inputOf(member, draft, join(path, name));
      return value === undefined ? [] : [[name, value] as const];
    });
    return members.length > 0 || path === '' ? Object.fromEntries(members) : undefined;
  }
  if (kind === 'list' && own.items && settled(own.items).properties) {
    const item = inputOf(own.items, draft, join(path, '0'));
    return item === undefined ? undefined : [item];
  }
  const text = given?.trim() ?? '';
  if (text === '') return undefined;
  if (kind === 'number') return Number(text);
  if (kind === 'instant') return new Date(`${text}:00+08:00`).toISOString();
  if (kind === 'list')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  if (kind === 'choice') return own.enum?.find((value) => String(value) === text);
  return text;
}

/** What a schema asks for and a draft lacks, by element id. */
export function lacking(schema: Schema, draft: Draft, words: OwnWords = {}, path = ''): Errors {
  const own = settled(schema);
  const errors: Record<string, string> = {};
  for (const [name, member] of Object.entries(own.properties ?? {})) {
    const at = join(path, name);
    const value = inputOf(member, draft, at);
    const shape = settled(member);
    if (value === undefined && own.required?.includes(name) && shape.default === undefined) {
      const asked = kindOf(shape);
      const isPicked = asked === 'choice' || asked === 'mark' || isSomebody(shape) || words[at]?.pick;
      errors[idOf(at)] = (isPicked ? w.field.chosen : w.field.needed)(labelAt(at, words));
    } else if (typeof value === 'string' && shape.maxLength !== undefined && value.length > shape.maxLength) {
      errors[idOf(at)] = w.field.long(shape.maxLength);
    } else if (value !== undefined && typeof draft[at] !== 'object') {
      Object.assign(errors, lacking(member, draft, words, at));
    }
  }
  return errors;
}

const sharedWords: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  urgency: () => w.urgency,
  to: () => w.urgency,
  solved: () => w.solved,
  colour: () => w.supervision,
};

/** The word for one of the values that a member may have. */
export const choiceWord = (name: string, code: string): string =>
  wordOf(sharedWords[name]?.() ?? (f.value as Readonly<Record<string, Readonly<Record<string, string>>>>)[name] ?? {}, code);

/** Lengths are written as a number and a unit: people choose one of a few. */
export const isLength = ({ pattern }: Schema): boolean => pattern?.includes('(min|h|wh|wd|d)') ?? false;
