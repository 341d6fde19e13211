// The staff's face.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import './staff.css';
import { Problem } from '../shared/api/client.ts';
import { onChange } from '../shared/api/live.ts';
import { boot } from '../shared/boot.ts';
import { loadWords } from '../shared/words.ts';
import { App } from './app.tsx';
import { takeFirstAnswers } from './first-answers.ts';
import { refreshNotices } from './notices.tsx';
import { refreshDesks } from './refresh-desks.ts';
import { loadFaceWords } from './words.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (times, error) => times < 2 && !(error instanceof Problem && error.status >= 400) },
  },
});

takeFirstAnswers(queries);

if (boot.me) {
  onChange((order) => {
    void queries.invalidateQueries({ queryKey: ['desks'] });
    refreshDesks(queries, order);
    refreshNotices(queries);
    void queries.invalidateQueries({ queryKey: order === null ? ['order'] : ['order', order] });
  });
}

// Whoever is at a desk has signed in already.
const SignInPage = lazy(() => import('../shared/ui/sign-in/page.tsx').then((file) => ({ default: file.SignInPage })));

const root = document.querySelector('#app');
Promise.all([loadWords(), loadFaceWords()]).then(
  () =>
    root &&
    createRoot(root).render(
      boot.me ? (
        <QueryClientProvider client={queries}>
          <App me={boot.me} />
        </QueryClientProvider>
      ) : (
        <main className="alone">
          <Suspense>
            <SignInPage />
          </Suspense>
        </main>
      ),
    ),
  () => location.reload(),
);
