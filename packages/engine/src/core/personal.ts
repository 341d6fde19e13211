// Which fields of a command's input are personal data, and how they are taken out of it.
//
// Owns: the mark on a zod schema, the walk that finds it, the replacement.
// Not ours: encryption (the key ring), who may read a value back.
import { z } from 'zod';
import type { Json, SealedValue } from './order.ts';

const marked = z.registry<Record<string, never>>();

/** Marks a field as personal data: the machine, the journal and the queues see only its sealed value (I12). */
export function personal<T extends z.ZodType>(schema: T): T {
  const mark = schema.clone() as T;
  marked.add(mark, {});
  return mark;
}

export type PersonalPath = readonly string[];

/** Paths of the marked fields of an object schema. A marked object is sealed whole. */
export function personalPaths(schema: z.ZodType, at: PersonalPath = []): PersonalPath[] {
  if (marked.has(schema)) return [at];
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, field]) => personalPaths(field as z.ZodType, [...at, key]));
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return personalPaths(schema.unwrap() as z.ZodType, at);
  }
  if (schema instanceof z.ZodArray) {
    if (personalPaths(schema.element as z.ZodType).length > 0) throw new Error(`mark the whole list ${at.join('.')} as personal`);
    return [];
  }
  return [];
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
