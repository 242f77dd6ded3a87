-- School breaks by place and stage, imported: the calendar of days off knows no others.
create table school_breaks (
  province    text not null check (province <> ''),
  -- Empty: the whole province.
  city        text not null default '',
  -- Empty: all stages.
  stage       text not null default '' check (stage in ('', 'PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR')),
  season      text not null check (season in ('WINTER', 'SUMMER')),
  -- The year in which its school year began: a calendar imported again for it takes the place of the earlier one.
  school_year integer not null,
  -- The first and the last day without school.
  starts_on   date not null,
  ends_on     date not null check (ends_on >= starts_on),
  imported_at timestamptz not null default now(),
  primary key (province, city, stage, season, school_year)
);
