-- Health of runs, changed layouts, and postings that are no longer there.

-- What a page was read as, so that runs can be compared.
alter table pages
  add column role text,
  add column read_as text,
  -- Postings on the page, or links to them.
  add column found integer,
  -- Selector of the source → whether it matched anything; null when none was tried.
  add column selectors jsonb;

-- A run that only looks again at postings that were missed.
alter table runs drop constraint runs_trigger_check;
alter table runs add constraint runs_trigger_check
  check (trigger in ('schedule', 'command', 'recheck'));

-- Measured once, at a run's end: what is there later has moved on.
create table run_health (
  run_id             bigint primary key references runs,
  source_id          text not null references sources,
  -- Runs under different definitions are not compared.
  definition_hash    text not null,
  seconds            real not null,
  bytes              bigint not null,
  pages              integer not null,
  unchanged          integer not null,
  lists              integer not null,
  lists_read_as_list integer not null,
  lists_failed       integer not null,
  feeds              integer not null,
  found_per_list     real,
  postings_seen      integer not null,
  postings_new       integer not null,
  postings_changed   integer not null,
  postings_gone      integer not null,
  -- Taken from pages that were read in this run; unchanged ones say nothing about the layout.
  postings_read      integer not null,
  median_length      integer,
  filled             jsonb not null,
  selectors          jsonb not null,
  issues             jsonb not null,
  urls_due           integer not null,
  urls_fetched       integer not null,
  urls_missing       integer not null,
  urls_blocked       integer not null,
  urls_failed        integer not null,
  urls_open          integer not null,
  is_complete        boolean not null
);
create index run_health_by_source on run_health (source_id, run_id desc);

-- A posting is missed once, confirmed a second time, and gone from the moment it was first missed.
alter table postings
  add column missed_at timestamptz,
  add column missed_reason text,
  add column missed_run_id bigint,
  add column gone_reason text,
  add column gone_confirmed_at timestamptz;
create index postings_missed on postings (source_id) where missed_at is not null;

-- The take-down timeline. A posting that comes back keeps what was said of it.
create table posting_events (
  id            bigint generated always as identity primary key,
  posting_id    bigint not null references postings,
  kind          text not null check (kind in ('missed', 'gone', 'back')),
  reason        text,
  run_id        bigint not null references runs,
  -- When the page was looked at, not when it was written down.
  happened_at   timestamptz not null,
  -- When the posting had been seen for the last time by then.
  last_seen_at  timestamptz not null
);
create index posting_events_by_posting on posting_events (posting_id, id);

-- When a URL has to be looked at once more, though no list leads to it.
alter table frontier add column recheck_at timestamptz;
create index frontier_rechecks on frontier (source_id, recheck_at) where recheck_at is not null;
