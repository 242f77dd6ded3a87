-- source → page → posting → finding → lead → decision → export, and the frontier.
-- Times are timestamptz; the database's clock is the only clock of leases and host pace.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

-- source ---------------------------------------------------------------------------------------

create table sources (
  id          text primary key,
  name        text not null,
  kind        text not null,
  definition  jsonb not null,
  enabled     boolean not null default true,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

create table runs (
  id            bigint generated always as identity primary key,
  source_id     text not null references sources,
  state         text not null check (state in ('running', 'done', 'failed', 'abandoned')),
  trigger       text not null check (trigger in ('schedule', 'command')),
  started_at    timestamptz not null default now(),
  -- Which process is at it; it moves the heartbeat on. A run whose holder is gone is taken over.
  held_by       text not null,
  heartbeat_at  timestamptz not null default now(),
  ended_at      timestamptz,
  check ((state = 'running') = (ended_at is null))
);
-- Never two runs of one source at once.
create unique index runs_one_running on runs (source_id) where state = 'running';
create index runs_by_source on runs (source_id, id desc);

create table issues (
  id         bigint generated always as identity primary key,
  source_id  text not null references sources,
  run_id     bigint references runs,
  kind       text not null,
  message    text not null,
  url        text,
  raised_at  timestamptz not null default now()
);
create index issues_by_run on issues (run_id);
create index issues_by_source on issues (source_id, id desc);

-- frontier: which URLs are due, leased, done, dead; and the clock of each host ---------------------

create table hosts (
  host            text primary key,
  -- The earliest moment of the next request, over all machines and restarts.
  next_at         timestamptz not null default '-infinity',
  -- What robots.txt asks for; the source's own pace counts when it is slower.
  crawl_delay_ms  integer not null default 0,
  -- 429/503 and Retry-After.
  blocked_until   timestamptz not null default '-infinity'
);

create table frontier (
  id             bigint generated always as identity primary key,
  source_id      text not null references sources,
  run_id         bigint not null references runs,
  url            text not null,
  url_key        bytea not null,
  host           text not null references hosts,
  role           text not null check (role in ('list', 'detail')),
  fetch_by       text not null check (fetch_by in ('http', 'browser')),
  depth          integer not null,
  state          text not null default 'due' check (state in ('due', 'leased', 'done', 'dead')),
  due_at         timestamptz not null default now(),
  lease_until    timestamptz,
  fence          integer not null default 0,
  attempts       integer not null default 0,
  dead_reason    text,
  visited_at     timestamptz,
  etag           text,
  last_modified  text,
  body_hash      text,
  unique (source_id, url_key)
) with (fillfactor = 80);
create index frontier_open on frontier (source_id, run_id, fetch_by, host, due_at)
  where state in ('due', 'leased');
create index frontier_by_fetcher on frontier (source_id, role) where fetch_by = 'browser';

-- page ---------------------------------------------------------------------------------------------

create table pages (
  id            bigint generated always as identity,
  source_id     text not null,
  run_id        bigint not null,
  url           text not null,
  final_url     text not null,
  status        integer not null,
  headers       jsonb not null,
  body_hash     text not null,
  body_bytes    integer not null,
  charset       text not null,
  content_type  text not null,
  fetched_by    text not null,
  fetched_at    timestamptz not null,
  took_ms       integer not null,
  primary key (id, fetched_at)
) partition by range (fetched_at);
create index pages_by_run on pages (run_id);

-- posting ------------------------------------------------------------------------------------------

create table postings (
  id             bigint generated always as identity primary key,
  source_id      text not null references sources,
  key            text not null,
  url            text not null,
  kind           text not null,
  version        integer not null default 1,
  content_hash   text not null,
  title          text not null,
  body           text not null,
  publisher      text,
  published_at   timestamptz,
  price          text,
  location       text,
  images         jsonb not null default '[]',
  -- Where the current version stands; the sweep re-enqueues what is not grouped.
  state          text not null default 'extracted' check (state in ('extracted', 'classified', 'grouped')),
  state_since    timestamptz not null default now(),
  -- How often this version failed in a job; too often = an issue, and it waits for a person.
  failures       integer not null default 0,
  run_id         bigint not null references runs,
  page_id        bigint not null,
  first_seen_at  timestamptz not null default now(),
  last_seen_at   timestamptz not null default now(),
  gone_at        timestamptz,
  unique (source_id, key)
);
create index postings_unfinished on postings (state_since) where state <> 'grouped';
create index postings_by_run on postings (run_id);

create table posting_versions (
  posting_id    bigint not null,
  version       integer not null,
  content_hash  text not null,
  title         text not null,
  body          text not null,
  publisher     text,
  published_at  timestamptz,
  price         text,
  location      text,
  page_id       bigint not null,
  seen_at       timestamptz not null default now(),
  primary key (posting_id, version, seen_at)
) partition by range (seen_at);

-- finding ------------------------------------------------------------------------------------------

-- What one classifier version said of one posting version; a re-run replaces it.
create table classifications (
  posting_id     bigint not null references postings,
  version        integer not null,
  flag           boolean not null,
  score          real not null,
  primary_code   text,
  exclusion      jsonb,
  facets         jsonb not null,
  -- The contacts with their values and spans, encrypted: matching goes by `contacts`.
  sealed_contacts bytea not null,
  rules_version  text not null,
  model_version  text,
  classified_at  timestamptz not null default now(),
  primary key (posting_id, version)
);

create table findings (
  id          bigint generated always as identity,
  posting_id  bigint not null,
  version     integer not null,
  code        text not null,
  score       real not null,
  rule        text not null,
  spans       jsonb not null,
  found_at    timestamptz not null default now(),
  primary key (id, found_at)
) partition by range (found_at);
create index findings_by_posting on findings (posting_id, version);

-- Contacts are matched by a keyed hash and shown masked.
create table contacts (
  posting_id   bigint not null references postings,
  version      integer not null,
  kind         text not null,
  contact_key  text not null,
  masked       text not null,
  primary key (posting_id, version, kind, contact_key)
);
create index contacts_by_key on contacts (contact_key);

-- Fingerprint of the current version's text, to find the same ad posted again.
create table fingerprints (
  posting_id  bigint primary key references postings,
  text_hash   text not null,
  signature   bytea not null,
  bands       text[] not null
);
create index fingerprints_by_hash on fingerprints (text_hash);
create index fingerprints_by_band on fingerprints using gin (bands);

-- lead ---------------------------------------------------------------------------------------------

create table leads (
  id              bigint generated always as identity primary key,
  state           text not null default 'new' check (state in
                    ('new', 'pending', 'in_review', 'confirmed', 'needs_info', 'snoozed', 'dismissed', 'merged')),
  primary_code    text not null,
  codes           text[] not null,
  score           real not null,
  priority_total  real not null,
  priority        jsonb not null,
  title           text not null,
  publisher       text,
  location        text,
  source_ids      text[] not null,
  posting_count   integer not null,
  first_seen_at   timestamptz not null,
  last_seen_at    timestamptz not null,
  version         integer not null default 1,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
create index leads_by_priority on leads (priority_total desc, id desc);
create index leads_by_state on leads (state, priority_total desc, id desc);
create index leads_by_codes on leads using gin (codes);

create table lead_postings (
  posting_id  bigint primary key references postings,
  lead_id     bigint not null references leads,
  -- Why it stands here, Chinese, for the reviewer.
  reason      text not null,
  joined_at   timestamptz not null default now()
);
create index lead_postings_by_lead on lead_postings (lead_id);

-- people, decision, audit ----------------------------------------------------------------------------

create table users (
  id             bigint generated always as identity primary key,
  name           text not null unique,
  display_name   text not null,
  password_hash  text not null,
  role           text not null check (role in ('admin', 'reviewer')),
  created_at     timestamptz not null default now(),
  disabled_at    timestamptz
);

create table sessions (
  -- SHA-256 of the random id in the cookie: who reads this table cannot log in with it.
  id_hash       text primary key,
  user_id       bigint not null references users,
  created_at    timestamptz not null default now(),
  expires_at    timestamptz not null
);

create table login_attempts (
  id          bigint generated always as identity primary key,
  user_name   text not null,
  address     text not null,
  succeeded   boolean not null,
  tried_at    timestamptz not null default now()
);
create index login_attempts_recent on login_attempts (tried_at);

create table decisions (
  id          bigint generated always as identity primary key,
  lead_id     bigint not null references leads,
  user_id     bigint not null references users,
  action      text not null,
  code        text,
  reason      text,
  note        text not null,
  from_state  text not null,
  to_state    text not null,
  decided_at  timestamptz not null default now()
);
create index decisions_by_lead on decisions (lead_id, id);
create trigger decisions_append_only before update or delete on decisions
  for each row execute function refuse_change();
create trigger decisions_no_truncate before truncate on decisions
  for each statement execute function refuse_change();

create table audit (
  id           bigint generated always as identity primary key,
  user_id      bigint references users,
  actor        text not null,
  action       text not null,
  object_type  text not null,
  object_id    text,
  detail       jsonb not null default '{}',
  happened_at  timestamptz not null default now()
);
create trigger audit_append_only before update or delete on audit
  for each row execute function refuse_change();
create trigger audit_no_truncate before truncate on audit
  for each statement execute function refuse_change();

-- export -------------------------------------------------------------------------------------------

create table exports (
  id          bigint generated always as identity primary key,
  kind        text not null,
  format      text not null,
  file_name   text not null,
  filter      jsonb not null,
  row_count   integer not null,
  sha256      text not null,
  exported_by text not null,
  exported_at timestamptz not null default now()
);

-- monthly partitions ---------------------------------------------------------------------------------

-- Makes the partitions of this month and the next three; called at each start and by the sweep.
create function ensure_month_partitions() returns void language plpgsql as $$
declare
  parent text;
  month date;
begin
  -- Two processes that start at once must not both create the same table.
  perform pg_advisory_xact_lock(hashtext('ensure_month_partitions'));
  foreach parent in array array['pages', 'posting_versions', 'findings'] loop
    for month in select generate_series(
        date_trunc('month', now() at time zone 'UTC'),
        date_trunc('month', now() at time zone 'UTC') + interval '3 months', interval '1 month')
    loop
      execute format(
        'create table if not exists %I partition of %I for values from (%L) to (%L)',
        parent || '_' || to_char(month, 'YYYY_MM'), parent,
        to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    end loop;
  end loop;
end $$;

select ensure_month_partitions();
