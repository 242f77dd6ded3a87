-- What stands in the pictures of postings: which are to be read, and what was read.

-- Of the current version; composed of `image_texts`. Not part of content_hash: reading makes no version.
alter table postings add column image_text text not null default '';

-- A picture by its address; fetched in its host's turn, like a page.
create table images (
  id          bigint generated always as identity primary key,
  url         text not null,
  url_key     bytea not null unique,
  -- Whose pace its fetch keeps.
  source_id   text not null references sources,
  state       text not null default 'due' check (state in ('due', 'read', 'dead')),
  due_at      timestamptz not null default now(),
  attempts    integer not null default 0,
  -- Until when the process that reads it keeps others off.
  lease_until timestamptz,
  -- Why the last attempt failed.
  reason      text,
  -- Of the bytes last fetched, which the blob store holds.
  sha256      text,
  -- Null: its bytes have to be fetched (again).
  fetched_at  timestamptz,
  settled_at  timestamptz
);
create index images_due on images (due_at) where state = 'due';
create index images_by_bytes on images (sha256);

-- Which pictures of a posting are read.
create table posting_images (
  posting_id  bigint not null references postings,
  image_id    bigint not null references images,
  position    integer not null,
  planned_at  timestamptz not null default now(),
  primary key (posting_id, image_id)
);
create index posting_images_by_image on posting_images (image_id);

-- What one engine read from the bytes of a picture, whichever address they came from.
create table image_texts (
  sha256    text primary key,
  engine    text not null,
  outcome   text not null check (outcome in ('read', 'codes-only', 'failed')),
  text      text not null,
  qr_codes  text[] not null,
  reason    text,
  took_ms   integer not null,
  read_at   timestamptz not null default now()
);
create index image_texts_unread on image_texts (engine) where outcome <> 'read';
