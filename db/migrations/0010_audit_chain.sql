-- The audit log becomes a chain: each entry holds the hash of the one before it. Who changes or removes
-- an entry afterwards has to compute all later ones anew; docs/security.md says what that proves.

-- Fields one behind the other, each with its length in bytes, null as -1: no two lists give the same text.
create function length_prefixed(variadic fields text[]) returns text
  language sql immutable set search_path = pg_catalog as $$
  select string_agg(
    case when field is null then '-1:'
      else octet_length(convert_to(field, 'UTF8')) || ':' || field end, '' order by place)
  from unnest(fields) with ordinality as f (field, place)
$$;

-- A moment as it is hashed: UTC, microseconds.
create function hashed_time(moment timestamptz) returns text
  language sql stable set search_path = pg_catalog as $$
  select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- domain/audit-chain.ts computes the same hashes again, and trusts none of these functions.
create function audit_hash(entry audit, prev_hash text, seq bigint) returns text
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(length_prefixed(
    prev_hash, seq::text, hashed_time(entry.happened_at), entry.user_id::text, entry.actor,
    entry.action, entry.object_type, entry.object_id, entry.detail::text), 'UTF8')), 'hex')
$$;

create function decision_hash(decision decisions) returns text
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(length_prefixed(
    decision.id::text, decision.lead_id::text, decision.user_id::text, decision.action, decision.code,
    decision.reason, decision.note, decision.from_state, decision.to_state,
    hashed_time(decision.decided_at)), 'UTF8')), 'hex')
$$;

alter table audit
  add seq        bigint,
  -- SHA-256, hex; of the first entry 64 zeros.
  add prev_hash  text,
  add row_hash   text;

-- What is there already is chained in its order. From now on a change is found; an earlier one is not.
alter table audit disable trigger audit_append_only;
do $$
declare
  entry audit;
  number bigint := 0;
  last_hash text := repeat('0', 64);
begin
  for entry in select * from audit order by id loop
    number := number + 1;
    update audit set seq = number, prev_hash = last_hash,
      row_hash = audit_hash(entry, last_hash, number)
    where id = entry.id returning row_hash into last_hash;
  end loop;
end $$;
alter table audit
  alter seq set not null, alter prev_hash set not null, alter row_hash set not null;
create unique index audit_by_seq on audit (seq);

-- One entry after the other, until its transaction ends: nothing slow may come behind it in there.
create function chain_audit() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  last_seq bigint;
  last_hash text;
begin
  perform pg_advisory_xact_lock(4600003);
  select a.seq, a.row_hash into last_seq, last_hash from public.audit a order by a.seq desc limit 1;
  new.seq := coalesce(last_seq, 0) + 1;
  new.prev_hash := coalesce(last_hash, repeat('0', 64));
  new.happened_at := clock_timestamp();
  new.row_hash := audit_hash(new, new.prev_hash, new.seq);
  return new;
end $$;
create trigger audit_chain before insert on audit
  for each row execute function chain_audit();

-- Also for a session that says session_replication_role = replica.
alter table audit
  enable always trigger audit_chain,
  enable always trigger audit_append_only,
  enable always trigger audit_no_truncate;
alter table decisions
  enable always trigger decisions_append_only,
  enable always trigger decisions_no_truncate;

-- Decisions are chained by the audit entry that goes with each. Those from before, if any, hang on this one.
insert into audit (actor, action, object_type, detail)
select 'mingcha', 'begin-chain', 'audit', jsonb_build_object(
  'entries', (select count(*) from audit),
  'decisions', count(*),
  'lastDecision', coalesce(max(d.id), 0),
  'decisionsHash', encode(sha256(convert_to(
    coalesce(string_agg(decision_hash(d), '' order by d.id), ''), 'UTF8')), 'hex'))
from decisions d;

-- The head of the chain when a file was handed out: whoever keeps the file keeps the head.
alter table exports
  add audit_seq   bigint,
  add audit_hash  text;
