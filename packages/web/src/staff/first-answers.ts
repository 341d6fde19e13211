// What came with the shell is there before anything is asked for (packages/api: faces/first-answers.ts).
import type { QueryClient } from '@tanstack/react-query';
import { firstAnswer } from '../shared/api/client.ts';
import { countsOf } from './desks.ts';
import { UNREAD } from './notices.tsx';
import { deskKey, deskPath } from './refresh-desks.ts';

export function takeFirstAnswers(queries: QueryClient): void {
  const put = <T>(queryKey: readonly (string | null)[], answer: T | null): void => {
    if (answer !== null) queries.setQueryData<T>(queryKey, answer);
  };
  put(['categories'], firstAnswer<'listCategories'>('/api/v1/categories'));
  const counts = firstAnswer<'countDesks'>('/api/v1/desks');
  put(['desks'], counts && countsOf(counts));
  put(UNREAD.key, firstAnswer<'countNotices'>(UNREAD.path));
  const [, , part, name = '', id] = location.pathname.split('/');
  const order = part === 'orders' ? name : id;
  if (order) put(['order', order], firstAnswer<'getOrder'>(`/api/v1/orders/${order}`)?.order ?? null);
  if (part === 'desk') {
    const page = firstAnswer<'listOrders'>(deskPath(name, null, ''));
    put(deskKey(name, null), page && { pages: [page], pageParams: [''] });
  }
}
