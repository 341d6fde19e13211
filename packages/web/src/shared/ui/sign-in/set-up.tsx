// 绑定动态口令: the secret as a code to scan, a link for this device and letters to type; then the recovery codes; then a code.
import { useEffect, useState } from 'react';
import { post, type Reply } from '../../api/client.ts';
import { w } from '../../words.ts';
import { Check, TextField } from '../field.tsx';
import { empty, type SignIn, Step } from './step.tsx';
import { s } from './words.ts';

export function SetUp({ done }: { readonly done: (at: SignIn) => void }) {
  const [password, setPassword] = useState('');
  const [given, setGiven] = useState<Reply<'setUpAuthenticator'> | null>(null);
  const [code, setCode] = useState('');
  const [kept, keep] = useState(false);
  if (!given) {
    return (
      <Step
        button={s.showSecret}
        lacking={empty({ 'set-up-password': [password, s.password] })}
        send={() => post<'setUpAuthenticator'>('/api/v1/session/staff/authenticator', { password }).then(setGiven)}
      >
        <h2>{s.setUp}</h2>
        <p>{s.setUpLead}</p>
        <TextField
          id="set-up-password"
          label={s.password}
          type="password"
          autoComplete="current-password"
          value={password}
          onInput={setPassword}
        />
      </Step>
    );
  }
  const secret = new URL(given.uri).searchParams.get('secret') ?? '';
  return (
    <Step
      button={s.enter}
      failed={s.otpFailed}
      lacking={{ ...(!kept && { kept: w.field.chosen(s.kept) }), ...empty({ otp: [code, s.confirm] }) }}
      send={() => post<'enterAuthenticatorCode'>('/api/v1/session/staff/code', { code }).then(done)}
    >
      <h2>{s.setUp}</h2>
      <p>{s.scan}</p>
      <Qr text={given.uri} label={s.scan} />
      <p>
        <a className="button" href={given.uri}>
          {s.open}
        </a>
      </p>
      <p>
        {s.secret}
        {w.colon}
        <code>{secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <p className="notice">{s.codes}</p>
      <ul className="recovery">
        {given.recoveryCodes.map((one) => (
          <li key={one}>
            <code>{one}</code>
          </li>
        ))}
      </ul>
      <Check id="kept" label={s.kept} checked={kept} onChange={keep} />
      <TextField
        id="otp"
        label={s.confirm}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
        value={code}
        onInput={setCode}
      />
    </Step>
  );
}

/** Drawn here: the secret goes to no other machine. */
function Qr({ text, label }: { readonly text: string; readonly label: string }) {
  const [image, set] = useState('');
  useEffect(() => {
    void import('qr').then(({ encodeQR }) => set(encodeQR(text, 'svg', { border: 2 })));
  }, [text]);
  return image === '' ? (
    <p role="status">{w.loading}</p>
  ) : (
    <img className="qr" alt={label} src={`data:image/svg+xml;utf8,${encodeURIComponent(image)}`} />
  );
}
