// The residents' and the public's face. `react` is Preact here: it must come first, so that its way with events and SVG holds.
import 'react';
import { createRoot } from 'react-dom/client';
import './resident.css';
import { loadWords } from '../shared/words.ts';
import { App } from './app.tsx';
import { loadFaceWords } from './words.ts';

const root = document.querySelector('#app');

Promise.all([loadWords(), loadFaceWords()]).then(
  () => root && createRoot(root).render(<App />),
  () => location.reload(),
);

// For the page that says that there is no network; everything works without it.
if ('serviceWorker' in navigator) {
  addEventListener('load', () => void navigator.serviceWorker.register('/worker.js').catch(() => undefined));
}
