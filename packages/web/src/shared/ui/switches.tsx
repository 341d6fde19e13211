// Elder mode and language: on every page, one tap, remembered.
import { useState } from 'react';
import { setElder, switchLanguage } from '../boot.ts';
import { w } from '../words.ts';

export function Switches() {
  const [elder, set] = useState(document.documentElement.hasAttribute('data-elder'));
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => {
          setElder(!elder);
          set(!elder);
          dispatchEvent(new Event('elder'));
        }}
      >
        {elder ? w.elderOff : w.elder}
      </button>
      <LanguageSwitch />
    </>
  );
}

export const LanguageSwitch = () => (
  <button type="button" className="button quiet language" lang={w.language === '中文' ? 'zh-CN' : 'en'} onClick={switchLanguage}>
    {w.language}
  </button>
);
