-- The page that a URL was last fetched as: its postings are seen again when the page is unchanged,
-- or when a list still links to it and it is not due for another visit.
alter table frontier add column page_id bigint;
create index postings_by_page on postings (page_id);
