-- When the last failure of a host was counted: one that was asked before then says nothing new.
alter table hosts add column failed_at timestamptz not null default '-infinity';
-- Worked out from `visited_at` and `revisit_hours` instead, within the bounds of the source as it is now.
alter table frontier drop column revisit_at;
-- A later migration gives this name to another index.
alter index frontier_dead rename to frontier_dead_by_source;
