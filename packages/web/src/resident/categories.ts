// The kinds of order, read once.
import { useEffect, useState } from 'react';
import { type Category, get } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';

let reading: Promise<readonly Category[]> | undefined;

const readCategories = () => {
  reading ??= get<'listCategories'>('/api/v1/categories').then(({ categories }) => categories);
  reading.catch(() => (reading = undefined));
  return reading;
};

export function useCategories(): readonly Category[] {
  const [categories, set] = useState<readonly Category[]>([]);
  useEffect(() => void readCategories().then(set, () => {}), []);
  return categories;
}

export const categoryName = (categories: readonly Category[], code: string | null): string => {
  const found = categories.find((category) => category.code === code);
  return found ? inWords(found.name) : '';
};
