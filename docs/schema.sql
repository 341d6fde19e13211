create extension ltree;
create extension pg_trgm;

CREATE OR REPLACE FUNCTION public.bump_reference()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into reference_versions (tenant, name, version)
  select distinct tenant, tg_argv[0], 1 from changed order by tenant
  on conflict (tenant, name) do update set version = reference_versions.version + 1;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.early_end(of_order uuid, of_labels text[])
 RETURNS text
 LANGUAGE sql
AS $function$
  select case
    when exists (select from unnest(of_labels) as l where l like 'cat:12%') then 'emergency'
    when 'sealed' = any(of_labels) then 'sealed'
    when exists (select from attachments a where a.order_id = of_order and a.kind in ('photo', 'voice')) then 'photos'
  end
$function$
;
CREATE OR REPLACE FUNCTION public.early_look(kind text, ended_at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select ended_at + case kind when 'emergency' then interval '30 days' else interval '6 months' end - interval '3 days'
$function$
;
CREATE OR REPLACE FUNCTION public.forget_rows(of_tenant text, of_run uuid, of_rule text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  limit_at timestamptz;
  gone integer;
begin
  select date_trunc('hour', planned_at - interval '3 years') into limit_at from retention_runs
    where tenant = of_tenant and id = of_run and dpo is not null and archives is not null and ended_at is null;
  if limit_at is null then
    raise exception 'no plan of this id is signed and under way' using errcode = 'insufficient_privilege';
  end if;
  if of_rule = 'readings' then
    delete from access_log where tenant = of_tenant and at < limit_at;
    get diagnostics gone = row_count;
  elsif of_rule = 'changes' then
    alter table reference_changes disable trigger reference_changes_kept;
    delete from reference_changes where tenant = of_tenant and at < limit_at;
    get diagnostics gone = row_count;
    alter table reference_changes enable trigger reference_changes_kept;
  elsif of_rule = 'consents' then
    alter table consents disable trigger consents_kept;
    delete from consents c using people p
      where c.tenant = of_tenant and p.tenant = c.tenant and p.id = c.person and p.erased_at < limit_at;
    get diagnostics gone = row_count;
    alter table consents enable trigger consents_kept;
  elsif of_rule = 'absences' then
    delete from absences where tenant = of_tenant and ends_at < limit_at;
    get diagnostics gone = row_count;
  elsif of_rule = 'exports' then
    delete from exports where tenant = of_tenant and asked_at < limit_at;
    get diagnostics gone = row_count;
  elsif of_rule = 'openings' then
    delete from sealed_openings where tenant = of_tenant and asked_at < limit_at;
    get diagnostics gone = row_count;
  elsif of_rule = 'asides' then
    delete from set_asides where tenant = of_tenant and at < limit_at;
    get diagnostics gone = row_count;
  else
    raise exception 'no rule of this name' using errcode = 'invalid_parameter_value';
  end if;
  return gone;
end $function$
;
CREATE OR REPLACE FUNCTION public.note_early_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into early_ends
    select new.id, new.tenant, kind, early_look(kind, new.closed_at) from early_end(new.id, new.labels) as kind where kind is not null
    on conflict (order_id) do update set kind = excluded.kind, look_at = excluded.look_at;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.note_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update search_copies set ended_at = coalesce(new.closed_at, new.opened_at) where order_id = new.id;
  delete from attachments where order_id = new.id;
  delete from early_ends where order_id = new.id;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.note_late_photo()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into early_ends
    select o.id, o.tenant, 'photos', early_look('photos', o.closed_at) from orders o
    where o.id = new.order_id and o.closed_at is not null and o.data_key is not null
    on conflict (order_id) do nothing;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is only ever added to', tg_table_name using errcode = 'insufficient_privilege';
end $function$
;

create table absences (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  entered_by uuid not null,
  constraint absences_pkey PRIMARY KEY (tenant, id),
  constraint absences_check CHECK (ends_at > starts_at),
  constraint absences_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id)
);
CREATE INDEX absences_person ON public.absences USING btree (tenant, person, starts_at);
CREATE TRIGGER absences_deleted AFTER DELETE ON absences REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
CREATE TRIGGER absences_inserted AFTER INSERT ON absences REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
CREATE TRIGGER absences_updated AFTER UPDATE ON absences REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
grant select, insert, update, delete on absences to six_order_app;

create table access_anchors (
  tenant text not null,
  hour timestamp with time zone not null,
  root bytea not null,
  chains integer not null,
  anchored_at timestamp with time zone not null,
  constraint access_anchors_pkey PRIMARY KEY (tenant, hour)
);
grant select, insert on access_anchors to six_order_app;

create table access_log (
  id uuid not null,
  tenant text not null,
  at timestamp with time zone not null,
  person uuid,
  post uuid,
  order_id uuid not null,
  field text not null,
  how text not null,
  reason text,
  chain uuid,
  seq integer,
  key smallint,
  mac bytea,
  constraint access_log_pkey PRIMARY KEY (id),
  constraint access_log_chained CHECK (chain IS NOT NULL AND seq IS NOT NULL AND key IS NOT NULL AND mac IS NOT NULL) NOT VALID,
  constraint access_log_check CHECK ((how = 'reveal'::text) = (reason IS NOT NULL)),
  constraint access_log_how_check CHECK (how = ANY (ARRAY['full'::text, 'masked'::text, 'reveal'::text])),
  constraint access_log_seq_check CHECK (seq > 0)
);
CREATE UNIQUE INDEX access_log_chain ON public.access_log USING btree (chain, seq);
CREATE INDEX access_log_hour ON public.access_log USING btree (tenant, at);
CREATE INDEX access_log_order ON public.access_log USING btree (order_id, at);
CREATE INDEX access_log_person ON public.access_log USING btree (tenant, person, at);
grant select, insert on access_log to six_order_app;

create table activities (
  tenant text not null,
  id uuid not null,
  kind text not null,
  unit uuid not null,
  facility uuid,
  title text not null,
  place text,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  wanted integer not null,
  entered_by uuid not null,
  cancelled_at timestamp with time zone,
  constraint activities_pkey PRIMARY KEY (tenant, id),
  constraint activities_check CHECK (ends_at > starts_at),
  constraint activities_check1 CHECK (facility IS NOT NULL OR place IS NOT NULL),
  constraint activities_kind_check CHECK (kind = ANY (ARRAY['civility'::text, 'wish'::text, 'couplets'::text, 'other'::text])),
  constraint activities_tenant_facility_fkey FOREIGN KEY (tenant, facility) REFERENCES units(tenant, id),
  constraint activities_tenant_unit_fkey FOREIGN KEY (tenant, unit) REFERENCES units(tenant, id),
  constraint activities_wanted_check CHECK (wanted >= 1 AND wanted <= 500)
);
CREATE INDEX activities_unit ON public.activities USING btree (tenant, unit, starts_at);
grant select, insert, update, delete on activities to six_order_app;

create table activity_volunteers (
  tenant text not null,
  activity uuid not null,
  person uuid not null,
  joined_at timestamp with time zone not null,
  record uuid,
  constraint activity_volunteers_pkey PRIMARY KEY (tenant, activity, person),
  constraint activity_volunteers_tenant_activity_fkey FOREIGN KEY (tenant, activity) REFERENCES activities(tenant, id),
  constraint activity_volunteers_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id)
);
CREATE INDEX activity_volunteers_person ON public.activity_volunteers USING btree (tenant, person);
grant select, insert, update, delete on activity_volunteers to six_order_app;

create table anchors (
  hour timestamp with time zone not null,
  root bytea not null,
  orders integer not null,
  anchored_at timestamp with time zone not null,
  constraint anchors_pkey PRIMARY KEY (hour)
);
grant select, insert on anchors to six_order_app;

create table attachment_parts (
  attachment uuid not null,
  n integer not null,
  bytes bytea not null,
  constraint attachment_parts_pkey PRIMARY KEY (attachment, n),
  constraint attachment_parts_attachment_fkey FOREIGN KEY (attachment) REFERENCES attachments(id) ON DELETE CASCADE
);
grant select, insert, update, delete on attachment_parts to six_order_app;

create table attachments (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  order_id uuid,
  kind text not null,
  type text not null,
  size integer not null,
  digest text not null,
  key bytea not null,
  at timestamp with time zone not null,
  constraint attachments_pkey PRIMARY KEY (id)
);
CREATE INDEX attachments_order ON public.attachments USING btree (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX attachments_waiting ON public.attachments USING btree (person, at) WHERE (order_id IS NULL);
CREATE TRIGGER attachments_given AFTER INSERT OR UPDATE OF order_id ON attachments FOR EACH ROW WHEN (new.order_id IS NOT NULL AND (new.kind = ANY (ARRAY['photo'::text, 'voice'::text]))) EXECUTE FUNCTION note_late_photo();
grant select, insert, update, delete on attachments to six_order_app;

create table auth."rateLimit" (
  id text not null,
  key text not null,
  count integer not null,
  "lastRequest" bigint not null,
  constraint "rateLimit_pkey" PRIMARY KEY (id),
  constraint "rateLimit_key_key" UNIQUE (key)
);

create table auth."twoFactor" (
  id text not null,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamp with time zone,
  constraint "twoFactor_pkey" PRIMARY KEY (id),
  constraint "twoFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "twoFactor_secret_idx" ON auth."twoFactor" USING btree (secret);
CREATE INDEX "twoFactor_userId_idx" ON auth."twoFactor" USING btree ("userId");

create table auth."user" (
  id text not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  username text,
  "phoneNumber" text,
  "phoneNumberVerified" boolean,
  "twoFactorEnabled" boolean,
  person text,
  tenant text,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email),
  constraint user_person_key UNIQUE (person),
  constraint "user_phoneNumber_key" UNIQUE ("phoneNumber"),
  constraint user_username_key UNIQUE (username)
);

create table auth.account (
  id text not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId");

create table auth.api_keys (
  id text not null,
  digest bytea not null,
  name text not null,
  tenant text not null,
  post text not null,
  scopes text[] not null,
  a_minute integer not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  minute timestamp with time zone,
  used integer not null default 0,
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_a_minute_check CHECK (a_minute > 0),
  constraint api_keys_digest_key UNIQUE (digest),
  constraint api_keys_scopes_check CHECK (cardinality(scopes) > 0)
);

create table auth.attempts (
  key text not null,
  tries integer not null,
  tried_at timestamp with time zone not null,
  blocked_until timestamp with time zone,
  constraint attempts_pkey PRIMARY KEY (key)
);

create table auth.session (
  id text not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null,
  post text,
  way text,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "session_expiresAt_idx" ON auth.session USING btree ("expiresAt");
CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId");

create table auth.spent_codes (
  user_id text not null,
  digest bytea not null,
  spent_at timestamp with time zone not null,
  constraint spent_codes_pkey PRIMARY KEY (user_id, digest),
  constraint spent_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);

create table backups (
  at timestamp with time zone not null,
  bytes bigint not null,
  constraint backups_pkey PRIMARY KEY (at)
);
grant select, insert, update, delete on backups to six_order_app;

create table breach_notifications (
  tenant text not null,
  breach uuid not null,
  person uuid not null,
  listed_at timestamp with time zone not null,
  notified_at timestamp with time zone,
  how text,
  constraint breach_notifications_pkey PRIMARY KEY (tenant, breach, person),
  constraint breach_notifications_check CHECK ((notified_at IS NULL) = (how IS NULL)),
  constraint breach_notifications_tenant_breach_fkey FOREIGN KEY (tenant, breach) REFERENCES privacy_records(tenant, id)
);
grant select, insert, update, delete on breach_notifications to six_order_app;

create table calendar_notices (
  tenant text not null,
  year integer not null,
  document text not null,
  imported_at timestamp with time zone not null,
  days jsonb not null,
  constraint calendar_notices_pkey PRIMARY KEY (tenant, year),
  constraint calendar_notices_document_check CHECK (document <> ''::text),
  constraint calendar_notices_year_check CHECK (year >= 2004 AND year <= 2099)
);
CREATE TRIGGER calendar_notices_deleted AFTER DELETE ON calendar_notices REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('calendar');
CREATE TRIGGER calendar_notices_inserted AFTER INSERT ON calendar_notices REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('calendar');
CREATE TRIGGER calendar_notices_updated AFTER UPDATE ON calendar_notices REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('calendar');
grant select, insert, update, delete on calendar_notices to six_order_app;

create table card_measures (
  order_id uuid not null,
  tenant text not null,
  revision integer not null,
  about uuid not null,
  colour text not null,
  due_at timestamp with time zone,
  due_month text,
  cancelled boolean not null,
  answered_in_time boolean not null,
  constraint card_measures_pkey PRIMARY KEY (order_id),
  constraint card_measures_colour_check CHECK (colour = ANY (ARRAY['blue'::text, 'yellow'::text, 'red'::text]))
);
CREATE INDEX card_measures_about ON public.card_measures USING btree (about);
CREATE INDEX card_measures_due ON public.card_measures USING btree (tenant, due_month);
grant select, insert, update, delete on card_measures to six_order_app;

create table consents (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  purpose text not null,
  given boolean not null,
  notice text not null,
  at timestamp with time zone not null,
  how text not null,
  entered_by uuid not null,
  guardian uuid,
  constraint consents_pkey PRIMARY KEY (tenant, id),
  constraint consents_check CHECK ((how = 'self'::text) = (entered_by = person)),
  constraint consents_guardian_check CHECK (guardian IS NULL OR guardian <> person OR how = 'self'::text),
  constraint consents_how_check CHECK (how = ANY (ARRAY['self'::text, 'in-person'::text, 'signature'::text, 'voice'::text])),
  constraint consents_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id)
);
CREATE INDEX consents_person ON public.consents USING btree (tenant, person, purpose, at DESC, id DESC);
CREATE TRIGGER consents_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON consents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select, insert, update, delete on consents to six_order_app;

create table county_rules (
  tenant text not null,
  id uuid not null,
  kind text not null,
  key text not null,
  path ltree not null,
  value jsonb not null,
  document text not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  constraint county_rules_pkey PRIMARY KEY (tenant, id),
  constraint county_rules_check CHECK (valid_to > valid_from),
  constraint county_rules_document_check CHECK (document <> ''::text)
);
CREATE UNIQUE INDEX county_rules_start ON public.county_rules USING btree (tenant, kind, key, path, valid_from);
CREATE TRIGGER county_rules_deleted AFTER DELETE ON county_rules REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('county-rules');
CREATE TRIGGER county_rules_inserted AFTER INSERT ON county_rules REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('county-rules');
CREATE TRIGGER county_rules_updated AFTER UPDATE ON county_rules REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('county-rules');
grant select, insert, update, delete on county_rules to six_order_app;

create table demo_clock (
  id boolean not null default true,
  offset_ms bigint not null,
  constraint demo_clock_pkey PRIMARY KEY (id),
  constraint demo_clock_id_check CHECK (id),
  constraint demo_clock_offset_ms_check CHECK (offset_ms >= 0)
);
grant select, insert, update, delete on demo_clock to six_order_app;

create table demo_past (
  id boolean not null default true,
  lived_until timestamp with time zone not null,
  done_at timestamp with time zone,
  left_out text[] not null default '{}'::text[],
  constraint demo_past_pkey PRIMARY KEY (id),
  constraint demo_past_id_check CHECK (id)
);
grant select, insert, update, delete on demo_past to six_order_app;

create table duty_phones (
  tenant text not null,
  person uuid not null,
  phone bytea not null,
  entered_by uuid not null,
  constraint duty_phones_pkey PRIMARY KEY (tenant, person),
  constraint duty_phones_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id) ON DELETE CASCADE
);
grant select, insert, update, delete on duty_phones to six_order_app;

create table early_ends (
  order_id uuid not null,
  tenant text not null,
  kind text not null,
  look_at timestamp with time zone not null,
  constraint early_ends_pkey PRIMARY KEY (order_id),
  constraint early_ends_kind_check CHECK (kind = ANY (ARRAY['emergency'::text, 'sealed'::text, 'photos'::text]))
);
CREATE INDEX early_ends_due ON public.early_ends USING btree (tenant, look_at, order_id);
grant select, insert, update, delete on early_ends to six_order_app;

create table emergency_resources (
  tenant text not null,
  id uuid not null,
  kind text not null,
  unit uuid not null,
  what text not null,
  source uuid,
  amount integer not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  entered_by uuid not null,
  constraint emergency_resources_pkey PRIMARY KEY (tenant, id),
  constraint emergency_resources_amount_check CHECK (amount > 0),
  constraint emergency_resources_check CHECK (valid_to > valid_from),
  constraint emergency_resources_check1 CHECK ((kind = 'force'::text) = (source IS NOT NULL)),
  constraint emergency_resources_kind_check CHECK (kind = ANY (ARRAY['force'::text, 'supply'::text]))
);
CREATE INDEX emergency_resources_unit ON public.emergency_resources USING btree (tenant, unit);
grant select, insert, update, delete on emergency_resources to six_order_app;

create table evaluation_devices (
  order_id uuid not null,
  tenant text not null,
  device bytea not null,
  seen_at timestamp with time zone not null,
  constraint evaluation_devices_pkey PRIMARY KEY (order_id),
  constraint evaluation_devices_device_check CHECK (octet_length(device) = 16)
);
CREATE INDEX evaluation_devices_device ON public.evaluation_devices USING btree (tenant, device);
CREATE INDEX evaluation_devices_seen ON public.evaluation_devices USING btree (seen_at);
grant select, insert, update, delete on evaluation_devices to six_order_app;

create table evaluation_reviews (
  id uuid not null,
  tenant text not null,
  order_id uuid not null,
  opened_by uuid not null,
  opened_at timestamp with time zone not null,
  why text not null,
  closed_by uuid,
  closed_at timestamp with time zone,
  outcome text,
  found text,
  constraint evaluation_reviews_pkey PRIMARY KEY (id),
  constraint evaluation_reviews_check CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (outcome IS NULL) AND (closed_at IS NULL) = (found IS NULL)),
  constraint evaluation_reviews_outcome_check CHECK (outcome = ANY (ARRAY['own-word'::text, 'not-own-word'::text, 'unclear'::text]))
);
CREATE UNIQUE INDEX evaluation_reviews_open ON public.evaluation_reviews USING btree (order_id) WHERE (closed_at IS NULL);
CREATE INDEX evaluation_reviews_order ON public.evaluation_reviews USING btree (order_id, opened_at);
grant select, insert, update, delete on evaluation_reviews to six_order_app;

create table exchange_orders (
  tenant text not null,
  system text not null,
  number text not null,
  order_id uuid not null,
  digest bytea,
  received_at timestamp with time zone not null,
  constraint exchange_orders_pkey PRIMARY KEY (tenant, system, number),
  constraint exchange_orders_order_id_key UNIQUE (order_id)
);
CREATE INDEX exchange_orders_newest ON public.exchange_orders USING btree (tenant, system, received_at DESC, order_id DESC);
grant select, insert, update, delete on exchange_orders to six_order_app;

create table exports (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  post uuid not null,
  format text not null,
  desk text not null,
  unit uuid,
  opened_from timestamp with time zone,
  opened_to timestamp with time zone,
  with_text boolean not null,
  reason text not null,
  asked_at timestamp with time zone not null,
  rows integer not null default 0,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  broken boolean not null default false,
  fetched integer not null default 0,
  constraint exports_pkey PRIMARY KEY (id),
  constraint exports_format_check CHECK (format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'ndjson'::text]))
);
CREATE INDEX exports_person ON public.exports USING btree (tenant, person, asked_at DESC, id DESC);
CREATE INDEX exports_tenant ON public.exports USING btree (tenant, asked_at DESC, id DESC);
grant select, insert, update, delete on exports to six_order_app;

create table holders (
  holder uuid not null,
  order_id uuid not null,
  due_at timestamp with time zone default 'infinity'::timestamp with time zone,
  constraint holders_pkey PRIMARY KEY (holder, order_id)
);
CREATE INDEX holders_by_due ON public.holders USING btree (holder, due_at, order_id) WHERE (due_at IS NOT NULL);
CREATE INDEX holders_order ON public.holders USING btree (order_id);
grant select, insert, update, delete on holders to six_order_app;

create table idempotency_keys (
  key bytea not null,
  digest bytea not null,
  order_id uuid not null,
  at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (key)
);
CREATE INDEX idempotency_keys_at ON public.idempotency_keys USING brin (at) WITH (pages_per_range='16');
grant select, insert, update, delete on idempotency_keys to six_order_app;

create table imports (
  tenant text not null,
  source text not null,
  external_id text not null,
  order_id uuid not null,
  ended_at timestamp with time zone,
  file text,
  until timestamp with time zone,
  constraint imports_pkey PRIMARY KEY (tenant, source, external_id)
);
CREATE UNIQUE INDEX imports_order ON public.imports USING btree (order_id);
grant select, insert, update, delete on imports to six_order_app;

create table journal (
  order_id uuid not null,
  seq integer not null,
  recorded_at timestamp with time zone not null,
  entry text not null,
  mac bytea not null,
  constraint journal_pkey PRIMARY KEY (order_id, seq)
);
CREATE INDEX journal_recorded ON public.journal USING brin (recorded_at) WITH (pages_per_range='32');
grant select, insert on journal to six_order_app;

create table list_entries (
  tenant text not null,
  id uuid not null,
  list text not null,
  month text not null,
  unit uuid,
  person uuid,
  reasons text[] not null,
  score real,
  rule uuid not null,
  document text not null,
  noticed_at timestamp with time zone not null,
  shown_from timestamp with time zone not null,
  appeal_by timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  ground text,
  appealed_by uuid,
  appealed_at timestamp with time zone,
  decided_by uuid,
  decided_at timestamp with time zone,
  upheld boolean,
  corrected_by uuid,
  corrected_at timestamp with time zone,
  consented_at timestamp with time zone,
  constraint list_entries_pkey PRIMARY KEY (tenant, id),
  constraint list_entries_check CHECK (decided_by <> appealed_by),
  constraint list_entries_check1 CHECK (person IS NULL OR list = 'red'::text),
  constraint list_entries_check2 CHECK ((person IS NULL) <> (unit IS NULL)),
  constraint list_entries_check3 CHECK (consented_at IS NULL OR person IS NOT NULL),
  constraint list_entries_list_check CHECK (list = ANY (ARRAY['red'::text, 'black'::text]))
);
CREATE UNIQUE INDEX list_entries_person ON public.list_entries USING btree (tenant, month, person) WHERE (person IS NOT NULL);
CREATE INDEX list_entries_shown ON public.list_entries USING btree (tenant, ends_at);
CREATE UNIQUE INDEX list_entries_unit ON public.list_entries USING btree (tenant, month, list, unit) WHERE (unit IS NOT NULL);
grant select, insert, update, delete on list_entries to six_order_app;

create table lists_drawn (
  tenant text not null,
  month text not null,
  at timestamp with time zone not null,
  constraint lists_drawn_pkey PRIMARY KEY (tenant, month)
);
grant select, insert, update, delete on lists_drawn to six_order_app;

create table measures_drawn (
  id boolean not null default true,
  recorded_at timestamp with time zone not null,
  constraint measures_drawn_pkey PRIMARY KEY (id),
  constraint measures_drawn_id_check CHECK (id)
);
grant select, insert, update, delete on measures_drawn to six_order_app;

create table migrations (
  number integer not null,
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migrations_pkey PRIMARY KEY (number)
);
grant select on migrations to six_order_app;

create table monthly_figures (
  tenant text not null,
  month text not null,
  path ltree not null,
  line integer not null,
  counts jsonb not null,
  reason text,
  frozen_at timestamp with time zone not null,
  constraint monthly_figures_pkey PRIMARY KEY (tenant, month, path, line),
  constraint monthly_figures_check CHECK ((line = 1) = (reason IS NULL)),
  constraint monthly_figures_line_check CHECK (line > 0)
);
CREATE TRIGGER monthly_figures_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON monthly_figures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select, insert, update, delete on monthly_figures to six_order_app;

create table notice_choices (
  tenant text not null,
  person uuid not null,
  language text,
  email bytea,
  phone bytea,
  sms boolean not null default true,
  email_confirmed boolean not null default false,
  email_code bytea,
  email_code_at timestamp with time zone,
  email_tries smallint not null default 0,
  constraint notice_choices_pkey PRIMARY KEY (tenant, person),
  constraint notice_choices_language_check CHECK (language = ANY (ARRAY['zh'::text, 'en'::text])),
  constraint notice_choices_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id)
);
grant select, insert, update, delete on notice_choices to six_order_app;

create table notice_messages (
  tenant text not null,
  outbox uuid not null,
  person uuid not null,
  way text not null,
  attempts integer not null default 0,
  next_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  ended text,
  ended_at timestamp with time zone,
  error text,
  order_id uuid,
  seq integer not null default 0,
  constraint notice_messages_pkey PRIMARY KEY (tenant, outbox, person, way),
  constraint notice_messages_check CHECK ((ended IS NULL) = (ended_at IS NULL)),
  constraint notice_messages_ended_check CHECK (ended = ANY (ARRAY['sent'::text, 'unneeded'::text, 'unreachable'::text, 'dead'::text])),
  constraint notice_messages_tenant_outbox_person_fkey FOREIGN KEY (tenant, outbox, person) REFERENCES notices(tenant, outbox, person) ON DELETE CASCADE,
  constraint notice_messages_way_check CHECK (way = ANY (ARRAY['sms'::text, 'email'::text]))
);
CREATE INDEX notice_messages_due ON public.notice_messages USING btree (next_at, outbox, person, way) WHERE (ended IS NULL);
CREATE INDEX notice_messages_ended ON public.notice_messages USING btree (ended_at) WHERE (ended IS NOT NULL);
CREATE INDEX notice_messages_order ON public.notice_messages USING btree (tenant, person, order_id, way, seq, outbox) WHERE (ended IS NULL);
grant select, insert, update, delete on notice_messages to six_order_app;

create table notices (
  tenant text not null,
  outbox uuid not null,
  person uuid not null,
  template text not null,
  params jsonb not null,
  order_id uuid,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  activity uuid,
  seq integer not null default 0,
  constraint notices_pkey PRIMARY KEY (tenant, outbox, person),
  constraint notices_about CHECK ((order_id IS NULL) <> (activity IS NULL))
);
CREATE INDEX notices_activity ON public.notices USING btree (tenant, activity) WHERE (activity IS NOT NULL);
CREATE INDEX notices_person ON public.notices USING btree (tenant, person, at DESC, outbox DESC);
CREATE INDEX notices_standstills ON public.notices USING btree (tenant, person, order_id, seq, at, outbox) WHERE (template = ANY (ARRAY['order-paused'::text, 'order-shelved'::text, 'order-resumed'::text, 'order-suspended'::text, 'order-unsuspended'::text]));
grant select, insert, update, delete on notices to six_order_app;

create table order_acceptances (
  order_id uuid not null,
  tenant text not null,
  person uuid not null,
  month text not null,
  constraint order_acceptances_pkey PRIMARY KEY (order_id, person, month)
);
CREATE INDEX order_acceptances_person ON public.order_acceptances USING btree (tenant, person, month);
grant select, insert, update, delete on order_acceptances to six_order_app;

create table order_measures (
  order_id uuid not null,
  tenant text not null,
  revision integer not null,
  category text not null,
  path ltree not null,
  unit uuid,
  unit_path ltree,
  handler uuid,
  resident uuid,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone,
  due_month text,
  done_at timestamp with time zone,
  closed_at timestamp with time zone,
  outcome text not null,
  excluded text,
  shelved boolean not null,
  accepted_in_time boolean not null,
  contacted_in_time boolean not null,
  done_in_time boolean not null,
  work_minutes integer,
  solved real,
  stars smallint,
  settled_at timestamp with time zone,
  was_bad boolean not null,
  reworks smallint not null,
  returns_asked smallint not null,
  dispatches smallint not null,
  parent uuid,
  proactive boolean not null,
  consented boolean not null,
  published boolean not null,
  false_completion boolean not null,
  settled boolean not null default false,
  called ltree[] not null default '{}'::ltree[],
  constraint order_measures_pkey PRIMARY KEY (order_id),
  constraint order_measures_excluded_check CHECK (excluded = ANY (ARRAY['withdrawn'::text, 'refused'::text, 'merged'::text, 'emergency'::text, 'untrue'::text, 'force-majeure'::text])),
  constraint order_measures_outcome_check CHECK (outcome = ANY (ARRAY['open'::text, 'evaluated'::text, 'unanswered'::text, 'refused'::text, 'withdrawn'::text, 'merged'::text]))
);
CREATE INDEX order_measures_closed ON public.order_measures USING btree (tenant, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX order_measures_due ON public.order_measures USING btree (tenant, due_month);
CREATE INDEX order_measures_handler ON public.order_measures USING btree (handler, settled_at, order_id) WHERE (stars IS NOT NULL);
CREATE INDEX order_measures_opened ON public.order_measures USING btree (tenant, opened_at);
CREATE INDEX order_measures_parent ON public.order_measures USING btree (parent) WHERE (parent IS NOT NULL);
grant select, insert, update, delete on order_measures to six_order_app;

create table order_numbers (
  tenant text not null,
  day text not null,
  last integer not null,
  constraint order_numbers_pkey PRIMARY KEY (tenant, day)
);
grant select, insert, update, delete on order_numbers to six_order_app;

create table orders (
  id uuid not null,
  tenant text not null,
  workflow text not null,
  version integer not null,
  revision integer not null,
  snapshot text not null,
  head bytea not null,
  data_key bytea,
  path ltree not null,
  stage text not null,
  labels text[] not null,
  people uuid[] not null,
  number text not null,
  due_at timestamp with time zone,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  data jsonb not null,
  constraint orders_pkey PRIMARY KEY (id)
) with (fillfactor=40, toast_tuple_target=8160, autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX orders_by_area ON public.orders USING btree (tenant, subpath(path, 0, LEAST(3, nlevel(path))), id);
CREATE INDEX orders_ended ON public.orders USING btree (tenant, closed_at, id) WHERE ((closed_at IS NOT NULL) AND (data_key IS NOT NULL));
CREATE UNIQUE INDEX orders_number ON public.orders USING btree (tenant, number);
CREATE INDEX orders_open_by_due ON public.orders USING btree (tenant, due_at, id) WHERE (closed_at IS NULL);
CREATE INDEX orders_open_by_stage ON public.orders USING btree (tenant, stage, due_at, id) WHERE (closed_at IS NULL);
CREATE TRIGGER orders_born_ended AFTER INSERT ON orders FOR EACH ROW WHEN (new.closed_at IS NOT NULL AND new.data_key IS NOT NULL) EXECUTE FUNCTION note_early_end();
CREATE TRIGGER orders_end AFTER UPDATE OF closed_at ON orders FOR EACH ROW WHEN (new.closed_at IS DISTINCT FROM old.closed_at AND new.closed_at IS NOT NULL AND new.data_key IS NOT NULL) EXECUTE FUNCTION note_early_end();
CREATE TRIGGER orders_erased AFTER UPDATE OF data_key ON orders FOR EACH ROW WHEN (new.data_key IS NULL) EXECUTE FUNCTION note_ended();
grant select, insert, update, delete on orders to six_order_app;

create table outbox (
  id uuid not null,
  order_id uuid not null,
  seq integer not null,
  tenant text not null,
  type text not null,
  params text not null,
  at timestamp with time zone not null,
  attempts integer not null default 0,
  offer_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  dead_at timestamp with time zone,
  error text,
  aside_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (id)
) with (autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX outbox_notices ON public.outbox USING btree (order_id, seq) WHERE (type = 'notify'::text);
CREATE INDEX outbox_offer ON public.outbox USING btree (offer_at, id) WHERE (dead_at IS NULL);
CREATE INDEX outbox_webhooks ON public.outbox USING btree (order_id, seq) WHERE (type = 'webhook'::text);
grant select, insert, update, delete on outbox to six_order_app;

create table people (
  tenant text not null,
  id uuid not null,
  key bytea not null,
  name bytea not null,
  erased_at timestamp with time zone,
  constraint people_pkey PRIMARY KEY (tenant, id)
);
CREATE TRIGGER people_deleted AFTER DELETE ON people REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
CREATE TRIGGER people_inserted AFTER INSERT ON people REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
CREATE TRIGGER people_updated AFTER UPDATE ON people REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
grant select, insert, update, delete on people to six_order_app;

create table person_tags (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  tag bytea not null,
  digest text not null,
  declared_at timestamp with time zone not null,
  constraint person_tags_pkey PRIMARY KEY (tenant, id),
  constraint person_tags_tenant_person_digest_key UNIQUE (tenant, person, digest),
  constraint person_tags_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id)
);
grant select, insert, update, delete on person_tags to six_order_app;

create table point_cases (
  tenant text not null,
  id uuid not null,
  kind text not null,
  person uuid not null,
  path ltree not null,
  order_id uuid,
  deduction text,
  tenths integer not null,
  rule uuid not null,
  rule_version text not null,
  entry uuid,
  opened_by uuid not null,
  opened_at timestamp with time zone not null,
  hear_by timestamp with time zone not null,
  statement bytea,
  heard_at timestamp with time zone,
  decided_by uuid,
  decided_at timestamp with time zone,
  upheld boolean,
  grounds bytea,
  constraint point_cases_pkey PRIMARY KEY (tenant, id),
  constraint point_cases_check CHECK (decided_by <> person),
  constraint point_cases_check1 CHECK ((kind = 'deduction'::text) = (deduction IS NOT NULL)),
  constraint point_cases_check2 CHECK ((kind = 'appeal'::text) = (entry IS NOT NULL)),
  constraint point_cases_check3 CHECK ((decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (upheld IS NULL)),
  constraint point_cases_check4 CHECK (kind = 'appeal'::text OR decided_by <> opened_by),
  constraint point_cases_kind_check CHECK (kind = ANY (ARRAY['deduction'::text, 'appeal'::text])),
  constraint point_cases_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id),
  constraint point_cases_tenths_check CHECK (tenths >= 0)
);
CREATE UNIQUE INDEX point_cases_appeal ON public.point_cases USING btree (tenant, entry) WHERE (entry IS NOT NULL);
CREATE UNIQUE INDEX point_cases_deduction ON public.point_cases USING btree (tenant, person, order_id, deduction) WHERE ((kind = 'deduction'::text) AND ((upheld IS NULL) OR upheld));
CREATE INDEX point_cases_open ON public.point_cases USING btree (tenant, opened_at) WHERE (decided_at IS NULL);
CREATE INDEX point_cases_person ON public.point_cases USING btree (tenant, person, opened_at);
grant select, insert, update, delete on point_cases to six_order_app;

create table point_entries (
  tenant text not null,
  id uuid not null,
  ledger text not null,
  subject uuid not null,
  year integer not null,
  day date not null,
  reason text not null,
  tenths integer not null,
  order_id uuid,
  rule uuid not null,
  rule_version text not null,
  reverses uuid,
  decided_by uuid,
  at timestamp with time zone not null,
  appeal_by timestamp with time zone,
  constraint point_entries_pkey PRIMARY KEY (tenant, id),
  constraint point_entries_check CHECK (decided_by <> subject),
  constraint point_entries_check1 CHECK (ledger = 'members'::text OR tenths > 0),
  constraint point_entries_check2 CHECK (tenths > 0 OR decided_by IS NOT NULL),
  constraint point_entries_ledger_check CHECK (ledger = ANY (ARRAY['members'::text, 'households'::text])),
  constraint point_entries_tenths_check CHECK (tenths <> 0)
);
CREATE UNIQUE INDEX point_entries_base ON public.point_entries USING btree (tenant, subject, year) WHERE ((ledger = 'households'::text) AND (reason = 'base'::text));
CREATE UNIQUE INDEX point_entries_once ON public.point_entries USING btree (tenant, ledger, subject, order_id, reason) WHERE ((order_id IS NOT NULL) AND (reverses IS NULL) AND (decided_by IS NULL));
CREATE UNIQUE INDEX point_entries_reversed ON public.point_entries USING btree (tenant, reverses) WHERE (reverses IS NOT NULL);
CREATE INDEX point_entries_subject ON public.point_entries USING btree (tenant, ledger, subject, year, day);
CREATE TRIGGER point_entries_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON point_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select, insert, update, delete on point_entries to six_order_app;

create table point_exchanges (
  tenant text not null,
  id uuid not null,
  household uuid not null,
  month text not null,
  item text not null,
  tenths integer not null,
  rule uuid not null,
  rule_version text not null,
  handed_out_by uuid not null,
  at timestamp with time zone not null,
  constraint point_exchanges_pkey PRIMARY KEY (tenant, id),
  constraint point_exchanges_tenant_household_fkey FOREIGN KEY (tenant, household) REFERENCES point_households(tenant, id),
  constraint point_exchanges_tenant_household_month_key UNIQUE (tenant, household, month),
  constraint point_exchanges_tenths_check CHECK (tenths > 0)
);
CREATE TRIGGER point_exchanges_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON point_exchanges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select, insert, update, delete on point_exchanges to six_order_app;

create table point_households (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  path ltree not null,
  opened_at timestamp with time zone not null,
  constraint point_households_pkey PRIMARY KEY (tenant, id),
  constraint point_households_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id),
  constraint point_households_tenant_person_key UNIQUE (tenant, person),
  constraint point_households_tenant_unit_fkey FOREIGN KEY (tenant, unit) REFERENCES units(tenant, id)
);
grant select, insert, update, delete on point_households to six_order_app;

create table points_drawn (
  order_id uuid not null,
  at timestamp with time zone not null,
  constraint points_drawn_pkey PRIMARY KEY (order_id)
);
grant select, insert, update, delete on points_drawn to six_order_app;

create table posts (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  role text not null,
  unit uuid not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  deputy_of uuid,
  marks jsonb not null default '{}'::jsonb,
  constraint posts_pkey PRIMARY KEY (tenant, id),
  constraint posts_check CHECK (valid_to > valid_from),
  constraint posts_deputy_of_fkey FOREIGN KEY (tenant, deputy_of) REFERENCES posts(tenant, id),
  constraint posts_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id),
  constraint posts_tenant_unit_fkey FOREIGN KEY (tenant, unit) REFERENCES units(tenant, id)
);
CREATE INDEX posts_of ON public.posts USING btree (tenant, ((marks ->> 'of'::text))) WHERE (role = 'relative'::text);
CREATE INDEX posts_person ON public.posts USING btree (tenant, person);
CREATE TRIGGER posts_deleted AFTER DELETE ON posts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
CREATE TRIGGER posts_inserted AFTER INSERT ON posts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
CREATE TRIGGER posts_updated AFTER UPDATE ON posts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
grant select, insert, update, delete on posts to six_order_app;

create table privacy_records (
  tenant text not null,
  id uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  entered_by uuid not null,
  supersedes uuid,
  body jsonb not null,
  constraint privacy_records_pkey PRIMARY KEY (tenant, id),
  constraint privacy_records_kind_check CHECK (kind = ANY (ARRAY['processing'::text, 'assessment'::text, 'breach'::text]))
);
CREATE UNIQUE INDEX privacy_records_superseded ON public.privacy_records USING btree (tenant, supersedes) WHERE (supersedes IS NOT NULL);
CREATE TRIGGER privacy_records_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON privacy_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select, insert, update, delete on privacy_records to six_order_app;

create table public_items (
  order_id uuid not null,
  tenant text not null,
  alias text not null,
  revision integer not null,
  gone text,
  category text not null,
  community text not null,
  status text not null,
  published_at timestamp with time zone not null,
  shown_until timestamp with time zone not null,
  item jsonb,
  constraint public_items_pkey PRIMARY KEY (order_id),
  constraint public_items_check CHECK ((item IS NULL) = (gone IS NOT NULL)),
  constraint public_items_gone_check CHECK (gone = ANY (ARRAY['retracted'::text, 'hidden'::text, 'expired'::text, 'erased'::text]))
);
CREATE UNIQUE INDEX public_items_alias ON public.public_items USING btree (alias);
CREATE INDEX public_items_category ON public.public_items USING btree (category, published_at DESC, alias DESC) WHERE (gone IS NULL);
CREATE INDEX public_items_community ON public.public_items USING btree (community, published_at DESC, alias DESC) WHERE (gone IS NULL);
CREATE INDEX public_items_expiring ON public.public_items USING btree (shown_until) WHERE (gone IS NULL);
CREATE INDEX public_items_newest ON public.public_items USING btree (published_at DESC, alias DESC) WHERE (gone IS NULL);
CREATE INDEX public_items_status ON public.public_items USING btree (status, published_at DESC, alias DESC) WHERE (gone IS NULL);
grant select, insert, update, delete on public_items to six_order_app;

create table public_photos (
  order_id uuid not null,
  n integer not null,
  attachment uuid not null,
  recipe text not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  constraint public_photos_pkey PRIMARY KEY (order_id, n),
  constraint public_photos_attachment_fkey FOREIGN KEY (attachment) REFERENCES attachments(id) ON DELETE CASCADE,
  constraint public_photos_order_id_fkey FOREIGN KEY (order_id) REFERENCES public_items(order_id) ON DELETE CASCADE
);
CREATE INDEX public_photos_attachment ON public.public_photos USING btree (attachment);
grant select, insert, update, delete on public_photos to six_order_app;

create table reference_changes (
  tenant text not null,
  id uuid not null,
  at timestamp with time zone not null,
  person uuid,
  post uuid,
  subject text not null,
  subject_id uuid not null,
  change text not null,
  before jsonb,
  after jsonb,
  reason text not null,
  constraint reference_changes_pkey PRIMARY KEY (id),
  constraint reference_changes_change_check CHECK (change = ANY (ARRAY['added'::text, 'changed'::text, 'ended'::text]))
);
CREATE INDEX reference_changes_subject ON public.reference_changes USING btree (tenant, subject_id, at);
CREATE TRIGGER reference_changes_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON reference_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select, insert, update, delete on reference_changes to six_order_app;

create table reference_versions (
  tenant text not null,
  name text not null,
  version bigint not null,
  constraint reference_versions_pkey PRIMARY KEY (tenant, name)
);
grant select, insert, update, delete on reference_versions to six_order_app;

create table relative_codes (
  tenant text not null,
  resident uuid not null,
  digest bytea not null,
  expires_at timestamp with time zone not null,
  constraint relative_codes_pkey PRIMARY KEY (tenant, resident)
);
CREATE UNIQUE INDEX relative_codes_digest ON public.relative_codes USING btree (tenant, digest);
grant select, insert, update, delete on relative_codes to six_order_app;

create table report_ins (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  employer bytea,
  reported_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint report_ins_pkey PRIMARY KEY (tenant, id),
  constraint report_ins_check CHECK (ended_at > reported_at),
  constraint report_ins_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id),
  constraint report_ins_tenant_unit_fkey FOREIGN KEY (tenant, unit) REFERENCES units(tenant, id)
);
CREATE UNIQUE INDEX report_ins_open ON public.report_ins USING btree (tenant, person, unit) WHERE (ended_at IS NULL);
grant select, insert, update, delete on report_ins to six_order_app;

create table retention_items (
  tenant text not null,
  run uuid not null,
  order_id uuid not null,
  rule text not null,
  outcome text,
  at timestamp with time zone,
  rows integer not null default 1,
  constraint retention_items_pkey PRIMARY KEY (tenant, run, order_id, rule),
  constraint retention_items_check CHECK ((outcome IS NULL) = (at IS NULL)),
  constraint retention_items_outcome_check CHECK (outcome = ANY (ARRAY['done'::text, 'kept'::text])),
  constraint retention_items_rows_check CHECK (rows > 0),
  constraint retention_items_tenant_run_fkey FOREIGN KEY (tenant, run) REFERENCES retention_runs(tenant, id) ON DELETE CASCADE
);
CREATE INDEX retention_items_open ON public.retention_items USING btree (tenant, run, order_id) WHERE (outcome IS NULL);
grant select, insert, update, delete on retention_items to six_order_app;

create table retention_runs (
  tenant text not null,
  id uuid not null,
  planned_at timestamp with time zone not null,
  dpo uuid,
  dpo_at timestamp with time zone,
  archives uuid,
  archives_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint retention_runs_pkey PRIMARY KEY (tenant, id),
  constraint retention_runs_check CHECK (dpo <> archives),
  constraint retention_runs_check1 CHECK ((dpo IS NULL) = (dpo_at IS NULL)),
  constraint retention_runs_check2 CHECK ((archives IS NULL) = (archives_at IS NULL))
);
CREATE UNIQUE INDEX retention_runs_open ON public.retention_runs USING btree (tenant) WHERE (ended_at IS NULL);
grant select, insert, update, delete on retention_runs to six_order_app;

create table sealed_openings (
  tenant text not null,
  id uuid not null,
  order_id uuid not null,
  person uuid not null,
  post uuid not null,
  reason text not null,
  asked_at timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  grounds text,
  open_until timestamp with time zone,
  ended_at timestamp with time zone,
  constraint sealed_openings_pkey PRIMARY KEY (id),
  constraint sealed_openings_check CHECK ((decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (grounds IS NULL)),
  constraint sealed_openings_check1 CHECK (open_until IS NULL OR decided_at IS NOT NULL AND open_until <= (decided_at + '72:00:00'::interval)),
  constraint sealed_openings_check2 CHECK (decided_by <> person)
);
CREATE INDEX sealed_openings_person ON public.sealed_openings USING btree (tenant, person, asked_at DESC, id DESC);
CREATE INDEX sealed_openings_tenant ON public.sealed_openings USING btree (tenant, asked_at DESC, id DESC);
CREATE UNIQUE INDEX sealed_openings_waiting ON public.sealed_openings USING btree (order_id, person) WHERE ((decided_at IS NULL) AND (ended_at IS NULL));
grant select, insert, update, delete on sealed_openings to six_order_app;

create table sealed_values (
  order_id uuid not null,
  id text not null,
  ciphertext bytea not null,
  constraint sealed_values_pkey PRIMARY KEY (order_id, id)
);
grant select, insert, update, delete on sealed_values to six_order_app;

create table search_copies (
  order_id uuid not null,
  tenant text not null,
  text text not null,
  ended_at timestamp with time zone,
  constraint search_copies_pkey PRIMARY KEY (order_id)
);
CREATE INDEX search_copies_alone ON public.search_copies USING btree (tenant, ended_at, order_id) WHERE (ended_at IS NOT NULL);
CREATE INDEX search_copies_text ON public.search_copies USING gin (text gin_trgm_ops);
grant select, insert, update, delete on search_copies to six_order_app;

create table service_records (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  day date not null,
  kind text not null,
  minutes integer not null,
  order_id uuid,
  confirmed_by uuid not null,
  at timestamp with time zone not null,
  material_cents integer not null default 0,
  material_agreed_at timestamp with time zone,
  reverses uuid,
  constraint service_records_pkey PRIMARY KEY (tenant, id),
  constraint service_records_check CHECK (confirmed_by <> person),
  constraint service_records_check1 CHECK ((material_cents > 0) = (material_agreed_at IS NOT NULL)),
  constraint service_records_check2 CHECK ((reverses IS NULL) = (minutes > 0)),
  constraint service_records_material_cents_check CHECK (material_cents >= 0),
  constraint service_records_minutes_check CHECK (minutes <> 0 AND abs(minutes) <= 1440),
  constraint service_records_tenant_person_fkey FOREIGN KEY (tenant, person) REFERENCES people(tenant, id),
  constraint service_records_tenant_unit_fkey FOREIGN KEY (tenant, unit) REFERENCES units(tenant, id)
);
CREATE INDEX service_records_person ON public.service_records USING btree (tenant, person, day);
CREATE UNIQUE INDEX service_records_reversed ON public.service_records USING btree (tenant, reverses) WHERE (reverses IS NOT NULL);
CREATE TRIGGER service_records_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON service_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select, insert, update, delete on service_records to six_order_app;

create table set_asides (
  effect uuid not null,
  order_id uuid not null,
  tenant text not null,
  type text not null,
  error text,
  at timestamp with time zone not null,
  by text not null,
  why text not null,
  constraint set_asides_pkey PRIMARY KEY (effect, at)
);
grant select, insert on set_asides to six_order_app;

create table timers (
  order_id uuid not null,
  slot text not null,
  id uuid not null,
  tenant text not null,
  due_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  constraint timers_pkey PRIMARY KEY (order_id, slot)
) with (fillfactor=80, autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX timers_due ON public.timers USING btree (due_at);
grant select, insert, update, delete on timers to six_order_app;

create table tries (
  key text not null,
  spent_until timestamp with time zone not null,
  constraint tries_pkey PRIMARY KEY (key)
);
CREATE INDEX tries_spent ON public.tries USING btree (spent_until);
grant select, insert, update, delete on tries to six_order_app;

create table turned_away (
  tenant text not null,
  month text not null,
  count integer not null,
  constraint turned_away_pkey PRIMARY KEY (tenant, month),
  constraint turned_away_count_check CHECK (count > 0),
  constraint turned_away_month_check CHECK (month ~ '^\d{4}-\d{2}$'::text)
);
grant select, insert, update, delete on turned_away to six_order_app;

create table units (
  tenant text not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  parent uuid,
  path ltree not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  flags jsonb not null default '{}'::jsonb,
  constraint units_pkey PRIMARY KEY (tenant, id),
  constraint units_check CHECK (valid_to > valid_from),
  constraint units_code_check CHECK (code ~ '^[0-9A-Z]{2,32}$'::text),
  constraint units_tenant_parent_fkey FOREIGN KEY (tenant, parent) REFERENCES units(tenant, id)
);
CREATE UNIQUE INDEX units_code ON public.units USING btree (tenant, code);
CREATE UNIQUE INDEX units_path ON public.units USING btree (tenant, path);
CREATE TRIGGER units_deleted AFTER DELETE ON units REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
CREATE TRIGGER units_inserted AFTER INSERT ON units REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
CREATE TRIGGER units_updated AFTER UPDATE ON units REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('directory');
grant select, insert, update, delete on units to six_order_app;

create table webhook_endpoints (
  tenant text not null,
  id uuid not null,
  name text not null,
  unit uuid not null,
  path ltree not null,
  format text not null,
  events text[] not null,
  key bytea not null,
  url bytea not null,
  off_at timestamp with time zone,
  off_why text,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint webhook_endpoints_pkey PRIMARY KEY (id),
  constraint webhook_endpoints_check CHECK ((off_at IS NULL) = (off_why IS NULL)),
  constraint webhook_endpoints_events_check CHECK (cardinality(events) > 0),
  constraint webhook_endpoints_format_check CHECK (format = ANY (ARRAY['standard'::text, 'dingtalk'::text, 'feishu'::text, 'wecom'::text])),
  constraint webhook_endpoints_off_why_check CHECK (off_why = ANY (ARRAY['asked'::text, 'failing'::text, 'gone'::text]))
);
CREATE TRIGGER webhook_endpoints_inserted AFTER INSERT ON webhook_endpoints REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('webhooks');
CREATE TRIGGER webhook_endpoints_updated AFTER UPDATE ON webhook_endpoints REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION bump_reference('webhooks');
grant select, insert, update, delete on webhook_endpoints to six_order_app;

create table webhook_health (
  endpoint uuid not null,
  failures integer not null,
  failing_since timestamp with time zone not null,
  quiet_until timestamp with time zone not null,
  constraint webhook_health_pkey PRIMARY KEY (endpoint),
  constraint webhook_health_endpoint_fkey FOREIGN KEY (endpoint) REFERENCES webhook_endpoints(id)
);
grant select, insert, update, delete on webhook_health to six_order_app;

create table webhook_messages (
  endpoint uuid not null,
  id uuid not null,
  order_id uuid,
  seq integer not null,
  type text not null,
  data text not null,
  at timestamp with time zone not null,
  attempts integer not null default 0,
  next_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  status integer,
  error text,
  sent_at timestamp with time zone,
  dead_at timestamp with time zone,
  constraint webhook_messages_pkey PRIMARY KEY (endpoint, id),
  constraint webhook_messages_endpoint_fkey FOREIGN KEY (endpoint) REFERENCES webhook_endpoints(id)
);
CREATE INDEX webhook_messages_dead ON public.webhook_messages USING btree (dead_at) WHERE (dead_at IS NOT NULL);
CREATE INDEX webhook_messages_due ON public.webhook_messages USING btree (endpoint, next_at, seq, id) WHERE ((sent_at IS NULL) AND (dead_at IS NULL));
CREATE INDEX webhook_messages_list ON public.webhook_messages USING btree (endpoint, at DESC, id DESC);
CREATE INDEX webhook_messages_order ON public.webhook_messages USING btree (endpoint, order_id, seq, id) WHERE ((sent_at IS NULL) AND (dead_at IS NULL));
CREATE INDEX webhook_messages_sent ON public.webhook_messages USING btree (sent_at) WHERE (sent_at IS NOT NULL);
grant select, insert, update, delete on webhook_messages to six_order_app;

create table webhook_secrets (
  endpoint uuid not null,
  version integer not null,
  secret bytea not null,
  ends_at timestamp with time zone,
  constraint webhook_secrets_pkey PRIMARY KEY (endpoint, version),
  constraint webhook_secrets_endpoint_fkey FOREIGN KEY (endpoint) REFERENCES webhook_endpoints(id)
);
grant select, insert, update, delete on webhook_secrets to six_order_app;
