-- Units (the bureau's own list of places that handle leads), and who may do what where.

create table units (
  id             text primary key check (id ~ '^[a-z0-9-]{2,40}$'),
  name           text not null,
  parent_id      text references units,
  kind           text not null check (kind in ('city', 'county', 'zone', 'town', 'street')),
  division_code  text,
  retired_at     timestamptz,
  check (id <> parent_id)
);
create index units_by_parent on units (parent_id);

-- A unit that stood below itself would have everybody's leads. At the end of the transaction, so
-- that a list may come in any order.
create function refuse_unit_cycle() returns trigger language plpgsql as $$
begin
  if exists (
    with recursive above as (
      select parent_id from units where id = new.id
      union
      select u.parent_id from units u join above a on u.id = a.parent_id
    )
    select 1 from above where parent_id = new.id
  ) then
    raise exception 'unit % would stand below itself', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger units_no_cycle after insert or update of parent_id on units
  deferrable initially deferred for each row execute function refuse_unit_cycle();

-- A role for a unit and all below it, and for one department; null: all of them. Ended, never deleted.
create table grants (
  id          bigint generated always as identity primary key,
  user_id     bigint not null references users,
  role        text not null check (role in ('admin', 'operator', 'reviewer', 'approver', 'supervisor',
                'inspector', 'statistician', 'auditor')),
  unit_id     text references units,
  department  text,
  -- null: by the command line, or by the first start.
  granted_by  bigint references users,
  granted_at  timestamptz not null default now(),
  revoked_by  bigint references users,
  revoked_at  timestamptz
);
create unique index grants_once on grants
  (user_id, role, coalesce(unit_id, ''), coalesce(department, '')) where revoked_at is null;

-- Whoever may log in keeps what they could do: an administrator did everything until now.
insert into grants (user_id, role)
select u.id, r.role from users u
cross join unnest(array['admin', 'operator', 'reviewer']) as r (role)
where u.role = 'admin' or r.role = 'reviewer'
order by u.id, r.role;

alter table users drop column role;
alter table users
  add column version integer not null default 1,
  -- Set when somebody else made the password.
  add column must_change_password boolean not null default false,
  add column password_set_at timestamptz not null default now();

-- Whose a lead is. Without a unit it waits for the whole bureau.
alter table leads
  add column unit_id text references units,
  add column unit_by text not null default 'none' check (unit_by in ('none', 'source', 'person', 'machine')),
  add column unit_reason text,
  -- The first one leads. A lead from before is education's until it is summed up again.
  add column departments text[] not null default '{education}',
  add column departments_by text not null default 'machine' check (departments_by in ('machine', 'person'));
create index leads_by_unit on leads (unit_id, priority_total desc, id desc);
create index leads_by_departments on leads using gin (departments);

-- The unit whose leads a source brings, where it has only one.
alter table sources add column unit_id text references units;
