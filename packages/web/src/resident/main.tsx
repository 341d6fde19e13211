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
