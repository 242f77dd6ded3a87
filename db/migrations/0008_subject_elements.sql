-- What the offence is made of, and which of it a lead shows; told again whenever a lead is summed up.
alter table leads
  add column elements jsonb not null default '{"required": [], "aggravating": []}';
alter table leads alter column elements drop default;
