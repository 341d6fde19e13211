// A site for a test file, on a database of its own.
import { generateKeys } from '@six-order/engine/runtime';
import { cloneDatabase } from '../harness/database.ts';
import { openSiteOn, type Site } from './site.ts';

export async function openSite(): Promise<Site> {
  const database = await cloneDatabase();
  return openSiteOn({ DATABASE_URL: database.url, SIX_ORDER_KEYS: generateKeys() });
}
