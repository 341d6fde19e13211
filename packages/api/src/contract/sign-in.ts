// Signing in, and the sessions that come of it.
import { z } from 'zod';
import { MobileNumber } from '../sign-in/phone.ts';
import { Me, PostRef } from './reference.ts';
import type { RouteEntry } from './entry.ts';

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
      orders: z.boolean().describe('Whether orders are taken there: somebody dispatches them'),
    }),
  ),
});

export const StaffSignIn = z.strictObject({ username: StaffName, password: Password, post: PostChoice });

export const NewPasswordRequest = z.strictObject({
  code: z.string().trim().min(1).max(128).describe('The one-time code of the invitation'),
  password: z.string().min(10, '至少 10 个字符 / must have at least 10 characters').max(128),
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

const signedIn = { 200: { description: { zh: '登录状态', en: 'How far the sign-in is' }, schema: SignInReply } } as const;

export const signInRoutes = {
  getSignInWays: {
    method: 'get',
    path: '/api/v1/session/ways',
    summary: { zh: '可用的登录方式', en: 'In which ways one can sign in here' },
    auth: 'open',
    answers: { 200: { description: { zh: '登录方式', en: 'Ways' }, schema: SignInWays } },
    refusals: [],
  },
  askForCode: {
    method: 'post',
    path: '/api/v1/session/code',
    summary: { zh: '获取手机验证码', en: 'Have a code sent to a telephone; the answer is the same for every number' },
    auth: 'open',
    body: CodeRequest,
    answers: { 202: { description: { zh: '已发送', en: 'Sent' }, schema: CodeReply } },
    refusals: [404, 413, 415, 422],
  },
  signInResident: {
    method: 'post',
    path: '/api/v1/session/resident',
    summary: { zh: '居民凭验证码登录', en: 'Sign in as a resident by a telephone’s code' },
    auth: 'open',
    body: ResidentSignIn,
    answers: signedIn,
    refusals: [401, 404, 413, 415, 422],
  },
  tellHome: {
    method: 'post',
    path: '/api/v1/session/home',
    summary: { zh: '首次登录时填写姓名和所在社区', en: 'At the first sign-in: name and community' },
    auth: 'signed-in',
    body: HomeRequest,
    answers: signedIn,
    refusals: [409, 413, 415, 422],
  },
  listHomes: {
    method: 'get',
    path: '/api/v1/session/homes',
    summary: {
      zh: '可选择的社区、网格和楼栋',
      en: 'Where a resident may say that he lives: communities, or what lies in one unit',
    },
    auth: 'signed-in',
    query: HomesQuery,
    answers: { 200: { description: { zh: '可选单元', en: 'Units to choose from' }, schema: Homes } },
    refusals: [422],
  },
  signInStaff: {
    method: 'post',
    path: '/api/v1/session/staff',
    summary: { zh: '工作人员登录：账号和密码', en: 'Staff: name and password, the first of two steps' },
    auth: 'open',
    body: StaffSignIn,
    answers: signedIn,
    refusals: [401, 413, 415, 422],
  },
  setPassword: {
    method: 'post',
    path: '/api/v1/session/staff/password',
    summary: { zh: '凭邀请码设置密码', en: 'Set a password with the one-time code of an invitation; ends all sessions' },
    auth: 'open',
    body: NewPasswordRequest,
    answers: { 200: { description: { zh: '已设置，请登录', en: 'Set; now sign in' }, schema: NewPasswordReply } },
    refusals: [401, 413, 415, 422],
  },
  renewRecoveryCodes: {
    method: 'post',
    path: '/api/v1/session/staff/recovery-codes',
    summary: { zh: '重新生成恢复码', en: 'New recovery codes; the old ones end' },
    auth: 'signed-in',
    ofPost: true,
    body: AuthenticatorRequest,
    answers: { 200: { description: { zh: '恢复码', en: 'Recovery codes' }, schema: RecoveryCodes } },
    refusals: [413, 415, 422],
  },
  setUpAuthenticator: {
    method: 'post',
    path: '/api/v1/session/staff/authenticator',
    summary: { zh: '绑定动态口令', en: 'Set up the authenticator; a code must confirm it' },
    auth: 'signed-in',
    ofPost: true,
    body: AuthenticatorRequest,
    answers: { 200: { description: { zh: '密钥和恢复码', en: 'Secret and recovery codes' }, schema: AuthenticatorReply } },
    refusals: [413, 415, 422],
  },
  enterAuthenticatorCode: {
    method: 'post',
    path: '/api/v1/session/staff/code',
    summary: { zh: '输入动态口令', en: 'The authenticator’s code: the second step, or the end of setting it up' },
    auth: 'open',
    body: AuthenticatorCode,
    answers: signedIn,
    refusals: [401, 413, 415, 422],
  },
  enterRecoveryCode: {
    method: 'post',
    path: '/api/v1/session/staff/recovery',
    summary: { zh: '使用恢复码', en: 'A recovery code instead of the authenticator’s; each works once' },
    auth: 'open',
    body: RecoveryCode,
    answers: signedIn,
    refusals: [401, 413, 415, 422],
  },
  goToProvider: {
    method: 'post',
    path: '/api/v1/session/oidc',
    summary: { zh: '以统一身份认证登录', en: 'Sign in with the county’s identity provider' },
    auth: 'open',
    answers: { 200: { description: { zh: '跳转地址', en: 'Where to go' }, schema: ProviderReply } },
    refusals: [404],
  },
  comeBackFromProvider: {
    method: 'get',
    path: '/api/v1/session/oidc/callback/county',
    summary: { zh: '统一身份认证返回', en: 'Where the identity provider sends people back to' },
    auth: 'open',
    query: ProviderAnswer,
    answers: { 303: { description: { zh: '跳转', en: 'On to the pages' }, type: 'text/plain' } },
    refusals: [404, 422],
  },
  getSession: {
    method: 'get',
    path: '/api/v1/session',
    summary: { zh: '当前登录状态', en: 'How far the sign-in of this browser is' },
    auth: 'signed-in',
    answers: signedIn,
    refusals: [],
  },
  showOwnPhone: {
    method: 'get',
    path: '/api/v1/session/phone',
    summary: { zh: '本人登录用的手机号', en: 'The telephone that one signed in with oneself' },
    auth: 'session',
    answers: {
      200: {
        description: { zh: '手机号', en: 'Eleven digits; null of whoever signed in otherwise' },
        schema: z.object({ phone: z.string().nullable() }),
      },
    },
    refusals: [],
  },
  signOut: {
    method: 'delete',
    path: '/api/v1/session',
    summary: { zh: '退出登录', en: 'Sign out' },
    auth: 'open',
    answers: { 200: { description: { zh: '已退出', en: 'Signed out' }, schema: Ended } },
    refusals: [],
  },
  closeAccount: {
    method: 'delete',
    path: '/api/v1/session/account',
    summary: { zh: '注销账号', en: 'Close one’s account: identity, sessions and residence here end; orders go their way' },
    auth: 'signed-in',
    ofPost: true,
    answers: { 200: { description: { zh: '已注销', en: 'Closed' }, schema: Ended } },
    refusals: [409],
  },
  choosePost: {
    method: 'post',
    path: '/api/v1/session/post',
    summary: { zh: '选择或切换岗位', en: 'Choose or switch the post that the session acts in' },
    auth: 'signed-in',
    body: PostRequest,
    answers: signedIn,
    refusals: [413, 415, 422],
  },
  listSessions: {
    method: 'get',
    path: '/api/v1/sessions',
    summary: { zh: '我的登录设备', en: 'One’s own sessions' },
    auth: 'signed-in',
    answers: { 200: { description: { zh: '登录列表', en: 'Sessions, newest first' }, schema: SessionList } },
    refusals: [],
  },
  endOtherSessions: {
    method: 'delete',
    path: '/api/v1/sessions',
    summary: { zh: '退出其他设备', en: 'End all of one’s sessions but this' },
    auth: 'signed-in',
    ofPost: true,
    answers: { 200: { description: { zh: '已退出', en: 'Ended' }, schema: Ended } },
    refusals: [],
  },
  endSession: {
    method: 'delete',
    path: '/api/v1/sessions/{id}',
    summary: { zh: '退出一台设备', en: 'End one of one’s sessions' },
    auth: 'signed-in',
    ofPost: true,
    params: SessionPath,
    answers: { 200: { description: { zh: '已退出', en: 'Ended' }, schema: Ended } },
    refusals: [404],
  },
} as const satisfies Record<string, RouteEntry>;
