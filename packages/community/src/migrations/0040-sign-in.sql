-- Sign-in: the one place where identities stand in clear (I12), under a role of its own. The application's role has no right
-- here, and this role none elsewhere, so that no statement can join an identity to an order.
do $$ begin
  if not exists (select from pg_roles where rolname = 'six_order_auth') then create role six_order_auth nologin; end if;
exception when duplicate_object or unique_violation then null; -- another database of the same server was quicker
end $$;
do $$ begin
  if not pg_has_role(current_user, 'six_order_auth', 'member') then grant six_order_auth to current_user; end if;
end $$;

create schema auth;

-- As better-auth 1.7.25 makes its tables for the plugins in use (packages/api/src/sign-in/library.ts); a test asks it whether
-- anything is missing. Do not rename: its statements name them so.
create table auth."user" (
  "id" text not null primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamptz default CURRENT_TIMESTAMP not null,
  "username" text unique,
  "phoneNumber" text unique,
  "phoneNumberVerified" boolean,
  "twoFactorEnabled" boolean,
  "person" text unique,
  "tenant" text
);

create table auth."session" (
  "id" text not null primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "post" text,
  "way" text
);
create index "session_userId_idx" on auth."session" ("userId");
-- Ended sessions are swept by their end.
create index "session_expiresAt_idx" on auth."session" ("expiresAt");

create table auth."account" (
  "id" text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on auth."account" ("userId");

create table auth."verification" (
  "id" text not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamptz default CURRENT_TIMESTAMP not null
);
create index "verification_identifier_idx" on auth."verification" ("identifier");

create table auth."twoFactor" (
  "id" text not null primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");

create table auth."rateLimit" (
  "id" text not null primary key,
  "key" text not null unique,
  "count" integer not null,
  "lastRequest" bigint not null
);

-- Ours: tries without success, by a digest of what was tried (sign-in/attempts.ts).
create table auth.attempts (
  key text primary key,
  tries integer not null,
  tried_at timestamptz not null,
  blocked_until timestamptz
);

-- Ours: authenticators' codes that were used (sign-in/spent-codes.ts).
create table auth.spent_codes (
  user_id text not null references auth."user" ("id") on delete cascade,
  digest bytea not null,
  spent_at timestamptz not null,
  primary key (user_id, digest)
);

-- Ours: other systems' keys, each for one post (sign-in/api-keys.ts). The key itself is not kept, only its digest.
create table auth.api_keys (
  id text primary key,
  digest bytea not null unique,
  name text not null,
  tenant text not null,
  post text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  a_minute integer not null check (a_minute > 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  minute timestamptz,
  used integer not null default 0
);

grant usage on schema auth to six_order_auth;
grant select, insert, update, delete on all tables in schema auth to six_order_auth;
