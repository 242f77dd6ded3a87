-- Clocks of addresses, the state of a host that fails, pauses of runs, URLs that take their crawlers
-- down, adaptive visits; and indexes with which claiming costs the same however long the frontier is.

-- The clock of an IP address: many sites may share one. `address:port` where it is not public.
create table addresses (
  address  text primary key,
  next_at  timestamptz not null default '-infinity'
) with (fillfactor = 50);

-- The address that answered last; null until the first answer.
alter table hosts add column address text references addresses;
-- In a row, since the host last answered as it should: answers 429 and 503, and everything else that failed.
alter table hosts add column throttles integer not null default 0;
alter table hosts add column failures integer not null default 0;
alter table hosts set (fillfactor = 50);

alter table runs add column paused_until timestamptz;

-- How often a crawler took the URL and never came back.
alter table frontier add column crashes integer not null default 0;
alter table frontier add column dead_message text;
-- How long a known detail page is left alone, and until when.
alter table frontier add column revisit_hours real;
alter table frontier add column revisit_at timestamptz;
update frontier set revisit_at = visited_at + interval '72 hours' where visited_at is not null;

-- `due_at` is also the order of the queue: see db/frontier/due-order.ts.
create index frontier_due on frontier (source_id, fetch_by, host, due_at, id)
  where state = 'due' and crashes < 2;
create index frontier_suspect on frontier (source_id, due_at)
  where state in ('due', 'leased') and crashes >= 2;
create index frontier_leased on frontier (source_id, lease_until) where state = 'leased';
create index frontier_dead on frontier (source_id, visited_at desc) where state = 'dead';
drop index frontier_open;
-- A URL changes its state four times in minutes: dead rows must go before they pile up.
alter table frontier set (
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0);
alter table hosts set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
alter table addresses set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
