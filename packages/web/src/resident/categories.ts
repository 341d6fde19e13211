// The kinds of order, read once.
import { useEffect, useState } from 'react';
import { type Category, firstAnswer, get } from '../shared/api/client.ts';
import { boot, named } from '../shared/boot.ts';
import { readUntilHeard } from '../shared/again.ts';

const PATH = '/api/v1/categories';
const known: readonly Category[] = firstAnswer<'listCategories'>(PATH)?.categories ?? [];
let reading: Promise<readonly Category[]> | undefined = known.length > 0 ? Promise.resolve(known) : undefined;

const readCategories = () => {
  reading ??= get<'listCategories'>(PATH).then(({ categories }) => categories);
  reading.catch(() => (reading = undefined));
  return reading;
};

export function useCategories(): readonly Category[] {
  const [categories, set] = useState(known);
  // Whoever only holds a receipt may not read them, and sees the number instead.
  useEffect(() => (boot.me ? readUntilHeard(readCategories, set) : undefined), []);
  return categories;
}

export const categoryName = (categories: readonly Category[], code: string | null): string => {
  const found = categories.find((category) => category.code === code);
  return found ? named(found.name) : '';
};
