// 读给我听: where the browser has a Chinese voice; else no button at all. Elder mode only.
import { useEffect, useState } from 'react';
import { boot } from '../shared/boot.ts';
import { t } from './words.ts';

const prefix = boot.language === 'en' ? 'en' : 'zh';

const voiceNow = (): SpeechSynthesisVoice | undefined =>
  'speechSynthesis' in window ? speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(prefix)) : undefined;

/** Slower than people speak to the young. */
const RATE = 0.85;

export function ReadAloud() {
  const [voice, setVoice] = useState(voiceNow);
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => {
    if (!('speechSynthesis' in window)) return undefined;
    // Some browsers know their voices only after a while.
    const look = () => setVoice(voiceNow());
    speechSynthesis.addEventListener?.('voiceschanged', look);
    return () => {
      speechSynthesis.removeEventListener?.('voiceschanged', look);
      speechSynthesis.cancel();
    };
  }, []);
  if (!voice) return null;
  const toggle = () => {
    speechSynthesis.cancel();
    if (speaking) return setSpeaking(false);
    const said = new SpeechSynthesisUtterance(textOf(document.querySelector('main')));
    Object.assign(said, {
      voice,
      lang: voice.lang,
      rate: RATE,
      onend: () => setSpeaking(false),
      onerror: () => setSpeaking(false),
    });
    speechSynthesis.speak(said);
    setSpeaking(true);
  };
  return (
    <button type="button" className="button read-aloud" aria-pressed={speaking} onClick={toggle}>
      {speaking ? t.readAloud.stop : t.readAloud.start}
    </button>
  );
}

/** What stands on the page, line by line, without its buttons and what is folded. */
function textOf(main: HTMLElement | null): string {
  const parts = main?.querySelectorAll('h1, h2, p, li, dt, dd, strong, label, legend') ?? [];
  const lines = Array.from(parts, (part) => ((part as HTMLElement).offsetParent ? (part as HTMLElement).innerText.trim() : ''));
  return lines.filter((line, at) => line !== '' && !lines[at - 1]?.includes(line)).join('。\n');
}
