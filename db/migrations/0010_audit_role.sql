-- The program works as a role of its own, which may append to the audit log and to the decisions and do
-- nothing else to them; migrations and nothing else are done as the owner of the tables.

-- Partitions belong to the owner of their table, whoever asks for them.
alter function ensure_month_partitions() security definer;
alter function ensure_month_partitions() set search_path = public, pg_temp;

-- Called at each start as well: the role belongs to the server, not to the database, and may come later.
-- Says whether the role is there and this user may take it on.
create function prepare_app_role() returns boolean
  language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4600004);
  if not exists (select 1 from pg_roles where rolname = 'mingcha_app') then
    begin
      create role mingcha_app nologin;
    exception
      -- Made for another database of this server in the same moment.
      when duplicate_object or unique_violation then null;
    end;
  end if;
  if not pg_has_role(current_user, 'mingcha_app', 'member') then
    execute format('grant mingcha_app to %I', current_user);
  end if;
  if not has_table_privilege('mingcha_app', 'audit', 'insert') then
    grant usage on schema public to mingcha_app;
    grant select, insert, update, delete on all tables in schema public to mingcha_app;
    grant usage, select on all sequences in schema public to mingcha_app;
    revoke update, delete on audit, decisions from mingcha_app;
    revoke insert, update, delete on schema_migrations from mingcha_app;
    alter default privileges in schema public
      grant select, insert, update, delete on tables to mingcha_app;
    alter default privileges in schema public grant usage, select on sequences to mingcha_app;
  end if;
  return true;
exception
  -- A managed server that lets nobody make roles, or one that several programs share: then the tables
  -- are guarded by their triggers alone, and `doctor` says so.
  when insufficient_privilege then return false;
end $$;

select prepare_app_role();
