// Staff: name and password, then the authenticator's code or one of the recovery codes.
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { TextField } from '../field.tsx';
import { Rest } from './rest.tsx';
import { empty, type SignIn, Step } from './step.tsx';
import { s } from './words.ts';

export function ByPassword() {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [at, setAt] = useState<SignIn | null>(null);
  if (at?.next === 'authenticator-code') return <SecondStep done={setAt} />;
  if (at) return <Rest at={at} />;
  return (
    <Step
      button={s.enter}
      lacking={empty({ username: [username, s.username], password: [password, s.password] })}
      send={() => post<'signInStaff'>('/api/v1/session/staff', { username, password }).then(setAt)}
    >
      <TextField id="username" label={s.username} autoComplete="username" value={username} onInput={setUsername} />
      <TextField
        id="password"
        label={s.password}
        type="password"
        autoComplete="current-password"
        value={password}
        onInput={setPassword}
      />
    </Step>
  );
}

function SecondStep({ done }: { readonly done: (at: SignIn) => void }) {
  const [code, setCode] = useState('');
  const [lost, setLost] = useState(false);
  const path = lost ? ('/api/v1/session/staff/recovery' as const) : ('/api/v1/session/staff/code' as const);
  return (
    <Step
      button={s.enter}
      failed={lost ? s.recoveryFailed : s.otpFailed}
      lacking={empty({ otp: [code, lost ? s.recoveryCode : s.otp] })}
      send={() => post<'enterAuthenticatorCode'>(path, { code: code.trim() }).then(done)}
    >
      {lost ? (
        <TextField id="otp" label={s.recoveryCode} value={code} onInput={setCode} />
      ) : (
        <TextField id="otp" label={s.otp} inputMode="numeric" autoComplete="one-time-code" value={code} onInput={setCode} />
      )}
      <button type="button" className="button quiet" aria-pressed={lost} onClick={() => (setLost(!lost), setCode(''))}>
        {s.recovery}
      </button>
    </Step>
  );
}

/** 邀请码: the first way in of whoever got an account. */
export function Invited({ done }: { readonly done: () => void }) {
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  return (
    <Step
      button={s.invitation}
      failed={s.invitationFailed}
      lacking={empty({ invitation: [code, s.invitationCode], 'new-password': [password, s.newPassword] })}
      send={() => post<'setPassword'>('/api/v1/session/staff/password', { code: code.trim(), password }).then(done)}
    >
      <p>{s.invitationLead}</p>
      <TextField id="invitation" label={s.invitationCode} value={code} onInput={setCode} />
      <TextField
        id="new-password"
        label={s.newPassword}
        hint={s.newPasswordHint}
        type="password"
        autoComplete="new-password"
        value={password}
        onInput={setPassword}
      />
    </Step>
  );
}
