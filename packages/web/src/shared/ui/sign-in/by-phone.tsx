// Residents: a telephone and the code that is sent to it.
import { s } from './words.ts';
import { useState } from 'react';
import { messageOf, post, Problem, type Reply } from '../../api/client.ts';
import { w } from '../../words.ts';
import { TextField } from '../field.tsx';
import { Rest } from './rest.tsx';
import { empty, type SignIn, Step } from './step.tsx';

/** Eleven digits and perhaps +86, with spaces and dashes, full-width too; the server looks closer. */
const isMobile = (text: string): boolean => /^(?:\+?86)?1\d{10}$/.test(text.normalize('NFKC').replaceAll(/[\s\p{Pd}.()]/gu, ''));

/** How often one code may be tried: after that not even the right one is taken. */
const TRIES = 3;

export function ByPhone() {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState<Reply<'askForCode'> | null>(null);
  /** On this device's own clock, in ms. */
  const [sentAt, setSentAt] = useState(0);
  /** What came of asking for another. */
  const [again, setAgain] = useState<string | null>(null);
  /** Codes that did not fit since one was sent. */
  const [wrong, setWrong] = useState(0);
  const [at, setAt] = useState<SignIn | null>(null);
  const ask = () =>
    post<'askForCode'>('/api/v1/session/code', { phone }).then((reply) => {
      setWrong(0);
      setCode('');
      setSentAt(performance.now());
      setSent(reply);
    });
  if (at) return <Rest at={at} />;
  if (!sent) {
    return (
      <Step button={s.sendCode} lacking={isMobile(phone) ? {} : { phone: w.field.phone }} send={ask}>
        {({ phone: error }) => (
          <TextField
            id="phone"
            label={s.phone}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            value={phone}
            error={error}
            onInput={setPhone}
          />
        )}
      </Step>
    );
  }
  const failed = (): string => {
    if (performance.now() - sentAt > sent.expiresInSeconds * 1000) return s.codeOver(Math.round(sent.expiresInSeconds / 60));
    return wrong + 1 < TRIES ? s.codeFailed(TRIES - wrong - 1) : s.codeSpent;
  };
  const tooSoon = (wait: string): string => s.tooSoon(wait) + (wrong < TRIES ? s.codeStillGood : '');
  return (
    <Step
      button={s.enter}
      of={sentAt}
      failed={failed}
      lacking={wrong < TRIES ? empty({ code: [code, s.code] }) : { code: s.codeSpent }}
      send={() =>
        post<'signInResident'>('/api/v1/session/resident', { phone, code }).then(setAt, (error: unknown) => {
          setAgain(null);
          if (error instanceof Problem && error.status === 401) setWrong(wrong + 1);
          throw error;
        })
      }
    >
      {sent.demoCode && <p className="notice">{s.demoCode(sent.demoCode)}</p>}
      <TextField
        id="code"
        label={s.code}
        hint={s.codeHint}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onInput={setCode}
      />
      <p>
        <button
          type="button"
          className="button"
          onClick={() =>
            void ask().then(
              () => setAgain(s.codeSentAgain),
              (error: unknown) =>
                setAgain(error instanceof Problem && error.status === 429 ? tooSoon(messageOf(error)) : messageOf(error)),
            )
          }
        >
          {s.codeAgain}
        </button>{' '}
        <button type="button" className="button quiet" onClick={() => (setSent(null), setAgain(null))}>
          {s.otherPhone}
        </button>
      </p>
      <p role="status" className={again ? 'notice' : 'hidden'}>
        {again}
      </p>
    </Step>
  );
}
