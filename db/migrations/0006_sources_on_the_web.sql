-- Sources that are added, switched and run on the web, and the suggestions that come before.

-- Whose hand a definition was last changed by: a file that is applied does not undo what was done on
-- the web. `run_asked_at`: somebody wants a run now; the sweep enqueues it until one has started.
alter table sources
  add column origin text not null default 'file' check (origin in ('file', 'web')),
  add column changed_by text,
  add column run_asked_at timestamptz;

-- A look at a site that nobody has described yet: asked for on the web, done by a crawler.
create table suggestions (
  id           bigint generated always as identity primary key,
  url          text not null,
  state        text not null default 'waiting'
                 check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  asked_by     bigint not null references users,
  asked_at     timestamptz not null default now(),
  -- While it runs: that its worker lives, the page it looks at, and how many it has asked for.
  heartbeat_at timestamptz,
  looking_at   text,
  page_count   integer not null default 0,
  ended_at     timestamptz,
  result       jsonb,
  problem      text,
  message      text
);
create index suggestions_open on suggestions (asked_at) where state in ('waiting', 'running');

-- A run's pages are leafed through, however many they are.
create index pages_by_run_and_id on pages (run_id, id);
drop index if exists pages_by_run;
create index frontier_dead on frontier (run_id, id) where state = 'dead';
