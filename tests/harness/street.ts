// The demo street for a test: a database of its own, closed after the file.
import { afterAll } from 'vitest';
import { cloneDatabase } from './database.ts';
import { streetOn, type Street, type StreetOptions } from './street-on.ts';

export { DAY, HOUR, testKeys, toMember } from './street-on.ts';

export async function openStreet(options: StreetOptions = {}): Promise<Street> {
  const { url } = await cloneDatabase();
  const street = await streetOn(url, options);
  afterAll(street.close);
  return street;
}
