-- The four-dimension subject test, and who is behind a posting and whether it is paid, beside the other facets.

-- What was classified before was not asked these questions: unknown, until it is classified again.
alter table classifications
  add column subject jsonb not null default '{
    "class": "UNKNOWN",
    "purpose": {"score": 0, "spans": []}, "content": {"score": 0, "spans": []},
    "method": {"score": 0, "spans": []}, "assessment": {"score": 0, "spans": []},
    "against": [], "needsExpert": false, "doubts": []}';
alter table classifications alter column subject drop default;
update classifications
  set facets = '{"actor": [], "paid": {"state": "UNKNOWN", "text": null}}' || facets
  where not facets ? 'actor';
