// Signing in, and the sessions that come of it.
import { z } from 'zod';
import { MobileNumber } from '../sign-in/phone.ts';
import { Me, PostRef } from './reference.ts';

const Password = z.string().min(1).max(256);
const Code = z
  .string()
  .transform((text) => text.normalize('NFKC').replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'must be six digits'));
const StaffName = z.string().trim().min(1).max(64).describe('The name or number that staff were given');
const PostChoice = z.uuid().optional().describe('The post to act in; needed only by whoever holds several');

export const CodeRequest = z.strictObject({ phone: MobileNumber });

export const CodeReply = z.object({
  expiresInSeconds: z.int(),
  demoCode: z.string().optional().describe('In demo mode, where no message is sent'),
});

export const ResidentSignIn = z.strictObject({ phone: MobileNumber, code: Code, post: PostChoice });

export const HomeRequest = z.strictObject({
  unit: z.string().trim().min(1).max(64).describe('Id or code of the community, or of a grid or building in it'),
  name: z.string().trim().min(1).max(40),
});

export const HomesQuery = z.strictObject({
  within: z.string().trim().min(1).max(64).optional().describe('Id or code: the grids, groups and buildings directly below it'),
});

export const Homes = z.object({
  homes: z.array(
    z.object({
      id: z.uuid(),
      code: z.string(),
      name: z.string(),
      kind: z.string(),
      within: z.string().describe('The name of what it lies in'),
    }),
  ),
});

export const StaffSignIn = z.strictObject({ username: StaffName, password: Password, post: PostChoice });

export const NewPasswordRequest = z.strictObject({
  code: z.string().trim().min(1).max(128).describe('The one-time code of the invitation'),
  password: z.string().min(10, 'must have at least 10 characters').max(128),
});

export const NewPasswordReply = z.object({ next: z.literal('sign-in') });

export const AuthenticatorRequest = z.strictObject({ password: Password });

export const AuthenticatorReply = z.object({
  uri: z.string().describe('otpauth:// address for the authenticator, shown as a QR code'),
  recoveryCodes: z.array(z.string()).describe('Each signs in once when the authenticator is lost; shown this once'),
});

export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()).describe('Shown this once') });

export const AuthenticatorCode = z.strictObject({ code: Code, post: PostChoice });

export const RecoveryCode = z.strictObject({ code: z.string().trim().min(1).max(64), post: PostChoice });

export const SignInReply = z.object({
  next: z
    .enum(['authenticator-code', 'set-up-authenticator', 'home', 'post'])
    .nullable()
    .describe('What is still to be done before the session acts; null when it does'),
  me: Me.nullable(),
  posts: z.array(PostRef).describe('The posts that this session may act in'),
});

export const ProviderReply = z.object({ url: z.url().describe('Where the browser goes; it comes back signed in') });

/** What a provider may send back; anything else is dropped. */
export const ProviderAnswer = z.object({
  code: z.string().max(4096).optional(),
  state: z.string().max(4096).optional(),
  iss: z.string().max(512).optional(),
  error: z.string().max(256).optional(),
});

export const PostRequest = z.strictObject({ post: z.uuid() });

export const SessionPath = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) });

export const SessionList = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      current: z.boolean(),
      way: z.enum(['code', 'password', 'password+totp', 'password+recovery', 'oidc']),
      post: PostRef.nullable(),
      device: z.string().describe('What the browser calls itself'),
      createdAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
    }),
  ),
});

export const Ended = z.object({ ended: z.int().describe('How many sessions were ended') });

export const SignInWays = z.object({
  code: z.boolean().describe('Residents by telephone'),
  staff: z.boolean().describe('Staff by name, password and authenticator'),
  provider: z.boolean().describe('Staff by the county’s identity provider'),
  demo: z.boolean().describe('Anyone as a persona of the demo'),
});
