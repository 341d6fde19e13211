// Residents: a telephone and the code that is sent to it.
import { useState } from 'react';
import { post, type Reply } from '../../api/client.ts';
import { w } from '../../words.ts';
import { TextField } from '../field.tsx';
import { Rest } from './rest.tsx';
import { empty, type SignIn, Step } from './step.tsx';

export function ByPhone() {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState<Reply<'askForCode'> | null>(null);
  const [at, setAt] = useState<SignIn | null>(null);
  if (at) return <Rest at={at} />;
  if (!sent) {
    return (
      <Step
        button={w.signIn.sendCode}
        lacking={empty({ phone: [phone, w.signIn.phone] })}
        send={() => post<'askForCode'>('/api/v1/session/code', { phone }).then(setSent)}
      >
        <TextField
          id="phone"
          label={w.signIn.phone}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          value={phone}
          onInput={setPhone}
        />
      </Step>
    );
  }
  return (
    <Step
      button={w.signIn.enter}
      lacking={empty({ code: [code, w.signIn.code] })}
      send={() => post<'signInResident'>('/api/v1/session/resident', { phone, code }).then(setAt)}
    >
      {sent.demoCode && <p className="notice">{w.signIn.demoCode(sent.demoCode)}</p>}
      <TextField
        id="code"
        label={w.signIn.code}
        hint={w.signIn.codeHint}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onInput={setCode}
      />
      <button type="button" className="back" onClick={() => setSent(null)}>
        {w.back}
      </button>
    </Step>
  );
}
