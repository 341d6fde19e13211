// Which fields of a command's input are personal data, and how they are taken out of it.
//
// Owns: the mark on a zod schema, the walk that finds it, the replacement.
// Not ours: encryption (the key ring), who may read a value back.
import { z } from 'zod';
import type { Json, SealedValue } from './order.ts';

const marked = z.registry<{ personal: true }>();

/** Marks a field as personal data: the machine, the journal and the queues see only its sealed value (I12). */
export function personal<T extends z.ZodType>(schema: T): T {
  const mark = schema.clone() as T;
  marked.add(mark, { personal: true });
  return mark;
}

/** A schema made from a marked one (by a further check, a description) is marked too. */
const isMarked = (schema: z.ZodType): boolean => marked.get(schema)?.personal === true;

export type PersonalPath = readonly string[];

/**
 * Paths of the marked fields of a schema. A marked object or list is sealed whole. Throws when a mark stands where no path
 * leads to it (in the items of a list, a record, a union …): its values would go in clear.
 */
export function personalPaths(schema: z.ZodType, at: PersonalPath = []): PersonalPath[] {
  if (isMarked(schema)) return [at];
  if (schema instanceof z.ZodObject && !holdsMark(schema.def.catchall)) {
    return Object.entries(schema.shape).flatMap(([key, field]) => personalPaths(field as z.ZodType, [...at, key]));
  }
  const { innerType } = schema.def as { innerType?: z.ZodType };
  if (innerType && !(schema instanceof z.ZodPromise)) return personalPaths(innerType, at);
  if (schema instanceof z.ZodPipe) {
    const [first, last] = [schema.in, schema.out] as [z.ZodType, z.ZodType];
    const paths = [...personalPaths(first, at), ...personalPaths(last, at)];
    // What was marked as a whole stays so through a transformation; where its parts go, nobody knows.
    const known = !(last instanceof z.ZodTransform) || paths.every((path) => path.length === at.length);
    if (known) return paths.filter((path, n) => paths.findIndex((other) => other.join('.') === path.join('.')) === n);
  }
  if (holdsMark(schema))
    throw new Error(`mark the whole of ${at.join('.') || 'the input'} as personal: inside it nothing can be sealed by itself`);
  return [];
}

/** Whether a mark stands anywhere in a schema's definition. */
function holdsMark(part: unknown, seen: Set<unknown> = new Set()): boolean {
  if (typeof part !== 'object' || part === null || seen.has(part)) return false;
  seen.add(part);
  if (part instanceof z.ZodType) {
    if (isMarked(part)) return true;
    return holdsMark(part instanceof z.ZodLazy ? part.unwrap() : part.def, seen);
  }
  return Object.values(part).some((member) => holdsMark(member, seen));
}

/** The input with each personal field replaced by what `seal` makes of it. The input itself is left as it was. */
export function takePersonal(
  input: Readonly<Record<string, Json>>,
  paths: readonly PersonalPath[],
  seal: (path: string, value: Json) => SealedValue,
): Readonly<Record<string, Json>> {
  let taken = input;
  for (const path of paths) taken = replaceAt(taken, path, 0, seal) as Readonly<Record<string, Json>>;
  return taken;
}

function replaceAt(value: Json, path: PersonalPath, depth: number, seal: (path: string, value: Json) => SealedValue): Json {
  if (value === undefined || value === null) return value;
  if (depth === path.length) return seal(path.join('.'), value) as unknown as Json;
  const key = path[depth] as string;
  const object = value as { readonly [key: string]: Json };
  const before = object[key];
  if (before === undefined || before === null) return value;
  return { ...object, [key]: replaceAt(before, path, depth + 1, seal) };
}
